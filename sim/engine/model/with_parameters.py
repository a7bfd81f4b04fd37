"""A model with some parameters settled: what compiling anew would give, for a fraction of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from pydantic import ValidationError

from sim.catalogue.checks import misfits as catalogue_misfits
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.documents.scalars import written
from sim.engine.model.class_table import ClassTable
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.model.leaves import Leaf, SettlingError, leaf_of, leaves_of
from sim.engine.model.model import Model
from sim.engine.model.pairs import pairs
from sim.engine.model.parameters import written as put
from sim.engine.model.world import World
from sim.scenario.checks import misfits
from sim.scenario.schema import Scenario
from sim.scenario.settable import allowed

__all__ = ["SettlingError", "settled"]

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
    leaves = leaves_of(tuple(values))
    of_scenario = _tree(values, leaves.of_scenario)
    of_catalogue = _tree(values, leaves.of_catalogue)
    world = model.world.with_values(of_scenario, of_catalogue)
    if leaves.shared:
        # What goes together once does so again: fields that stand alone no rule reads with others.
        shared = {path: values[path] for path in leaves.shared}
        key = tuple((path, repr(value)) for path, value in shared.items())
        if key not in model.checked:
            _check(world.scenario, world.source, shared)
            if len(model.checked) >= _MOST_CHECKED:
                model.checked.clear()
            model.checked.add(key)
    if leaves.frame:
        try:
            return compile_model(world.scenario, world.source)
        except CompileError as error:
            raise SettlingError(f"{error}; settled were {_listed(values)}") from error
    return _with(model, world, of_scenario, of_catalogue)


def _tree(values: Mapping[str, Any], leaves: tuple[tuple[str, Leaf], ...]) -> dict[str, Any]:
    """Values as a tree of the steps of their paths, each as its field has it."""
    tree: dict[str, Any] = {}
    for path, leaf in leaves:
        here = tree
        for step in leaf.steps[:-1]:
            here = here.setdefault(step, {})
        value = values[path]
        # Nearly all values are numbers between two bounds, which takes no validator to see.
        if not (leaf.simple and type(value) is float and leaf.low <= value <= leaf.high):
            value = _checked(path, leaf, value)
        here[leaf.steps[-1]] = value
    return tree


def _checked(path: str, leaf: Leaf, value: Any) -> Any:
    try:
        return leaf.adapter.validate_python(value)
    except ValidationError as error:
        said = allowed(Catalogue if leaf.in_catalogue else Scenario, ".".join(leaf.steps))
        raise SettlingError(f"{path} = {value!r}: not allowed; allowed: {said}") from error


def _check(scenario: Scenario, catalogue: Catalogue, values: Mapping[str, Any]) -> None:
    """Refuse values that do not go together, as reading a file with them would."""
    found: list[Misfit] = []
    if any(leaf_of(path).in_catalogue for path in values):
        found += catalogue_misfits(catalogue)
    if not all(leaf_of(path).in_catalogue for path in values):
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
