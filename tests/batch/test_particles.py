"""Pasts that agree with a record: held against what is known on paper, and against each other."""

from __future__ import annotations

import datetime as dt
from math import inf, log

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.batch.particles import sift
from sim.batch.pasts import Pasts, line_of, packed, streams_of, unpacked
from sim.engine.kernel.clock import URGENT
from sim.engine.kernel.streams import Chance
from sim.engine.lineage import Lineage
from sim.engine.model.uncertain import draw
from sim.engine.replication import replicate
from sim.outcomes.evidence import evidence_of
from sim.statistics.weights import systematic
from tests.limits.games import YEAR, game
from tests.scenarios.worlds import compiled
from tests.sifting import Sifted, record, sifted

Floats = NDArray[np.float64]

RATE = "world.shocks.crisis_rate"
PRIORS = {
    "three": ("{dist: choice, values: [0.5, 1, 3]}", [0.5, 1.0, 3.0], [1.0, 1.0, 1.0]),
    "even": ("{dist: uniform, low: 0.1, high: 4}", np.linspace(0.1, 4.0, 4001), 1.0),
    "log": ("{dist: loguniform, low: 0.1, high: 4}", np.geomspace(0.1, 4.0, 4001), 1.0),
}
"""Priors as scenarios write them, their values and weights; of what is even, on its own scale."""


def agrees(found: Sifted, path: str, values: Floats, prior: Floats, likelihood: Floats) -> None:
    """Hold the probability of the record and the mean of a parameter against what is exact."""
    weights = prior * np.ones(values.size) / (prior * np.ones(values.size)).sum()
    exact = float((weights * likelihood).sum())
    assert abs(found.log - log(exact)) < 3.0 * found.error
    mean, error = found.mean(path)
    assert abs(mean - float((weights * values * likelihood).sum()) / exact) < 3.0 * error


@pytest.mark.parametrize("prior", PRIORS)
def test_a_rate_of_which_all_arrivals_are_known(prior: str) -> None:
    written, values, weights = PRIORS[prior]
    of = game("storms", f"uncertain={{{RATE}: {written}}}", f"{RATE}=1")
    dates = ("2030-05-01", "2031-02-01", "2031-03-20", "2032-06-01")
    crisis = {"kind": "crisis"}
    facts = record(
        "2032-12-31",
        within=10,
        facts=[{"date": date, "event": crisis} for date in dates],
        complete=[{"event": crisis}],
    )
    found = sifted(of, facts, 800)
    rates = np.asarray(values)
    years = (of.calendar.day(facts.until) + 1.0) / YEAR
    likelihood = (rates * 21.0 / YEAR) ** 4 * np.exp(-rates * years)
    agrees(found, RATE, rates, np.asarray(weights), likelihood)
    assert found.cloud.effective > 0.2 * found.n


def test_one_arrival_among_others() -> None:
    """The record is not complete: others may have come, within the window too."""
    of = game("storms", f"uncertain={{{RATE}: {PRIORS['even'][0]}}}", f"{RATE}=1")
    facts = record("2031-12-31", facts=[{"date": "2031-05-01", "event": {"kind": "crisis"}}])
    rates = np.linspace(0.1, 4.0, 4001)
    found = sifted(of, facts, 800)
    agrees(found, RATE, rates, np.ones(1), 1.0 - np.exp(-rates * 61.0 / YEAR))


@pytest.mark.parametrize("steer", [True, False])
def test_a_soft_fact_weighs_by_the_distance_of_the_nearest(steer: bool) -> None:
    of = game("storms", f"{RATE}=0.7")
    facts = record(
        "2031-12-31", facts=[{"date": "2031-05-01", "soft": 20.0, "event": {"kind": "crisis"}}]
    )
    found = sifted(of, facts, 2000, steer=steer)
    days = np.arange(0.0, 60.0, 0.005)
    density = 2.0 * 0.7 / YEAR * np.exp(-2.0 * 0.7 / YEAR * days)  # of the nearest
    exact = float((np.exp(-0.5 * (days / 20.0) ** 2) * density).sum() * 0.005)
    assert abs(found.log - log(exact)) < 3.0 * found.error + 0.01  # windows are of whole days


def test_renewals_of_which_the_odds_are_unknown() -> None:
    b0 = "agents.executive.b0"
    prior = f"uncertain={{{b0}: {{dist: uniform, low: 0, high: 3}}}}"
    of = game("renewals", prior, "agents.council.hold_out=0", "end=2036-12-31")
    values = np.linspace(0.0, 3.0, 4001)
    p = 1.0 / (1.0 + np.exp(-values))
    continued = {"kind": "continued", "subject": "FIRST"}
    facts = record(
        "2034-12-31",
        within=120,
        facts=[{"date": f"{year}-03-01", "event": continued} for year in range(2030, 2035)],
    )
    agrees(sifted(of, facts, 600), b0, values, np.ones(1), p**5)
    lapse = {"kind": "emergency_lapse", "subject": "FIRST"}
    facts = record("2033-05-01", facts=[{"date": "2033-03-15", "event": lapse}])
    agrees(sifted(of, facts, 600), b0, values, np.ones(1), p**3 * (1.0 - p))


def test_renewals_by_unanimity_of_which_the_odds_are_unknown() -> None:
    settled = "agents.council.settled"
    prior = f"uncertain={{{settled}: {{dist: uniform, low: 0.2, high: 1}}}}"
    of = game("renewals", prior, "agents.executive.b0=20", "end=2036-12-31")
    values = np.linspace(0.2, 1.0, 4001)
    facts = record("2033-01-31", absent=[{"event": {"kind": "act_lapse"}}])
    fails = 0.4 * (1.0 - values)
    agrees(sifted(of, facts, 800), settled, values, np.ones(1), (1.0 - fails) ** 6)
    facts = record("2031-12-31", facts=[{"date": "2031-12-01", "event": {"kind": "act_lapse"}}])
    agrees(sifted(of, facts, 800), settled, values, np.ones(1), (1.0 - fails) ** 3 * fails)


def test_two_hazards_that_compete() -> None:
    """A ceasefire by itself before any truce: what is weighed, and cannot be steered to."""
    rate = "world.war.ceasefire_rate"
    prior = f"uncertain={{{rate}: {{dist: uniform, low: 0.05, high: 1}}}}"
    of = game("wars", prior, "world.war.break_rate=0")
    facts = record(
        "2031-12-31",
        facts=[
            {
                "date": "2031-06-01",
                "after": "2030-07-01",
                "by": "2031-12-31",
                "event": {"kind": "ceasefire"},
            }
        ],
        absent=[{"event": {"kind": "truce"}}],
    )
    values = np.linspace(0.05, 1.0, 4001)
    first, last = (
        of.calendar.day(day) / YEAR for day in (dt.date(2030, 7, 1), dt.date(2032, 1, 1))
    )
    both = values + 0.5
    likelihood = values / both * (np.exp(-both * first) - np.exp(-both * last))
    found = sifted(of, facts, 1500)
    assert not found.evidence.steered
    agrees(found, rate, values, np.ones(1), likelihood)


# -- steering changes how pasts are found, not which ------------------------------------------


DAY = "2026-03-01"


STEERED = {
    "designation": [{"date": "2025-10-22", "event": {"kind": "designation", "sender": "US"}}],
    "offensive": [{"date": "2025-06-10", "event": {"kind": "offensive"}}],
    "gesture": [{"date": "2025-11-01", "within": 90, "event": {"kind": "gesture", "sender": "US"}}],
    "government": [{"date": "2025-09-01", "event": {"kind": "government"}}],
    "package_proposed": [{"date": "2025-07-18", "event": {"kind": "package_proposed"}}],
    "hold_out": [{"date": "2025-07-01", "event": {"kind": "hold_out", "subject": "EU_833"}}],
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", STEERED)
def test_steering_is_as_rejection(kind: str) -> None:
    of = compiled("russia_2025")
    facts = record(DAY, facts=[dict(fact) for fact in STEERED[kind]])
    one, other = sifted(of, facts, 1500), sifted(of, facts, 4000, seed=6, steer=False)
    apart = (one.error**2 + other.error**2) ** 0.5
    assert abs(one.log - other.log) < 3.0 * apart
    assert one.cloud.effective / one.n > 1.2 * other.cloud.effective / other.n


@pytest.mark.slow
def test_steering_to_all_at_once_is_as_rejection() -> None:
    """Arrivals of three kinds, a designation and a silence; 500 of 50,000 and more are kept."""
    rates = ("world.shocks.crisis_rate=1.5", "world.shocks.target_exit_rate=0.3")
    of = game("storms", *rates, "world.oil.shock_rate=0.4", "world.shocks.offensive_rate=2")
    facts = record(
        "2031-06-30",
        within=45,
        facts=[
            {"date": "2030-06-01", "event": {"kind": "crisis"}},
            {"date": "2030-09-01", "event": {"kind": "crisis"}},
            {"date": "2031-01-01", "event": {"kind": "offensive"}},
        ],
        absent=[{"event": {"kind": "leader_exit"}}],
        complete=[{"event": {"kind": "oil_shock"}}],
    )
    one, other = sifted(of, facts, 1000), sifted(of, facts, 50_000, seed=9, steer=False)
    kept = other.n * np.exp(other.log)
    assert kept > 500.0
    assert abs(one.log - other.log) < 3.0 * (one.error**2 + 1.0 / kept) ** 0.5
    assert one.cloud.effective > 0.9 * one.n


# -- resampling --------------------------------------------------------------------------------


def test_a_record_that_nothing_agrees_with() -> None:
    of = game("storms", f"{RATE}=0")
    facts = record("2031-12-31", facts=[{"date": "2031-05-01", "event": {"kind": "crisis"}}])
    for steer in (True, False):
        found = sifted(of, facts, 200, steer=steer)
        assert found.cloud.effective == 0.0
        assert found.log == -inf


def test_pasts_are_played_again_as_they_were() -> None:
    """A past that was continued from others is the same whatever is asked of it afterwards."""
    of = compiled("russia_2025")
    facts = record(
        DAY,
        facts=[{"date": "2025-10-22", "within": 60, "event": {"kind": "designation"}}],
        complete=[{"event": {"kind": "oil_shock"}}],
    )
    evidence = evidence_of(facts, of)
    slots = (np.array([0, 0, 1, 3]), np.array([0, 2, 2, 3]))
    days = (120.0, 230.0)
    for last in range(4):
        line = (*line_of(slots, last), last)
        told = []
        for count in range(3):
            ((chance, root, forks),) = streams_of(3, days[:count], [line[: count + 1]])
            past = Lineage(of, chance, root, forks, steering=evidence.steering)
            past.fork()
            past.run.clock.reach(340.0, URGENT)
            told.append(list(past.run.log))
            past.run.close()
        for count, day in enumerate(days):
            one, other = (
                [repr(e) for e in each if e.day < day] for each in told[count : count + 2]
            )
            assert one == other
        assert [repr(e) for e in told[0]] != [repr(e) for e in told[2]]


def test_resampling_leaves_the_probability_of_a_record_as_it_is() -> None:
    """Toy weights that are known: each of five facts has a probability of one half."""
    of = game("storms")
    facts = record(
        "2035-12-31",
        facts=[{"date": f"203{year}-06-01", "event": {"kind": "crisis"}} for year in range(1, 6)],
    )
    evidence = evidence_of(facts, of)
    n = 4000
    asked: list[tuple[float, ...]] = []

    def simulate(lines: object, days: tuple[float, ...]) -> tuple[Floats, int]:
        asked.append(days)
        u = np.random.default_rng(len(asked)).random((n, len(evidence.pieces)))
        return np.where(u < 0.5, 0.0, -inf), 0

    cloud = sift(evidence, n, 1, simulate)
    total = sum(step.probability for step in cloud.steps)
    assert abs(total - 5.0 * log(0.5)) < 0.2
    assert len(asked) > 2
    assert len(cloud.steps) == 5


def test_systematic_draws_are_as_many_as_weights_say() -> None:
    weights = np.array([0.0, 0.5, 0.0, 0.25, 0.25, 0.0])
    for u in (0.001, 0.5, 0.999):
        drawn = systematic(weights, u)
        counts = np.bincount(drawn, minlength=6)
        assert (np.abs(counts - 6.0 * weights) < 1.0).all()
        assert not counts[weights == 0.0].any()
        assert (np.diff(drawn) >= 0).all()


def test_pasts_are_packed_and_unpacked() -> None:
    rng = np.random.default_rng(4)
    slots = tuple(np.sort(rng.integers(0, 5000, 5000)) for _ in range(3))
    text = packed(slots)
    for one, other in zip(unpacked(text, 5000, 3), slots, strict=True):
        assert (one == other).all()
    assert len(text) < 12_000
    for damaged in (text[:-7], "", text.replace(text[5], "!", 1), "###"):
        with pytest.raises(ValueError, match=r"cannot be read|numbers|pasts"):
            unpacked(damaged, 5000, 3)
    with pytest.raises(ValueError, match="15,000 numbers where 10,000"):
        unpacked(text, 5000, 2)


def test_futures_are_spread_over_pasts_evenly() -> None:
    n = 1000
    pasts = Pasts(0, (), (np.arange(n),), 10.0)
    chosen = pasts.chosen(7, 0, 1024)
    counts = np.bincount(chosen // 10, minlength=100)
    assert counts.min() >= 9
    assert counts.max() <= 12
    assert (pasts.chosen(7, 500, 3) == chosen[500:503]).all()
    assert stats.kstest(chosen / n, "uniform").pvalue > 0.5


# -- twins: what is simulated is taken for the truth -------------------------------------------


@pytest.mark.slow
def test_twins_rank_evenly_and_are_forecast_better_with_their_record() -> None:
    """A hundred futures are the truth in turn, and known for two years: their rate is hidden."""
    of = game(
        "storms", f"uncertain={{{RATE}: {{dist: loguniform, low: 0.1, high: 8}}}}", f"{RATE}=1"
    )
    ranks, gains = [], []
    for twin in range(100):
        chance = Chance(77, twin, 1)
        truth = draw(of.scenario, chance, twin)[RATE]
        days = [e.day for e in replicate(of, chance, twin).entries if e.kind == "crisis"]
        dates = [str(of.calendar.date(day)) for day in days if day < 730.0]
        crisis = {"kind": "crisis"}
        facts = record(
            "2031-12-31",
            within=7,
            facts=[{"date": date, "event": crisis} for date in dates],
            complete=[{"event": crisis}],
        )
        found = sifted(of, facts, 300, seed=1000 + twin)
        rates = np.array([each[RATE] for each in found.drawn])
        ranks.append(float(found.weights[rates < truth].sum()))
        # How many crises in the year after: by the rate, which is all there is to know.
        came = len([day for day in days if 730.0 <= day < 730.0 + YEAR])
        gain = 0.0
        for most in (0, 2, 4):
            each = stats.poisson.cdf(most, rates)
            with_it, without = float(each @ found.weights), float(each.mean())
            no = came > most
            gain += log(1.0 - with_it if no else with_it) - log(1.0 - without if no else without)
        gains.append(gain)
    assert stats.kstest(ranks, "uniform").pvalue > 0.01
    low = np.mean(gains) - 1.96 * np.std(gains, ddof=1) / len(gains) ** 0.5
    assert low > 0.0
