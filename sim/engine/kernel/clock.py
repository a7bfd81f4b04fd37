"""Simulated time: days from the start, what comes first at equal times, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from heapq import heappop, heappush
from typing import Any, Final, TypeVar, cast, final

from simpy.core import Environment
from simpy.events import Event, EventPriority

from sim.errors import ThawError

T = TypeVar("T")

Moment = tuple[float, EventPriority]
"""A point in time, days from the start, and a turn among what happens at it."""

Steps = Generator[Moment | Event, None, T]
"""What a process does, from one wait to the next."""

_Queue = list[tuple[float, int, int, Any]]
_push: Final[Callable[[_Queue, tuple[float, int, int, Any]], None]] = heappush
_pop: Final[Callable[[_Queue], tuple[float, int, int, Any]]] = heappop

_URGENT: Final = EventPriority(0)
"""What SimPy does at once comes before all else."""

YEAR: Final = 365.25
"""Days in a year."""

QUARTER: Final = 91.3125
"""Days in a quarter: so often the world moves by itself, and what waits for it looks again."""

MOST_EVENTS: Final = 500_000
"""Events after which a replication is given up; the longest shipped scenario has some thousands."""

MOST_AT_ONCE: Final = 50_000
"""Events after which, if no time has passed meanwhile, a moment is taken to have no end."""


class BudgetError(ThawError):
    """A replication that does not come to an end within what it may cost."""


class Order:
    """Which of two events at the same time comes first: the lower one.

    SimPy keeps 0 for what must happen at once, such as the start of a process.
    """

    LAW: Final = EventPriority(1)  # expiries and renewals
    VOTE: Final = EventPriority(2)
    EFFECT: Final = EventPriority(3)  # implementation of what was agreed or decided
    CHECK: Final = EventPriority(4)  # verification, violations
    ROUND: Final = EventPriority(5)  # talks
    SHOCK: Final = EventPriority(6)
    WATCH: Final = EventPriority(7)  # observation


@final
class Clock:
    """The time of a replication: SimPy's environment, and what is asked of it at every turn.

    Attributes
    ----------
    env
        The environment. Its queue is the only one; what time it is, is noted here too.
    now
        Days from the start.
    """

    __slots__ = ("_number", "_queue", "env", "now")

    def __init__(self) -> None:
        self.env = Environment(0.0)
        self.now = 0.0
        self._number = 0
        self._queue = cast(_Queue, self.env._queue)
        self.env._eid = cast(Any, self)  # SimPy and we number events by one count

    def __iter__(self) -> Clock:
        return self

    def __next__(self) -> Any:  # an int; mypyc would hand SimPy one that is not an object
        """The number of the next event."""
        self._number += 1
        return self._number - 1

    def start(self, steps: Steps[None]) -> None:
        """Start a process; it begins when the present event is over, as with SimPy."""
        self.put((self.now, _URGENT), Driver(self, steps))

    def put(self, moment: tuple[Any, Any], driver: Driver) -> None:
        """Have a process go on at a `Moment`: what `Environment.schedule` does, but for a day.

        The queue takes both as they come: numbers would be unpacked and packed again.
        """
        self._number += 1
        _push(self._queue, (moment[0], moment[1], self._number - 1, driver))

    def let_pass(self, days: float, order: EventPriority) -> None:
        """Let days pass, and at the end of them what comes before `order`.

        What `Environment.run` does, in one loop: it would call `Environment.step` for each event,
        and that the callbacks of a process, which here are known.
        """
        env = self.env
        end = env.event()
        end._ok, end._value = True, None
        env.schedule(end, order, days)
        queue, of_simpy = self._queue, vars(env)
        look, before = self._number + MOST_AT_ONCE, -1.0
        while True:
            day, _, _, event = _pop(queue)
            if self._number > look:
                self._within_budget(day, before)
                look, before = self._number + MOST_AT_ONCE, day
            of_simpy["_now"] = day
            self.now = day
            if isinstance(event, Driver):
                event.go_on()
            elif event is end:
                return
            else:
                _process(event)

    def _within_budget(self, day: float, before: float) -> None:
        """Refuse to go on if too much has happened by a day, or no time passes any more."""
        if day == before:
            raise BudgetError(
                f"more than {MOST_AT_ONCE:,} events on day {day:.0f} at one moment, and no end of "
                "them: something takes no time and waits for itself"
            )
        if self._number > MOST_EVENTS:
            raise BudgetError(f"more than {MOST_EVENTS:,} events by day {day:.0f}")

    def close(self) -> int:
        """Forget what is still to come, so that no process outlives the run; return how much.

        Else the processes, and with them the whole run, would refer to each other in circles,
        and their memory would wait for the garbage collector.
        """
        left = len(self._queue)
        self._queue.clear()
        vars(self.env).clear()  # it holds methods of its own, and its count of events is ours
        return left


@final
class Driver:
    """What drives a process: itself the event for which the process waits.

    It does what `simpy.Process` does, but that takes an event for each wait and one for the end.
    Nobody waits here for the end of a process or interrupts it, so that one will do for all. For
    SimPy it is an event like any other: it has the attributes that `Environment.step` asks for.

    Parameters
    ----------
    clock
        The clock.
    steps
        What the process does.
    """

    __slots__ = ("_clock", "_steps")

    def __init__(self, clock: Clock, steps: Steps[None]) -> None:
        self._clock = clock
        self._steps = steps

    @property
    def _ok(self) -> bool:
        return True

    @property
    def callbacks(self) -> list[Callable[[Event], None]]:
        """Whom to call when it is its turn: SimPy takes them off, and they are there again."""
        return [self._resume]

    @callbacks.setter
    def callbacks(self, _: None) -> None: ...

    def _resume(self, _: Event) -> None:
        self.go_on()

    def go_on(self) -> None:
        """Go on to the next wait, or to the end."""
        for wait in self._steps:
            if isinstance(wait, tuple):
                self._clock.put(wait, self)
                return
            if wait.callbacks is not None:  # an event of SimPy that is yet to come
                wait.callbacks.append(self._resume)
                return


def _process(event: Event) -> None:
    """Wake whoever waits for an event of SimPy's own."""
    callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
    for callback in callbacks:
        callback(event)
    if not event._ok:
        raise event._value


class Calendar:
    """Turns dates into days from the start and back.

    Parameters
    ----------
    start, end
        First and last day of the scenario.
    """

    __slots__ = ("horizon", "origin")

    def __init__(self, start: dt.date, end: dt.date) -> None:
        self.origin = start.toordinal()
        self.horizon = float(end.toordinal() - self.origin + 1)

    def day(self, date: dt.date) -> float:
        """Days from the start to the beginning of a date."""
        return float(date.toordinal() - self.origin)

    def date(self, day: float) -> dt.date:
        """The date on which a moment falls."""
        return dt.date.fromordinal(self.origin + int(day // 1))
