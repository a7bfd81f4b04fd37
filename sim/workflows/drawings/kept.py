"""Figures of results in a folder: drawn, kept, and put on a contact sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from sim.batch.batch import Batch
from sim.batch.errors import writing
from sim.engine.state.record import Record
from sim.figures.base.contact import contact_sheet
from sim.figures.base.headings import subject
from sim.figures.base.lettering import missing
from sim.figures.base.save import drawing
from sim.figures.registry import drawings, figures_of
from sim.results.files import write
from sim.workflows.drawings.attempts import Attempts
from sim.workflows.drawings.drawn import Drawn
from sim.workflows.reporter import SILENT, Reporter

__all__ = [
    "CONTACT",
    "Make",
    "draw_figures",
    "draw_run",
    "draw_with_contact_sheet",
    "run_figures",
]

Figure = Any
"""A figure of matplotlib, which is not for this layer to know."""

Make = Callable[[], Figure]

CONTACT: Final = "contact"
"""Name of the contact sheet."""


def run_figures(record: Record) -> dict[str, Make]:
    """Return how to draw the figures of a run, by name."""
    return {**drawings("run", record)}


def draw_run(
    record: Record, folder: Path, *, svg: bool = False, tell: Reporter = SILENT
) -> list[str]:
    """Draw the figures of a run into a folder and return what there is to warn of.

    Parameters
    ----------
    record
        The run.
    folder
        Where to.
    svg
        Whether to write each as SVG too, and not only as PNG.
    tell
        Is told how far it is.

    Raises
    ------
    OSError
        If one of them cannot be written.
    """
    attempts = Attempts()
    figures = run_figures(record)
    with tell.steps(len(figures)) as steps:
        for name, make in figures.items():
            steps.step(f"drawing {name}")
            figure = attempts.draw(name, make)
            if figure is None:
                continue
            if svg:
                attempts.keep(name, figure, folder)
                continue
            data = attempts.draw(name, partial(drawing, figure, "png"))
            if data is not None:
                write(folder / f"{name}.png", data, durable=False)
                attempts.lacking.update(missing(figure))
    return attempts.warnings()


def draw_figures(figures: Mapping[str, Make], folder: Path, *, tell: Reporter = SILENT) -> Drawn:
    """Draw figures into a folder, each as PNG and SVG.

    Raises
    ------
    BatchError
        If the folder cannot be written to.
    """
    names: list[str] = []
    attempts = Attempts()
    with tell.steps(len(figures)) as steps:
        for name, make in figures.items():
            steps.step(f"drawing {name}")
            figure = attempts.draw(name, make)
            if figure is None:
                continue
            with writing(folder):
                if attempts.keep(name, figure, folder):
                    names.append(name)
    for text in attempts.warnings():
        tell.warn(text)
    return Drawn(names, attempts.missed)


def draw_with_contact_sheet(
    figures: Mapping[str, Make],
    folder: Path,
    batches: Sequence[Batch],
    *,
    again: bool = False,
    strict: bool = False,
    tell: Reporter = SILENT,
) -> Drawn:
    """Draw figures of batches into a folder, and a contact sheet of all that are there.

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
    tell
        Is told how far it is, and which figures failed.

    Raises
    ------
    ThawError
        If the folder cannot be written to; or, where a figure that fails is an error, if one does.

    Notes
    -----
    A figure that fails, for whatever reason, is otherwise told of and loses only itself.
    """
    wanted = [name for name in figures if again or not _is_drawn(folder, name)]
    attempts = Attempts()
    drawn: dict[str, Figure] = {}
    with tell.steps(len(wanted) + 1) as steps:
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
            if shown and (drawn or not _is_drawn(folder, CONTACT)):
                sheet = attempts.draw(CONTACT, lambda: contact_sheet(shown, subject(batches)))
                if sheet is not None:
                    attempts.keep(CONTACT, sheet, folder)
    for text in attempts.warnings():
        tell.warn(text)
    names = [*shown, *([CONTACT] if shown and _is_drawn(folder, CONTACT) else [])]
    return Drawn(names, attempts.missed)


def _is_drawn(folder: Path, name: str) -> bool:
    return all((folder / f"{name}.{form}").is_file() for form in ("png", "svg"))


def _shown(folder: Path, figures: Mapping[str, Make], compared: bool) -> dict[str, Path]:
    """Return the figures in a folder: those that are always drawn, then others, in their order."""
    usual = figures_of("comparison" if compared else "batch")
    names = dict.fromkeys([*usual, *figures])
    return {name: folder / f"{name}.png" for name in names if _is_drawn(folder, name)}
