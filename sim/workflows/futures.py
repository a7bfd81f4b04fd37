"""Futures that were computed before, made anew: of the same seed and number, the same events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.analysis.comparison.parting import again, chance_of
from sim.batch.batch import Batch
from sim.batch.reader import open_batch
from sim.engine import replication as engine
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.standing import standings
from sim.engine.state.record import Record
from sim.errors import InputError, Problem, ThawError
from sim.law.altered import with_fulfilled
from sim.law.standing import as_simulated
from sim.outcomes.row import outcome_row
from sim.results.manifest import is_kind
from sim.results.record import read_run
from sim.workflows.law_reading import Reading
from sim.workflows.opening import load
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import compiled

__all__ = ["law_of_future", "record_of", "record_of_run", "row_of"]


def record_of_run(
    folder: Path,
    seed: int | None = None,
    replication: int | None = None,
    overrides: Sequence[str] | None = None,
    tell: Reporter = SILENT,
) -> Record:
    """Make the record of a run anew that was kept; or that of another seed, number or field.

    Raises
    ------
    InputError
        If the folder holds no results.
    ThawError
        If this version of thaw makes other events of it.
    """
    saved = read_run(folder)
    model = compiled(load(saved.scenario, overrides, tell))
    record = engine.simulate(
        model,
        saved.seed if seed is None else seed,
        saved.replication if replication is None else replication,
    )
    as_saved = seed is None and replication is None and not overrides
    if as_saved and saved.events is not None and saved.events != len(record.entries):
        raise ThawError(
            f"{folder} holds {saved.events} events, but this version of thaw makes "
            f"{len(record.entries)} of it: run the scenario again"
        )
    return record


def record_of(batch: Batch, replication: int) -> Record:
    """Simulate a replication of a batch again.

    Raises
    ------
    ThawError
        If it failed in the batch, or this version makes another future of it.
    """
    failed = batch.failures.filter(batch.failures["replication"] == replication)
    if failed.height:
        row = failed.row(0, named=True)
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        raise ThawError(f"future {replication} failed while {row['stage']}: {message}")
    record = again(batch, replication)
    before, now = row_of(batch, replication), outcome_row(record)
    if any(before[name] != value for name, value in now.items() if name in before):
        raise ThawError(
            f"{batch.folder}: this version of thaw makes another future of replication "
            f"{replication} than the batch holds: compute the batch again in another folder (--out)"
        )
    return record


def row_of(batch: Batch, replication: int) -> dict[str, Any]:
    """Return the outcomes of a replication of a batch, by name."""
    rows = batch.outcomes.filter(batch.column("replication") == replication)
    return rows.row(0, named=True)


def law_of_future(
    folder: Path, replication: int | None, day: dt.date | None, tell: Reporter = SILENT
) -> Reading:
    """Read the law of a simulated future, on a day or on its last.

    Parameters
    ----------
    folder
        Results of a run or of a batch.
    replication
        Which future of a batch.
    day
        A day of the scenario.
    tell
        Is told what is to be known of the scenario.

    Raises
    ------
    InputError
        If the day lies outside the scenario, or no future of a batch is named.
    ThawError
        If the folder holds neither a run nor a batch.
    """
    model, chance, number, words = _future(folder, replication, tell)
    scenario = model.scenario
    on = day or scenario.end
    if not scenario.start <= on <= scenario.end:
        allowed = f"a day of that future, from {scenario.start} to {scenario.end}"
        raise InputError([Problem("--on", found=str(on), allowed=allowed)])
    then = standings(model, chance, number, model.calendar.day(on))
    simulated = as_simulated(model.catalogue, then.measures, then.lapsed, on)
    catalogue = with_fulfilled(simulated, then.fulfilled)
    return Reading(catalogue, scenario.agents, on, words, then.measures)


def _future(
    folder: Path, replication: int | None, tell: Reporter
) -> tuple[Model, Chance, int, str]:
    """Return the model and the chance of a future that was computed before."""
    if is_kind(folder, "batch"):
        batch = open_batch(folder)
        if replication is None or replication >= batch.n:
            raise InputError(
                [
                    Problem(
                        "--replication",
                        message="which future of the batch is meant?",
                        found="" if replication is None else str(replication),
                        allowed=f"a number from 0 to {batch.n - 1}",
                    )
                ]
            )
        words = f"future {replication:,} of {folder}"
        return batch.model, chance_of(batch, replication), replication, words
    saved = read_run(folder)
    if replication not in (None, saved.replication):
        allowed = f"{saved.replication}, the future that {folder} holds"
        raise InputError([Problem("--replication", found=str(replication), allowed=allowed)])
    number = saved.replication
    model = compiled(load(saved.scenario, None, tell))
    return model, Chance(saved.seed, number, 1), number, f"the future in {folder}"
