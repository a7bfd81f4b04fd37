"""What series are called in figures, and their units."""

from __future__ import annotations

from typing import NamedTuple

from sim.engine.model.model import Model
from sim.errors import ThawError
from sim.outcomes.series import series


class Label(NamedTuple):
    """What a series is called.

    Attributes
    ----------
    title
        What it is, in a few words.
    unit
        Its unit.
    """

    title: str
    unit: str


def label(model: Model, name: str) -> Label:
    """Return what a series of a model is called in figures.

    Raises
    ------
    ThawError
        If the model has no such series.
    """
    declared = series(model)
    if name not in declared:
        raise ThawError(f"there is no series {name!r}; there are: {', '.join(declared)}")
    return Label(declared[name].title, declared[name].unit)
