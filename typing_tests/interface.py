"""The interface as users call it, for type checkers: `make types` reads it, nothing runs it.

What is right has the type that is written here; what is wrong is marked, and a mark for which there
is no longer an error is an error itself.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, assert_type

import polars as pl
from matplotlib.figure import Figure

import sim


def scenarios() -> None:
    """Load scenarios, with fields set in three ways."""
    assert_type(sim.load_scenario("russia_2025"), sim.LoadedScenario)
    assert_type(
        sim.load_scenario(Path("mine.yaml"), set={"talks.mode": "hold"}), sim.LoadedScenario
    )
    sim.load_scenario("hold", set=["agents.target.jv=0.5"])
    sim.load_scenario("hold", set="agents.target.jv=0.5")
    sim.load_scenario(2025)  # type: ignore[arg-type]
    sim.load_scenario("hold", overrides={})  # type: ignore[call-arg]
    assert_type(sim.new_scenario("mine"), list[Path])


def law() -> None:
    """Ask what the law says on a day."""
    law = assert_type(sim.read_law("russia_2025", on=dt.date(2026, 2, 1)), sim.Law)
    assert_type(law.measure("US_SDN_SBER"), sim.Report)
    sim.read_law("russia_2025", on="2026-02-01")
    sim.read_law("russia_2025", on=2026)  # type: ignore[arg-type]


def futures() -> None:
    """Play one future and many."""
    run = assert_type(sim.simulate("hold", seed=7), sim.Run)
    assert_type(run.outcome, dict[str, Any])
    assert_type(run.events, pl.DataFrame)
    assert_type(run.series("legal", "in_force"), pl.DataFrame)
    assert_type(sim.explain(run, 27), sim.Report)
    assert_type(sim.explain(run, 27).values, dict[str, Any])
    assert_type(sim.play("hold", 7).page(), sim.Page)
    assert_type(sim.sum_up("hold", 10), sim.SummedUp)
    assert_type(sim.sum_up("hold", 10).sentence, str)
    assert_type(sim.plot(["results/hold"]), sim.Plotted)
    world = sim.load_scenario("hold")
    batch = assert_type(sim.simulate_batch(world, 100, seed=1, jobs=2), sim.Batch)
    sim.simulate_batch(world, progress=True)
    sim.simulate_batch(world, progress=lambda now: print(now.done))
    sim.simulate_batch(world, progress=3)  # type: ignore[arg-type]
    assert_type(batch.outcomes, pl.DataFrame)
    assert_type(sim.replay(batch, 17), sim.Run)
    assert_type(sim.open_batch("results/hold"), sim.Batch)
    assert_type(sim.estimates(batch), pl.DataFrame)
    assert_type(sim.questions(batch), pl.DataFrame)
    assert_type(sim.drivers(batch, outcomes=["legal_end"]), pl.DataFrame)
    sim.simulate("hold", 7, 0, 1)  # type: ignore[call-arg, arg-type]
    sim.simulate_batch("hold", n="many")  # type: ignore[arg-type]
    sim.replay(run, 17)  # type: ignore[arg-type]


def several() -> None:
    """Compare, and hold against what is known."""
    result = sim.compare(["baby_steps", "road_map"], n=60, outcomes="legal_end")
    assert_type(result, sim.ComparisonResult)
    assert_type(result.sentence, str)
    assert_type(result.regret("legal_end"), pl.DataFrame)
    assert_type(sim.backtest("rusal_2018", n=100), sim.BacktestResult)
    assert_type(sim.check(only="bills", n=60), sim.CheckResult)
    assert_type(sim.calibrate("steps_and_survival", points=64), sim.CalibrationResult)
    assert_type(sim.draw(result, "differences"), dict[str, Figure])
    sim.compare(["baby_steps", 2])  # type: ignore[list-item]
    sim.compare(["baby_steps"], base=1)  # type: ignore[call-arg]


def errors() -> None:
    """Catch what is wrong."""
    try:
        sim.simulate("no_such_scenario")
    except sim.InputError as error:
        assert_type(error.exit_code, int)
    except sim.ThawError as error:
        print(error)
    sim.no_such_function()  # type: ignore[attr-defined]
