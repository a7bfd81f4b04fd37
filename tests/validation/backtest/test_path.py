"""The record as a path of LP, and where it lies in the fan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.engine.model.parts import Tranche
from sim.scenario.events import Observed
from sim.validation.backtest.path import path_row, record_path
from tests.validation.backtest.toy import HORIZON, START, model, toy


def entry(name: str, day: int, **eased: float) -> Observed:
    return Observed(id=name, date=START + dt.timedelta(days=day), what="x", eased=eased)


def lp_of(measure: str) -> float:
    return sum(t.lp for t in model().tranches if t.measure == measure)


def test_a_share_holds_until_there_is_another() -> None:
    # Not in the order of time.
    record = (
        entry("b", 200, US_RSHB=1.0),
        entry("a", 100, US_RSHB=0.5, US_NEWINV=0.25),
        entry("c", 300, US_NEWINV=0.0),
        entry("only_drawn", 250),
    )
    days, lp = record_path(model(observed=record))
    one, two = lp_of("US_RSHB"), lp_of("US_NEWINV")
    assert min(one, two) > 0.0
    assert days.tolist() == [0.0, 100.0, 200.0, 300.0]
    assert lp.tolist() == pytest.approx([0.0, one / 2 + two / 4, one + two / 4, one])


def test_what_was_eased_on_the_first_day() -> None:
    days, lp = record_path(model(observed=(entry("a", 0, US_RSHB=1.0),)))
    assert days.tolist() == [0.0]
    assert lp.tolist() == pytest.approx([lp_of("US_RSHB")])


def test_what_the_scenario_imposes_counts_and_what_it_knows_nothing_of_does_not() -> None:
    imposed = Tranche("NEW", "US", "bank", 4.0)
    world = replace(
        model(observed=(entry("a", 9, NEW=0.5, OTHER=1.0),)), imposable={"NEW": (imposed, imposed)}
    )
    assert record_path(world)[1].tolist() == [0.0, 4.0]


def test_a_record_without_shares_is_no_path() -> None:
    days, lp = record_path(model())
    assert (days.tolist(), lp.tolist()) == ([0.0], [0.0])
    assert path_row(toy({"x": [1]}, observed=(entry("a", 3),))) is None


def test_shares_of_the_time_within_the_bands() -> None:
    """Replications at 0, 1, 2, ..., 100 LP throughout: the middle half is from 25 to 75."""
    grid = np.array([0.0, 100.0, 300.0, HORIZON])
    weight = lp_of("US_RSHB")

    def trajectories(names: list[str]) -> pl.DataFrame:
        assert names == ["legal"]
        values = np.repeat(np.arange(101.0) * weight / 100.0, len(grid))
        return pl.DataFrame({"legal": values.astype(np.float32)})

    record = (entry("a", 100, US_RSHB=0.1), entry("b", 300, US_RSHB=0.5))
    batch = replace(
        toy({"x": list(range(101))}, observed=record), grid=grid, trajectories=trajectories
    )
    row = path_row(batch)
    assert row is not None
    assert row["case"] == "toy"
    # 100 days at 0, below both; 200 at a tenth, above the 5 %; the rest in the middle.
    assert row["share_in_90"] == pytest.approx((HORIZON - 100.0) / HORIZON)
    assert row["share_in_50"] == pytest.approx((HORIZON - 300.0) / HORIZON)
