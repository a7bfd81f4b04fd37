"""Bills on the floor, against the exact distribution of the ayes."""

from __future__ import annotations

from math import sqrt

import pytest

from sim.catalogue.schema import Elections
from sim.engine.kernel.streams import Chance
from sim.engine.replication import begin
from sim.law.clocks import next_legislature
from sim.theory.occasions import gate_passes
from sim.theory.rollcall import (
    Bloc,
    ayes_distribution,
    expected_ayes,
    probability_all_carry,
    probability_at_least,
)
from tests.limits.games import first_day, futures, game, likely, near
from tests.scenarios.worlds import compiled

SEATS = {"house": (35, 40), "senate": (18, 22)}
"""Members of the opposition and of the president's party."""
ALPHA = {"house": (2.0, -0.5), "senate": (1.5, -0.2)}
MAJORITY = {"house": 38, "senate": 24}
OVERRIDE = {"house": 50, "senate": 27}
N = 30


def blocs(chamber: str, president: float = 0.0) -> list[Bloc]:
    (others, own), (first, second) = SEATS[chamber], ALPHA[chamber]
    return [(others, first), (own, second - president)]


def ayes(chamber: str, *overrides: str) -> list[int]:
    """Ayes on every bill that came to the floor of a chamber."""
    return [
        int(e.numbers["ayes"])
        for record in futures("chambers", N, *overrides)
        for e in record.entries
        if e.kind == "vote" and e.numbers["chamber"] == chamber
    ]


QUIET = "agents.congress.shock_sd=0"


@pytest.mark.parametrize("chamber", ["house", "senate"])
@pytest.mark.parametrize(("shock_sd", "quiet"), [(0.0, (QUIET,)), (0.8, ())])
def test_ayes_are_distributed_as_they_must_be(
    chamber: str, shock_sd: float, quiet: tuple[str, ...]
) -> None:
    votes = ayes(chamber, *quiet)
    assert len(votes) > 500
    mean = expected_ayes(blocs(chamber), shock_sd)
    assert near(votes, mean)
    members = sum(SEATS[chamber])
    for threshold in range(0, members + 1, 3):
        carried = sum(v >= threshold for v in votes)
        assert likely(
            carried, len(votes), probability_at_least(blocs(chamber), threshold, shock_sd)
        )
    # The president's word, or a shock twice or half as large, would be seen.
    assert not near(votes, expected_ayes(blocs(chamber, president=0.3), shock_sd))
    wide = MAJORITY[chamber] + 6
    carried = sum(v >= wide for v in votes)
    assert not likely(
        carried, len(votes), probability_at_least(blocs(chamber), wide, 0.8 - shock_sd)
    )


def test_a_shock_costs_a_safe_majority_votes() -> None:
    """What is nearly sure to vote aye can only be moved to no."""
    votes = ayes("house", "agents.congress.alpha={house: [3, 1.5], senate: [1.5, -0.2]}")
    safe = [(35, 3.0), (40, 1.5)]
    assert near(votes, expected_ayes(safe, 0.8))
    assert not near(votes, expected_ayes(safe))


def test_a_bloc_alone_votes_by_its_binomial() -> None:
    """With the president against it and weight on his word, his party votes as one."""
    obey = (QUIET, "agents.congress.stance_stalled=opposed", "agents.congress.vote_president=50")
    votes = ayes("house", *obey)
    p = 1.0 / (1.0 + pow(2.718281828459045, -2.0))
    masses = ayes_distribution(35, p)
    for k in (29, 31, 33):
        assert likely(sum(v == k for v in votes), len(votes), masses[k])
    assert not likely(sum(v == 31 for v in votes), len(votes), ayes_distribution(40, p)[31])


def test_a_bill_passes_if_both_chambers_carry_it_under_one_shock() -> None:
    chambers = [(blocs(name), MAJORITY[name]) for name in SEATS]
    floors = laws = 0
    for record in futures("chambers", N):
        floors += sum(e.kind == "bill_floor" for e in record.entries)
        laws += sum(e.kind == "law" for e in record.entries)
    assert likely(laws, floors, probability_all_carry(chambers, 0.8))
    # Were the shocks their own, fewer bills would pass.
    alone = [probability_all_carry([chamber], 0.8) for chamber in chambers]
    assert not likely(laws, floors, alone[0] * alone[1])


@pytest.mark.parametrize("opposition", [0.0, 1.0])
@pytest.mark.parametrize("pull", [-2.0, -1.0, 0.0, 1.0, 2.0])
def test_what_the_executive_reckons_with_is_not_far_from_the_truth(
    pull: float, opposition: float
) -> None:
    """Its forecast takes blocs as normal and the shock at five points: it is rough by that much."""
    congress = first_day("chambers").run.tables[0].ratifier

    def exact(opposition: float) -> float:
        chambers = [
            ([(n, alpha + pull) for n, alpha in blocs(name, opposition)], OVERRIDE[name])
            for name in SEATS
        ]
        return probability_all_carry(chambers, 0.8)

    reckoned = congress.enactment_probability(pull, opposition)
    assert reckoned == pytest.approx(exact(opposition), abs=0.07)
    if pull in (0.0, 1.0):
        assert abs(reckoned - exact(1.0 - opposition)) > 0.1


def test_it_is_roughest_where_all_hangs_on_the_shock() -> None:
    """In the chambers of the United States, and where its weight is greatest: 8 in a hundred."""
    congress = begin(compiled("russia_2026"), Chance(0, 0, 1), 0).run.tables[0].ratifier
    chambers = [
        (
            [(b.chamber.seats - b.own, b.alpha[0] - 3.0), (b.own, b.alpha[1] - 3.0)],
            b.chamber.override,
        )
        for b in congress.benches.values()
    ]
    exact = probability_all_carry(chambers, congress.p.shock_sd)
    assert 0.05 < abs(congress.enactment_probability(-3.0, 0.0) - exact) < 0.09


@pytest.mark.parametrize("monthly", [0.02, 0.1])
def test_a_bill_waits_for_its_month(monthly: float) -> None:
    gated = (f"agents.congress.gate.neutral={monthly}", "agents.congress.bill_rate=5")
    calendar = begin(game("chambers", *gated), Chance(11, 0, 1), 0).run.calendar
    waited = passed = 0
    for record in futures("chambers", N, *gated):
        floors = {e.subject: e.day for e in record.entries if e.kind == "bill_floor"}
        for e in record.entries:
            ends = calendar.day(next_legislature(Elections(), calendar.date(e.day)))
            if e.kind == "bill" and min(ends, record.horizon) - e.day > 366.0:
                waited += 1
                passed += floors.get(e.subject, 1e9) - e.day < 366.0
    assert likely(passed, waited, gate_passes(monthly, 12))
    assert not likely(passed, waited, gate_passes(0.75 * monthly, 12))
    assert waited > 20 / sqrt(monthly)
