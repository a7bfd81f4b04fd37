"""Arrivals of a Poisson process whose rate an intervention may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simpy.events import EventPriority

from sim.engine.clock import YEAR, Due, Order
from sim.engine.draws import exponential
from sim.engine.run import Run

_LOOK_AGAIN = 30.0
"""Days until a rate of zero is looked at again, where an intervention may raise it."""


def arrivals(
    run: Run, stream: str, rate: Callable[[], float], order: EventPriority = Order.SHOCK
) -> Iterator[Due]:
    """Waits for one arrival after another, to be yielded by a process.

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

    Notes
    -----
    With a rate of zero the iterator ends, so that the process ends too; where the scenario has
    interventions it looks again from time to time.
    """
    draw = run.stream(stream)
    while True:
        now = rate()
        while now <= 0.0:
            if not run.model.scenario.interventions:
                return
            yield run.wait(_LOOK_AGAIN, Order.WATCH)
            now = rate()
        wait = exponential(draw(), YEAR / now)
        if run.now + wait >= run.calendar.horizon:
            return  # nothing more before the end: no need to wait for it
        yield run.wait(wait, order)
