"""Fields that are settled: what each allows, and how much of a model rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from operator import getitem
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, cast, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from sim.catalogue.schema import Catalogue, Concession, MeasureClass, Member
from sim.errors import ThawError
from sim.scenario.paths import IN_CATALOGUE, bounds, find, is_bound
from sim.scenario.schema import Scenario

__all__ = ["Leaf", "Leaves", "SettlingError", "cut", "leaf_of", "leaves_of"]


class SettlingError(ThawError):
    """Values of parameters that make no scenario."""


_FRAME: Final = (
    "start",
    "end",
    "law",
    "rules",
    "values.scale",
    "agents.executive.designation_authority",
    "agents.council.package_authority",
)
"""What all of a model rests on in a scenario: by these the law is read and tranches laid out."""

_LIGHT: Final = {
    "classes": frozenset(MeasureClass.model_fields)
    - {"persons", "secondary", "every_class", "settlement_only"},
    "instruments": frozenset({"hazard"}),
    "concessions": frozenset(Concession.model_fields),
    "members": frozenset(Member.model_fields),
}
"""Fields of a catalogue, by section, on which little of a model rests."""


@lru_cache(maxsize=1024)
def _is_frame(path: str) -> bool:
    """Whether a model must be compiled anew for a parameter."""
    leaf = leaf_of(path)
    if leaf.in_catalogue:
        section, *_, field = leaf.steps
        return field not in _LIGHT.get(section, ())
    match leaf.steps:
        case ["agents", "senders", _, "concessions" | "designation_authority", *_]:
            return True
    return any(path == name or path.startswith(f"{name}.") for name in _FRAME)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field by its path: where it is, and what it allows.

    Attributes
    ----------
    in_catalogue
        Whether it is one of the catalogue's, not of the scenario's.
    steps
        The steps of its path in there.
    adapter
        What checks a value.
    low, high
        Its bounds, infinite where there is none.
    whole
        Whether it holds whole numbers.
    simple
        Whether it allows all numbers between two bounds, whole or not, and no others.
    alone
        Whether no rule reads it together with other fields.
    """

    in_catalogue: bool
    steps: list[str]
    adapter: TypeAdapter[Any]
    low: float
    high: float
    whole: bool
    simple: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Leaves:
    """Fields that are settled together.

    Attributes
    ----------
    of_scenario, of_catalogue
        Those of the scenario and of the catalogue, each with its path.
    shared
        Paths of those that some rule reads together with others.
    frame
        Whether all of a model rests on one of them, so that it must be compiled anew.
    """

    of_scenario: tuple[tuple[str, Leaf], ...]
    of_catalogue: tuple[tuple[str, Leaf], ...]
    shared: tuple[str, ...]
    frame: bool


@lru_cache(maxsize=64)
def leaves_of(paths: tuple[str, ...]) -> Leaves:
    """Return the fields at several paths."""
    found = [(path, leaf_of(path)) for path in paths]
    return Leaves(
        of_scenario=tuple((path, leaf) for path, leaf in found if not leaf.in_catalogue),
        of_catalogue=tuple((path, leaf) for path, leaf in found if leaf.in_catalogue),
        shared=tuple(path for path, leaf in found if not leaf.alone),
        frame=any(_is_frame(path) for path in paths),
    )


@lru_cache(maxsize=1024)
def leaf_of(path: str) -> Leaf:
    """Return the field at a path, such as ``agents.target.m0`` or ``catalogue.members.DE.theta``.

    Raises
    ------
    SettlingError
        If there is none.
    """
    steps = path.split(".")
    in_catalogue = steps[0] == IN_CATALOGUE
    if in_catalogue:
        steps = steps[1:]
    info = find(Catalogue if in_catalogue else Scenario, steps).info
    if info is None:
        raise SettlingError(f"there is no parameter {path}")
    hint: Any = info.annotation
    outer = tuple(info.metadata)
    entry = get_origin(hint) is dict  # the path ends in it: agents.congress.gate.opposed
    if entry:
        hint, outer = get_args(hint)[1], ()
    kind, inner = _number(hint)
    low, high = bounds((*outer, *inner))
    return Leaf(
        in_catalogue=in_catalogue,
        steps=steps,
        adapter=TypeAdapter(getitem(cast("Any", Annotated), (hint, *outer)) if outer else hint),
        low=low,
        high=high,
        whole=kind is int,
        simple=kind is float and isfinite(low + high) and all(map(is_bound, (*outer, *inner))),
        # Of all fields with fractions only the parts of a settlement must fit each other.
        alone=kind is float and not entry and steps[-1] != "settlement",
    )


def _number(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """What an annotation stands for, but for None, and the rules written into it."""
    rules: tuple[Any, ...] = ()
    while True:
        parts = [part for part in get_args(hint) if part is not NoneType]
        if get_origin(hint) is Annotated:
            hint = parts[0]
            for rule in parts[1:]:
                rules += tuple(rule.metadata) if isinstance(rule, FieldInfo) else (rule,)
        elif get_origin(hint) in (Union, UnionType) and len(parts) == 1:
            hint = parts[0]
        else:
            return hint, rules


def cut(path: str, value: Any) -> Any:
    """A number cut to the bounds of the field at a path, and whole where the field is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    leaf = leaf_of(path)
    inside = leaf.low if value < leaf.low else leaf.high if value > leaf.high else value
    return round(inside) if leaf.whole else inside
