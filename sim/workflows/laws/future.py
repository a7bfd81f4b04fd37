"""The law as it stands on a day of a future that was simulated."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sim.batch.branch import Design, begun, design_of
from sim.batch.reader import open_batch
from sim.engine.model.model import Model
from sim.engine.standing import standings
from sim.errors import InputError
from sim.law.altered import with_fulfilled
from sim.law.standing import as_simulated
from sim.results.manifest import is_kind
from sim.results.record import read_run
from sim.workflows.laws.reading import Reading
from sim.workflows.opening import load
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import compiled

__all__ = ["law_of_future"]


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
    model, design, number, words = _future(folder, replication, tell)
    scenario = model.scenario
    on = day or scenario.end
    if not scenario.start <= on <= scenario.end:
        allowed = f"a day of that future, from {scenario.start} to {scenario.end}"
        raise InputError.of("--on", found=str(on), allowed=allowed)
    at = model.calendar.day(on)
    then = standings(begun(model, design, number, at).run, at)
    simulated = as_simulated(model.catalogue, then.measures, then.lapsed, on)
    catalogue = with_fulfilled(simulated, then.fulfilled)
    return Reading(catalogue, scenario.agents, on, words, then.measures)


def _future(
    folder: Path, replication: int | None, tell: Reporter
) -> tuple[Model, Design, int, str]:
    """Return the model and the design of a future that was computed before."""
    if is_kind(folder, "batch"):
        batch = open_batch(folder)
        if replication is None or replication >= batch.n:
            raise InputError.of(
                "--replication",
                message="which future of the batch is meant?",
                found="" if replication is None else str(replication),
                allowed=f"a number from 0 to {batch.n - 1}",
            )
        words = f"future {replication:,} of {folder}"
        return batch.model, design_of(batch), replication, words
    saved = read_run(folder)
    if replication not in (None, saved.replication):
        allowed = f"{saved.replication}, the future that {folder} holds"
        raise InputError.of("--replication", found=str(replication), allowed=allowed)
    number = saved.replication
    model = compiled(load(saved.scenario, None, tell))
    return model, Design(seed=saved.seed), number, f"the future in {folder}"
