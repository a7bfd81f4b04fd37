"""The verification cases: exact answers that the parts must give, one test per case.

Every expected number is a literal, worked out apart from the code. Closed forms must agree
within 1e-6; where a case states fewer digits, within half of its last one.
"""

from datetime import date
from math import exp, inf, pi, sqrt

import pytest

from sim.analysis import sensitivity
from sim.bargaining import beliefs, discounting, leverage, overcompliance
from sim.catalogue.loading import load_catalogue
from sim.law import clocks
from sim.statistics import precision, scores


def close(value: float, digits: int = 6) -> object:
    """Compare within 1e-6, or within half a unit of the last of fewer `digits`."""
    return pytest.approx(value, rel=0.0, abs=1e-6 if digits >= 6 else 0.5 * 10.0**-digits)


def test_case_11_bayes_rule_in_sequence() -> None:
    kept, broken = (0.8, 0.3), (0.1, 0.5)
    assert beliefs.posterior(0.3, *kept) == close(0.533333)
    assert beliefs.posterior_after(0.3, [kept, kept]) == close(0.752941)
    # The violation follows one verified concession, not two.
    assert beliefs.posterior_after(0.3, [kept, broken]) == close(0.186047)
    assert beliefs.posterior_after(0.3, [kept, kept, broken]) == close(0.378698)


@pytest.mark.parametrize(
    ("r", "hazard", "horizon", "share", "digits"),
    [
        (0.05, 0.10, inf, 0.333333, 6),
        (0.05, 0.10, 4.0, 0.829684, 6),
        (0.08, 0.25, 5.0, 0.594, 3),
        (0.08, 0.33, 5.0, 0.5157, 4),
    ],
)
def test_case_13_suspension_against_termination(
    r: float, hazard: float, horizon: float, share: float, digits: int
) -> None:
    assert discounting.durability(r, hazard, horizon) == close(share, digits)


def test_case_17_adaptation_and_leverage() -> None:
    assert discounting.adaptation(2.0, 0.35, 0.35, 2.0) == close(1.3456, 4)
    assert leverage.leverage_cost(52.0, 6.0, 52.0, 0.5) == close(5.946, 3)
    assert leverage.leverage_cost(12.0, 6.0, 52.0, 0.5) == close(14.070, 3)


def test_case_22_review_under_section_216() -> None:
    procedure = load_catalogue("russia").procedures["delist_reviewed"]
    assert clocks.review_ends(procedure, date(2027, 3, 1)) == date(2027, 3, 31)
    assert clocks.review_ends(procedure, date(2027, 7, 15)) == date(2027, 9, 13)


def test_case_23_window_of_an_emergency() -> None:
    assert clocks.renewal_window(date(2027, 4, 15))[0] == date(2027, 1, 15)
    assert clocks.renewal_window(date(2027, 3, 6))[0] == date(2026, 12, 6)


def test_case_25_overcompliance_relaxes() -> None:
    assert overcompliance.relax(0.9, 0.4, 18 / 12, 28 / 12) == close(0.505536)


def test_case_29_antithetic_pairs_of_an_exponential() -> None:
    e = exp(1.0)
    variance, covariance = 0.5 * (e * e - 1.0) - (e - 1.0) ** 2, e - (e - 1.0) ** 2
    assert precision.antithetic_pair_variance(variance, covariance) == close(0.003912)
    # The midpoint rule stands in for chance, so that the mean is exact as well.
    u = [(i + 0.5) / 4000 for i in range(4000)]
    found = precision.antithetic_estimate([exp(x) for x in u], [exp(1.0 - x) for x in u])
    assert found.mean == close(1.718282)
    assert found.standard_error**2 * len(u) == pytest.approx(0.003912, abs=2e-6)


def test_case_30_scores() -> None:
    forecasts, outcomes = (0.9, 0.7, 0.2), (1, 0, 0)
    assert scores.brier_score(forecasts, outcomes) == close(0.18)
    assert scores.log_score(forecasts, outcomes) == close(0.510826)
    assert scores.crps_normal(0.0, 1.0, 0.0) == close(0.233695)
    assert scores.crps_ensemble((0.0, 1.0), 0.5) == close(0.25)
    assert scores.crps_ensemble((0.0, 1.0), 0.5, fair=True) == close(0.0)


def test_case_31_replications_for_a_half_width() -> None:
    assert precision.replications_for_probability(0.3, 0.02, 0.95) == 2017


ISHIGAMI_FIRST = (0.313905, 0.442411, 0.0)
ISHIGAMI_TOTAL = (0.557589, 0.442411, 0.243684)


def test_case_32_ishigami_in_closed_form() -> None:
    exact = sensitivity.ishigami_indices(a=7.0, b=0.1)
    assert exact.first == tuple(close(x) for x in ISHIGAMI_FIRST)
    assert exact.total == tuple(close(x) for x in ISHIGAMI_TOTAL)


def test_case_32_ishigami_estimated() -> None:
    found = sensitivity.sobol(sensitivity.ishigami, [(-pi, pi)] * 3, n=4096, seed=1)
    # Plain Monte Carlo would have a standard error of about 1 / sqrt(4096); Sobol' points
    # must do three times better.
    tolerance = 1.0 / sqrt(4096) / 3.0
    assert found.first == tuple(pytest.approx(x, abs=tolerance) for x in ISHIGAMI_FIRST)
    assert found.total == tuple(pytest.approx(x, abs=tolerance) for x in ISHIGAMI_TOTAL)
