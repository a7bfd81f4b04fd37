"""Whose law a question is about: a catalogue's, a scenario's, or that of a simulated future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue
    from sim.engine.kernel.streams import Chance
    from sim.engine.model.model import Model
    from sim.law.standing import Standing
    from sim.scenario.parties import Agents
    from sim.scenario.schema import Scenario

__all__ = ["Law", "of_catalogue", "of_future", "of_scenario"]


class Law(NamedTuple):
    """The law that a question is about.

    Attributes
    ----------
    catalogue
        The catalogue as a scenario reads it, or as a simulated future has made it.
    agents
        What the scenario calls whoever decides.
    day
        The day asked about.
    future
        The simulated future that it is the law of, in words; empty if nothing was simulated.
    standings
        Where each measure stands in that future.
    scenario, source
        The scenario, if it is the law of one's world, and its catalogue as it is written.
    """

    catalogue: Catalogue
    agents: Agents
    day: dt.date
    future: str = ""
    standings: Mapping[str, Standing] = {}
    scenario: Scenario | None = None
    source: Catalogue | None = None


def of_catalogue(day: dt.date | None) -> Law:
    """The law of the shipped catalogue, on a day or today."""
    from sim.catalogue.loading import load_catalogue
    from sim.scenario.parties import Agents

    return Law(load_catalogue("russia"), Agents(), day or dt.date.today())


def of_scenario(path: Path, overrides: Sequence[str] | None, day: dt.date | None) -> Law:
    """The law of a scenario's world, on a day or on its first."""
    from sim.cli.loading import load
    from sim.law.foreseen import as_foreseen

    loaded = load(path, overrides)
    on = day or loaded.scenario.start
    catalogue = as_foreseen(loaded.scenario, loaded.catalogue, on)
    return Law(
        catalogue, loaded.scenario.agents, on, scenario=loaded.scenario, source=loaded.catalogue
    )


def of_future(folder: Path, replication: int | None, day: dt.date | None) -> Law:
    """The law of a simulated future, on a day or on its last.

    Parameters
    ----------
    folder
        Results of a run or of a batch.
    replication
        Which future of a batch.
    day
        A day of the scenario.

    Raises
    ------
    InputError
        If the day lies outside the scenario, or no future of a batch is named.
    ThawError
        If the folder holds neither a run nor a batch.
    """
    from sim.engine.standing import standings
    from sim.law.altered import with_fulfilled
    from sim.law.standing import as_simulated

    model, chance, number, words = _future(folder, replication)
    scenario = model.scenario
    asked = day or scenario.end
    if not scenario.start <= asked <= scenario.end:
        raise InputError(
            [
                Problem(
                    "--on",
                    found=str(asked),
                    allowed=f"a day of that future, from {scenario.start} to {scenario.end}",
                )
            ]
        )
    then = standings(model, chance, number, model.calendar.day(asked))
    simulated = as_simulated(model.catalogue, then.measures, then.lapsed, asked)
    catalogue = with_fulfilled(simulated, then.fulfilled)
    return Law(catalogue, scenario.agents, asked, words, then.measures)


def _future(folder: Path, replication: int | None) -> tuple[Model, Chance, int, str]:
    """The model and the chance of a future that was computed before."""
    from sim.cli.loading import compiled, load
    from sim.engine.kernel.streams import Chance
    from sim.results.manifest import is_kind

    if is_kind(folder, "batch"):
        from sim.analysis.comparison.parting import chance_of
        from sim.batch.reader import open_batch

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
    from sim.results.record import read_run

    saved = read_run(folder)
    if replication not in (None, saved.replication):
        raise InputError(
            [
                Problem(
                    "--replication",
                    found=str(replication),
                    allowed=f"{saved.replication}, the future that {folder} holds",
                )
            ]
        )
    number = saved.replication
    model = compiled(load(saved.scenario))
    return model, Chance(saved.seed, number, 1), number, f"the future in {folder}"
