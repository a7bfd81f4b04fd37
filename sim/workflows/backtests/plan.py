"""What is to be held against what happened: scenarios with a record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sim import __version__
from sim.errors import InputError, Problem
from sim.results.folder import RESULTS, default_folder
from sim.results.readme import options
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import find
from sim.validation.backtest.items import items_of
from sim.workflows.batches.computing import plan_of
from sim.workflows.comparisons.sources import Source, named, sources_digest
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["BacktestPlan", "plan_backtest"]


@dataclass(frozen=True)
class BacktestPlan:
    """What is to be held against what happened.

    Attributes
    ----------
    sources
        The cases.
    call
        Words of the command that does it; none if it does not come from one.
    """

    sources: tuple[Source, ...]
    call: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Hash of what bears on the results, 32 hexadecimal digits."""
        return sources_digest(self.sources, {"backtest": __version__})

    @property
    def folder(self) -> Path:
        """Where results go by default."""
        return default_folder("backtest", self.digest)

    @property
    def root(self) -> Path:
        """Where batches go by default."""
        return RESULTS


def plan_backtest(
    scenarios: Sequence[str | Path],
    *,
    n: int = 2000,
    seed: int = 0,
    tell: Reporter = SILENT,
) -> BacktestPlan:
    """Plan what the command is asked for.

    Parameters
    ----------
    scenarios
        Scenarios by name or file, with a record or answered questions; one that is named twice
        is one case.
    n, seed
        Futures of each, and master seed.
    tell
        Is told what is to be known of a scenario.

    Raises
    ------
    InputError
        With everything that is wrong with any of the files, such as nothing to score.
    """
    cases: list[Source] = []
    problems: list[Problem] = []
    once: dict[str, Path] = {}
    for typed in scenarios:  # a file that is named twice, be it in two ways, is one case
        try:
            path = find(typed)
        except InputError as error:
            problems += error.problems
            continue
        once.setdefault(os.path.realpath(path), path)
    for path in once.values():
        try:
            case = Source(path.stem, path, replace(plan_of(path, None, tell=tell), n=n, seed=seed))
            items_of(case.model, str(path))
        except InputError as error:
            problems += (_placed(problem) for problem in error.problems)
        else:
            cases.append(case)
    if problems:
        raise InputError(problems)
    call = ("backtest", *map(str, scenarios), *options(n=n, seed=seed))
    return BacktestPlan(tuple(named(cases)), call)


def _placed(problem: Problem) -> Problem:
    """Return a problem with a field at the place where the field is written."""
    if problem.line is not None or not problem.path:
        return problem
    steps = tuple(int(step) if step.isdigit() else step for step in problem.path.split("."))
    at = load_scenario(problem.file).document.value_position(steps)
    return replace(problem, file=at.file, line=at.line, column=at.column)
