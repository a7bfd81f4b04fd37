"""Whether probabilities mean what they say: synthetic forecasters of which we know."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, logit

from sim.statistics.clusters import FEWEST
from sim.statistics.precision import wilson_interval
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.reliability import recalibration, reliability, slopes
from tests.validation.backtest.tables import row, table

Floats = NDArray[np.float64]


def drawn(cases: int, each: int, seed: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Probabilities over all of (0, 1), answers that come true as often, and their cases."""
    rng = np.random.default_rng(seed)
    p = expit(rng.normal(0.0, 1.5, cases * each))
    return p, (rng.random(p.size) < p).astype(float), np.repeat(np.arange(cases), each)


def test_a_calibrated_forecaster_has_a_slope_of_one() -> None:
    """In ninety of a hundred toys of forty cases at least, the intercept of 0 as well."""
    one = nought = 0
    for seed in range(100):
        slope, intercept = recalibration(*drawn(40, 5, seed))
        assert slope is not None
        assert intercept is not None
        one += slope.low <= 1.0 <= slope.high  # type: ignore[operator]
        nought += intercept.low <= 0.0 <= intercept.high  # type: ignore[operator]
    assert (one >= 90, nought >= 90) == (True, True), (one, nought)


@pytest.mark.parametrize(("sharper", "word"), [(2.5, "too sure"), (0.4, "too timid")])
def test_others_have_not(sharper: float, word: str) -> None:
    p, yes, cases = drawn(50, 8, 7)
    slope, _ = recalibration(expit(sharper * logit(p)), yes, cases)
    assert slope is not None
    assert slope.low is not None
    assert slope.high is not None
    assert slope.low < 1.0 / sharper < slope.high
    if word == "too sure":
        assert slope.high < 1.0
    else:
        assert slope.low > 1.0


def test_a_biased_forecaster_has_an_intercept() -> None:
    p, yes, cases = drawn(100, 20, 11)
    slope, intercept = recalibration(expit(logit(p) + 1.0), yes, cases)
    assert slope is not None
    assert intercept is not None
    assert intercept.value == pytest.approx(-1.0, abs=0.25)
    assert slope.low < 1.0 < slope.high  # type: ignore[operator]
    assert intercept.high < 0.0  # type: ignore[operator]


def test_two_groups_by_hand() -> None:
    """With two forecasts the fit goes through the frequencies of both."""
    p = np.repeat([0.2, 0.9], 10)
    yes = np.concatenate([np.repeat([1.0, 0.0], [3, 7]), np.repeat([1.0, 0.0], [7, 3])])
    expected = (logit(0.7) - logit(0.3)) / (logit(0.9) - logit(0.2))
    slope, intercept = recalibration(p, yes, np.zeros(20))
    assert slope == (pytest.approx(expected), None, None)
    assert intercept == (pytest.approx(logit(0.3) - expected * logit(0.2)), None, None)


def test_cases_that_hang_together_widen_the_interval() -> None:
    """A forecaster that errs alike on all items of a case knows less than it has items."""
    rng = np.random.default_rng(3)
    cases = np.repeat(np.arange(60), 10)
    p = expit(rng.normal(0.0, 1.0, cases.size))
    off = rng.normal(0.0, 1.5, 60)[cases]
    yes = (rng.random(cases.size) < expit(logit(p) + off)).astype(float)
    together, alone = (recalibration(p, yes, who).intercept for who in (cases, np.arange(600)))
    assert together is not None
    assert alone is not None
    widths = [found.high - found.low for found in (together, alone)]  # type: ignore[operator]
    assert widths[0] > 1.8 * widths[1]


def test_what_the_items_do_not_say_is_left_open() -> None:
    nothing = (None, None)
    assert recalibration([], [], []) == nothing
    assert recalibration([0.5, 0.9], [1, 1], [0, 1]) == nothing
    assert recalibration([0.5, 0.5], [1, 0], [0, 1]) == nothing
    # Every yes above every no: the steeper the better.
    six = np.arange(6)
    assert recalibration([0.1, 0.2, 0.3, 0.6, 0.7, 0.8], [0, 0, 0, 1, 1, 1], six) == nothing
    # But for one: some draws leave it out, and nothing bounds the slope.
    slope, _ = recalibration([0.1, 0.2, 0.7, 0.6, 0.7, 0.8], [0, 0, 0, 1, 1, 1], six)
    assert slope is not None
    assert (slope.value > 0.0, slope.high) == (True, None)


def test_the_fit_does_not_depend_on_how_far_forecasts_lie_apart() -> None:
    x, yes = np.array([-1.0, 0.0, 1.0, 2.0]), np.array([0.0, 1.0, 0.0, 1.0])
    wide, narrow = (recalibration(expit(scale * x), yes, np.zeros(4)) for scale in (1.0, 0.001))
    assert wide.slope is not None
    assert narrow.slope is not None
    assert narrow.slope.value == pytest.approx(1000.0 * wide.slope.value, rel=1e-4)


def items(**columns: list[Any]) -> Any:
    n = len(columns["answer"])
    same = {f"p_{name}": [0.5] * n for name in FORECASTERS}
    return table(**(same | columns))


def test_frequencies_by_bins() -> None:
    found = reliability(
        items(
            case=["a", "a", "b", "b", "c"],
            answer=[0.0, 1.0, 1.0, 1.0, 0.0],
            p_simulator=[0.1, 0.2, 0.3, 1.0, 0.0],
            p_persistence=[0.0] * 5,
        )
    )
    ours = [row for row in found.iter_rows(named=True) if row["forecaster"] == "simulator"]
    assert [(row["low"], row["n"], row["cases"]) for row in ours] == [
        (0.0, 2, 2),
        (0.2, 2, 2),
        (0.8, 1, 1),
    ]
    assert [row["forecast"] for row in ours] == pytest.approx([0.05, 0.25, 1.0])
    assert [row["frequency"] for row in ours] == [0.0, 1.0, 1.0]
    assert all(row["frequency_low"] is None for row in ours)
    fitted = {row["forecaster"]: row for row in slopes(items(answer=[0.0, 1.0])).to_dicts()}
    assert (fitted["half"]["slope"], fitted["half"]["n"], fitted["half"]["cases"]) == (None, 2, 1)


def test_a_bin_that_five_cases_have_items_in_has_an_interval() -> None:
    """One item of each: Wilson's."""
    found = reliability(items(case=list("abcde"), answer=[1.0, 0.0, 0.0, 0.0, 0.0]))
    told = row(found, forecaster="half")
    assert told["cases"] == FEWEST
    ends = (told["frequency_low"], told["frequency_high"])
    assert ends == pytest.approx(tuple(wilson_interval(1, 5)))
