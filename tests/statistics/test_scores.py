"""Scores of forecasts: their formulas, and that honesty is the best forecast."""

from math import log

import numpy as np
import pytest
import scoringrules
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.statistics.scores import brier_score, crps_ensemble, log_score

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

numbers = st.floats(-100.0, 100.0)


def test_scores_worked_out_by_hand() -> None:
    forecasts, outcomes = (0.9, 0.7, 0.2), (1, 0, 0)
    assert brier_score(forecasts, outcomes) == pytest.approx(0.18)
    assert log_score(forecasts, outcomes) == pytest.approx(0.510826, abs=1e-6)
    assert crps_ensemble((0.0, 1.0), 0.5) == pytest.approx(0.25)
    assert crps_ensemble((0.0, 1.0), 0.5, fair=True) == pytest.approx(0.0)


@quick
@given(members=st.lists(numbers, min_size=2, max_size=12), seen=numbers, fair=st.booleans())
def test_crps_of_an_ensemble_by_its_pairs(members: list[float], seen: float, fair: bool) -> None:
    n = len(members)
    error = sum(abs(x - seen) for x in members) / n
    pairs = sum(abs(x - y) for x in members for y in members)
    expected = error - pairs / (2 * n * (n - 1 if fair else n))
    assert crps_ensemble(members, seen, fair=fair) == pytest.approx(expected, abs=1e-8)


@quick
@given(members=st.lists(numbers, min_size=2, max_size=12), seen=numbers)
def test_the_fair_score_is_the_one_that_scoringrules_calls_so(
    members: list[float], seen: float
) -> None:
    expected = scoringrules.crps_ensemble(seen, np.array(members), estimator="fair")
    assert crps_ensemble(members, seen, fair=True) == pytest.approx(float(expected), abs=1e-8)


@quick
@given(forecasts=st.lists(st.floats(0.01, 0.99), min_size=1, max_size=8), data=st.data())
def test_scores_of_probabilities_by_their_formulas(
    forecasts: list[float], data: st.DataObject
) -> None:
    n = len(forecasts)
    outcomes = data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    pairs = list(zip(forecasts, outcomes, strict=True))
    brier = sum((f - o) ** 2 for f, o in pairs) / n
    surprise = -sum(log(f if o else 1.0 - f) for f, o in pairs) / n
    assert brier_score(forecasts, outcomes) == pytest.approx(brier, abs=1e-12)
    assert log_score(forecasts, outcomes) == pytest.approx(surprise, abs=1e-9)


@quick
@given(belief=st.integers(1, 9), said=st.floats(0.01, 0.99))
def test_nothing_scores_better_than_what_one_believes(belief: int, said: float) -> None:
    outcomes = [1] * belief + [0] * (10 - belief)
    for score in (brier_score, log_score):
        assert score([belief / 10] * 10, outcomes) <= score([said] * 10, outcomes) + 1e-12


@quick
@given(only=numbers, seen=numbers)
def test_a_single_member_is_scored_by_its_error(only: float, seen: float) -> None:
    assert crps_ensemble([only], seen) == pytest.approx(abs(only - seen))


def test_a_large_ensemble_scores_as_its_distribution() -> None:
    from scipy.special import ndtri

    members = ndtri((np.arange(4000) + 0.5) / 4000)
    normal = float(scoringrules.crps_normal(0.7, 0.0, 1.0))
    assert crps_ensemble(members.tolist(), 0.7) == pytest.approx(normal, abs=1e-4)


def test_what_was_called_impossible_and_happened() -> None:
    assert log_score([0.0, 0.5], [1, 0]) == float("inf")
    assert log_score([1.0, 0.0], [1, 0]) == 0.0
    assert brier_score([0.0], [1]) == 1.0


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"\(2,\) and \(1,\)"):
        brier_score([0.5, 0.5], [1])
    with pytest.raises(ValueError, match=r"1\.5"):
        log_score([1.5], [1])
    with pytest.raises(ValueError, match=r"2\.0"):
        brier_score([0.5], [2])
    with pytest.raises(ValueError, match="at least 1 members"):
        crps_ensemble([], 1.0)
    with pytest.raises(ValueError, match="at least 2 members"):
        crps_ensemble([1.0], 1.0, fair=True)
