"""Figures as bytes of files: what any process can make of results that it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.figures.base.contact import contact_sheet
from sim.figures.base.headings import subject as title_of
from sim.figures.base.lettering import missing
from sim.figures.base.medium import Medium
from sim.figures.base.save import drawing
from sim.figures.registry import drawing_of, figures_of, first_figures, usual_figures
from sim.workflows.drawings.asked import Asked
from sim.workflows.drawings.attempts import Attempts
from sim.workflows.drawings.folder import stem
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
        The name of its files.
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


def names_of(subject: Subject, asked: Asked) -> Names:
    """Return which figures there may be, and which are asked for: the first if none is named."""
    known, medium = figures_of(subject.kind), asked.medium
    if asked.names:
        return Names([*known], [*asked.names], [])
    if not asked.everything:
        return Names([*known], first_figures(subject.kind, *subject.of, medium=medium), [])
    usual = usual_figures(subject.kind, *subject.of)
    wanted = [name for name, kind in usual.items() if medium.name in kind.media]
    why = f"it is not made for a {medium.name}"
    return Names([*known], wanted, [f"{name} ({why})" for name in usual if name not in wanted])


def picture_of(subject: Subject, name: str, forms: Sequence[str], medium: Medium) -> Picture:
    """Draw a figure in some forms, for a medium."""
    attempts, draw = Attempts(), drawing_of(subject.kind, name, medium)
    files = files_of(attempts, stem(name, medium), lambda: draw(*subject.of), forms)
    return Picture(name, files, attempts)


def sheet_of(subject: Subject, pictures: Mapping[str, Path], name: str) -> Picture:
    """Draw a contact sheet of PNG files, by the names of their figures."""
    attempts = Attempts()
    title = title_of(subject.batches) if subject.batches else subject.sentence
    files = files_of(attempts, name, lambda: contact_sheet(pictures, title), ["png"])
    return Picture(name, files, attempts)
