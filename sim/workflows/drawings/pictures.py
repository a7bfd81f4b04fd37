"""Figures as bytes of files: what any process can make of results that it is given.

What draws is imported in the process that draws, when it does: it takes a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.batch.batch import Batch
from sim.workflows.drawings.attempts import Attempts
from sim.workflows.drawings.folder import CONTACT

if TYPE_CHECKING:
    from sim.figures.registry import Results

__all__ = ["Names", "Picture", "Subject", "names_of", "picture_of", "sheet_of"]


class Subject(NamedTuple):
    """What figures are drawn of.

    Attributes
    ----------
    kind
        Kind of the results.
    of
        The results, as functions that draw take them.
    batches
        The batches that they rest on, if any: what a contact sheet is of.
    sentence
        The answer in a sentence: what it is of if there are none.
    """

    kind: Results
    of: tuple[Any, ...]
    batches: tuple[Batch, ...] = ()
    sentence: str = ""


class Picture(NamedTuple):
    """A figure that was tried.

    Attributes
    ----------
    name
        Its name.
    files
        Its files by name; none if it could not be drawn.
    attempts
        What was missed, failed or lacking.
    """

    name: str
    files: dict[str, bytes]
    attempts: Attempts


class Names(NamedTuple):
    """Names of figures in their order: all of a kind of results, and those with content."""

    known: list[str]
    usual: list[str]


def names_of(subject: Subject) -> Names:
    """Return which figures there may be, and which results have something to show in."""
    from sim.figures.registry import figures_of, usual_figures

    return Names([*figures_of(subject.kind)], [*usual_figures(subject.kind, *subject.of)])


def picture_of(subject: Subject, name: str, forms: Sequence[str]) -> Picture:
    """Draw a figure in some forms."""
    from sim.figures.registry import drawing_of

    attempts = Attempts()
    draw = drawing_of(subject.kind, name)
    return Picture(name, attempts.files(name, lambda: draw(*subject.of), forms), attempts)


def sheet_of(subject: Subject, pictures: Mapping[str, Path]) -> Picture:
    """Draw a contact sheet of PNG files, by the names of their figures."""
    from sim.figures.base.contact import contact_sheet
    from sim.figures.base.headings import subject as title_of

    attempts = Attempts()
    title = title_of(subject.batches) if subject.batches else subject.sentence
    files = attempts.files(CONTACT, lambda: contact_sheet(pictures, title), ["png"])
    return Picture(CONTACT, files, attempts)
