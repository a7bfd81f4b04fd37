"""The headline of every batch: relief by the first sender, blended, simulated, by base rate."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from sim.analysis.forecasts.forecaster import forecaster_of
from sim.analysis.forecasts.pool import PRIOR
from sim.analysis.forecasts.topics import relief_of
from sim.analysis.headline import relief
from sim.statistics.precision import wilson_interval
from tests.analysis.synthetic import synthetic

DAYS = [100.0, 730.5, 731.0, 1000.0, None, None, None, None]
"""Of eight futures two have relief within two years, and four before the end."""
BATCH = synthetic({"days_to_relief_US": DAYS})


def test_relief_within_two_years_and_by_the_end() -> None:
    soon, end = relief(BATCH)
    assert (soon["years"], end["years"]) == (2.0, None)
    assert {soon["sender"], end["sender"]} == {"United States"}
    assert (soon["probability"], soon["low"], soon["high"]) == (0.25, *wilson_interval(2, 8))
    assert end["probability"] == 0.5
    forecaster = forecaster_of(BATCH.model)
    for row, years in ((soon, 2.0), (end, BATCH.model.calendar.horizon / 365.25)):
        rate = forecaster.rate(relief_of(BATCH.model, years))
        assert (row["base_rate"], row["base_n"]) == (rate.probability, rate.n)
        assert row["base_cases"] == rate.made_of
        pooled = forecaster.pool(rate).blended(row["probability"], rate.probability)
        assert row["blended"] == pytest.approx(float(pooled))
    assert forecaster.pool(rate) != PRIOR


def test_a_short_scenario_is_asked_of_its_end_alone() -> None:
    model = BATCH.model
    calendar = type(model.calendar)(model.scenario.start, model.scenario.start.replace(year=2026))
    short = replace(BATCH, model=_with(model, calendar=calendar))
    (row,) = relief(short)
    assert row["years"] is None
    assert row["probability"] == 0.125


def _with(of: Any, **changes: Any) -> Any:
    """A copy with other attributes."""
    other = copy(of)
    for name, value in changes.items():
        setattr(other, name, value)
    return other


def test_nothing_in_force_and_no_future_have_no_headline() -> None:
    assert relief(synthetic({"days_to_relief_US": []})) == []
    first = BATCH.model.pairs[0]  # compiled: it has no copy
    pair = SimpleNamespace(name=first.name, own=())
    assert relief(replace(BATCH, model=_with(BATCH.model, pairs=(pair,)))) == []
