"""The forecasters that have to be beaten, and the base rates that one of them knows."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.analysis.forecasts.arrivals import Hazard, Renewal
from sim.analysis.forecasts.base_rates import BaseRate, base_rates
from sim.analysis.forecasts.prediction import QUANTILES, predicted
from sim.engine.model.compile import compile_model
from sim.events.registry import KINDS
from sim.scenario.loading import load_scenario
from sim.statistics.scores import crps_ensemble
from sim.validation.backtest.items import Item, Kind, items_of
from sim.validation.backtest.references import climatology, half, persistence


def item(
    event: str, kind: Kind = "yes_no", first: float = 0.0, last: float = 4.0, at_least: int = 1
) -> Item:
    return Item("a", "x", "observed", kind, "c", None, 1.0, event, first, last, at_least)


def truncated_exponential_crps(rate: float, horizon: float, seen: float) -> float:
    """Integral over [0, horizon] of (F - step)^2, by hand."""
    return (
        seen
        - 2.0 * (1.0 - exp(-rate * seen)) / rate
        + (1.0 - exp(-2.0 * rate * horizon)) / (2.0 * rate)
    )


# -- base rates ----------------------------------------------------------------------------


def test_base_rates_are_of_kinds_that_there_are_each_once() -> None:
    rates = base_rates()
    kinds = [kind for entry in (*rates.renewals, *rates.hazards) for kind in entry.kinds]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(KINDS)


def test_base_rates_by_hand() -> None:
    rates = base_rates()
    assert rates.rate("continued") == Renewal(148.5 / 155, 1.0)
    assert rates.rate("act_renewed") == Renewal(45.5 / 46, 2.0)
    assert rates.rate("licence_renewed") == Renewal(45.5 / 52, 2.0)
    assert rates.rate("act_lapse") == Hazard(pytest.approx(-2.0 * log(45.5 / 46)))
    # In force after ten years: .39.
    assert rates.rate("eased") == Hazard(pytest.approx(-log(0.39) / 10.0))
    assert rates.rate("deal") == Hazard(pytest.approx(-0.57 * log(0.39) / 10.0))
    assert rates.rate("law") == Hazard(pytest.approx(-log(1.0 - 0.035) / 2.0))
    assert rates.rate("veto") is None


@pytest.mark.parametrize(
    "wrong", [{}, {"happened": 3}, {"of": 3}, {"probability": 0.5, "happened": 1, "of": 2}]
)
def test_a_base_rate_has_one_form(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="either"):
        BaseRate.model_validate({"kinds": ("law",), "per_year": 1.0, "source": "x", **wrong})


# -- forecasters ---------------------------------------------------------------------------


def test_persistence_renews_and_does_nothing_else() -> None:
    assert persistence(item("continued")).probability == 1.0
    assert persistence(item("act_renewed", at_least=8)).probability == 1.0
    never = persistence(item("eased", "date"))
    assert never.probability == 0.0
    assert np.all(never.times == inf)


def test_climatology_by_hand() -> None:
    def says(*args: object, **more: object) -> float:
        return climatology(item(*args, **more)).probability  # type: ignore[arg-type]

    assert says("continued") == pytest.approx(148.5 / 155)
    assert says("act_renewed", at_least=8) == pytest.approx((45.5 / 46) ** 8)
    rate = -log(0.39) / 10.0
    assert says("eased", first=1.0, last=3.0) == pytest.approx(1.0 - exp(-2.0 * rate))
    # Two or more events of a Poisson process within four years.
    mean = 4.0 * rate
    assert says("eased", at_least=2) == pytest.approx(1.0 - exp(-mean) * (1.0 + mean))


def test_where_no_base_rate_is_known_climatology_says_one_half() -> None:
    for kind in ("yes_no", "date"):
        about = item("veto", kind)  # type: ignore[arg-type]
        said, plain = climatology(about), half(about)
        assert said.probability == plain.probability == 0.5
        assert (said.known, plain.known) == (False, True)
        assert np.array_equal(said.times, plain.times)


@settings(deadline=None)  # a busy machine is no defect
@given(
    first=st.floats(0.0, 3.0),
    span=st.floats(0.1, 30.0),
    at_least=st.integers(1, 12),
    event=st.sampled_from(["eased", "continued", "veto"]),
)
def test_every_forecast_is_a_distribution(
    first: float, span: float, at_least: int, event: str
) -> None:
    about = item(event, "date", first, first + span, at_least)
    for says in (persistence, climatology, half):
        said = says(about)
        assert 0.0 <= said.probability <= 1.0
        assert said.times.shape == (QUANTILES,)
        assert np.all(said.times >= first)
        assert np.all(np.diff(said.times[said.times < inf]) >= 0.0)
        share = float(np.mean(said.times <= about.last))
        assert share == pytest.approx(said.probability, abs=2.0 / QUANTILES)
        # Of yes or no nobody asks when.
        whether = says(replace(about, kind="yes_no"))
        assert np.all(whether.times == inf)
        if event != "continued":  # what falls due may do so after the window
            assert whether.probability == pytest.approx(said.probability)


@pytest.mark.parametrize("seen", [0.0, 0.3, 2.0, 4.0])
def test_the_quantiles_score_as_the_distribution(seen: float) -> None:
    """CRPS of an exponential time cut at the horizon, against its integral by hand."""
    said = half(item("eased", "date"))
    expected = truncated_exponential_crps(log(2.0) / 4.0, 4.0, seen)
    assert crps_ensemble(np.minimum(said.times, 4.0), seen) == pytest.approx(expected, abs=1e-5)


def test_renewals_fall_due_once_a_period() -> None:
    said = predicted(item("act_renewed", "date", 1.0, 3.0, 2).window, Renewal(0.8, 2.0))
    assert said.probability == pytest.approx(0.64, abs=1.0 / QUANTILES)
    in_time = said.times[said.times < inf]
    assert (in_time.min(), in_time.max()) == pytest.approx((1.5, 2.0), abs=0.001)
    # What would fall due after the end does not count.
    assert predicted(item("x", "date", 0.0, 0.5).window, Renewal(1.0, 1.0)).probability == 0.5


def test_a_tenth_renewal_takes_ten() -> None:
    plain = item("continued", first=9.0, last=10.0)
    assert climatology(plain).probability == pytest.approx(148.5 / 155)
    tenth = replace(plain, before=9)
    assert climatology(tenth).probability == pytest.approx((148.5 / 155) ** 10)
    assert persistence(tenth).probability == 1.0


def test_renewals_before_the_window_are_those_of_the_subject() -> None:
    change = "{id: a, date: 2027-04-01, what: x, event: {kind: continued, subject: EO14024}, "
    window = "after: 2026-04-16, by: 2027-04-15}"
    loaded = load_scenario("scenarios/hold.yaml", [f"observed=[{change}{window}]"])
    found = items_of(compile_model(loaded.scenario, loaded.catalogue), "hold")
    assert [each.before for each in found] == [2]  # those of 2025 and 2026
