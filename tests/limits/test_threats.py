"""Deadlines: credibility as a posterior mean, what is feared, the day, and the odds of action."""

from __future__ import annotations

from math import exp, inf

import pytest

from sim.engine.state.record import Record
from sim.engine.state.threats import Deadline, Threats
from sim.engine.valuation.concessions import price_now
from sim.theory.hazards import survival
from tests.limits.games import YEAR, first_day, fits, futures, likely

N = 400
QUIET = ("agents.executive.threats.rate=0",)


def stated(demand: str, lp: float = 6.0, by: str = "2031-06-30") -> str:
    return (
        f"agents.executive.threats.stated=[{{demand: {demand}, on: 2031-01-01, by: {by}, "
        f"class: stake, lp: {lp}}}]"
    )


def kinds(record: Record) -> list[str]:
    return [entry.kind for entry in record.entries if entry.kind.startswith("threat")]


@pytest.mark.parametrize(
    ("carried", "dropped", "prior", "credibility"),
    [(0, 0, 0.5, 0.5), (1, 0, 0.5, 2 / 3), (0, 1, 0.5, 1 / 3), (3, 1, 0.5, 4 / 6), (2, 0, 0, 0.5)],
)
def test_credibility_is_the_share_carried_out_with_two_imagined_ones(
    carried: int, dropped: int, prior: float, credibility: float
) -> None:
    threats = Threats(prior)
    threats.carried_out, threats.dropped = carried, dropped
    assert threats.credibility() == pytest.approx(credibility)


def test_what_a_threat_demands_costs_less_by_what_is_feared() -> None:
    run = first_day("threats", *QUIET).run
    table = run.tables[0]
    assert price_now(run, table, "dear") == 50.0
    table.threats.deadline = Deadline("dear", 100.0, "stake", 12.0, -1)
    assert price_now(run, table, "dear") == pytest.approx(50.0 - 0.5 * 12.0)
    assert price_now(run, table, "cheap") == 2.0
    table.threats.deadline = Deadline("cheap", 100.0, "stake", 12.0, -1)
    assert price_now(run, table, "cheap") == 0.0  # not below nothing
    assert price_now(run, table, "cheap", feared=False) == 2.0


def test_what_costs_less_than_what_is_feared_is_given_alone_and_at_once() -> None:
    (record,) = futures("threats", 1, *QUIET, stated("cheap"))
    assert kinds(record) == ["threat", "threat_met"]
    met = next(e for e in record.entries if e.kind == "threat_met")
    assert (round(met.day), met.numbers["alone"]) == (365, True)
    assert any(e.kind == "delivered" and e.subject == "cheap" for e in record.entries)


def test_what_is_given_for_a_term_ends_with_it_though_no_deal_is_behind_it() -> None:
    dated = ("catalogue.concessions.cheap.kind=dated", "catalogue.concessions.cheap.term_days=40")
    (record,) = futures("threats", 1, *QUIET, *dated, stated("cheap"))
    days = {e.kind: round(e.day) for e in record.entries if e.subject == "cheap"}
    assert (days["delivered"], days["threat_met"], days["expired"]) == (365, 365, 365 + 40)


def test_what_is_given_under_a_threat_is_broken_like_what_was_agreed() -> None:
    """At 2 (1/2 + 1/2) a year, of which it sees 7 in 10; it takes nothing back: it gave nothing."""
    broken = (
        "catalogue.concessions.cheap.violation_rate=2",
        "catalogue.concessions.cheap.detection=0.7",
    )
    records = futures("threats", N, *QUIET, *broken, stated("cheap"))
    seen = [
        next(
            (e.day - 365 for e in r.entries if e.kind == "violation" and e.numbers["detected"]),
            inf,
        )
        / YEAR
        for r in records
    ]
    assert fits(seen, lambda t: 1.0 - survival((2.0 * 0.7,), t))
    assert not fits(seen, lambda t: 1.0 - survival((2.0,), t))
    answers = [[e.kind for e in r.entries if e.subject == "cheap"][-1] for r in records]
    assert answers.count("tolerated") == sum(time < inf for time in seen)
    assert not any(e.kind == "snapback_decided" for r in records for e in r.entries)


@pytest.mark.parametrize("threatened", [True, False])
def test_a_ceasefire_that_was_demanded_is_owed_and_one_that_came_by_itself_is_not(
    threatened: bool,
) -> None:
    war = (
        "rules.threats=true",
        "world.war.truce_rate=0",
        f"world.war.ceasefire_rate={0 if threatened else 5}",
        "world.war.break_rate=5",
        *QUIET,
        *((stated("line", 30.0),) if threatened else ()),
    )
    records = futures("wars", 20, *war)
    for record in records:
        began = next(e for e in record.entries if e.kind == "ceasefire")
        broke = next(e for e in record.entries if e.kind == "war_resumes")
        assert began.numbers["by"] == ("threat" if threatened else "itself")
        answer = [e.kind for e in record.entries if e.day == broke.day and e.subject == "line"]
        assert answer == (["violation", "tolerated"] if threatened else [])


def test_a_truce_that_was_demanded_has_its_term_and_holds_no_longer() -> None:
    """One that comes by itself would end after twenty days here, and hold as a ceasefire."""
    war = (
        "rules.threats=true",
        "world.war.truce_rate=0",
        "world.war.ceasefire_rate=0",
        "world.war.truce_holds=1",
        "catalogue.concessions.pause.term_days=50",
    )
    (record,) = futures("wars", 1, *war, *QUIET, stated("pause"))
    told = [(e.kind, round(e.day)) for e in record.entries if "truce" in e.kind]
    assert told == [("truce", 365), ("truce_over", 365 + 50)]
    assert not any(e.kind == "ceasefire" for e in record.entries)


def test_what_costs_more_is_not_and_the_day_is_the_one_after_the_last() -> None:
    carry = "agents.executive.threats.carry=20"
    (record,) = futures("threats", 1, *QUIET, carry, stated("dear"))
    assert kinds(record) == ["threat", "threat_carried_out"]
    done = next(e for e in record.entries if e.kind == "threat_carried_out")
    assert round(done.day) == 365 + 181  # 1 July 2031 from 1 January 2030
    assert record.tranches[-1].lp == 6.0


def test_it_is_carried_out_with_the_odds_of_its_logit() -> None:
    odds = ("agents.executive.threats.carry=-0.4", "agents.executive.threats.carry_stalled=0.9")
    records = futures("threats", N, *QUIET, *odds, stated("dear"))
    done = sum("threat_carried_out" in kinds(record) for record in records)
    assert likely(done, N, 1.0 / (1.0 + exp(-0.5)))
    assert not likely(done, N, 1.0 / (1.0 + exp(0.4)))
    assert all(len(kinds(record)) == 2 for record in records)


@pytest.mark.parametrize(
    ("lp", "demand"), [(1.0, "cheap"), (2.0, "cheap"), (49.9, "cheap"), (50.0, "dear")]
)
def test_a_sender_demands_what_its_threat_could_buy(lp: float, demand: str) -> None:
    """Of 2 and 50 LP of cost, worth 5 and 40: the most valuable that is not too dear."""
    own = (
        "agents.executive.threats.rate=10",
        f"agents.executive.threats.lp=[{lp}, {lp}]",
        "agents.executive.threats.credibility=0",
        "talks.mode=baby_steps",
        "talks.open=false",
    )
    (record,) = futures("threats", 1, *own)
    made = [entry for entry in record.entries if entry.kind == "threat"]
    assert made
    assert made[0].subject == demand


def test_with_the_rule_off_nobody_threatens() -> None:
    (record,) = futures("threats", 1, "rules.threats=false", stated("dear"))
    assert not kinds(record)
