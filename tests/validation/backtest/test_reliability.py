"""Whether probabilities mean what they say: synthetic forecasters of which we know."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit

from sim.validation.backtest.reliability import recalibration, reliability, slopes
from tests.validation.backtest.test_skill import table


def drawn(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities over all of (0, 1), and answers that come true as often."""
    rng = np.random.default_rng(seed)
    p = expit(rng.normal(0.0, 1.5, n))
    return p, (rng.random(n) < p).astype(float)


@pytest.mark.parametrize("seed", range(5))
def test_a_calibrated_forecaster_has_a_slope_of_one(seed: int) -> None:
    p, yes = drawn(400, seed)
    found = recalibration(p, yes, level=0.99)
    assert found.low < 1.0 < found.high
    assert found.intercept == pytest.approx(0.0, abs=0.4)


@pytest.mark.parametrize(("sharper", "word"), [(2.5, "too sure"), (0.4, "too timid")])
def test_others_have_not(sharper: float, word: str) -> None:
    p, yes = drawn(400, 7)
    found = recalibration(expit(sharper * logit(p)), yes)
    if word == "too sure":
        assert found.high < 1.0
    else:
        assert found.low > 1.0
    assert found.low < 1.0 / sharper < found.high


def test_a_biased_forecaster_has_an_intercept() -> None:
    p, yes = drawn(2000, 11)
    found = recalibration(expit(logit(p) + 1.0), yes)
    assert found.intercept == pytest.approx(-1.0, abs=0.25)
    assert found.low < 1.0 < found.high


def test_two_groups_by_hand() -> None:
    """With two forecasts the fit goes through the frequencies of both."""
    p = np.repeat([0.2, 0.9], 10)
    yes = np.concatenate([np.repeat([1.0, 0.0], [3, 7]), np.repeat([1.0, 0.0], [7, 3])])
    expected = (logit(0.7) - logit(0.3)) / (logit(0.9) - logit(0.2))
    found = recalibration(p, yes)
    assert found.slope == pytest.approx(expected, abs=1e-5)
    assert found.intercept == pytest.approx(logit(0.3) - expected * logit(0.2), abs=1e-4)


def test_the_interval_is_where_the_likelihood_ratio_says() -> None:
    """Against a general fit of both parameters at either end."""
    from scipy.optimize import minimize

    p, yes = drawn(60, 2)
    x = logit(p)

    def loss(a: float, b: float) -> float:
        return float(np.logaddexp(0.0, a + b * x).sum() - yes @ (a + b * x))

    found = recalibration(p, yes)
    best = minimize(lambda v: loss(*v), (0.0, 1.0), method="Nelder-Mead", options={"xatol": 1e-9})
    assert (found.intercept, found.slope) == pytest.approx(tuple(best.x), abs=1e-3)
    for end in (found.low, found.high):
        held = minimize(lambda v, end=end: loss(v[0], end), (0.0,), method="Nelder-Mead")
        # 3.841 is the .95 quantile of chi-squared with one degree of freedom.
        assert 2.0 * (held.fun - best.fun) == pytest.approx(3.841, abs=0.01)


def test_what_the_items_do_not_say_is_left_open() -> None:
    nothing = (None, None, None, None)
    assert recalibration([], []) == nothing
    assert recalibration([0.5, 0.9], [1, 1]) == nothing
    assert recalibration([0.5, 0.5], [1, 0]) == nothing
    # Every yes above every no: the steeper the better.
    found = recalibration([0.1, 0.2, 0.3, 0.6, 0.7, 0.8], [0, 0, 0, 1, 1, 1])
    assert (found.slope, found.high, found.intercept) == (None, None, None)
    assert found.low > 0.0
    found = recalibration([0.1, 0.2, 0.2, 0.8], [1, 1, 0, 0])
    assert (found.slope, found.low, found.intercept) == (None, None, None)


def test_the_fit_does_not_depend_on_how_far_forecasts_lie_apart() -> None:
    x, yes = np.array([-1.0, 0.0, 1.0, 2.0]), np.array([0.0, 1.0, 0.0, 1.0])
    wide, narrow = (recalibration(expit(scale * x), yes) for scale in (1.0, 0.001))
    assert narrow.slope == pytest.approx(1000.0 * wide.slope, rel=1e-4)
    assert narrow.low == pytest.approx(1000.0 * wide.low, rel=1e-4)


def test_frequencies_by_bins() -> None:
    items = table(
        answer=[0.0, 1.0, 1.0, 1.0, 0.0],
        p_simulator=[0.1, 0.2, 0.3, 1.0, 0.0],
        p_persistence=[0.0] * 5,
        p_climatology=[0.5] * 5,
        p_half=[0.5] * 5,
    )
    found = reliability(items)
    ours = [row for row in found.iter_rows(named=True) if row["forecaster"] == "simulator"]
    assert [(row["low"], row["n"]) for row in ours] == [(0.0, 2), (0.2, 2), (0.8, 1)]
    assert [row["forecast"] for row in ours] == pytest.approx([0.05, 0.25, 1.0])
    assert [row["frequency"] for row in ours] == [0.0, 1.0, 1.0]
    for row in ours:
        assert row["frequency_low"] <= row["frequency"] <= row["frequency_high"]
    fitted = {row["forecaster"]: row for row in slopes(items).iter_rows(named=True)}
    assert fitted["simulator"]["low"] > 0.0
    assert fitted["half"]["slope"] is None
