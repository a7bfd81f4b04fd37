"""``plot`` of results that are neither batches nor comparisons: runs, backtests, checks, fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sim import workflows
from sim.errors import InputError, Problem
from sim.results.manifest import manifest_of

__all__ = ["KINDS", "draw_others", "kind_of"]

Draw = Callable[[], Any]

_ALLOWED: Final = "a folder of a run, batch, comparison, backtest, check or calibration"


def kind_of(folder: Path) -> str:
    """What a folder of results says that it holds; nothing if that is no kind of results.

    Raises
    ------
    InputError
        If it is no folder, or an empty one, or one that only holds runs.
    """
    if not folder.is_dir():
        what = "it is no folder" if folder.exists() else "there is no such folder"
        raise InputError([Problem(str(folder), message=what, allowed=_ALLOWED)])
    if (kind := manifest_of(folder).get("kind")) is not None:
        return str(kind)
    inside = sorted(path for path in folder.iterdir() if (path / "manifest.json").is_file())
    if not any(folder.iterdir()):
        raise InputError([Problem(str(folder), message="it is empty", allowed=_ALLOWED)])
    if inside and not (folder / "manifest.json").exists():
        raise InputError(
            [
                Problem(
                    str(folder),
                    message="it holds no results itself",
                    allowed=_ALLOWED,
                    hint=f"there are some in it: thaw plot {inside[0]}",
                )
            ]
        )
    return ""


def draw_others(
    folder: Path, kind: str, asked: Sequence[str], out: Path, *, quiet: bool
) -> tuple[list[str], list[str]]:
    """Draw the figures of a run, a backtest, a check or a calibration again.

    Parameters
    ----------
    folder
        The results.
    kind
        What they are, see `kind_of`.
    asked
        Names of figures; all of them if there are none.
    out
        Where to.
    quiet
        Whether not to tell how far it is.

    Returns
    -------
    list of str
        Names of the figures drawn.
    list of str
        What could not be drawn, and why.

    Raises
    ------
    InputError
        If there is no figure of a name.
    ThawError
        If the results are damaged, or the folder cannot be written to.
    """
    from sim.cli.output.progress import ConsoleReporter
    from sim.results.errors import writing
    from sim.workflows.kept_figures import draw_figures

    known = _OF[kind](folder)
    if unknown := [name for name in asked if name not in known]:
        from sim.documents.nearest import did_you_mean

        raise InputError(
            Problem(
                "--what",
                found=f"'{name[:60]}'",
                allowed=", ".join(known),
                hint=did_you_mean(name, known),
            )
            for name in unknown
        )
    chosen = {name: known[name] for name in known if not asked or name in asked}
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    return draw_figures(chosen, out, tell=ConsoleReporter(quiet))


def _of_run(folder: Path) -> Mapping[str, Draw]:
    """The figures of a run, which is made anew."""
    from sim.figures.registry import drawings
    from sim.workflows.futures import record_of_run

    return drawings("run", record_of_run(folder))


def _of_backtest(folder: Path) -> Mapping[str, Draw]:
    """The figures of a backtest, whose batches are scored anew."""
    return workflows.open_backtest(folder).drawings


def _of_check(folder: Path) -> Mapping[str, Draw]:
    return workflows.open_check(folder).drawings


def _of_calibration(folder: Path) -> Mapping[str, Draw]:
    return workflows.open_calibration(folder).drawings


_OF: Final[Mapping[str, Callable[[Path], Mapping[str, Draw]]]] = {
    "run": _of_run,
    "backtest": _of_backtest,
    "check": _of_check,
    "calibration": _of_calibration,
}

KINDS: Final = tuple(_OF)
"""Kinds of results that are drawn here."""
