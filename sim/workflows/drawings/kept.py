"""Figures drawn here, into a folder: of a run, and again of results of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sim.batch.batch import Batch
from sim.engine.state.record import Record
from sim.figures.base.contact import contact_sheet
from sim.figures.base.headings import subject
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.registry import drawing_of
from sim.results.files import write_together
from sim.workflows.drawings.asked import Asked
from sim.workflows.drawings.attempts import Attempts
from sim.workflows.drawings.drawn import Drawn
from sim.workflows.drawings.folder import CONTACT, FORMS, files_there, keep, shown, stem
from sim.workflows.drawings.pictures import files_of, names_of
from sim.workflows.drawings.subject import Subject
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["Make", "draw_again", "draw_run"]

Figure = Any
"""A figure of matplotlib, which is not for this layer to know."""

Make = Callable[[], Figure]


def draw_run(
    record: Record,
    folder: Path,
    *,
    asked: Asked,
    svg: bool = False,
    tell: Reporter = SILENT,
) -> list[str]:
    """Draw figures of a run into a folder and return what there is to warn of.

    Parameters
    ----------
    record
        The run.
    folder
        Where to.
    asked
        Which figures, and what they are made for.
    svg
        Whether to write each as SVG too, and not only as PNG.
    tell
        Is told how far it is.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    attempts = Attempts()
    figures = names_of(Subject("run", (record,)), asked).wanted
    forms, medium = FORMS if svg else ["png"], asked.medium
    with tell.steps(len(figures)) as steps:
        for name in figures:
            steps.step(f"drawing {name}")
            make = partial(drawing_of("run", name, medium), record)
            files = files_of(attempts, stem(name, medium), make, forms)
            write_together({folder / file: data for file, data in files.items()}, durable=False)
    return [*attempts.warnings(), *(f"thaw: not drawn: {text}" for text in attempts.missed)]


def draw_again(
    figures: Mapping[str, Make],
    folder: Path,
    *,
    known: Iterable[str] = (),
    batches: Sequence[Batch] = (),
    medium: Medium = SCREEN,
    strict: bool = False,
    tell: Reporter = SILENT,
) -> tuple[list[str], Drawn]:
    """Draw figures into a folder, whether they are there or not, each as PNG and SVG.

    Parameters
    ----------
    figures
        How to draw each, by name.
    folder
        Where to.
    known
        Names of others that may be there.
    batches
        What they are of, for a contact sheet of all that are there; none for no such sheet.
    medium
        What they are made for.
    strict
        Whether a figure that cannot be drawn is an error: then none is written.
    tell
        Is told how far it is, and which figures failed.

    Returns
    -------
    list of str
        Names of those that were drawn.
    Drawn
        What is there now, and what could not be drawn.

    Raises
    ------
    ThawError
        If the folder cannot be written to; or, where a figure that fails is an error, if one does.

    Notes
    -----
    A figure that fails, for whatever reason, is otherwise told of and loses only itself.
    """
    attempts = Attempts()
    drawn: dict[str, dict[str, bytes]] = {}
    names = dict.fromkeys([*known, *figures])
    with tell.steps(len(figures) + 1) as steps:
        for name, make in figures.items():
            steps.step(f"drawing {name}")
            if files := files_of(attempts, stem(name, medium), make, FORMS, strict=strict):
                drawn[name] = files
            if not strict:
                keep(files, folder)
        steps.step("writing figures")
        if strict:
            for files in drawn.values():
                keep(files, folder)
        if batches and (there := shown(folder, names, medium)):
            title, name = subject(batches), f"{CONTACT}{medium.suffix}"
            sheet = files_of(attempts, name, lambda: contact_sheet(there, title), ["png"])
            keep(sheet, folder)
    for text in attempts.warnings():
        tell.warn(text)
    return [*drawn], Drawn(files_there(folder, names), attempts.missed)
