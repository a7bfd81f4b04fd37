"""What laws of new sanctions do, where the president stands, and how statutes are repealed."""

from __future__ import annotations

import pytest

from sim.agents.bill import Bill
from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import poisson
from sim.engine.kernel.streams import Chance
from sim.engine.processes.enacting import enact
from sim.engine.processes.stance import soften, stance, toughen
from sim.engine.replication import Begun, begin
from sim.engine.valuation.ratification import climate
from sim.scenario.legislature import BillKind
from tests.scenarios.worlds import chunk, compiled

QUIET = (
    "agents.congress.lawmaking.bills=0",
    "agents.congress.lawmaking.tougher_violation=0",
    "agents.congress.lawmaking.tougher_offensive=0",
    "agents.congress.lawmaking.tougher_stalled=0",
    "agents.congress.lawmaking.softer_deal=0",
    "agents.congress.lawmaking.softer_ceasefire=0",
)


def first_day(name: str = "russia_2025", *overrides: str) -> Begun:
    return begin(compiled(name, *overrides), Chance(0, 0, 1), 0)


def bill(kind: BillKind, *, waiver: bool = True, size: float = 0.5) -> Bill:
    made = Bill("bill_1", kind, "", ends=600.0, lower=True)
    made.waiver, made.size = waiver, size
    return made


def enacted(begun: Begun, one: Bill) -> dict[str, object]:
    run = begun.run
    return run.log[enact(run, run.tables[0], one, -1)].numbers


# -- what laws do -------------------------------------------------------------------------


@pytest.mark.parametrize("waiver", [True, False])
def test_a_law_that_codifies_puts_a_statute_under_what_orders_hold(waiver: bool) -> None:
    begun = first_day("russia_2025", "agents.congress.bill_lp=[60, 60]")
    run, register = begun.run, begun.run.register
    before = [register.holding(i) for i in range(len(register.on))]
    version = register.own_version["US"]
    law = enacted(begun, bill("codify", waiver=waiver))
    bit = run.model.bit["NEW_STATUTE_WITH_WAIVER" if waiver else "NEW_STATUTE"]
    held = [i for i in range(len(before)) if register.holding(i) & bit]
    assert held
    assert law["waiver"] is waiver
    assert law["lp"] == pytest.approx(register.weight(held))
    assert 0 < register.weight(held) <= 60.0
    assert law["measures"] == list(register.by_measure(held))
    assert not any(before[i] & run.model.statutes for i in held)
    assert all(register.tranches[i].sender == "US" for i in held)
    assert register.own_version["US"] > version  # what could be agreed on is reckoned anew
    # With a waiver it moves to review; without one only Congress can ease it.
    ways = run.model.finder.easy_ways(run.tables[0].pair, register.holding(held[0]), -1, None)
    assert any(way.review is not None for way in ways) is waiver
    assert all(way.deliverer == "congress" for way in ways) or waiver


def test_a_law_that_narrows_takes_away_waivers_and_licences() -> None:
    begun = first_day()  # between 2 and 6 LP
    run, register, pair = begun.run, begun.run.register, begun.run.tables[0].pair

    def alone(i: int) -> bool:
        ways = run.model.finder.easy_ways(pair, register.holding(i), -1, None)
        return any(way.deliverer != "congress" for way in ways)

    before = [alone(i) for i in range(len(register.on))]
    law = enacted(begun, bill("narrow", size=1.0))
    hit = [i for i in register.own["US"] if register.layers[i] & run.model.bit["NEW_STATUTE"]]
    assert hit
    assert law["measures"] == list(register.by_measure(hit))
    assert all(before[i] and not alone(i) for i in hit)
    assert register.weight(hit) <= 6.0
    assert [alone(i) for i in range(len(before)) if i not in hit] == [
        before[i] for i in range(len(before)) if i not in hit
    ]


def test_a_law_imposes_a_measure_of_its_own() -> None:
    begun = first_day()
    register = begun.run.register
    before = register.lp_on["US"]
    law = enacted(begun, bill("impose"))
    assert register.measures[-1] == "law_1"
    assert law["measures"] == ["law_1"]
    assert law["lp"] == pytest.approx(2.5)  # half way between 1 and 4
    assert register.lp_on["US"] == pytest.approx(before + 2.5)
    assert abs(register.balance()) < 1e-9
    assert register.holding(len(register.on) - 1) == begun.run.model.bit["NEW_STATUTE_WITH_WAIVER"]


@pytest.mark.parametrize(
    ("given", "least", "most"), [("asking", 0.9, 1.0), ("neutral", 0.35, 0.75), ("opposed", 0, 0.2)]
)
def test_a_stick_is_used_the_sooner_the_more_the_president_asks_for_sanctions(
    given: str, least: float, most: float
) -> None:
    used = 0
    for seed in range(40):
        model = compiled(
            "russia_2025",
            *QUIET,
            "talks.mode=hold",
            f"agents.congress.stance={given}",
            f"agents.congress.stance_stalled={given}",
        )
        begun = begin(model, Chance(seed, 0, 1), 0)
        law = enacted(begun, bill("stick"))
        assert law["lp"] == 0.0
        assert law["lets"] == pytest.approx(2.5)
        begun.run.clock.let_pass(2.5 * 365.25, Order.WATCH)
        mine = [e for e in begun.run.log if e.kind == "stick_used"]
        used += len(mine)
        if mine:
            assert begun.run.log[mine[0].cause].kind == "law"
            assert "law_1" in begun.run.register.measures
    assert least <= used / 40 <= most


def test_what_must_be_used_or_waived_is_used_oftener() -> None:
    counts = []
    for mandatory in (False, True):
        used = 0
        for seed in range(60):
            begun = begin(compiled("russia_2025", *QUIET), Chance(seed, 0, 1), 0)
            stick = bill("stick")
            stick.mandatory = mandatory
            enacted(begun, stick)
            begun.run.clock.let_pass(3 * 365.25, Order.WATCH)
            used += sum(e.kind == "stick_used" for e in begun.run.log)
        counts.append(used)
    assert counts[1] > 1.5 * counts[0]


# -- where the president stands -----------------------------------------------------------


def test_a_stance_moves_step_by_step_and_says_so() -> None:
    run = first_day().run
    table = run.tables[0]
    stamp = run.stamp
    assert stance(table, 0.0) == "opposed"
    assert not soften(run, table, 0)
    assert toughen(run, table, 0)
    assert stance(table, 0.0) == "neutral"
    assert toughen(run, table, 0)
    assert stance(table, 0.0) == "asking"
    assert not toughen(run, table, 0)
    assert soften(run, table, 0)
    assert [(e.numbers["was"], e.numbers["to"]) for e in run.log if e.kind == "stance"] == [
        ("opposed", "neutral"),
        ("neutral", "asking"),
        ("asking", "neutral"),
    ]
    assert run.log[-1].cause == 0
    assert run.stamp > stamp


def test_the_scenario_has_the_last_word_on_it() -> None:
    run = first_day().run
    table = run.tables[0]
    toughen(run, table, 0)
    table.ratifier.assign(["hawkishness"], 1.0)
    assert stance(table, 0.0) == "neutral"
    table.ratifier.assign(["stance"], "asking")
    assert table.ratifier.shift == 0
    assert stance(table, 0.0) == "asking"


def test_without_the_rule_or_a_legislature_it_stays_as_it_is() -> None:
    run = first_day("russia_2025", "rules.legislation=false").run
    assert not toughen(run, run.tables[0], 0)
    run = first_day("examples/inline").run
    run.tables[0].ratifier.benches.clear()
    assert not toughen(run, run.tables[0], 0)


def test_it_hardens_by_offensives_and_softens_by_deals_and_ceasefires() -> None:
    for kind, share in (
        ("offensive", "tougher_offensive"),
        ("deal", "softer_deal"),
        ("ceasefire", "softer_ceasefire"),
    ):
        sure = [one for one in QUIET if share not in one]
        moved = chunk(
            "russia_2025",
            30,
            *sure,
            "rules.threats=false",
            f"agents.congress.lawmaking.{share}=1",
            "agents.congress.stance=neutral",
            "agents.congress.stance_stalled=neutral",
        )
        causes = [
            record.entries[e.cause].kind
            for record in moved
            for e in record.entries
            if e.kind == "stance"
        ]
        assert causes
        assert set(causes) == {kind}


def test_a_new_president_begins_where_the_scenario_has_presidents_begin() -> None:
    sure = ("agents.congress.lawmaking.tougher_stalled=20", "talks.mode=hold", "end=2029-03-01")
    for record in chunk("russia_2025", 5, *sure):
        taken = next(e.day for e in record.entries if e.kind == "new_president")
        later = [e for e in record.entries if e.kind == "stance" and e.day > taken]
        assert later
        assert later[0].numbers["was"] == "opposed"


# -- the stock of bills -------------------------------------------------------------------


def test_bills_that_are_pending_are_told_and_taken_up() -> None:
    for record in chunk("russia_2026", 20):
        pending = [e for e in record.entries if e.kind == "bill_moves" and e.day == 0.0]
        assert [e.numbers["does"] for e in pending] == ["stick", "impose"]
        assert pending[0].numbers["supporters"] == {"senate": 82}
        assert pending[1].numbers["signatures"] == 218
        votes = [
            e
            for e in record.entries
            if e.kind == "bill_floor"
            and e.subject == pending[1].subject
            and e.numbers["how"] == "discharge petition"
            and e.day < 46.0
        ]
        gone = any(
            e.kind == "bill_floor" and e.subject == pending[1].subject and e.day < 46.0
            for e in record.entries
        )
        assert len(votes) == 1 or gone
        assert all(10.0 <= e.day <= 45.0 for e in votes)
    titles = {e.numbers.get("title") for e in record.entries if e.kind == "bill_moves"}
    assert "the Senate's sanctions bill" in titles


def test_a_bill_is_as_popular_as_its_sponsors_say() -> None:
    run = first_day("russia_2026").run
    run.clock.let_pass(0.5, Order.WATCH)
    congress = run.tables[0].ratifier
    appeal = congress.docket[0].appeal
    pull = congress.pull(climate(run, run.tables[0], 0.0))
    ayes = congress.expected(congress.benches["senate"], pull + 0.8 * appeal, 0.0)
    assert ayes == pytest.approx(82.0, abs=0.1)


def test_where_there_are_no_chambers_nothing_is_introduced() -> None:
    kinds = {"bills", "bill_moves", "accepts", "stance", "rider"}
    for record in chunk("by_hand", 3, "rules.legislation=true"):
        if not record.model.chambers:
            assert not kinds & {e.kind for e in record.entries}


def test_a_legislature_says_what_it_would_accept_and_more_hawks_accept_less() -> None:
    def accepted(hawkishness: float) -> float:
        (record,) = chunk("russia_2025", 1, f"agents.congress.hawkishness={hawkishness}")
        return float(str(next(e.numbers["lp"] for e in record.entries if e.kind == "accepts")))

    assert accepted(2.0) <= accepted(0.0) < accepted(-2.0)
    begun = first_day()
    congress = begun.run.tables[0].ratifier
    for pull in (-3.0, -1.0, 0.0):
        share = congress.accepted(pull, 1.0)
        if 0.0 < share < 1.0:
            assert not congress._barred(pull + congress.vote_share * (share - 0.001), 1.0)
            assert congress._barred(pull + congress.vote_share * (share + 0.001), 1.0)


def test_counts_are_poisson() -> None:
    assert poisson(0.5, 0.0) == 0
    assert poisson(0.3678, 1.0) == 0
    assert poisson(0.37, 1.0) == 1
    assert poisson(0.5, 100.0) in (99, 100)
    assert poisson(0.5, 10_000.0) == 10_000
    us = [(k + 0.5) / 2000 for k in range(2000)]
    drawn = [poisson(u, 7.0) for u in us]
    assert sum(drawn) / 2000 == pytest.approx(7.0, abs=0.02)


# -- acts for relief ----------------------------------------------------------------------


def test_what_has_been_eased_for_years_is_repealed_by_roll_call() -> None:
    asked = repealed = 0
    for record in chunk("china_1969", 25):
        for e in record.entries:
            if e.kind != "repeal_asked":
                continue
            asked += 1
            votes = [v for v in record.entries if v.cause == e.id and v.kind == "vote"]
            carried = all(v.numbers["carried"] for v in votes)
            names = [v.subject for v in record.entries if v.cause == e.id and v.kind == "repeal"]
            assert names == (e.subject.split(",") if carried else [])
            assert {v.numbers["on"] for v in votes} == {"repeal"}
            repealed += carried
            if e.numbers["why"] == "eased for years":
                seen = [
                    v.day
                    for v in record.entries
                    if v.kind == "violation" and v.numbers["detected"] and v.day < e.day
                ]
                assert not seen or e.day - max(seen) >= 3.0 * 365.25
    assert 0 < repealed < asked


def test_nobody_asks_for_what_is_not_due() -> None:
    for record in chunk("russia_2025", 20, "talks.mode=hold"):
        assert not any(e.kind in ("repeal_asked", "repeal") for e in record.entries)
