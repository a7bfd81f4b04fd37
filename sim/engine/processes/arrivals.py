"""Arrivals of a Poisson process whose rate an intervention may change."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Final

from simpy.events import EventPriority

from sim.engine.kernel.clock import YEAR, Order, Steps
from sim.engine.kernel.draws import exponential
from sim.engine.processes.steered import Steered
from sim.engine.state.state import Run
from sim.engine.state.table import Table

_LOOK_AGAIN: Final = 30.0
"""Days until a rate is looked at again, where an intervention may change it at any time."""


def place_of(table: Table) -> str:
    """Return the path at which a scenario has the parameters of a table's sender."""
    return f"agents.senders.{table.name}" if table.name else "agents.executive"


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
    paths
        Paths of the parameters that it depends on.
    order
        Turn among events at the same time.
    keep
        The probability with which an arrival is kept now, where some are not (`kept`).
    """

    __slots__ = (
        "_draw",
        "_fixed",
        "_horizon",
        "_keep",
        "_looks",
        "_order",
        "_rate",
        "_run",
        "_steered",
    )

    def __init__(
        self,
        run: Run,
        stream: str,
        rate: Callable[[], float],
        *paths: str,
        order: EventPriority = Order.SHOCK,
        keep: Callable[[], float] | None = None,
    ) -> None:
        self._run = run
        self._draw = run.stream(stream)
        self._rate = rate
        self._keep = keep
        self._order = order
        self._horizon = run.calendar.horizon
        changes = run.model.dates.changes
        days = [changes[path] for path in paths if path in changes]
        self._fixed = not days
        self._looks: list[float] | None = []
        if days:
            known = {day for each in days if each for day in each}
            self._looks = None if None in days else sorted(known)
        self._steered: Steered | None = None
        if run.asked is not None and (course := run.asked.course(stream)) is not None:
            self._steered = Steered(
                run, run.asked, course, self._draw, rate, keep, self._next_look, order
            )

    def kept(self, u: float = 0.0) -> bool:
        """Whether the last arrival is kept, which it surely is if it was asked for.

        Parameters
        ----------
        u
            A uniform.
        """
        share = 1.0 if self._keep is None else self._keep()
        asked = self._steered is not None and self._steered.pinned
        return u < share or (asked and share > 0.0)

    def next(self) -> Steps[bool]:
        """Wait for the next arrival; false if there will be none before the end."""
        return self._free() if self._steered is None else self._steered.next()

    def _free(self) -> Steps[bool]:
        """Wait for the next arrival, of which nothing is asked.

        Where an intervention sets the rate it is looked at again on that day, or from time to
        time if nobody knows the day, and what has accumulated at the old rate counts. Where the
        future branches, what is still to accumulate is drawn afresh, and the rate is looked at
        once the branch has set what it sets.
        """
        run = self._run
        rate, before = self._rate(), run.branched
        never = rate <= 0.0 and self._fixed
        if never and not run.branching:
            return False
        due = inf if never else exponential(self._draw.next(), YEAR)  # of the accumulated rate
        while True:
            wait = due / rate if rate > 0.0 else inf
            now = run.now
            look = self._next_look(now)
            arrives = now + wait <= look
            if min(now + wait, look) >= self._horizon and not run.branching:
                return False
            moment = run.wait(wait, self._order) if arrives else run.until(look, Order.WATCH)
            yield run.drawn(moment)
            if run.branched != before:
                before = run.branched
                due = exponential(self._draw.next(), YEAR)
                yield run.until(run.now, Order.WATCH)
            elif arrives:
                return True
            else:
                due -= rate * (look - now)
            rate = self._rate()

    def _next_look(self, now: float) -> float:
        """When the rate may next have changed; at the end of time if it will not."""
        if self._fixed:
            return inf
        if self._looks is None:
            return now + _LOOK_AGAIN
        return next((day for day in self._looks if day > now), inf)
