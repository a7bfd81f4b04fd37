"""One future, as a story and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sim.analysis.comparison.parting import again
from sim.batch.batch import Batch
from sim.batch.branch import future_of
from sim.batch.here import alive
from sim.batch.tables import EVENTS, ChunkTables, month_grid
from sim.documents.nearest import did_you_mean
from sim.engine.state.record import Record
from sim.errors import ThawError
from sim.outcomes.trajectories import names, on_grid
from sim.story import tell
from sim.wording.words import date
from sim.workflows.briefs.asked import briefed
from sim.workflows.door import listed, replication_number, seed_number
from sim.workflows.page import Page
from sim.workflows.runs.page import run_page, story_of
from sim.workflows.scenarios import Source, simulated
from sim.workflows.told_first import told_first

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from sim.workflows.briefs.brief import Written

__all__ = ["Run", "replay", "simulate"]


@dataclass(frozen=True, repr=False)
class Run:
    """One future, as a story and as tables.

    Attributes
    ----------
    record
        All that it left behind: see `sim.engine.state.record.Record`.
    """

    record: Record

    def __getstate__(self) -> dict[str, Record]:
        """What is copied and pickled: the record; tables are made from it anew."""
        return {"record": self.record}

    def __repr__(self) -> str:
        r = self.record
        return (
            f"<run of {r.model.scenario.title!r}: seed {r.seed}, replication {r.replication}, "
            f"{len(r.entries)} events, outcome {self.outcome['outcome']}>"
        )

    def _repr_html_(self) -> str:
        """Show its story and what came of it in a notebook."""
        first = told_first(self.record.model.scenario)
        came = run_page(self.record, self.outcome)
        return Page([*first, story_of(self.record), *came])._repr_html_()

    def brief(self, out: str | Path | None = None, *, form: str = "html") -> Written:
        """Return all there is to know of it in one file that can be sent; see `sim.brief`.

        Parameters
        ----------
        out
            The file to write; none if None.
        form
            ``html`` or ``md``.
        """
        return briefed(self, out, form)

    def story(self, *, everything: bool = False) -> str:
        """Tell it in plain sentences, a line for each event that matters.

        Parameters
        ----------
        everything
            Whether to give every event a line of its own, routine too.
        """
        lines = tell(self.record, everything=everything)
        dates = ["" if line.kind == "routine" else date(line.date) for line in lines]
        return "\n".join(f"{d:>11}  {line.text}" for d, line in zip(dates, lines, strict=True))

    @cached_property
    def outcome(self) -> dict[str, Any]:
        """What became of it: its row of `Batch.outcomes`, by column."""
        row: dict[str, Any] = pl.read_ipc_stream(self._sheets.outcomes()).row(0, named=True)
        return row

    @cached_property
    def events(self) -> pl.DataFrame:
        """Its events in the order in which they happened: the columns of `Batch.events`."""
        return pl.DataFrame(self._sheets.log, schema=EVENTS, orient="row")

    def series(self, *wanted: str | Sequence[str], days: ArrayLike | None = None) -> pl.DataFrame:
        """Series over time.

        Parameters
        ----------
        *wanted
            Their names, or lists of them, see `sim.outcomes.series.series`; all of them if
            none is given.
        days
            Days from the start at which to look, ascending; every month and the end if None.

        Returns
        -------
        polars.DataFrame
            ``day``, ``date`` and a column for each series (float32).

        Raises
        ------
        ThawError
            If there is no series of a name.
        ValueError
            If the days are not ascending or begin before the start.
        """
        model = self.record.model
        known = names(model)
        chosen = [name for each in wanted for name in listed("wanted", each)]
        for name in chosen:
            if name not in known:
                hint = did_you_mean(name, known)
                raise ThawError(f"no series {name!r}" + (f": {hint}" if hint else ""))
        grid = month_grid(model) if days is None else np.asarray(days, dtype=np.float64)
        values = on_grid(self.record, grid)
        dates = [model.calendar.date(day) for day in grid]
        found = {name: values[name] for name in chosen or known}
        return pl.DataFrame({"day": grid, "date": dates, **found})

    @cached_property
    def _sheets(self) -> ChunkTables:
        alive()
        # A run is a batch of one: what it says of itself is what a batch says of it.
        sheets = ChunkTables(self.record.model, 1, None)
        sheets.add([self.record])
        return sheets


def simulate(
    scenario: Source, seed: int = 0, replication: int = 0, *, fix: Iterable[str] = ()
) -> Run:
    """Simulate one future.

    Parameters
    ----------
    scenario
        A file, a name, or a loaded scenario.
    seed
        Master seed, at least 0 and below 2 ** 63.
    replication
        Which future under that seed: the same as in a batch, unless that batch is antithetic or
        nested (for those see `replay`).
    fix
        Paths of uncertain parameters to hold at their defaults; ``"all"`` for all of them.

    Raises
    ------
    InputError
        If something is wrong with the scenario.
    ValueError
        If a number is out of range.
    """
    future = seed_number(seed), replication_number(replication)
    return Run(future_of(simulated(scenario, fix).model, *future))


def replay(batch: Batch, replication: int) -> Run:
    """Simulate one replication of a batch again, to see all of it.

    Parameters
    ----------
    batch
        The batch, of any design.
    replication
        Its number.

    Raises
    ------
    ThawError
        If the batch has no replication of that number, or if it failed there: then for the
        same reason as before.
    """
    replication = replication_number(replication)
    if replication >= batch.n:
        raise ThawError(f"{batch.name} has no replication {replication}, only 0 to {batch.n - 1}")
    return Run(again(batch, replication))
