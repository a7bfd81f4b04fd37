"""Cases in any form that they are given in, as they are and with rules switched off."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sim.batch.batch import Batch
from sim.documents.nearest import did_you_mean
from sim.errors import InputError, Problem
from sim.results.files import MANIFEST
from sim.results.readme import options
from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.shipped import find
from sim.validation.backtest.groups import BY, KIND
from sim.validation.backtest.items import items_of
from sim.validation.backtest.rules_off import RULES
from sim.workflows.backtests.plan import BacktestPlan
from sim.workflows.batches.computing import plan_of
from sim.workflows.comparisons.sources import Source, named, source_of
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["cases_of", "plan_backtest"]

Given = str | Path | Loaded | Batch

EVERY_RULE: Final = "all"
"""Stands for every rule that can be switched off."""

_NAMES: Final = 3
"""Cases that an error names; of others it says how many there are."""

_MANY: Final = 12
"""Scenarios from which on a call names those of a folder by a pattern."""


def plan_backtest(
    scenarios: Sequence[str | Path],
    *,
    n: int = 2000,
    seed: int = 0,
    by: str = KIND,
    without: Sequence[str] = (),
    overrides: Sequence[str] = (),
    fix: Sequence[str] = (),
    everything: bool = False,
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
    by, without, overrides, fix
        See `cases_of`.
    everything
        Whether each case is to be told however many there are.
    tell
        Is told what is to be known of a scenario.

    Raises
    ------
    InputError
        With everything that is wrong with any of the files, such as nothing to score, or with an
        option.
    """
    problems: list[Problem] = []
    once: dict[str, Path] = {}
    for typed in scenarios:  # a file that is named twice, be it in two ways, is one case
        try:
            path = find(typed)
        except InputError as error:
            problems += error.problems
        else:
            once.setdefault(os.path.realpath(path), path)
    plan = cases_of(
        list(once.values()),
        {"n": n, "seed": seed},
        by=by,
        without=without,
        overrides=overrides,
        fix=fix,
        tell=tell,
        problems=problems,
    )
    more = options(
        n=n,
        seed=seed,
        by=None if by == KIND else by,
        without=list(without),
        set=list(overrides),
        fix=list(fix),
        all=everything,
    )
    call = ("backtest", *_typed(scenarios), *more)
    return replace(plan, everything=everything, call=call)


def cases_of(
    given: Sequence[Given],
    design: Mapping[str, Any],
    *,
    by: str = KIND,
    without: Sequence[str] = (),
    overrides: Sequence[str] = (),
    fix: Sequence[str] = (),
    tell: Reporter = SILENT,
    problems: Iterable[Problem] = (),
) -> BacktestPlan:
    """Plan cases that are given in any form.

    Parameters
    ----------
    given
        Names or files of scenarios, loaded scenarios, batches or their folders.
    design
        Fields of the plan of what is not a batch: its size and seed.
    by
        What items are grouped by, see `sim.validation.backtest.groups`.
    without
        Rules to switch off, one at a time; ``all`` stands for every one.
    overrides
        Fields to override in every case, such as ``"agents.target.jv=0.5"``.
    fix
        Uncertain parameters to hold at their defaults in every case.
    tell
        Is told what is to be known of a scenario.
    problems
        What is wrong already.

    Raises
    ------
    InputError
        With everything that is wrong with a case or an option; of what is not written in the
        file of a case it says in which cases it is wrong.
    """
    wrong = [*problems, *_by(by), *_rules(without)]
    rules = [*RULES] if EVERY_RULE in without else [*dict.fromkeys(without)]
    changed = {"--set": overrides, "--fix": fix, "--without": without}
    where: dict[Problem, list[str]] = {}
    cases: list[Source] = []
    off: dict[str, list[Source]] = {rule: [] for rule in rules if rule in RULES}
    for item in given:
        try:
            if _is_made(item) and any(changed.values()):
                raise InputError(_too_late(item, changed))
            case = _case(item, overrides, fix, design, tell)
            items_of(case.model, str(case.path))
            without_rules = {
                rule: _case(item, [*overrides, f"rules.{rule}=false"], fix, design) for rule in off
            }
        except InputError as error:
            for problem in map(_placed, error.problems):
                where.setdefault(problem, []).append(_called(item))
            continue
        cases.append(case)
        for rule, source in without_rules.items():
            off[rule].append(source)
    wrong += (_within(problem, names) for problem, names in where.items())
    if wrong:
        raise InputError(wrong)
    told = named(cases)
    names = [source.name for source in told]
    return BacktestPlan(
        tuple(told),
        {
            rule: tuple(
                replace(source, name=name) for source, name in zip(sources, names, strict=True)
            )
            for rule, sources in off.items()
        },
        by,
    )


def _case(
    item: Given,
    overrides: Sequence[str],
    fix: Sequence[str],
    design: Mapping[str, Any],
    tell: Reporter = SILENT,
) -> Source:
    """Return a case that is to be computed, or a batch that is there."""
    if _is_made(item):
        return source_of(item, **design)
    assert isinstance(item, str | Path)
    path = find(item)
    return source_of(path, plan_of(path, overrides, fix, tell), **design)


def _is_made(item: Given) -> bool:
    """Return whether it is too late to change a case: it is loaded, or simulated."""
    return isinstance(item, Loaded | Batch) or (Path(item) / MANIFEST).is_file()


# -- what is wrong ---------------------------------------------------------------------------


def _by(name: str) -> list[Problem]:
    if name in BY:
        return []
    allowed, found = ", ".join(BY), f"'{name[:60]}'"
    return [Problem("--by", found=found, allowed=allowed, hint=did_you_mean(name, BY))]


def _rules(names: Sequence[str]) -> list[Problem]:
    known = [*RULES, EVERY_RULE]
    return [
        Problem(
            "--without",
            message="no such rule",
            found=f"'{name[:60]}'",
            allowed=", ".join(known),
            hint=did_you_mean(name, known),
        )
        for name in names
        if name not in known
    ]


def _too_late(item: Given, changed: Mapping[str, Sequence[str]]) -> list[Problem]:
    what = "loaded" if isinstance(item, Loaded) else "simulated"
    return [
        Problem(
            option,
            message=f"this case is {what} already",
            allowed="with scenarios that are given by name or file",
        )
        for option, values in changed.items()
        if values
    ]


def _called(item: Given) -> str:
    """Return what a case is called in errors."""
    if isinstance(item, Batch):
        return item.name
    return Path(item.document.name if isinstance(item, Loaded) else item).stem


def _within(problem: Problem, names: Sequence[str]) -> Problem:
    """Return a problem with the cases that have it, unless it is in a file of that name."""
    if names == [Path(problem.file).stem]:
        return problem
    more = len(names) - _NAMES
    listed = ", ".join(names[:_NAMES]) + (f" and {more} more" if more > 0 else "")
    message = f"{problem.message}, in {listed}" if problem.message else f"in {listed}"
    return replace(problem, message=message)


def _placed(problem: Problem) -> Problem:
    """Return a problem with a field at the place where the field is written."""
    if problem.line is not None or not problem.path or not Path(problem.file).is_file():
        return problem
    steps = tuple(int(step) if step.isdigit() else step for step in problem.path.split("."))
    at = load_scenario(problem.file).document.value_position(steps)
    return replace(problem, file=at.file, line=at.line, column=at.column)


def _typed(scenarios: Sequence[str | Path]) -> list[str]:
    """Return scenarios as they are typed; many that are all of a folder as one pattern."""
    names = [str(scenario) for scenario in scenarios]
    folders = {Path(name).parent for name in names}
    if len(names) < _MANY or len(folders) > 1:
        return names
    pattern = folders.pop() / "*.yaml"
    every = {str(path) for path in pattern.parent.glob(pattern.name)}
    return [str(pattern)] if every == set(names) else names
