"""A model with some parameters settled: what compiling anew would give, for a fraction of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import getitem
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sim.catalogue.checks import misfits as catalogue_misfits
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.documents.scalars import written
from sim.engine.model.class_table import ClassTable
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.model.model import Model
from sim.engine.model.pairs import pairs
from sim.errors import ThawError
from sim.scenario.checks import misfits
from sim.scenario.paths import IN_CATALOGUE, bounds, find
from sim.scenario.schema import Scenario
from sim.scenario.settable import allowed

__all__ = ["SettlingError", "cut", "settled"]


class SettlingError(ThawError):
    """Values of parameters that make no scenario."""


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
    scenario = _written(model.scenario, _tree(values, in_catalogue=False))
    catalogue = _written(model.source, _tree(values, in_catalogue=True))
    shared = {path: value for path, value in values.items() if not _leaf(path).alone}
    if shared:
        _check(scenario, catalogue, shared)
    try:
        return _compiled(model, scenario, catalogue)
    except CompileError as error:
        raise SettlingError(f"{error}; settled were {_listed(values)}") from error


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


def _written(old: Any, tree: Mapping[str, Any]) -> Any:
    """A frozen model, or a mapping in one, with the leaves of a tree written into a copy of it."""
    if not tree:
        return old
    if isinstance(old, BaseModel):
        fields_of = type(old).model_fields
        update = {}
        for step, part in tree.items():
            name = step if step in fields_of else f"{step}_"  # class is class_ in Python
            update[name] = _written(getattr(old, name), part) if isinstance(part, dict) else part
        return old.model_copy(update=update)
    return {
        **old,
        **{
            step: _written(old[step], part) if isinstance(part, dict) else part
            for step, part in tree.items()
        },
    }


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

_LIGHT = frozenset({"classes", "instruments", "concessions", "members"})
"""Sections of the catalogue of which little is compiled."""


def _compiled(model: Model, scenario: Scenario, catalogue: Catalogue) -> Model:
    """Compile a scenario and a catalogue that differ from a model's in places."""
    changed = {
        name
        for name in Catalogue.model_fields
        if getattr(catalogue, name) is not getattr(model.source, name)
    }
    if not changed <= _LIGHT or _frame(scenario, catalogue) != _frame(model.scenario, model.source):
        return compile_model(scenario, catalogue)
    new = _shallow(model)
    new.scenario, new.source = scenario, catalogue
    _forget(new, model, changed)
    if changed:
        update = {name: getattr(catalogue, name) for name in sorted(changed)}
        new.catalogue = model.catalogue.model_copy(update=update)
        new.__post_init__()
    _pair(new, model, changed)
    if changed & {"classes", "instruments"} or _relaxation(scenario) != _relaxation(model.scenario):
        new.table = ClassTable(scenario, new.catalogue)
    return new


def _shallow(model: Model) -> Model:
    """Return a copy of a model that shares all parts.

    Not by `copy`: where batches are read, `copy` and `pickle` compile a model anew.
    """
    new = Model.__new__(Model)
    for entry in fields(Model):
        setattr(new, entry.name, getattr(model, entry.name))
    return new


def _frame(scenario: Scenario, catalogue: Catalogue) -> tuple[object, ...]:
    """What all of a model rests on: the parameters and flags by which tranches are laid out."""
    agents = scenario.agents
    classes = catalogue.classes.values()
    return (
        scenario.start,
        scenario.end,
        scenario.law,
        scenario.rules,
        agents.executive.designation_authority,
        agents.council.package_authority,
        [(entry.persons, entry.every_class, entry.secondary) for entry in classes],
    )


def _relaxation(scenario: Scenario) -> tuple[float, float, float]:
    """What the class table takes from the scenario."""
    target = scenario.agents.target
    return (
        scenario.values.reluctance.tau_months,
        target.discount,
        target.wishes.strength,
    )


def _pair(new: Model, old: Model, changed: set[str]) -> None:
    """Pair a model's senders with its target; ways of relief that are still the same are kept."""
    if not changed:
        if new.scenario.agents.senders is old.scenario.agents.senders:
            return
        new.pairs = pairs(new.scenario, new.catalogue, new.executive, new.tranches)
    for pair, before in zip(new.pairs, old.pairs, strict=True):
        if "instruments" not in changed:
            pair.easy = before.easy
            if "classes" not in changed:
                pair.outlooks = before.outlooks


def _forget(new: Model, old: Model, changed: set[str]) -> None:
    """Give a copy of a model caches of its own, but for those of which nothing has changed."""
    kept = {"_steps"}  # of authorities and procedures, which stay as they are
    if "instruments" not in changed:
        kept.add("_ways")
    if new.scenario.agents.congress is old.scenario.agents.congress:
        kept.add("enactments")
    for entry in fields(Model):
        if entry.default_factory is dict and entry.name not in kept:
            setattr(new, entry.name, {})
