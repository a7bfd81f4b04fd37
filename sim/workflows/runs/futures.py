"""Futures that were computed before, made anew: of the same seed and number, the same events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.analysis.comparison.parting import again
from sim.batch.batch import Batch
from sim.engine import replication as engine
from sim.engine.state.record import Record
from sim.errors import ThawError
from sim.outcomes.row import outcome_row
from sim.results.record import read_run
from sim.workflows.opening import load
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import compiled

__all__ = ["record_of", "record_of_run", "row_of"]


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
