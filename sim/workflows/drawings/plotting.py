"""Figures again, of results of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, cast

from sim.batch.batch import Batch
from sim.batch.reader import open_batch
from sim.errors import InputError
from sim.figures.base.medium import Medium, medium_of
from sim.figures.registry import (
    Results,
    drawings,
    figures_of,
)
from sim.results.comparison import COMPARISON
from sim.results.errors import writing
from sim.results.folder import RESULTS
from sim.results.kinds import FOLDERS
from sim.results.manifest import is_kind, manifest_of
from sim.workflows.backtests.backtesting import open_backtest
from sim.workflows.calibrations.calibrating import open_calibration
from sim.workflows.checks.checking import open_check
from sim.workflows.comparisons.batches import batches_in
from sim.workflows.comparisons.sources import Source, named, sources_digest
from sim.workflows.drawings.chosen import check_names, chosen_figures, named_figures
from sim.workflows.drawings.kept import draw_again
from sim.workflows.presents.conditioning import open_now
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.futures import record_of_run

__all__ = ["Plotted", "plot"]


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
    medium: str = "screen",
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
    medium
        What they are made for: ``"screen"``, ``"memo"`` or ``"slide"``.
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
    made_for = medium_of(medium)
    paths = [Path(folder) for folder in folders]
    option = "--outcome" if outcomes else "--series"
    if len(paths) == 1 and (kind := _kind_of(paths[0])) in _SUBJECTS:
        if outcomes or series:
            raise InputError.of(option, message=f"no figure of a {kind} has one")
        folder = paths[0] if out is None else Path(out)
        results, of = cast("Results", kind), _SUBJECTS[kind](paths[0])
        return _of_one(results, of, wanted, folder, made_for, tell)
    batches, usual = _batches(paths)
    check_names(batches, outcomes, series)
    figures, touched = chosen_figures(batches, wanted, outcomes, series, made_for)
    if (outcomes or series) and not touched:
        raise InputError.of(option, message="none of these figures is of a chosen one")
    folder = usual if out is None else Path(out)
    if folder.exists() and not folder.is_dir():
        raise InputError.of(str(folder), message="it is no folder", allowed="a folder")
    known = figures_of("comparison" if len(batches) > 1 else "batch")
    drawn, (there, missed) = draw_again(
        figures,
        folder,
        known=known,
        batches=batches,
        medium=made_for,
        strict=bool(wanted),
        tell=tell,
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
        raise InputError.of(str(folder), message=what, allowed=FOLDERS)
    if (kind := manifest_of(folder).get("kind")) is not None:
        return str(kind)
    inside = sorted(path for path in folder.iterdir() if (path / "manifest.json").is_file())
    if not any(folder.iterdir()):
        raise InputError.of(str(folder), message="it is empty", allowed=FOLDERS)
    if inside and not (folder / "manifest.json").exists():
        raise InputError.of(
            str(folder),
            message="it holds no results itself",
            allowed=FOLDERS,
            hint=f"there are some in it: thaw plot {inside[0]}",
        )
    return ""


_SUBJECTS: Final[Mapping[str, Callable[[Path], tuple[object, ...]]]] = {
    "run": lambda folder: (record_of_run(folder),),
    "backtest": lambda folder: open_backtest(folder).subject,
    "check": lambda folder: open_check(folder).subject,
    "calibration": lambda folder: open_calibration(folder).subject,
    "now": lambda folder: open_now(folder).subject,
}
"""What figures are drawn of that is neither a batch nor a comparison; a run is made anew for it."""


def _of_one(
    kind: Results,
    of: tuple[object, ...],
    wanted: Sequence[str],
    folder: Path,
    medium: Medium,
    tell: Reporter,
) -> Plotted:
    """Draw the figures of results that are neither a batch nor a comparison."""
    usual = drawings(kind, *of, medium=medium)
    named = {name: partial(draw, *of) for name, draw in named_figures(wanted, kind, medium).items()}
    if not usual and not wanted:
        raise InputError.of("--for", message=f"no figure of a {kind} is made for a {medium.name}")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    known = figures_of(kind)
    drawn, (there, missed) = draw_again(
        named or usual, folder, known=known, medium=medium, tell=tell
    )
    return Plotted(folder, drawn, there, missed)


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
