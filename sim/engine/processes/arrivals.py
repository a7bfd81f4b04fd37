"""Arrivals of a Poisson process whose rate an intervention may change."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from simpy.events import EventPriority

from sim.engine.clock import YEAR, Order, Steps
from sim.engine.draws import exponential
from sim.engine.run import Run

_LOOK_AGAIN = 30.0
"""Days until a rate is looked at again, where an intervention may have changed it."""


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

    __slots__ = ("_draw", "_horizon", "_order", "_rate", "_run", "_watched")

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
        self._horizon = run.calendar.horizon
        self._watched = bool(run.model.scenario.interventions)

    def next(self) -> Steps[bool]:
        """Wait for the next arrival; false if there will be none before the end.

        Where the scenario has interventions the rate is looked at again from time to time, and
        what has accumulated at the old rate counts.
        """
        run = self._run
        rate = self._rate()
        watched = self._watched
        if rate <= 0.0 and not watched:
            return False
        due = exponential(self._draw(), YEAR)  # in units of the accumulated rate
        while True:
            wait = due / rate if rate > 0.0 else inf
            if run.now + (min(wait, _LOOK_AGAIN) if watched else wait) >= self._horizon:
                return False
            if not watched or wait <= _LOOK_AGAIN:
                yield run.wait(wait, self._order)
                return True
            yield run.wait(_LOOK_AGAIN, Order.WATCH)
            due -= rate * _LOOK_AGAIN
            rate = self._rate()
