"""What figures are drawn of, and what comes of it: as it goes from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.batch.batch import Batch
from sim.workflows.drawings.attempts import Attempts

if TYPE_CHECKING:
    from sim.figures.registry import Results

__all__ = ["Names", "Picture", "Subject"]


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
    """Names of figures in their order.

    Attributes
    ----------
    known
        All of a kind of results.
    wanted
        Those that are asked for.
    missed
        Those that are asked for and not made for the medium, each with the reason.
    """

    known: list[str]
    wanted: list[str]
    missed: list[str]
