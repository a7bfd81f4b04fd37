"""Figures as bytes of files: what any process can make of results that it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.figures.base.contact import contact_sheet
from sim.figures.base.headings import subject as title_of
from sim.figures.base.lettering import missing
from sim.figures.base.save import drawing
from sim.figures.registry import drawing_of, figures_of, usual_figures
from sim.workflows.drawings.attempts import Attempts
from sim.workflows.drawings.folder import CONTACT
from sim.workflows.drawings.subject import Names, Picture, Subject

__all__ = ["files_of", "names_of", "picture_of", "sheet_of"]


def files_of(
    attempts: Attempts,
    name: str,
    make: Callable[[], Any],
    forms: Sequence[str],
    *,
    strict: bool = False,
) -> dict[str, bytes]:
    """Draw a figure as files, by their names; none if it fails, whatever the reason.

    Parameters
    ----------
    attempts
        Where it is counted.
    name
        Its name.
    make
        Draws it.
    forms
        ``png``, ``svg`` or both.
    strict
        Whether it is an error if it fails.

    Raises
    ------
    ThawError
        If it fails and that is an error.
    """

    def drawn() -> dict[str, bytes]:
        figure = make()
        files = {f"{name}.{form}": drawing(figure, form) for form in forms}
        attempts.lacking.update(missing(figure))
        return files

    return attempts.draw(name, drawn, strict=strict) or {}


def names_of(subject: Subject) -> Names:
    """Return which figures there may be, and which results have something to show in."""
    return Names([*figures_of(subject.kind)], [*usual_figures(subject.kind, *subject.of)])


def picture_of(subject: Subject, name: str, forms: Sequence[str]) -> Picture:
    """Draw a figure in some forms."""
    attempts, draw = Attempts(), drawing_of(subject.kind, name)
    return Picture(name, files_of(attempts, name, lambda: draw(*subject.of), forms), attempts)


def sheet_of(subject: Subject, pictures: Mapping[str, Path]) -> Picture:
    """Draw a contact sheet of PNG files, by the names of their figures."""
    attempts = Attempts()
    title = title_of(subject.batches) if subject.batches else subject.sentence
    files = files_of(attempts, CONTACT, lambda: contact_sheet(pictures, title), ["png"])
    return Picture(CONTACT, files, attempts)
