"""Which figures are asked for, and what they are made for: refused before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from sim.errors import InputError, Problem
from sim.figures.base.medium import SCREEN, Medium, medium_of

if TYPE_CHECKING:
    from sim.figures.registry import Results

__all__ = ["ALL", "Asked", "asked"]

ALL: Final = "all"
"""What asks for every figure that has something to show."""


class Asked(NamedTuple):
    """Which figures are asked for.

    Attributes
    ----------
    names
        Their names; if there are none, the first, or all.
    everything
        Whether all are asked for that have something to show.
    medium
        What they are made for.
    """

    names: tuple[str, ...] = ()
    everything: bool = False
    medium: Medium = SCREEN


def asked(kind: str, figures: str | Sequence[str] | None = None, medium: str = "screen") -> Asked:
    """Return what is asked for, if there is such a thing.

    Parameters
    ----------
    kind
        Kind of the results.
    figures
        ``"all"``, or names of figures, one after the other or between commas; the first, which
        answer, if None.
    medium
        ``"screen"``, ``"memo"`` or ``"slide"``.

    Raises
    ------
    InputError
        If there is no figure or medium of a name, or a figure is not made for it.
    """
    made_for = medium_of(medium)
    words = [figures] if isinstance(figures, str) else [*(figures or ())]
    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    if names == [ALL]:
        return Asked((), True, made_for)
    problems = [_wrong(kind, name, made_for) for name in names]
    if any(problems):
        raise InputError(problem for problem in problems if problem)
    return Asked(tuple(dict.fromkeys(names)), False, made_for)


def _wrong(kind: str, name: str, medium: Medium) -> Problem | None:
    """Return what is wrong with the name of a figure; None if nothing is."""
    # It takes a second to import, and only who names figures waits for it.
    from sim.figures.registry import UnknownFigureError, check_figure

    try:
        check_figure(cast("Results", kind), name, medium)
    except UnknownFigureError as error:
        return error.problem("--figures")
    return None
