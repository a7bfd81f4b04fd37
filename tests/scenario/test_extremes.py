"""What a schema accepts simulates: fields at the edges of what they allow, alone and together."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from random import Random

import pytest

from sim.batch.tables import month_grid
from sim.catalogue.schema import Catalogue
from sim.documents.schema import rules_of
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.replication import simulate
from sim.errors import InputError
from sim.outcomes.reduce import Reducer
from sim.scenario.loading import load_scenario
from sim.scenario.schema import Scenario
from tests.scenario.extremes import edges, leaves

ROOT = Path(__file__).parents[2] / "scenarios"
SCENARIO, CATALOGUE = rules_of(Scenario), rules_of(Catalogue)
TOGETHER = (1, 1, 1, 2, 3, 5, 10, 30)
"""How many fields are set at once; the more, the more often the file is refused."""


def overrides(loaded, random: Random) -> list[str]:
    """Some fields of a scenario and its catalogue, each at an edge of what it allows."""
    fields = [((), path, rule, SCENARIO) for path, rule in leaves(loaded.scenario)]
    fields += [(("amendments",), path, rule, CATALOGUE) for path, rule in leaves(loaded.catalogue)]
    found = []
    for above, path, rule, by in random.choices(fields, k=random.choice(TOGETHER)):
        value = edges(by, rule, random)
        if value is not None:
            steps = (step if step.isidentifier() else f'"{step}"' for step in (*above, *path))
            found.append(f"{'.'.join(steps)}={json.dumps(value)}")
    return found


def survives(path: Path, sets: list[str]) -> bool:
    """Whether a scenario is simulated and summed up; else it must be refused in plain words."""
    try:
        loaded = load_scenario(path, sets)
        model = compile_model(loaded.scenario, loaded.catalogue)
    except (InputError, CompileError):
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # numpy warns of what overflows
        record = simulate(model, seed=1)
        reduced = Reducer(model, month_grid(model))([record])
    assert abs(record.balance) < 1e-6
    assert reduced.rows[0]["replication"] == 0
    return True


@pytest.mark.parametrize(("name", "count"), [("russia_2025", 6), ("road_map", 6)])
def test_fields_at_their_edges_are_simulated_or_refused(name, count):
    assert spread(name, count, seed=1) > 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["russia_2025", "road_map", "china_1969", "eu_joins"])
@pytest.mark.parametrize("seed", [2, 3])
def test_many_fields_at_their_edges_are_simulated_or_refused(name, seed):
    assert spread(name, 60, seed) > 20


def spread(name: str, count: int, seed: int) -> int:
    """How many of so many scenarios with fields at their edges were simulated."""
    path = ROOT / f"{name}.yaml"
    loaded, random = load_scenario(path), Random(f"{name}/{seed}")
    return sum(survives(path, overrides(loaded, random)) for _ in range(count))
