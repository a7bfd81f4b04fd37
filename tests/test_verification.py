"""The verification cases: exact answers that the parts must give, one test per case.

Every expected number is a literal, worked out apart from the code. Closed forms must agree
within 1e-6; where a case states fewer digits, within half of its last one.
"""

from datetime import date
from math import exp, inf, log, pi, sqrt

import pytest

from sim.agents import rollcall
from sim.analysis import sensitivity
from sim.bargaining import (
    alternating,
    beliefs,
    discounting,
    hazards,
    leverage,
    logrolling,
    overcompliance,
    solutions,
    tactics,
)
from sim.catalogue.loading import load_catalogue
from sim.law import clocks
from sim.statistics import precision, scores

DAYS_PER_YEAR_OF_CASE_26 = 365.0


def close(value: float, digits: int = 6) -> object:
    """Compare within 1e-6, or within half a unit of the last of fewer `digits`."""
    return pytest.approx(value, rel=0.0, abs=1e-6 if digits >= 6 else 0.5 * 10.0**-digits)


@pytest.mark.parametrize(
    ("delta_1", "delta_2", "share"),
    [
        (0.9, 0.9, 0.526316),
        (0.9, 0.8, 0.714286),
        (
            alternating.discount_factor(0.05, 0.25),
            alternating.discount_factor(0.10, 0.25),
            0.670825,
        ),
    ],
)
def test_case_01_rubinstein_alternating_offers(
    delta_1: float, delta_2: float, share: float
) -> None:
    assert alternating.rubinstein_share(delta_1, delta_2) == close(share)


def test_case_02_random_proposer() -> None:
    split = alternating.random_proposer_shares(0.5, 0.9, 0.8)
    assert split.value_1 == close(0.666667)
    assert split.keeps_1 == close(0.733333)
    assert split.keeps_2 == close(0.4)
    split = alternating.random_proposer_shares(0.7, 0.9, 0.9)
    assert split.value_1 == close(0.7)
    assert split.keeps_1 == close(0.73)


@pytest.mark.parametrize(("outside", "share"), [(0.3, 0.526316), (0.6, 0.4)])
def test_case_03_outside_option_of_the_responder(outside: float, share: float) -> None:
    assert alternating.outside_option_share(0.9, 0.9, outside) == close(share)


@pytest.mark.parametrize(("p", "share"), [(0.1, 0.568421), (0.01, 0.551759), (0.0, 0.55)])
def test_case_04_breakdown_of_talks(p: float, share: float) -> None:
    assert alternating.breakdown_share(p, 0.2, 0.1) == close(share)


def test_case_05_asymmetric_nash_on_a_linear_frontier() -> None:
    split = solutions.nash_linear(0.6, 0.1, 0.2)
    assert split.first == close(0.52)
    assert split.second == close(0.48)


def test_case_05_nash_and_kalai_smorodinsky_on_a_curved_frontier() -> None:
    nash = solutions.nash_frontier(lambda u: 1.0 - u * u, 1.0)
    assert nash == (close(0.577350), close(0.666667))
    fair = solutions.kalai_smorodinsky(lambda u: 1.0 - u * u, 1.0)
    assert fair == (close(0.618034), close(0.618034))


@pytest.mark.parametrize(
    ("beta", "polynomial", "exponential"),
    [(0.5, 0.325, 0.196288), (1.0, 0.55, 0.316228), (2.0, 0.736396, 0.562341)],
)
def test_case_06_faratin_concession_at_half_time(
    beta: float, polynomial: float, exponential: float
) -> None:
    assert tactics.time_dependent_concession(0.5, 0.1, beta, "polynomial") == close(polynomial)
    assert tactics.time_dependent_concession(0.5, 0.1, beta, "exponential") == close(exponential)


@pytest.mark.parametrize(
    ("beta_1", "beta_2", "time"),
    [(0.5, 0.5, 0.707107), (2.0, 2.0, 0.25), (0.5, 2.0, 0.524889)],
)
def test_case_07_two_time_dependent_sides_meet(beta_1: float, beta_2: float, time: float) -> None:
    assert tactics.crossing_time(beta_1, beta_2) == close(time)


def test_case_07_the_boulware_side_keeps_more() -> None:
    conceded = tactics.time_dependent_concession(tactics.crossing_time(0.5, 2.0), 0.0, 0.5)
    assert 1.0 - conceded == close(0.724492)


def test_case_08_renewals_and_layers() -> None:
    assert hazards.renewed(0.95, times=10) == close(0.598737)
    assert hazards.renewed(0.95, times=4, programmes=2) == close(0.663420)
    assert hazards.layered((0.95, 0.90), times=5) == close(0.907361)


def test_case_09_unanimity_among_27() -> None:
    alike = [0.01] * 27
    assert hazards.council_renews(alike) == close(0.762343)
    assert hazards.council_renews(alike, settled=0.9) == close(0.973348)
    assert hazards.council_renews(alike, settled=0.9, renewals=8) == close(0.805648)
    mixed = [0.20, 0.15] + [0.002] * 25
    assert 1.0 - hazards.council_renews(mixed) == close(0.353196)
    assert 1.0 - hazards.council_renews(mixed, settled=0.97) == close(0.011956)


def test_case_10_war_of_attrition() -> None:
    war = solutions.war_of_attrition(10.0, 5.0, 1.0, 2.0)
    assert (war.hazard_1, war.hazard_2) == (close(0.4), close(0.1))
    assert war.mean_duration == close(2.0)
    assert war.p_first_concedes == close(0.8)
    assert war.survival(3.0) == close(0.223130)


def test_case_11_bayes_rule_in_sequence() -> None:
    kept, broken = (0.8, 0.3), (0.1, 0.5)
    assert beliefs.posterior(0.3, *kept) == close(0.533333)
    assert beliefs.posterior_after(0.3, [kept, kept]) == close(0.752941)
    # The violation follows one verified concession, not two.
    assert beliefs.posterior_after(0.3, [kept, broken]) == close(0.186047)
    assert beliefs.posterior_after(0.3, [kept, kept, broken]) == close(0.378698)


def test_case_12_logrolling() -> None:
    us, ru = (0.55, 0.30, 0.15), (0.20, 0.25, 0.55)
    whole = logrolling.logroll_indivisible(us, ru)
    assert whole.given == (0.0, 0.0, 1.0)
    assert whole.product == close(0.4675)
    parts = logrolling.logroll_divisible(us, ru)
    assert parts.given == (close(0.0), close(0.316667), close(1.0))
    assert (parts.first, parts.second) == (close(0.755), close(0.629167))
    assert parts.product == close(0.475021)


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


def test_case_14_patience_that_keeps_an_agreement() -> None:
    assert hazards.critical_discount_factor(3.0, 1.0, 0.8) == close(0.789474)


def test_case_15_grit() -> None:
    totals = beliefs.grit_totals(0.1, 0.8, 0.9)
    assert totals.sender == close(0.357143)
    assert totals.target == close(0.321429)


def test_case_16_competing_hazards() -> None:
    rates = (0.03, 0.05, 0.02)
    assert hazards.survival(rates, 5.0) == close(0.606531)
    assert hazards.cause_share(rates, 1) == close(0.5)
    assert hazards.cumulative_incidence(rates, 1, 5.0) == close(0.196735)


def test_case_17_adaptation_and_leverage() -> None:
    assert discounting.adaptation(2.0, 0.35, 0.35, 2.0) == close(1.3456, 4)
    assert leverage.leverage_cost(52.0, 6.0, 52.0, 0.5) == close(5.946, 3)
    assert leverage.leverage_cost(12.0, 6.0, 52.0, 0.5) == close(14.070, 3)


@pytest.mark.parametrize(
    ("votes", "from_low", "member", "position"),
    [
        (60, False, 41, -0.191919),
        (60, True, 60, 0.191919),
        (67, True, 67, 0.333333),
    ],
)
def test_case_18_pivots(votes: int, from_low: bool, member: int, position: float) -> None:
    members = [(i - 50.5) / 49.5 for i in range(1, 101)]
    place, found = rollcall.pivot(members, votes, from_low=from_low)
    assert place == member
    assert found == close(position)


SENATE = ((47, 4.0), (53, -1.5))


def test_case_19_roll_call_without_a_shock() -> None:
    assert rollcall.expected_ayes(SENATE) == close(55.8232, 4)
    assert rollcall.probability_at_least(SENATE, 51) == close(0.970217)
    assert rollcall.probability_at_least(SENATE, 60) == close(0.108472)
    assert rollcall.probability_at_least(SENATE, 67) == close(0.000376)


def test_case_20_roll_call_with_a_common_shock() -> None:
    assert rollcall.expected_ayes(SENATE, shock_sd=0.8) == close(57.0, 1)
    for threshold, chance in ((60, 0.327), (67, 0.123)):
        found = rollcall.probability_at_least(SENATE, threshold, shock_sd=0.8)
        assert found == pytest.approx(chance, rel=0.0, abs=0.002)


def test_case_21_binomial_senate() -> None:
    for threshold, p, chance in ((60, 0.57, 0.308145), (67, 0.60, 0.091254)):
        found = rollcall.probability_at_least([(100, log(p / (1.0 - p)))], threshold)
        assert found == close(chance)


def test_case_22_review_under_section_216() -> None:
    procedure = load_catalogue("russia").procedures["delist_reviewed"]
    assert clocks.review_ends(procedure, date(2027, 3, 1)) == date(2027, 3, 31)
    assert clocks.review_ends(procedure, date(2027, 7, 15)) == date(2027, 9, 13)


def test_case_23_window_of_an_emergency() -> None:
    assert clocks.renewal_window(date(2027, 4, 15))[0] == date(2027, 1, 15)
    assert clocks.renewal_window(date(2027, 3, 6))[0] == date(2026, 12, 6)


def test_case_24_a_bound_negotiator() -> None:
    assert solutions.ratifier_split(0.5, 0.6) == close(0.6)
    assert solutions.ratifier_split(0.5, 0.9, other_outside=0.2) is None


def test_case_25_overcompliance_relaxes() -> None:
    assert overcompliance.relax(0.9, 0.4, 18 / 12, 28 / 12) == close(0.505536)


@pytest.mark.parametrize(
    ("rate", "detection", "years", "chance"),
    [
        (6.0, 0.9, 30 / DAYS_PER_YEAR_OF_CASE_26, 0.641571),
        (0.6, 0.95, 1.0, 0.565525),
    ],
)
def test_case_26_nothing_detected_so_far(
    rate: float, detection: float, years: float, chance: float
) -> None:
    assert hazards.undetected(rate, detection, years) == close(chance)


@pytest.mark.parametrize(("monthly", "chance"), [(0.02, 0.2153), (0.06, 0.5241)])
def test_case_27_agenda_gate_over_a_year(monthly: float, chance: float) -> None:
    assert hazards.gate_passes(monthly, 12) == close(chance, 4)


def test_case_28_no_shock_in_four_years() -> None:
    assert hazards.poisson_none(0.35, 4.0) == close(0.246597)


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
