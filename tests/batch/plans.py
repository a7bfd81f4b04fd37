"""A short batch, its files, and ways to spoil them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sim.batch import branch
from sim.batch.plan import Plan, planned
from sim.engine.replication import replicate
from sim.engine.state.record import Record
from sim.scenario.loading import load_scenario
from tests.scenarios.worlds import SCENARIOS

SHORT = (
    "end=2025-07-15",
    'questions=[{id: renewed, text: "Is it renewed?", event: {kind: act_renewed}}]',
    'uncertain={"agents.target.jv": {dist: uniform, low: 0.5, high: 3}, '
    '"talks.mode": {dist: choice, values: [hold, road_map]}}',
)
"""Overrides that make the baseline short and uncertain."""


@cache
def short() -> Plan:
    return planned(load_scenario(SCENARIOS / "russia_2025.yaml", SHORT), "russia_2025")


def plan(n: int = 24, **changes: Any) -> Plan:
    """A plan of few replications, of which the first five keep their events."""
    return replace(short(), n=n, **{"events": 5, **changes})


def files(folder: Path) -> dict[str, bytes]:
    """Everything that must be the same, byte by byte, however a batch was computed."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) == {
        "manifest.json",
        "scenario.yaml",
        "model.json",
        "outcomes.parquet",
        "trajectories.parquet",
        "measures.parquet",
        "events.parquet",
        "failures.parquet",
    }
    del found["manifest.json"]
    return found


def spoil(monkeypatch: Any, when: Callable[[int], bool], error: BaseException) -> None:
    """Let some replications raise in this process."""

    def spoilt(model: Any, chance: Any, k: int) -> Record:
        if when(k):
            raise error
        return replicate(model, chance, k)

    monkeypatch.setattr(branch, "replicate", spoilt)
