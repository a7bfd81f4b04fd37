"""Lags: waits of a number of days that was drawn."""

from __future__ import annotations

from collections.abc import Callable

from simpy.events import EventPriority

from sim.engine.kernel.clock import Steps
from sim.engine.kernel.draws import beyond
from sim.engine.state.state import Run


def lag(
    run: Run, days: float, quantile: Callable[[float], float], stream: str, order: EventPriority
) -> Steps[None]:
    """Wait for a number of days that was drawn.

    Where the future branches meanwhile, the days are drawn anew, conditional on not being over.

    Parameters
    ----------
    run
        The replication.
    days
        How many.
    quantile
        What they are as a function of a uniform, monotone.
    stream
        Name of the stream from which they are drawn anew.
    order
        Turn among events at the same time.
    """
    begun = run.now
    while True:
        before = run.branched
        yield run.drawn(run.wait(begun + days - run.now, order))
        if run.branched == before:
            return
        days = beyond(quantile, run.now - begun, run.stream(stream).next())
