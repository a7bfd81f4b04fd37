"""Simulated time: days from the start, what comes first at equal times, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from heapq import heappop, heappush
from typing import Any, Final, TypeVar, cast

from simpy import Environment
from simpy.events import URGENT, Event, EventPriority

T = TypeVar("T")

Moment = tuple[float, EventPriority]
"""A point in time, days from the start, and a turn among what happens at it."""

Steps = Generator[Moment | Event, None, T]
"""What a process does, from one wait to the next."""

_Queue = list[tuple[float, int, int, Any]]

YEAR: Final = 365.25
"""Days in a year."""


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


class Driver:
    """What drives a process: itself the event for which the process waits.

    It does what `simpy.Process` does, but that takes an event for each wait and one for the end.
    Nobody waits here for the end of a process or interrupts it, so that one will do for all. For
    SimPy it is an event like any other: it has the attributes that `Environment.step` asks for.

    Parameters
    ----------
    env
        The environment.
    steps
        What the process does. It begins when the present event is over, as with SimPy.
    """

    __slots__ = ("_again", "_next_id", "_ok", "_queue", "_steps", "callbacks")

    def __init__(self, env: Environment, steps: Steps[None]) -> None:
        # What Environment.schedule does, but for a day and not for a delay, is done here.
        self._queue = cast(_Queue, env._queue)
        self._next_id: Callable[[], int] = env._eid.__next__
        self._steps = steps
        self._ok = True
        self._again: list[Callable[[Event], None]] = [self._resume]
        self.callbacks: list[Callable[[Event], None]] | None = self._again
        heappush(self._queue, (env._now, URGENT, self._next_id(), self))

    def _resume(self, _: Event) -> None:
        self.go_on()

    def go_on(self) -> None:
        """Go on to the next wait, or to the end."""
        for wait in self._steps:
            if isinstance(wait, tuple):
                day, order = wait
                heappush(self._queue, (day, order, self._next_id(), self))
                self.callbacks = self._again
                return
            if wait.callbacks is not None:  # an event of SimPy that is yet to come
                wait.callbacks.append(self._resume)
                return
        self._again.clear()  # else it would refer to itself

    def drop(self) -> None:
        """Forget the process."""
        self._again.clear()


def let_pass(env: Environment, days: float, order: EventPriority) -> None:
    """Let days pass, and at the end of them what comes before `order`.

    What `Environment.run` does, in one loop: it would call `Environment.step` for each event, and
    that the callbacks of a process, which here are known.
    """
    end = env.event()
    end._ok, end._value = True, None
    env.schedule(end, order, days)
    queue = cast(_Queue, env._queue)
    while True:
        env._now, _, _, event = heappop(queue)
        if isinstance(event, Driver):
            event.go_on()
        elif event is end:
            return
        else:
            _process(event)


def _process(event: Event) -> None:
    """Wake whoever waits for an event of SimPy's own."""
    callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
    for callback in callbacks:
        callback(event)
    if not event._ok:
        raise event._value


def close(env: Environment) -> int:
    """Forget what is still to come, so that no process outlives the run; return how much it was.

    Else the processes, and with them the whole run, would refer to each other in circles, and
    their memory would wait for the garbage collector.
    """
    left = len(env._queue)
    for *_, event in cast(_Queue, env._queue):
        if isinstance(event, Driver):
            event.drop()
    env._queue.clear()
    return left


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
