"""What both sides believe, against Bayes' rule in odds; what unilateral steps bring in."""

from __future__ import annotations

import pytest

from sim.engine.state.record import Record
from sim.theory.initiatives import conceded_for_initiatives, demanded_in_all
from sim.theory.trust import trust_after
from tests.limits.games import STUBBORN, YEAR, futures, near

KEPT, REFUSED, BROKEN = (0.8, 0.3), (0.2, 0.7), (0.1, 0.5)
"""How likely each sign is with a dealer, and with a staller."""

TARGET, PRESIDENT = "the Target", "the President"


def signs(record: Record, day: float, quarter: float) -> tuple[int, int, int]:
    """Promises of the target kept, quarters with a refusal of it, and promises broken, by a day."""
    kept = sum(e.kind == "delivered" and e.day < day for e in record.entries)
    refusals = {
        e.day // quarter
        for e in record.entries
        if e.kind == "refusal" and e.agent == TARGET and e.day < day
    }
    broken = sum(
        e.kind == "violation" and e.numbers["detected"] for e in record.entries if e.day < day
    )
    return kept, len(refusals), broken


@pytest.mark.parametrize("reciprocity", [0.0, 0.8])
def test_the_senders_trust_grows_and_falls_by_factors(reciprocity: float) -> None:
    weight = 1.0 - 0.5 * reciprocity
    total = [0, 0, 0]
    for record in futures("dealings", 8, f"talks.reciprocity={reciprocity}"):
        points = [p for p in record.points if p.series == "trust_executive" and p.day > 0.0]
        for point in points[:-1]:  # the last one is noted at the end, within a quarter
            kept, refused, broken = signs(record, point.day + 1e-9, 91.0)
            expected = trust_after(
                0.3, [(*KEPT, kept), (*REFUSED, refused), (*BROKEN, broken)], weight
            )
            assert point.value == pytest.approx(expected, rel=1e-9)
        total = [a + b for a, b in zip(total, (kept, refused, broken), strict=True)]
    assert min(total) > 10  # there was enough of each to tell


@pytest.mark.parametrize("prior", [0.2, 0.6])
def test_relief_as_agreed_is_one_sign_a_deal(prior: float) -> None:
    """The sender makes all proposals here, so that it never refuses."""
    mine = ("talks.executive_proposes=1", f"agents.target.prior_dealer={prior}")
    for record in futures("dealings", 5, *mine):
        point = [p for p in record.points if p.series == "trust_target"][-1]
        deals = {
            e.cause for e in record.entries if e.kind == "eased" and e.numbers["via"] == "bargain"
        }
        assert len(deals) > 5
        assert point.value == pytest.approx(trust_after(prior, [(*KEPT, len(deals))]), rel=1e-9)


GESTURES = (
    *STUBBORN,
    "agents.target.aspiration=100",
    "agents.executive.prior_dealer=0.3",
    "agents.executive.grit_rate=6",
    "agents.executive.grit_lp=[0.5, 0.5]",
    "talks.round_days=3650",
    "talks.reciprocity=0.5",
)
"""Six steps a year of half a point each; nobody meets, so that no deal ever follows."""


@pytest.mark.parametrize("memory_days", [120.0, 600.0])
@pytest.mark.parametrize("quarters", [4, 12])
def test_unilateral_steps_bring_the_other_side_down_by_a_part_of_their_worth(
    memory_days: float, quarters: int
) -> None:
    day = 91.0 * quarters
    fallen = []
    for record in futures("pie", 150, *GESTURES, f"talks.reciprocity_days={memory_days}"):
        assert not record.deals
        fallen += [
            100.0 - p.value
            for p in record.points
            if p.series == "aspiration_target" and p.day == day
        ]
    years = day / YEAR

    def formula(memory: float, reciprocity: float = 0.5) -> float:
        return conceded_for_initiatives(6.0, 0.5, reciprocity, memory / YEAR, years)

    assert near(fallen, formula(memory_days))
    assert not near(fallen, formula(memory_days, 0.4))
    if day > 2.0 * memory_days:
        assert not near(fallen, formula(1e9))  # as if nothing came back


@pytest.mark.parametrize(("first", "reciprocity"), [(40.0, 0.5), (20.0, 0.25), (45.0, 0.8)])
def test_a_side_that_reciprocates_asks_for_less_step_by_step(
    first: float, reciprocity: float
) -> None:
    """Peace can be had again and again here, and the sender agrees to whatever leaves it a gain."""
    spiral = (
        *STUBBORN,
        "agents.executive.aspiration=0",
        f"agents.target.aspiration={first}",
        "talks.executive_proposes=0",
        f"talks.reciprocity={reciprocity}",
        "talks.reciprocity_days=3650",
        "talks.implementation_days=[0, 0]",
        "catalogue.concessions.peace.gap_days=1",
    )
    deals = futures("pie", 1, *spiral)[0].deals
    got = 0.0
    for steps, deal in enumerate(deals[:8], 1):
        got += deal.lp
        total = demanded_in_all(first, reciprocity, steps)
        if first * (1.0 - reciprocity) ** (steps - 1) < 1.0:
            break  # there is nothing smaller than half a point
        # What is rounded up to half a point in one step lessens the demands of the next.
        assert total - 0.1 <= got <= total + 0.5 / reciprocity
    assert steps > 2
    assert demanded_in_all(first, 0.8 * reciprocity, steps) > got + 2.0
