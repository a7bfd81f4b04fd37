"""Results that may be copied and pickled, in both forms of the program.

Classes that are compiled cannot be pickled by themselves. A model is compiled anew from its
scenario and catalogue; everything else is made from its fields.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.model.parts import ReliefOption
from sim.engine.state.agreements import Deal
from sim.engine.state.record import Point, Record, Reluctance
from sim.engine.state.relief import Change
from sim.events.log import Entry
from sim.law.routes import Route, Step

__all__ = ["allow"]

_PLAIN: Final[tuple[type[Any], ...]] = (
    Record,
    Entry,
    Change,
    Point,
    Reluctance,
    Deal,
    ReliefOption,
    Route,
    Step,
)


def _of_model(model: Model) -> tuple[Callable[..., Model], tuple[Any, ...]]:
    return compile_model, (model.scenario, model.source)


def _of_fields(value: Any) -> tuple[type[Any], tuple[Any, ...]]:
    return type(value), tuple(getattr(value, field.name) for field in fields(value))


def allow() -> None:
    """Let `copy` and `pickle` handle what results are made of."""
    copyreg.pickle(Model, _of_model)
    for each in _PLAIN:
        copyreg.pickle(each, _of_fields)
