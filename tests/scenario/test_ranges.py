"""A range that ends before it begins is refused, whichever field it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario
from sim.scenario.paths import walk
from sim.scenario.schema import Scenario

RUSSIA = Path(__file__).parents[2] / "scenarios" / "russia_2025.yaml"

NO_RANGES = {"agents.council.price", "agents.congress.house_swing", "agents.congress.senate_swing"}
"""Pairs that are no ranges: the two numbers of a beta, mean and spread."""


def pairs() -> dict[str, tuple[float, float]]:
    """Fields whose default is two numbers of which the second is the larger one."""
    return {
        path: info.default
        for path, info in walk(Scenario)
        if isinstance(info.default, tuple)
        and len(info.default) == 2
        and all(isinstance(number, int | float) for number in info.default)
        and info.default[0] < info.default[1]
    }


PLACES = [p for p in pairs() if p not in NO_RANGES and ".senders." not in p]


def test_there_are_such_fields():
    assert {"compliance.reversal.review_days", "world.war.truce_days"} <= set(PLACES)


@pytest.mark.parametrize("path", PLACES)
def test_a_range_back_to_front_is_refused(path):
    low, high = pairs()[path]
    load_scenario(RUSSIA, [f"{path}=[{low}, {high}]"])
    with pytest.raises(InputError, match=f"{path}: not a range"):
        load_scenario(RUSSIA, [f"{path}=[{high}, {low}]"])
