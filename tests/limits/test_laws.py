"""Laws of new sanctions a year, against a formula; stances that harden; bills that are counted."""

from __future__ import annotations

from math import exp, log

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.processes.bills import tension
from sim.engine.replication import begin
from sim.theory.lawmaking import becomes_law, laws_a_year
from tests.limits.games import YEAR, first_day, fits, futures, game, likely, near

N = 12
YEARS = 18.0
BILLS = 250.0
DECEMBERS = (351 / YEAR, 351 / YEAR + 1.0)
"""20 December of both years of a Congress that begins on 3 January."""
NEUTRAL = -12.0 * log(0.96)
ASKING = "agents.congress.stance_stalled=asking"
NONE = "agents.congress.lawmaking.bills=0"
OPPOSED = "agents.congress.stance_stalled=opposed"


def laws(*overrides: str) -> list[int]:
    """Laws of each future."""
    return [
        sum(e.kind == "law" for e in record.entries) for record in futures("bills", N, *overrides)
    ]


def expected(hazard: float, rides: float, reported: float = 0.2) -> float:
    """Laws of a future, on paper."""
    passes = becomes_law(hazard, 2.0, DECEMBERS, rides)
    return YEARS * laws_a_year(BILLS, reported, passes)


@pytest.mark.parametrize(
    ("overrides", "hazard", "rides"),
    [
        ((), NEUTRAL, 0.3),
        (("agents.congress.lawmaking.rides=0",), NEUTRAL, 0.0),
        ((ASKING,), -12.0 * log(0.8), 0.3),
        ((OPPOSED,), 0.0, 0.3 * 0.6),  # no floor time; riders are bargained down
    ],
)
def test_laws_a_year_are_as_the_formula_has_them(
    overrides: tuple[str, ...], hazard: float, rides: float
) -> None:
    made = laws(*overrides)
    assert near(made, expected(hazard, rides))
    assert not near(made, expected(hazard, rides, reported=0.2 * 1.15))
    assert not near(made, expected(2.0 * hazard + 0.2, rides))


def test_a_president_who_vetoes_an_act_strikes_out_its_riders() -> None:
    always = (OPPOSED, "agents.congress.lawmaking.vehicle_veto=1")
    records = futures("bills", 3, *always)
    riders = [e for record in records for e in record.entries if e.kind == "rider"]
    assert riders
    assert all(e.numbers["vetoed"] for e in riders)
    assert sum(laws(*always)) == 0


def test_a_vehicle_may_fail_to_come() -> None:
    rare = ("catalogue.vehicles.annual.probability=0.5", OPPOSED)
    by_day = {
        (k, round(e.day))
        for k, record in enumerate(futures("bills", N, *rare))
        for e in record.entries
        if e.kind == "rider"
    }
    # With so many bills pending somebody rides whenever there is an act.
    assert likely(len(by_day), N * 18, 0.5)
    assert not likely(len(by_day), N * 18, 0.7)


def test_undated_acts_come_at_their_rate() -> None:
    model = ("catalogue.vehicles.annual.on=null", "catalogue.vehicles.annual.rate=2", OPPOSED)
    days = {
        (k, e.day)
        for k, record in enumerate(futures("bills", N, *model))
        for e in record.entries
        if e.kind == "rider"
    }
    assert 0.7 * 2.0 < len(days) / N / YEARS < 2.0


def test_bills_that_come_to_nothing_are_counted() -> None:
    for record in futures("bills", 3):
        tallies = [e for e in record.entries if e.kind == "bills"]
        assert len(tallies) == 9
        moved = sum(e.kind == "bill_moves" for e in record.entries)
        assert sum(e.numbers["moved"] for e in tallies) == moved
        assert sum(e.numbers["laws"] for e in tallies) == sum(
            e.kind == "law" for e in record.entries
        )  # those signed after the end of a Congress count in the next
        assert all(e.numbers["over"] for e in tallies)
    counts = [
        float(e.numbers["introduced"])
        for record in futures("bills", N)
        for e in record.entries
        if e.kind == "bills"
    ]
    assert near(counts, 2.0 * BILLS)
    assert not near(counts, 2.1 * BILLS)


def test_no_bill_outlives_its_congress() -> None:
    for record in futures("bills", 3):
        over = [0.0, *(e.day for e in record.entries if e.kind == "bills")]
        began = {e.subject: e.day for e in record.entries if e.kind == "bill_moves"}
        for e in record.entries:
            if e.kind in ("law", "bill_dies"):
                ends = next(day for day in over if day > began[e.subject])
                signed = 10.0 if e.kind == "law" else 0.0
                assert began[e.subject] < e.day <= ends + signed


def test_few_bills_have_a_chance_once_the_sanctions_have_lost_their_aim() -> None:
    """In a war at half of what votes take for usual: calm + (1 - calm)/2, times what is left."""
    shares = ("agents.congress.lawmaking.calm=0.2", "agents.congress.vote_war_at=1")
    run = first_day("bills", *shares, "agents.congress.lawmaking.met=0.3").run
    table = run.tables[0]
    assert tension(run, table) == pytest.approx(0.6)
    table.aim.held = False
    assert tension(run, table) == pytest.approx(0.3 * 0.6)
    table.aim.held = True
    run.government.meets_aims = True
    assert tension(run, table) == pytest.approx(0.3 * 0.6)
    run.last_violation = run.now  # whatever the aim was, this is an occasion
    assert tension(run, table) == 1.0


def test_a_government_that_meets_the_aims_has_few_laws_made_against_it() -> None:
    friend = "interventions=[{id: friend, on: 2031-01-04, government: meets_aims}]"
    aims = "rules.aims=true", friend
    made = laws(*aims, "agents.congress.lawmaking.met=0.1")
    assert near(made, 0.1 * expected(NEUTRAL, 0.3))
    assert not near(made, expected(NEUTRAL, 0.3))


def test_a_petition_takes_a_bill_to_the_lower_house_alone() -> None:
    alone = ("agents.congress.lawmaking.petition=2", "agents.congress.lawmaking.rides=0", OPPOSED)
    passed: list[float] = []
    waited: list[float] = []
    for record in futures("bills", 6, *alone):
        floors = {e.subject: e.day for e in record.entries if e.kind == "bill_floor"}
        ends = [e.day for e in record.entries if e.kind == "bills"]
        assert not any(e.kind == "law" for e in record.entries)
        assert {e.numbers["chamber"] for e in record.entries if e.kind == "vote"} == {"house"}
        for e in record.entries:
            if e.kind == "bill_moves":
                left = min(day for day in ends if day > e.day) - e.day
                waited.append(1.0 - exp(-2.0 * left / YEAR))
                passed.append(float(e.subject in floors))
    # Each with the probability of its own time: the standardised sum is normal.
    total = sum(p - q for p, q in zip(passed, waited, strict=True))
    spread = sum(q * (1.0 - q) for q in waited) ** 0.5
    assert abs(total) < 3.5 * spread
    assert abs(total - 0.05 * sum(waited)) > 3.5 * spread


def test_a_stance_hardens_at_its_rate_while_talks_stall() -> None:
    rate = ("agents.congress.lawmaking.tougher_stalled=0.5", OPPOSED)
    first: list[float] = []
    for seed in range(150):
        begun = begin(
            game("bills", "agents.congress.lawmaking.bills=0", *rate), Chance(seed, 0, 1), 0
        )
        begun.run.clock.let_pass(begun.run.calendar.horizon, 9)
        moves = [e for e in begun.run.log if e.kind == "stance"]
        assert [e.numbers["to"] for e in moves] in ([], ["neutral"], ["neutral", "asking"])
        if moves:
            first.append(moves[0].day / YEAR)
    assert fits(first, lambda t: (1.0 - exp(-0.5 * t)) / (1.0 - exp(-0.5 * YEARS)))
    assert not fits(first, lambda t: 1.0 - exp(-0.8 * t))


def test_on_paper() -> None:
    assert becomes_law(0.0, 2.0) == 0.0
    assert becomes_law(0.0, 2.0, [1.0], 1.0) == pytest.approx(0.5)
    assert becomes_law(1.0, 2.0) == pytest.approx(1.0 - (1.0 - exp(-2.0)) / 2.0)
    assert becomes_law(1e-9, 2.0, [1.0], 0.5) == pytest.approx(0.25, abs=1e-6)
    with pytest.raises(ValueError, match="must be in order"):
        becomes_law(1.0, 2.0, [3.0])
    with pytest.raises(ValueError, match="need hazard"):
        becomes_law(-1.0, 2.0)
    with pytest.raises(ValueError, match="reported"):
        laws_a_year(1.0, 2.0, 0.5)
