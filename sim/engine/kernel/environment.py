"""SimPy's environment, with the queue of a clock in the place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpy.core import EmptySchedule, Environment
from simpy.events import NORMAL, Event, EventPriority

if TYPE_CHECKING:
    from sim.engine.kernel.clock import Clock

__all__ = ["QueueEnvironment"]


class QueueEnvironment(Environment):
    """An environment of SimPy whose events come in the queue of a clock.

    Events, timeouts and processes of SimPy work in it as they do elsewhere, among the processes of
    the clock; `run` and `step` of SimPy drive both.

    Parameters
    ----------
    clock
        The clock.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(0.0)
        self._clock = clock

    @property
    def now(self) -> float:
        """Days from the start."""
        return self._clock.now

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0.0) -> None:
        """Put an event into the clock's queue."""
        self._clock.put(self._clock.now + delay, priority, event)

    def peek(self) -> float:
        """Return the day of what comes next; infinity if nothing is to come."""
        return self._clock.next_day()

    def step(self) -> None:
        """Have the next thing happen.

        Raises
        ------
        EmptySchedule
            If nothing is to come.
        """
        try:
            self._clock.step()
        except IndexError:
            raise EmptySchedule from None

    def happen(self, event: Event) -> None:
        """Have an event of SimPy happen now, as SimPy has it: alone in a queue of its own."""
        self._queue.append((self._clock.now, NORMAL, 0, event))
        super().step()
