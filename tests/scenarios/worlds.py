"""What the tests of scenarios share: where they are, runs of them, and changes to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.catalogue.schema import Catalogue
from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.model.dates import dates
from sim.engine.model.model import Model
from sim.engine.model.parameters import plain
from sim.engine.model.world import World
from sim.engine.replication import replicate
from sim.engine.state.record import Record
from sim.scenario.events import Intervention
from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.rules import RuleSwitches
from sim.scenario.schema import Scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = [
    path
    for folder in (SCENARIOS, SCENARIOS / "examples", SCENARIOS / "history")
    for path in sorted(folder.glob("*.yaml"))
]
"""Every scenario that comes with the project; catalogues are not scenarios."""

OFF = tuple(f"rules.{name}=false" for name in RuleSwitches.model_fields)
"""All rules of the second edition switched off: for tests of one mechanism by itself."""

NAMES = [path.relative_to(SCENARIOS).with_suffix("").as_posix() for path in SHIPPED]


@lru_cache(maxsize=64)
def load(name: str, *overrides: str) -> Loaded:
    """A shipped scenario by name, such as ``hold`` or ``examples/veridia``."""
    return load_scenario(SCENARIOS / f"{name}.yaml", overrides)


@lru_cache(maxsize=64)
def compiled(name: str, *overrides: str) -> Model:
    """A shipped scenario, ready to be simulated."""
    loaded = load(name, *overrides)
    return compile_model(loaded.scenario, loaded.catalogue)


def runs(model: Model, n: int, seed: int = 0, *, antithetic: bool = False) -> list[Record]:
    """The first replications of a model, as a chunk."""
    chance = Chance(seed, 0, n, antithetic=antithetic)
    return [replicate(model, chance, k) for k in range(n)]


def on_the_way(model: Model, change: Intervention) -> Model:
    """The same world with one more intervention that sets parameters, quicker than compiled anew.

    What has been worked out of the law and of prices is shared: no parameter of an agent, of talks
    or of the world that is set on the way touches it.
    """
    new = Model.__new__(Model)
    for field in fields(Model):
        setattr(new, field.name, getattr(model, field.name))
    interventions = (*model.scenario.interventions, change)
    scenario = model.scenario.model_copy(update={"interventions": interventions})
    new.world = World(scenario, model.source, model.catalogue)
    new.parameters = plain(scenario)
    new.dates = dates(scenario, model.catalogue, model.calendar)
    return new


def elsewhere(
    model: Model, scenario: Scenario | None = None, catalogue: Catalogue | None = None
) -> Model:
    """A model whose scenario, or its catalogue as the law is read, is another one."""
    world = World(scenario or model.scenario, model.source, catalogue or model.catalogue)
    return replace(model, world=world)


@lru_cache(maxsize=32)
def chunk(name: str, n: int, *overrides: str) -> tuple[Record, ...]:
    """The first replications of a shipped scenario under seed 0, kept for other tests."""
    return tuple(runs(compiled(name, *overrides), n))


def changed(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """A scenario with the fields at some paths replaced, and checked again."""
    data = scenario.model_dump(by_alias=True)
    for path, value in values.items():
        here = data
        *steps, last = path.split(".")
        for step in steps:
            here = here[step]
        here[last] = value
    return Scenario.model_validate(data)


def altered(
    catalogue: Catalogue, section: str, values: Mapping[str, Mapping[str, Any]]
) -> Catalogue:
    """A catalogue with fields of some entries of a section replaced."""
    entries = dict(getattr(catalogue, section))
    for name, update in values.items():
        entries[name] = entries[name].model_copy(update=dict(update))
    return catalogue.model_copy(update={section: entries})


def happened(record: Record, *kinds: str) -> list[Any]:
    """Events of some kinds, in order."""
    return [entry for entry in record.entries if entry.kind in kinds]


def first_relief(record: Record) -> float:
    """Day of the first relief that somebody gave; infinite if nobody did."""
    return min((entry.day for entry in happened(record, "eased")), default=float("inf"))
