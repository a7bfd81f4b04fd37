"""A model with some parameters settled: what compiling anew would give, for a fraction of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import getitem
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sim.catalogue.checks import misfits as catalogue_misfits
from sim.catalogue.schema import Catalogue, Concession, MeasureClass, Member
from sim.documents import Misfit
from sim.documents.scalars import written
from sim.engine.model.class_table import ClassTable
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.model.model import Model
from sim.engine.model.pairs import pairs
from sim.engine.model.parameters import written as put
from sim.engine.model.world import World
from sim.errors import ThawError
from sim.scenario.checks import misfits
from sim.scenario.paths import IN_CATALOGUE, bounds, find
from sim.scenario.schema import Scenario
from sim.scenario.settable import allowed

__all__ = ["SettlingError", "cut", "settled"]


class SettlingError(ThawError):
    """Values of parameters that make no scenario."""


_MOST_CHECKED: Final = 4_096
"""Values that were found to go together that are kept before the memory of them is cleared."""


def settled(model: Model, values: Mapping[str, Any]) -> Model:
    """The model that compiling its scenario with these values in place would give.

    Parameters
    ----------
    model
        A compiled model; it stays as it is.
    values
        New values by path, such as ``agents.target.m0`` or ``catalogue.members.DE.theta``.

    Raises
    ------
    SettlingError
        If a field does not allow its value, or the values do not go together.
    """
    if not values:
        return model
    if model.latest is not None and model.latest[0] == values:
        return model.latest[1]
    new = _settled(model, values)
    model.latest = dict(values), new
    return new


def _settled(model: Model, values: Mapping[str, Any]) -> Model:
    of_scenario = _tree(values, in_catalogue=False)
    of_catalogue = _tree(values, in_catalogue=True)
    world = model.world.with_values(of_scenario, of_catalogue)
    shared = {path: value for path, value in values.items() if not _leaf(path).alone}
    if shared:
        # What goes together once does so again: fields that stand alone no rule reads with others.
        key = tuple((path, repr(value)) for path, value in shared.items())
        if key not in model.checked:
            _check(world.scenario, world.source, shared)
            if len(model.checked) >= _MOST_CHECKED:
                model.checked.clear()
            model.checked.add(key)
    if any(_is_frame(path) for path in values):
        try:
            return compile_model(world.scenario, world.source)
        except CompileError as error:
            raise SettlingError(f"{error}; settled were {_listed(values)}") from error
    return _with(model, world, of_scenario, of_catalogue)


def cut(path: str, value: Any) -> Any:
    """A number cut to the bounds of the field at a path, and whole where the field is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    leaf = _leaf(path)
    inside = min(max(value, leaf.low), leaf.high)
    return round(inside) if leaf.whole else inside


def _tree(values: Mapping[str, Any], *, in_catalogue: bool) -> dict[str, Any]:
    """Values as a tree of the steps of their paths, each as its field has it."""
    tree: dict[str, Any] = {}
    for path, value in values.items():
        leaf = _leaf(path)
        if leaf.in_catalogue != in_catalogue:
            continue
        *steps, last = leaf.steps
        here = tree
        for step in steps:
            here = here.setdefault(step, {})
        try:
            here[last] = leaf.adapter.validate_python(value)
        except ValidationError as error:
            said = allowed(Catalogue if in_catalogue else Scenario, ".".join(leaf.steps))
            raise SettlingError(f"{path} = {value!r}: not allowed; allowed: {said}") from error
    return tree


# -- fields ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A field by its path: what it allows, and whether any rule reads it with other fields."""

    in_catalogue: bool
    steps: list[str]
    adapter: TypeAdapter[Any]
    low: float
    high: float
    whole: bool
    alone: bool


@lru_cache(maxsize=1024)
def _leaf(path: str) -> _Leaf:
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
    return _Leaf(
        in_catalogue=in_catalogue,
        steps=steps,
        adapter=TypeAdapter(getitem(cast("Any", Annotated), (hint, *outer)) if outer else hint),
        low=low,
        high=high,
        whole=kind is int,
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


def _check(scenario: Scenario, catalogue: Catalogue, values: Mapping[str, Any]) -> None:
    """Refuse values that do not go together, as reading a file with them would."""
    found: list[Misfit] = []
    if any(_leaf(path).in_catalogue for path in values):
        found += catalogue_misfits(catalogue)
    if not all(_leaf(path).in_catalogue for path in values):
        # Distributions and interventions were checked with the file, each path by itself.
        rest = scenario.model_copy(update={"uncertain": {}, "interventions": ()})
        found += misfits(rest, catalogue)
    if found:
        first = found[0]
        where = ".".join(map(str, first.path))
        allowed = f" (allowed: {first.allowed})" if first.allowed else ""
        raise SettlingError(f"{where}: {first.message}{allowed}; settled were {_listed(values)}")


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{path} = {value:.6g}" if isinstance(value, float) else f"{path} = {written(value)}"
        for path, value in values.items()
    )


# -- compiling no more than what changed ---------------------------------------------------

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
    leaf = _leaf(path)
    if leaf.in_catalogue:
        section, *_, field = leaf.steps
        return field not in _LIGHT.get(section, ())
    match leaf.steps:
        case ["agents", "senders", _, "concessions" | "designation_authority", *_]:
            return True
    return any(path == name or path.startswith(f"{name}.") for name in _FRAME)


def _with(
    model: Model, world: World, of_scenario: Mapping[str, Any], of_catalogue: Mapping[str, Any]
) -> Model:
    """Return a model with other parameters, on which nothing else rests; it shares the rest."""
    new = _shallow(model)
    new.world, new.latest = world, None
    new.parameters = put(model.parameters, of_scenario)
    if of_catalogue:
        new.law = put(model.law, of_catalogue)
        new.take_entries(of_catalogue)
        if "concessions" in of_catalogue:
            new.pairs = pairs(new.parameters, new.law, new.executive, new.tranches)
    if "classes" in of_catalogue:
        new.table = ClassTable(new.parameters, new.law)
    else:
        new.table = ClassTable(new.parameters, new.law, model.table)
    return new


def _shallow(model: Model) -> Model:
    """Return a copy of a model that shares all parts.

    Not by `copy`: where batches are read, `copy` and `pickle` compile a model anew.
    """
    new = Model.__new__(Model)
    for name in _PARTS:
        setattr(new, name, getattr(model, name))
    return new


_PARTS: Final = tuple(entry.name for entry in fields(Model))
