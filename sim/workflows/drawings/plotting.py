"""Figures again, of results of any kind."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.analysis.quantities import askable_columns
from sim.batch.batch import Batch
from sim.batch.reader import open_batch
from sim.documents.nearest import did_you_mean
from sim.errors import InputError, Problem
from sim.figures.registry import (
    Results,
    UnknownFigureError,
    drawing_of,
    drawings,
    figures_of,
    usual_figures,
)
from sim.outcomes.trajectories import names
from sim.results.comparison import COMPARISON
from sim.results.errors import writing
from sim.results.folder import RESULTS
from sim.results.manifest import is_kind, manifest_of
from sim.workflows.backtests.backtesting import open_backtest
from sim.workflows.calibrations.calibrating import open_calibration
from sim.workflows.checks.checking import open_check
from sim.workflows.comparisons.batches import batches_in
from sim.workflows.comparisons.sources import Source, named, sources_digest
from sim.workflows.drawings.kept import draw_again
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.result import Make
from sim.workflows.runs.futures import record_of_run

__all__ = ["Plotted", "plot"]

_ALLOWED: Final = "a folder of a run, batch, comparison, backtest, check or calibration"


class Plotted(NamedTuple):
    """Figures that were drawn again.

    Attributes
    ----------
    folder
        Where they are.
    drawn
        Names of those that were asked for.
    there
        Names of all files of figures that are in the folder, a contact sheet last.
    missed
        What could not be drawn, and why.
    """

    folder: Path
    drawn: list[str]
    there: list[str]
    missed: list[str]

    def to_json(self) -> dict[str, object]:
        """Return them as plain values."""
        return {
            "figures": self.there,
            "not_drawn": self.missed,
            "results": str(self.folder),
        }


def plot(
    folders: Sequence[str | Path],
    wanted: Sequence[str] = (),
    *,
    outcomes: Sequence[str] = (),
    series: Sequence[str] = (),
    out: str | Path | None = None,
    tell: Reporter = SILENT,
) -> Plotted:
    """Draw figures of results again, each as PNG and SVG.

    Parameters
    ----------
    folders
        A folder of results; or those of several batches, to compare them.
    wanted
        Names of figures, such as ``fan`` or ``histogram:added``; all if there are none.
    outcomes
        Outcomes to draw in figures that are of outcomes.
    series
        Series to draw in fan charts.
    out
        Where to; the folder of the results if None.
    tell
        Is told how far it is.

    Raises
    ------
    InputError
        If there is no figure, outcome or series of a name, or a folder holds no results.
    ThawError
        If results are damaged, or the folder cannot be written to.
    """
    paths = [Path(folder) for folder in folders]
    option = "--outcome" if outcomes else "--series"
    if len(paths) == 1 and (kind := _kind_of(paths[0])) in _DRAWINGS:
        if outcomes or series:
            raise InputError.of(option, message=f"no figure of a {kind} has one")
        folder = paths[0] if out is None else Path(out)
        return _of_one(_DRAWINGS[kind](paths[0]), wanted, folder, tell)
    batches, usual = _batches(paths)
    _check_names(batches, outcomes, series)
    figures, touched = _figures(batches, wanted, outcomes, series)
    if (outcomes or series) and not touched:
        raise InputError.of(option, message="none of these figures is of a chosen one")
    folder = usual if out is None else Path(out)
    if folder.exists() and not folder.is_dir():
        raise InputError.of(str(folder), message="it is no folder", allowed="a folder")
    known = figures_of("comparison" if len(batches) > 1 else "batch")
    drawn, (there, missed) = draw_again(
        figures, folder, known=known, batches=batches, strict=bool(wanted), tell=tell
    )
    return Plotted(folder, drawn, there, missed)


# -- results that are drawn as they are --------------------------------------------------------


def _kind_of(folder: Path) -> str:
    """Return what a folder of results says that it holds; nothing if that is no kind of results.

    Raises
    ------
    InputError
        If it is no folder, or an empty one, or one that only holds runs.
    """
    if not folder.is_dir():
        what = "it is no folder" if folder.exists() else "there is no such folder"
        raise InputError.of(str(folder), message=what, allowed=_ALLOWED)
    if (kind := manifest_of(folder).get("kind")) is not None:
        return str(kind)
    inside = sorted(path for path in folder.iterdir() if (path / "manifest.json").is_file())
    if not any(folder.iterdir()):
        raise InputError.of(str(folder), message="it is empty", allowed=_ALLOWED)
    if inside and not (folder / "manifest.json").exists():
        raise InputError.of(
            str(folder),
            message="it holds no results itself",
            allowed=_ALLOWED,
            hint=f"there are some in it: thaw plot {inside[0]}",
        )
    return ""


_DRAWINGS: Final[Mapping[str, Callable[[Path], Mapping[str, Make]]]] = {
    "run": lambda folder: drawings("run", record_of_run(folder)),
    "backtest": lambda folder: open_backtest(folder).drawings,
    "check": lambda folder: open_check(folder).drawings,
    "calibration": lambda folder: open_calibration(folder).drawings,
}
"""How to draw what is neither a batch nor a comparison; a run is made anew for it."""


def _of_one(
    figures: Mapping[str, Make], wanted: Sequence[str], folder: Path, tell: Reporter
) -> Plotted:
    """Draw the figures of a run, a backtest, a check or a calibration."""
    if unknown := [name for name in wanted if name not in figures]:
        raise InputError(_unknown(name, name, list(figures)) for name in unknown)
    chosen = {name: figures[name] for name in figures if not wanted or name in wanted}
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    drawn, (there, missed) = draw_again(chosen, folder, known=figures, tell=tell)
    return Plotted(folder, drawn, there, missed)


def _unknown(name: str, kind: str, figures: Sequence[str], elsewhere: str = "") -> Problem:
    """Say that there is no figure of a name."""
    return Problem(
        "--what",
        found=f"'{name[:60]}'",
        allowed=", ".join(figures),
        hint=elsewhere or did_you_mean(kind, figures),
    )


# -- batches, and several of them compared -----------------------------------------------------


def _batches(folders: Sequence[Path]) -> tuple[list[Batch], Path]:
    """Return the batches to be drawn, and where figures go unless told."""
    if len(folders) == 1:
        folder = folders[0]
        if is_kind(folder, COMPARISON.name):
            return batches_in(folder, COMPARISON.again), folder
        return [open_batch(folder)], folder
    batches = [open_batch(path) for path in folders]
    sources = named([Source(b.name, p, b) for b, p in zip(batches, folders, strict=True)])
    folder = RESULTS / f"figures-{sources_digest(sources, {})[:8]}"
    called = [batch.called(source.name) for source, batch in zip(sources, batches, strict=True)]
    return called, folder


def _check_names(batches: Sequence[Batch], outcomes: Sequence[str], series: Sequence[str]) -> None:
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


def _figures(
    batches: Sequence[Batch], wanted: Sequence[str], outcomes: Sequence[str], series: Sequence[str]
) -> tuple[dict[str, Make], bool]:
    """Return how to draw each figure, by file name, and whether one is of what was chosen."""
    many = len(batches) > 1
    of: Any = batches if many else batches[0]
    kind: Results = "comparison" if many else "batch"
    usual = {} if wanted else usual_figures(kind, of)
    chosen = _chosen(wanted, many) if wanted else {n: f.draw for n, f in usual.items()}
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


def _chosen(wanted: Sequence[str], many: bool) -> dict[str, Callable[..., Any]]:
    """Return what draws the figures of these names.

    Raises
    ------
    InputError
        With everything that is wrong with the names.
    """
    here: Results = "comparison" if many else "batch"
    there: Results = "batch" if many else "comparison"
    number = "one batch at a time" if many else "two batches or more"
    chosen: dict[str, Callable[..., Any]] = {}
    problems = []
    for name in wanted:
        try:
            chosen[name] = drawing_of(here, name)
        except UnknownFigureError:
            kind, figures = name.partition(":")[0], list(figures_of(here))
            only_there = kind in figures_of(there) and kind not in figures
            elsewhere = f"{kind} is drawn of {number}" if only_there else ""
            problems.append(_unknown(name, kind, figures, elsewhere))
    if problems:
        raise InputError(problems)
    return chosen


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
