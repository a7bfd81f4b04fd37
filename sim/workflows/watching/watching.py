"""What to watch in the next days, and what each thing would tell of a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sim.analysis.signposts.signposts import (
    Signposts,
    runs_for,
    ways_to_force,
    with_effects,
    without_effects,
)
from sim.batch.batch import Batch
from sim.batch.plan import planned
from sim.batch.pool import Workers, sharing
from sim.batch.reader import open_batch
from sim.batch.runner import run_batch
from sim.errors import InputError
from sim.results.limits import MOST
from sim.scenario.loading import Loaded
from sim.scenario.shipped import find
from sim.workflows.batches.computing import InterruptedBatch
from sim.workflows.batches.summing_up import sum_up
from sim.workflows.days import parse_date
from sim.workflows.door import listed, whole
from sim.workflows.opening import load_assumed
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import Source, compiled, simulated
from sim.workflows.watching.asked import Asked, asked_of
from sim.workflows.watching.result import Watched

__all__ = ["watch"]

_FUTURES: Final = 2000
"""Futures of a scenario, unless asked otherwise."""

_LONGEST: Final = 36_525
"""Days that a window may have."""


def watch(
    source: Batch | Source,
    question: str | None = None,
    days: int = 90,
    *,
    on: dt.date | str | None = None,
    n: int | None = None,
    seed: int | None = None,
    top: int = 12,
    causes: int = 500,
    set: Sequence[str] = (),
    jobs: int | None = None,
    resume: bool = False,
    out: str | Path | None = None,
    workers: Workers | None = None,
    tell: Reporter = SILENT,
) -> Watched:
    """Say what to watch in the next days, and what each thing would tell of a question.

    Parameters
    ----------
    source
        A scenario, by name or file or as it was loaded; or a batch, or its folder.
    question
        Id of a question of the scenario that is open when the window is over; the first such of
        yes or no if None.
    days
        Days of the window.
    on
        Its first day; the first on which futures differ if None: that of the scenario, of the
        branch, or the day after the record that it is conditioned on.
    n, seed
        Futures (2,000), and their master seed (0), of a scenario; of a batch it has its own.
    top
        Observables that are shown, what tells most first.
    causes
        Futures, at most n, in which each of these is made to happen and kept from happening; 0
        to leave that out.
    set
        Fields of a scenario to override, such as ``"agents.target.jv=0.5"``.
    jobs, resume, out
        See `sim.sum_up`.
    workers
        Who simulates, and stays for what comes after; else those that `jobs` says.
    tell
        Is told how far it is.

    Returns
    -------
    Watched
        A page, rows as plain values, a calendar and a figure.

    Raises
    ------
    InputError
        If something is wrong with the scenario, the question or the days.
    BatchError
        If it cannot be computed or kept.
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    """
    length = whole("days", days, 1, _LONGEST)
    shown, forced = whole("top", top, 1), whole("causes", causes, 0, MOST)
    day = parse_date(on, "--on") if isinstance(on, str) else on
    texts = listed("set", set)
    with sharing(workers, None, jobs) as shared:
        if isinstance(source, Batch) or _is_folder(source):
            _only_of_scenarios(n=n, seed=seed, set=texts, out=out)
            batch = source if isinstance(source, Batch) else open_batch(Path(str(source)))
            asked = asked_of(batch.model, batch.branch, question, length, day)
        else:
            count, number = n if n is not None else _FUTURES, seed or 0
            if isinstance(source, Loaded):
                scenario = simulated(source)
                asked = asked_of(scenario.model, None, question, length, day)
                plan = replace(planned(scenario, scenario.name), n=count, seed=number)
                batch = run_batch(plan, None, workers=shared)
            else:
                model = compiled(load_assumed(find(Path(source)), texts))
                asked = asked_of(model, None, question, length, day)
                (batch,) = sum_up(
                    source,
                    count,
                    number,
                    set=texts,
                    resume=resume,
                    out=out,
                    workers=shared,
                    tell=tell,
                ).batches
        found = _found(batch, asked, shown, min(forced, batch.n), shared, tell)
    return Watched(found, asked.first, asked.last, asked.earliest, shown)


def _is_folder(source: Source) -> bool:
    return isinstance(source, (str, Path)) and Path(source).is_dir()


def _only_of_scenarios(**given: object) -> None:
    """Refuse what a batch that is there has already."""
    options = {"n": "-n", "seed": "--seed", "set": "--set", "out": "--out"}
    for name, value in given.items():
        if value not in (None, []):
            message = "the futures of a batch are there already; give a scenario"
            raise InputError.of(options[name], message=message)


def _found(
    batch: Batch, asked: Asked, top: int, causes: int, workers: Workers, tell: Reporter
) -> Signposts:
    """Look at all futures, and force what tells most."""
    try:
        with tell.counting(batch.n) as counting:
            found = without_effects(
                batch, asked.question, asked.window, workers, counting.of("looking")
            )
        if found.yes is None or not causes:
            return found
        ways = ways_to_force(found, top)
        with tell.counting(runs_for(ways, causes)) as counting:
            return with_effects(found, ways, causes, workers, counting.of("forcing"))
    except KeyboardInterrupt as error:
        raise InterruptedBatch(
            "interrupted: the futures are kept, and the same call looks at them anew"
        ) from error
