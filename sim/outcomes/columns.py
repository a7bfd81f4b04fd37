"""The columns of an outcome row, in order: what each subject's measures declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.engine.model.model import Model
from sim.outcomes.measures import (
    compliance,
    ends,
    identity,
    law,
    legislature,
    motives,
    pressure,
    relief,
    reversal,
    steps,
    tables,
    talks,
    threats,
    war,
    windows,
    wishes,
    world,
)
from sim.outcomes.measures.column import Column, Row, Type, Value
from sim.outcomes.measures.group import Measure

__all__ = ["MEASURES", "Column", "Row", "Type", "Value", "columns"]

_SUBJECTS: Final = (
    identity,
    relief,
    talks,
    wishes,
    steps,
    windows,
    law,
    legislature,
    compliance,
    pressure,
    reversal,
    threats,
    war,
    ends,
    world,
    motives,
    tables,
)

MEASURES: Final[tuple[Measure, ...]] = tuple(
    measure for subject in _SUBJECTS for measure in subject.measures
)
"""All measures, in the order of the columns."""


def columns(model: Model) -> tuple[Column, ...]:
    """Return all columns of a model's outcome rows, in order."""
    return tuple(_columns(model))


def _columns(model: Model) -> Iterator[Column]:
    for measure in MEASURES:
        yield from measure.columns_of(model)
