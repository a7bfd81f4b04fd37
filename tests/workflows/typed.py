"""The interface as a type checker sees it: checked by mypy, never run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_type

import sim

if TYPE_CHECKING:
    from matplotlib.figure import Figure

scenario = sim.load_scenario("hold", set={"end": "2026-12-31"})
assert_type(scenario, sim.LoadedScenario)
run = sim.simulate(scenario, seed=7)
assert_type(run, sim.Run)
assert_type(run.outcome, dict[str, Any])
batch = sim.simulate_batch(scenario, n=100)
assert_type(batch, sim.Batch)
assert_type(sim.replay(batch, 3), sim.Run)
assert_type(sim.play("hold", 7).page(), sim.Page)
assert_type(sim.sum_up("hold", 10), sim.SummedUp)
assert_type(sim.sum_up("hold", 10).sentence, str)
law = sim.read_law("hold", dt.date(2026, 2, 1))
assert_type(law, sim.Law)
assert_type(law.measure("US_SDN_SBER"), sim.Report)
assert_type(sim.explain(batch, replication=2).values, dict[str, Any])
assert_type(sim.plot(["results/hold"]), sim.Plotted)
assert_type(sim.new_scenario("mine"), list[Path])
assert_type(sim.compare([batch, batch]), sim.ComparisonResult)
figures: dict[str, Figure] = sim.draw(batch, "fan")
