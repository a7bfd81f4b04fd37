"""Simulated time: days from the start, and what comes first at equal times."""

from __future__ import annotations

from collections.abc import Generator
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar, final

from simpy.events import Event, EventPriority

from sim.bargaining.arrays import longer, longer_ints, zero_ints, zeros
from sim.engine.kernel.drawn import Drawn
from sim.engine.kernel.environment import QueueEnvironment
from sim.errors import ThawError

if TYPE_CHECKING:
    from mypy_extensions import i64

T = TypeVar("T")

Moment = tuple[float, EventPriority]
"""A point in time, days from the start, and a turn among what happens at it."""

Steps = Generator[Moment | Event | Drawn, None, T]
"""What a process does, from one wait to the next."""

URGENT: Final = EventPriority(0)
"""What SimPy does at once comes before all else."""

YEAR: Final = 365.25
"""Days in a year."""

QUARTER: Final = 91.3125
"""Days in a quarter: so often the world moves by itself, and what waits for it looks again."""

MOST_EVENTS: Final = 500_000
"""Events after which a replication is given up; the longest shipped scenario has some thousands."""

MOST_AT_ONCE: Final = 50_000
"""Events after which, if no time has passed meanwhile, a moment is taken to have no end."""

_PLACES: Final = 64
"""Places for what is to come that a queue begins with; it doubles them when they are full."""

_TURN: Final = 1 << 40
"""By which turns are told from numbers in one whole number: a run has fewer events."""


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
    """The time of a replication, and what is to come in it.

    The queue of events is a binary heap by day, turn and number, as SimPy's is, but of numbers
    side by side instead of tuples. Processes are in it by their drivers, and events of SimPy as
    they are: an environment of SimPy puts them there, see `env`.

    Attributes
    ----------
    now
        Days from the start.
    """

    __slots__ = ("_days", "_env", "_number", "_ranks", "_size", "_what", "now")

    def __init__(self) -> None:
        self.now = 0.0
        self._env: QueueEnvironment | None = None
        self._number = 0
        self._size: i64 = 0
        self._days = zeros(_PLACES)
        self._ranks = zero_ints(_PLACES)  # turn and number in one
        self._what: list[Driver | Event | None] = [None] * _PLACES

    @property
    def env(self) -> QueueEnvironment:
        """The environment of SimPy whose events come in this clock's queue."""
        if self._env is None:
            self._env = QueueEnvironment(self)
        return self._env

    def start(self, steps: Steps[None]) -> None:
        """Start a process; it begins when the present event is over, as with SimPy."""
        self.put(self.now, URGENT, Driver(self, steps))

    def put(self, day: float, turn: i64, what: Driver | Event) -> None:
        """Have a process go on, or an event of SimPy happen, on a day in its turn."""
        rank: i64 = turn * _TURN + self._number
        self._number += 1
        if self._size == len(self._days):
            self._grow()
        days, ranks, whats = self._days, self._ranks, self._what
        place = self._size
        self._size += 1
        while place > 0:
            above = (place - 1) >> 1
            other = days[above]
            if other < day or (other == day and ranks[above] < rank):
                break
            days[place], ranks[place], whats[place] = other, ranks[above], whats[above]
            place = above
        days[place], ranks[place], whats[place] = day, rank, what

    def take(self) -> Driver | Event:
        """Take out what comes next, and let time pass until then.

        Raises
        ------
        IndexError
            If nothing is to come.
        """
        if not self._size:
            raise IndexError("nothing is to come")
        days, ranks, whats = self._days, self._ranks, self._what
        self.now = days[0]
        first, last = whats[0], self._size - 1
        self._size = last
        day, rank, what = days[last], ranks[last], whats[last]
        whats[last] = None
        place: i64 = 0
        below: i64 = 1
        while below < last:
            right, least = below + 1, days[below]
            if right < last:
                other = days[right]
                if other < least or (other == least and ranks[right] < ranks[below]):
                    below, least = right, other
            if day < least or (day == least and rank < ranks[below]):
                break
            days[place], ranks[place], whats[place] = least, ranks[below], whats[below]
            place = below
            below = 2 * place + 1
        if last:
            days[place], ranks[place], whats[place] = day, rank, what
        assert first is not None
        return first

    def step(self) -> None:
        """Have the next thing happen.

        Raises
        ------
        IndexError
            If nothing is to come.
        """
        what = self.take()
        if isinstance(what, Driver):
            what.go_on()
        else:
            self.env.happen(what)

    def next_day(self) -> float:
        """Return the day of what comes next; infinity if nothing is to come."""
        return self._days[0] if self._size else float("inf")

    def let_pass(self, days: float, order: EventPriority) -> None:
        """Let days pass, and at the end of them what comes before `order`."""
        self.reach(self.now + days, order)

    def reach(self, end: float, order: EventPriority, number: i64 = -1) -> None:
        """Let time pass until a day, and on it what comes before `order`.

        Of what has this order itself, what was put into the queue before now; or, with a number,
        before there were so many events (`events`).

        What `Environment.run` does, in one loop: it would call `Environment.step` for each event,
        and that the callbacks of a process, which here are known.
        """
        rank: i64 = order * _TURN + (self._number if number < 0 else number)
        self._number += 1  # the end is an event as others are
        look, before = self._number + MOST_AT_ONCE, -1.0
        while self._size:
            day = self._days[0]
            if day > end or (day == end and self._ranks[0] > rank):
                break
            what = self.take()
            if self._number > look:
                self._within_budget(day, before)
                look, before = self._number + MOST_AT_ONCE, day
            if isinstance(what, Driver):
                what.go_on()
            else:
                self.env.happen(what)
        self.now = end

    def wake(self) -> None:
        """Have all go on now, before all else, that wait for a moment that was drawn.

        They go on in the order in which they began to wait, and draw anew what they wait for.
        """
        rows: list[tuple[float, int, Driver | Event | None]] = []
        for place in range(self._size):
            day, rank, what = self._days[place], self._ranks[place], self._what[place]
            if isinstance(what, Driver) and what.drawn:
                day, rank = self.now, URGENT * _TURN + rank % _TURN
            rows.append((day, rank, what))
        rows.sort(key=itemgetter(0, 1))  # what is in order is a heap
        for place, (day, rank, what) in enumerate(rows):
            self._days[place], self._ranks[place], self._what[place] = day, rank, what

    @property
    def events(self) -> int:
        """How many events there have been, those that are still to come among them."""
        return self._number

    def close(self) -> int:
        """Forget what is still to come, so that no process outlives the run; return how much.

        Else the processes, and with them the whole run, would refer to each other in circles,
        and their memory would wait for the garbage collector.
        """
        left = self._size
        self._size = 0
        self._what = []
        self._days, self._ranks = zeros(0), zero_ints(0)
        if self._env is not None:
            self._env.__dict__.clear()  # it holds methods of its own
            self._env = None
        return left

    def _grow(self) -> None:
        more = max(len(self._days), _PLACES)
        self._days = longer(self._days, [0.0] * more)
        self._ranks = longer_ints(self._ranks, [0] * more)
        self._what.extend([None] * more)

    def _within_budget(self, day: float, before: float) -> None:
        """Refuse to go on if too much has happened by a day, or no time passes any more."""
        if day == before:
            raise BudgetError(
                f"more than {MOST_AT_ONCE:,} events on day {day:.0f} at one moment, and no end of "
                "them: something takes no time and waits for itself"
            )
        if self._number > MOST_EVENTS:
            raise BudgetError(f"more than {MOST_EVENTS:,} events by day {day:.0f}")


@final
class Driver:
    """What drives a process from one wait to the next.

    It does what `simpy.Process` does, but that takes an event for each wait and one for the end.
    Nobody waits here for the end of a process or interrupts it, so that none is needed.

    Parameters
    ----------
    clock
        The clock.
    steps
        What the process does.

    Attributes
    ----------
    drawn
        Whether it waits for a moment that was drawn, in a future that is to branch.
    """

    __slots__ = ("_clock", "_steps", "drawn")

    def __init__(self, clock: Clock, steps: Steps[None]) -> None:
        self._clock = clock
        self._steps = steps
        self.drawn = False

    def _resume(self, _: Event) -> None:
        self.go_on()

    def go_on(self) -> None:
        """Go on to the next wait, or to the end."""
        self.drawn = False
        for wait in self._steps:
            if isinstance(wait, tuple):
                self._clock.put(wait[0], wait[1], self)
                return
            if isinstance(wait, Drawn):
                self.drawn = True
                self._clock.put(wait.day, wait.order, self)
                return
            if wait.callbacks is not None:  # an event of SimPy that is yet to come
                wait.callbacks.append(self._resume)
                return
