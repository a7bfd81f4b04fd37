"""What would take minutes to simulate is refused before it begins, with the fields to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.costs import costs
from sim.scenario.loading import load_scenario

ROOT = Path(__file__).parents[2] / "scenarios"
START = "title: t\nstart: 2025-03-13\nend: 2140-01-01\n"


def world(count: int, tranches: int) -> str:
    layers = "layers: [{authority: EO14024, since: 2022-01-01}]"
    return "amendments:\n  measures:\n" + "".join(
        f"    X{i}: {{name: x, sender: US, class: bank, weight_lp: 1, tranches: {tranches}, "
        f"{layers}}}\n"
        for i in range(count)
    )


def test_many_tranches_in_many_rounds_are_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"{START}talks: {{round_days: 1}}\n{world(100, 40)}")
    with pytest.raises(InputError, match=r"x.yaml:3:6: end: too much to weigh: 4,\d\d\d tranches"):
        load_scenario(path)
    load_scenario(path, ["talks.round_days=30"])
    load_scenario(path, ["end=2030-01-01"])


def test_what_is_imposed_on_the_way_counts(tmp_path):
    path = tmp_path / "x.yaml"
    rates = "{designation_stalled: 50, designation_talking: 50}"
    path.write_text(f"{START}talks: {{round_days: 1}}\nagents: {{executive: {rates}}}\n")
    with pytest.raises(InputError, match=r"tranches, [5-9],\d\d\d more on the way"):
        load_scenario(path)


def test_many_measures_in_many_months_are_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(START + world(1600, 1))
    with pytest.raises(InputError, match=r"too much to keep: 1,6\d\d measures in 1,378 months"):
        load_scenario(path)


@pytest.mark.parametrize("name", ["russia_2025", "china_1969", "russia_2026"])
def test_what_is_shipped_is_far_from_the_bounds(name):
    loaded = load_scenario(ROOT / f"{name}.yaml")
    assert not list(costs(loaded.scenario, loaded.catalogue))
    slow = load_scenario(ROOT / f"{name}.yaml", ["talks.round_days=1"])
    assert not list(costs(slow.scenario, slow.catalogue))
