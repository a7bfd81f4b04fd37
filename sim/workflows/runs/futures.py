"""A future that was kept, made anew: of the same seed and number, the same events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.batch.branch import future_of
from sim.engine.state.record import Record
from sim.errors import ThawError
from sim.results.record import read_run
from sim.workflows.opening import load_assumed
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import compiled

__all__ = ["record_of_run"]


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
    model = compiled(load_assumed(saved.scenario, overrides, tell))
    record = future_of(
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
