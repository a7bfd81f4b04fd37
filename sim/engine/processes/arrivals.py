"""Arrivals of a Poisson process whose rate an intervention may change."""

from __future__ import annotations

from collections.abc import Callable, Generator

from simpy.events import Event, EventPriority

from sim.engine.clock import YEAR, Order
from sim.engine.draws import exponential
from sim.engine.run import Run

_LOOK_AGAIN = 30.0
"""Days until a rate of zero is looked at again, where an intervention may raise it."""


class Arrivals:
    """Waits for one arrival after another.

    A process writes ``while (yield from arrivals.next()): ...``.

    Parameters
    ----------
    run
        The replication.
    stream
        Name of the stream that gives the waiting times.
    rate
        The present rate, 1/y.
    order
        Turn among events at the same time.
    """

    __slots__ = ("_draw", "_order", "_rate", "_run")

    def __init__(
        self,
        run: Run,
        stream: str,
        rate: Callable[[], float],
        order: EventPriority = Order.SHOCK,
    ) -> None:
        self._run = run
        self._draw = run.stream(stream)
        self._rate = rate
        self._order = order

    def next(self) -> Generator[Event, object, bool]:
        """Wait for the next arrival; false if there will be none before the end.

        With a rate of zero there is none, unless the scenario has interventions that might
        raise it: then the rate is looked at again from time to time.
        """
        run = self._run
        while True:
            rate = self._rate()
            if rate > 0.0:
                wait = exponential(self._draw(), YEAR / rate)
                if run.now + wait >= run.calendar.horizon:
                    return False
                yield run.wait(wait, self._order)
                return True
            if not run.model.scenario.interventions:
                return False
            if run.now + _LOOK_AGAIN >= run.calendar.horizon:
                return False
            yield run.wait(_LOOK_AGAIN, Order.WATCH)
