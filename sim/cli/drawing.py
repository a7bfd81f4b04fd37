"""Figures of batches and comparisons: drawn, kept, and put on a contact sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.cli.attempts import Attempts
from sim.cli.console import progress

if TYPE_CHECKING:
    from sim.batch.batch import Batch

__all__ = ["CONTACT", "batch_figures", "comparison_figures", "draw_figures"]

Figure = Any
"""A figure of matplotlib, which is not for this layer to know."""

Make = Callable[[], Figure]

CONTACT: Final = "contact"
"""Name of the contact sheet."""


def batch_figures(batch: Batch) -> dict[str, Make]:
    """The figures that are drawn of a batch unless others are asked for; none if all failed."""
    from sim.plots.registry import usual_figures

    if not batch.rows:
        return {}
    return {name: _made(draw, batch) for name, draw in usual_figures(batch).items()}


def comparison_figures(batches: Sequence[Batch]) -> dict[str, Make]:
    """The figures that are drawn of a comparison, the baseline first."""
    from sim.plots.comparison.comparing import COMPARISON_FIGURES

    return {name: _made(draw, batches) for name, draw in COMPARISON_FIGURES.items()}


def _made(draw: Callable[[Any], Figure], of: object) -> Make:
    return lambda: draw(of)


def draw_figures(
    figures: Mapping[str, Make],
    folder: Path,
    batches: Sequence[Batch],
    *,
    again: bool = False,
    strict: bool = False,
    quiet: bool = False,
) -> tuple[list[str], list[str]]:
    """Draw figures into a folder, each as PNG and SVG, and a contact sheet of all that are there.

    Parameters
    ----------
    figures
        How to draw each, by name.
    folder
        Where to.
    batches
        What they are of.
    again
        Whether to draw what is there already.
    strict
        Whether a figure that cannot be drawn of these batches is an error.
    quiet
        Whether not to tell how far it is.

    Returns
    -------
    list of str
        Names of the figures in the folder, the contact sheet last; the endings are .png and .svg.
    list of str
        What could not be drawn, and why.

    Raises
    ------
    ThawError
        If the folder cannot be written to; or, where a figure that fails is an error, if one does.

    Notes
    -----
    A figure that fails, for whatever reason, is otherwise named on stderr and loses only itself.
    """
    from sim.batch.errors import writing

    wanted = [name for name in figures if again or not _there(folder, name)]
    attempts = Attempts()
    drawn: dict[str, Figure] = {}
    with progress(len(wanted) + 1, quiet=quiet) as steps:
        for name in wanted:
            steps.step(f"drawing {name}")
            figure = attempts.draw(name, figures[name], strict=strict)
            if figure is not None:
                drawn[name] = figure
        with writing(folder):
            if drawn:
                folder.mkdir(parents=True, exist_ok=True)
            steps.step("writing figures")
            for name, figure in drawn.items():
                attempts.keep(name, figure, folder, strict=strict)
            shown = _shown(folder, figures, len(batches) > 1)
            if shown and (drawn or not _there(folder, CONTACT)):
                from sim.plots.base.contact import contact_sheet
                from sim.plots.base.wording import subject

                sheet = attempts.draw(CONTACT, lambda: contact_sheet(shown, subject(batches)))
                if sheet is not None:
                    attempts.keep(CONTACT, sheet, folder)
    attempts.warn()
    there = [*shown, *([CONTACT] if shown and _there(folder, CONTACT) else [])]
    return there, attempts.missed


def _there(folder: Path, name: str) -> bool:
    return all((folder / f"{name}.{form}").is_file() for form in ("png", "svg"))


def _shown(folder: Path, figures: Mapping[str, Make], compared: bool) -> dict[str, Path]:
    """The figures in a folder: those that are always drawn, then others, in their order."""
    from sim.plots.comparison.comparing import COMPARISON_FIGURES
    from sim.plots.registry import BATCH_FIGURES

    usual = COMPARISON_FIGURES if compared else BATCH_FIGURES
    names = dict.fromkeys([*usual, *figures])
    return {name: folder / f"{name}.png" for name in names if _there(folder, name)}
