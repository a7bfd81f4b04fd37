"""Figures of batches that are asked for by name, outcome and series."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sim.analysis.quantities import askable_columns
from sim.batch.batch import Batch
from sim.documents.nearest import did_you_mean
from sim.errors import InputError, Problem
from sim.figures.base.medium import Medium
from sim.figures.registry import (
    Results,
    UnknownFigureError,
    drawing_of,
    figures_of,
    usual_figures,
)
from sim.outcomes.trajectories import names
from sim.workflows.result import Make

__all__ = ["check_names", "chosen_figures", "named_figures"]


def check_names(batches: Sequence[Batch], outcomes: Sequence[str], series: Sequence[str]) -> None:
    """Refuse outcomes and series that a batch does not have."""
    problems = []
    for batch in batches:
        columns = [column.name for column in askable_columns(batch.model)]
        for option, wanted, there in (
            ("--outcome", outcomes, columns),
            ("--series", series, list(names(batch.model))),
        ):
            problems += [
                Problem(
                    f"{option} {name[:60]}",
                    message=f"{batch.name} has none of that name",
                    hint=did_you_mean(name, there),
                )
                for name in wanted
                if name not in there
            ]
    if problems:
        raise InputError(problems)


def chosen_figures(
    batches: Sequence[Batch],
    wanted: Sequence[str],
    outcomes: Sequence[str],
    series: Sequence[str],
    medium: Medium,
) -> tuple[dict[str, Make], bool]:
    """Return how to draw each figure, by file name, and whether one is of what was chosen."""
    many = len(batches) > 1
    of: Any = batches if many else batches[0]
    kind: Results = "comparison" if many else "batch"
    names = wanted or [*usual_figures(kind, of, medium=medium)]
    chosen = named_figures(names, kind, medium)
    figures: dict[str, Make] = {}
    touched = False
    for name, draw in chosen.items():
        fits = figures_of(kind)[name.partition(":")[0]].fits
        for stem, made, bound in _variants(name, draw, list(filter(fits, outcomes)), series):
            touched = touched or bound
            # With an outcome or a series but no figure named: the figures that are of such.
            if bound or wanted or not (outcomes or series):
                figures[stem] = partial(made, of)
    return figures, touched


def named_figures(
    wanted: Sequence[str], kind: Results, medium: Medium
) -> dict[str, Callable[..., Any]]:
    """Return what draws the figures of these names.

    Raises
    ------
    InputError
        With everything that is wrong with the names.
    """
    chosen: dict[str, Callable[..., Any]] = {}
    problems = []
    for name in wanted:
        try:
            chosen[name] = drawing_of(kind, name, medium)
        except UnknownFigureError as error:
            elsewhere = _elsewhere(kind, name.partition(":")[0])
            problems.append(
                replace(error.problem("--what"), hint=elsewhere, message="")
                if elsewhere
                else error.problem("--what")
            )
    if problems:
        raise InputError(problems)
    return chosen


def _elsewhere(kind: Results, name: str) -> str:
    """Return of how many batches a figure is drawn that is not drawn of so many."""
    others: dict[Results, tuple[Results, str]] = {
        "comparison": ("batch", "one batch at a time"),
        "batch": ("comparison", "two batches or more"),
    }
    if kind not in others or name in figures_of(kind):
        return ""
    there, number = others[kind]
    return f"{name} is drawn of {number}" if name in figures_of(there) else ""


def _variants(
    name: str, draw: Callable[..., Any], outcomes: Sequence[str], series: Sequence[str]
) -> list[tuple[str, Callable[..., Any], bool]]:
    """Return a figure as it is to be drawn: file name, how, whether it is of what was chosen."""
    stem = name.replace(":", "-")
    takes = inspect.signature(draw).parameters
    if ":" in name:
        return [(stem, draw, True)]
    if outcomes and "outcome" in takes:
        return [(f"{stem}-{one}", partial(draw, outcome=one), True) for one in outcomes]
    if outcomes and "outcomes" in takes:
        return [(stem, partial(draw, outcomes=outcomes), True)]
    if series and "series" in takes:
        return [(stem, partial(draw, series=tuple(series)), True)]
    return [(stem, draw, False)]
