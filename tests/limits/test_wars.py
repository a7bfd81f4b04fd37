"""Wars that pause, end and begin again: competing hazards, and one that falls with age."""

from __future__ import annotations

from math import exp, expm1, inf, log, log1p

import pytest

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import lomax
from sim.engine.processes.conclusion import answered, consents
from sim.engine.processes.war import _break, give
from sim.engine.state.fighting import breaking, spared
from sim.engine.state.record import Record
from sim.engine.state.state import Run
from sim.engine.valuation.concessions import available
from sim.theory.hazards import cause_share, survival
from tests.limits.games import YEAR, first_day, fits, futures, likely

N = 500
RATES = (0.5, 0.3)


def first(record: Record, *kinds: str) -> tuple[float, str]:
    """When the first event of some kinds came, in years, and its kind."""
    for entry in record.entries:
        if entry.kind in kinds:
            return entry.day / YEAR, entry.kind
    return inf, ""


def test_a_war_pauses_or_ends_at_the_sum_of_both_rates() -> None:
    found = [first(record, "truce", "ceasefire") for record in futures("wars", N)]
    assert fits([time for time, _ in found], lambda t: 1.0 - survival(RATES, t))
    assert not fits([time for time, _ in found], lambda t: 1.0 - survival((0.5,), t))
    assert likely(sum(kind == "truce" for _, kind in found), N, cause_share(RATES, 0))


def lasted(override: str) -> list[float]:
    """How long the first ceasefire held, in years, of those that broke or could be seen to."""
    return [
        (entry.numbers["lasted"] / YEAR)
        for record in futures("wars", N, "world.war.truce_rate=0", override)
        for entry in record.entries[:40]
        if entry.kind == "war_resumes"
        and not any(e.kind == "war_resumes" for e in record.entries[: entry.id])
    ]


def test_a_ceasefire_breaks_less_and_less_the_older_it_grows() -> None:
    """Rate h/(1 + t/T) with h = 0.4 and T = 1 year: S(t) = (1 + t)^-0.4."""
    held = lasted("world.war.break_rate=0.4")
    early = [time for time in held if time <= 5.0]

    def within_five(t: float) -> float:
        return (1.0 - (1.0 + t) ** -0.4) / (1.0 - 6.0**-0.4)

    assert fits(early, within_five)
    assert likely(len(early), N, 1.0 - 6.0**-0.4)
    assert not likely(len(early), N, -expm1(-0.4 * 5.0))  # at a rate that stays


def test_a_ceasefire_breaks_as_well_where_nothing_could_settle_the_war() -> None:
    """Without the parts of a settlement there is none to wait for, however fast it would come."""
    records = futures(
        "wars",
        60,
        "world.war.truce_rate=0",
        "world.war.settle_rate=5",
        "catalogue.concessions.peace.settlement=0",
        "catalogue.concessions.line.settlement=0",
    )
    broke = sum(first(record, "war_resumes")[0] < inf for record in records)
    assert broke > 30
    assert not any(first(record, "peace")[1] for record in records)


def lapsed(part: str, break_rate: float) -> Run:
    """A war that is settled on the first day, of which a part lapses on that day."""
    begun = first_day(
        "wars",
        "world.war.state=settled",
        f"world.war.break_rate={break_rate}",
        "world.war.truce_rate=0",
        "world.war.ceasefire_rate=0",
    )
    run = begun.run
    run.clock.let_pass(1 - run.now, Order.WATCH)
    assert run.fighting.state == "settled"
    del run.live[part]
    run.concessions_changed(-1)
    run.clock.let_pass(50 * YEAR - run.now, Order.WATCH)
    return run


def test_what_was_settled_and_lapses_is_a_ceasefire_that_may_break() -> None:
    held, broke = lapsed("peace", 0.0), lapsed("peace", 5.0)
    assert held.fighting.state == "ceasefire"
    assert held.fighting.since == 0.0  # the guns are as silent as they were
    assert broke.fighting.state == "war"


def test_of_a_settlement_that_came_by_itself_nothing_is_left_when_it_breaks() -> None:
    run = first_day("wars", "world.war.state=settled", "world.war.ceasefire_rate=0").run
    run.clock.let_pass(1 - run.now, Order.WATCH)
    assert set(run.live) == {"line", "peace"}
    run.clock.let_pass(2 - run.now, Order.WATCH)
    _break(run)
    assert not run.live
    assert (run.fighting.state, run.settled_since) == ("war", None)


def test_a_withdrawal_without_a_ceasefire_does_not_calm_the_war() -> None:
    run = first_day(
        "wars",
        "world.war.ceasefire_rate=0",
        "world.war.step_sd=0",
        "world.war.reversion=1",
        "catalogue.concessions.peace.war_level=0.1",
    ).run
    give(run, ["peace"], -1, "scenario")
    run.clock.let_pass(100 - run.now, Order.WATCH)
    assert run.war == pytest.approx(run.world.war.mean)
    give(run, ["line"], -1, "scenario")
    run.clock.let_pass(200 - run.now, Order.WATCH)
    assert run.war == pytest.approx(0.1)


def test_a_rule_switched_off_leaves_the_war_alone() -> None:
    records = futures("wars", 20, "rules.war=false")
    assert not any(first(record, "truce", "ceasefire")[1] for record in records)


@pytest.mark.parametrize(("age", "due"), [(0.0, 1.0), (2.0, 0.3)])
def test_the_time_to_gather_a_hazard_that_falls_is_its_inverse(age: float, due: float) -> None:
    rate, half = 0.4, 1.5
    years = lomax(due, rate, half, age)
    assert rate * half * log((half + age + years) / (half + age)) == pytest.approx(due)
    assert lomax(due, 0.0, half) == inf


def test_a_ceasefire_is_worth_only_what_would_not_come_anyway() -> None:
    run = first_day("wars").run
    discounted = (1 - exp(-(0.08 + 0.3) * 4)) / (0.08 + 0.3) / ((1 - exp(-0.08 * 4)) / 0.08)
    assert spared(run, 0.08, 10.0) == pytest.approx(discounted)
    run.fighting.state = "ceasefire"
    assert spared(run, 0.08, 10.0) == 1.0


def test_the_mean_hazard_of_breaking_is_what_is_gathered_by_the_years() -> None:
    run = first_day("wars").run
    assert breaking(run, 4.0) == pytest.approx(0.4 * log1p(4.0) / 4.0)


@pytest.mark.parametrize(
    ("state", "kind"), [("truce", "truce"), ("ceasefire", "ceasefire"), ("settled", "peace")]
)
def test_a_scenario_may_put_the_war_into_a_state(state: str, kind: str) -> None:
    change = f"interventions=[{{id: it, on: 2031-01-01, war_state: {state}}}]"
    quiet = ("world.war.truce_rate=0", "world.war.ceasefire_rate=0", "world.war.break_rate=0")
    (record,) = futures("wars", 1, *quiet, change)
    came = next(e for e in record.entries if e.kind == kind)
    assert (round(came.day), came.numbers["by"]) == (365, "scenario")


def test_a_first_day_in_a_ceasefire_is_one() -> None:
    quiet = ("world.war.break_rate=0", "world.war.state=ceasefire")
    (record,) = futures("wars", 1, *quiet)
    assert [e.day for e in record.entries if e.kind == "ceasefire"] == [0.0]
    assert not any(e.kind == "truce" for e in record.entries)


PARTNER = "agents.consenters={{p: {{name: Partner, concessions: [line], partner: {{{}}}}}}}"


@pytest.mark.parametrize("lean", [-1.0, 0.0, 1.5])
def test_a_ceasefire_that_nobody_bargained_for_waits_for_the_partner(lean: float) -> None:
    """Its rate is twice the odds of the partner's consent times that of its source."""
    partner = PARTNER.format(
        f"base: {lean}, guarantees: 0, aid: 0, territory: 0, agreement_rate: 0"
    )
    records = futures("wars", N, "world.war.truce_rate=0", partner)
    times = [first(record, "ceasefire")[0] for record in records]
    rate = 0.3 * 2.0 / (1.0 + exp(-lean))
    assert fits(times, lambda t: 1.0 - survival((rate,), t))
    if lean:
        assert not fits(times, lambda t: 1.0 - survival((0.3,), t))


def test_guarantees_and_aid_move_a_partner_and_land_holds_it_back() -> None:
    party = first_day("wars", PARTNER.format("")).run.partners[0]
    assert party.consent == pytest.approx(0.0 + 3.0 * 0.2 + 1.5 * 0.4 - 2.5 * 0.5)


@pytest.mark.parametrize("lean", [-2.0, 0.0, 1.0])
def test_a_partner_says_yes_to_a_ceasefire_as_often_as_it_leans(lean: float) -> None:
    """In a deal it weighs nothing else: neither points, nor a reservation of its own."""
    partner = PARTNER.format(f"base: {lean}, guarantees: 0, aid: 0, territory: 0")
    begun = first_day("wars", partner, "talks.temperature=2")
    table, offers = begun.run.tables[0], begun.offers[0]
    stakes = consents(offers, (), ["line"])
    answer = answered(begun.run, table, 0, 0.0, stakes)
    assert answer.probability == pytest.approx(1.0 / (1.0 + exp(-lean)))
    assert consents(offers, (), ["pause"]) == []


def test_an_agreement_comes_once_at_its_rate_and_lowers_what_relief_costs_in_public() -> None:
    partner = PARTNER.format("agreement_rate: 0.4, agreement_eases: 0.25")
    tables = "rules.tables=true"
    records = futures("wars", 150, partner, tables)
    times = [first(record, "partner_agreement")[0] for record in records]
    assert fits(times, lambda t: 1.0 - survival((0.4,), t))
    assert all(sum(e.kind == "partner_agreement" for e in r.entries) <= 1 for r in records)
    peace = "interventions=[{id: it, on: 2031-01-01, war_state: settled}]"
    quiet = ("world.war.truce_rate=0", "world.war.ceasefire_rate=0", "world.war.break_rate=0")
    settled = futures("wars", 150, partner, tables, *quiet, peace)
    times = [first(record, "partner_agreement")[0] for record in settled]
    signed = sum(time < inf for time in times)
    assert all(time < 365 / YEAR for time in times if time < inf)
    assert likely(signed, 150, 1.0 - survival((0.4,), 365 / YEAR))
    run = first_day("wars", partner, tables).run
    run.clock.let_pass(40 * YEAR - run.now, Order.WATCH)
    assert run.audience_eased == pytest.approx(0.75)
    run = first_day("wars", partner, "rules.tables=false").run
    run.clock.let_pass(40 * YEAR - run.now, Order.WATCH)
    assert run.audience_eased == 1.0


def test_a_truce_cannot_be_sold_while_a_ceasefire_holds() -> None:
    """What is part of what is in force already is given anyway."""
    run = first_day("wars").run
    for live, sold in (([], True), (["line"], False), (["line", "peace"], False)):
        run.live.clear()
        give(run, live, -1, "scenario")
        run.last_given.clear()
        assert available(run, "pause") is sold
    run.live.clear()
    give(run, ["pause"], -1, "scenario")
    assert not available(run, "pause")
    assert available(run, "line")
