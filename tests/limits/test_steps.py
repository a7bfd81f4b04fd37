"""Steps that grow, against the arithmetic of the rule: held, broken, made permanent (R23)."""

from __future__ import annotations

from math import sqrt

import pytest

from sim.engine.kernel.clock import Order
from sim.engine.state.course import Step
from sim.engine.state.record import Record
from sim.engine.state.table import OTHERWISE
from sim.engine.valuation.limits import too_large
from sim.engine.valuation.offers import Offers
from sim.events.log import Entry
from sim.scenario.world import Talks
from tests.limits.games import first_day, futures
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import compiled, runs

BROKEN = "catalogue.concessions.quiet.violation_rate=0.6"


def of(record: Record, kind: str) -> list[Entry]:
    return [entry for entry in record.entries if entry.kind == kind]


def test_a_step_that_held_for_a_year_makes_the_next_larger() -> None:
    record = futures("steps", 1)[0]
    deal, *later = of(record, "deal")
    grown = of(record, "step")
    assert not later
    assert grown[0].day == deal.day + 365
    assert grown[0].cause == deal.id
    assert (grown[0].numbers["was"], grown[0].numbers["lp"]) == (6.0, 9.0)
    assert len(grown) == 1  # the same step does not make the next larger twice


@pytest.mark.parametrize(("days", "growth"), [(200, 2.0), (500, 1.2)])
def test_how_long_and_by_how_much_are_parameters(days: int, growth: float) -> None:
    rule = f"talks.steps.held_days={days}", f"talks.steps.growth={growth}"
    record = futures("steps", 1, *rule)[0]
    grown = of(record, "step")[0]
    assert grown.day == of(record, "deal")[0].day + days
    assert grown.numbers["lp"] == pytest.approx(6.0 * growth)


@pytest.mark.parametrize("match", [0.0, 0.5, 1.0])
def test_once_a_step_has_held_the_next_may_be_as_large_as_what_is_given(match: float) -> None:
    """Relief is worth its LP. Beyond 9 LP and 6 tranches of half an LP each 20 LP make up."""
    dear = "catalogue.concessions.quiet.cost=20", "catalogue.concessions.quiet.value=60"
    run = first_day("steps", *dear, f"talks.steps.match={match}").run
    table = run.tables[0]
    assert table.limits() == Step(9.0, 6)  # the sender is sure of the target
    values = Offers(run, table)
    first = values.frontier().best_for_target(1.0)
    assert first is not None
    assert len(first.tranches) == 6
    table.step = table.step._replace(permanent=True)
    run.stamp += 1
    package = values.frontier().best_for_target(1.0)
    assert package is not None
    n = len(package.tranches)
    worth = package.other + 20.0
    assert n == 6 + round(match * 20.0 / (worth / n))  # worth (1 - 6/n) = match 20
    assert package.lp == pytest.approx(0.5 * n)
    assert not too_large(table, package.lp, n, worth, 20.0)
    assert too_large(table, package.lp, n + 1, worth * (1.0 + 1.0 / n), 20.0)
    assert too_large(table, package.lp, n, worth, 19.0) is (match > 0.0)


def test_relief_is_made_permanent_once_however_often_one_asks() -> None:
    """Reports and reviews take longer than the next look at the step."""
    model = compiled("russia_2025", "agents.target.cost_scale=0.2", "talks.steps.held_days=30")
    made = 0
    for record in runs(model, 3):
        assert broken(record) == []
        for entry in of(record, "made_permanent"):
            asked = [e for e in of(record, "made_permanent") if e.subject == entry.subject]
            given = [e for e in of(record, "eased") if e.subject == entry.subject]
            tranches = [int(str(e.numbers["tranches"])) for e in given]
            assert sum(int(str(e.numbers["tranches"])) for e in asked) <= sum(tranches)
            made += 1
    assert made


def test_what_held_is_made_permanent_if_that_is_worth_it() -> None:
    """What is still given is worth 2 UP; the leverage gone for good is a quarter of that lost."""
    cheap = "catalogue.concessions.quiet.value=2"
    record = futures("steps", 1, cheap)[0]
    deal, made = of(record, "deal")[0], of(record, "made_permanent")
    assert [entry.day for entry in made] == [deal.day + 365]
    assert made[0].numbers["was"] == "licence"
    assert made[0].numbers["instrument"] == "ended"
    assert record.entries[made[0].cause].kind == "step"
    # 100 (1 - sqrt(1 - x)) of leverage at a weight of w: 2 UP are less if w is large enough.
    lp = float(str(made[0].numbers["lp"]))
    stick = 100.0 * (1.0 - sqrt(1.0 - lp / 100.0))
    for weight, holds in ((1.9 / stick, False), (2.1 / stick, True)):
        kept = futures(
            "steps",
            1,
            cheap,
            "interventions=[{id: w, on: 2030-06-01, set: "
            f"{{agents.executive.w_lev: {weight}, talks.round_days: 3650}}}}]",
        )[0]
        assert bool(of(kept, "made_permanent")) is not holds


def test_a_violation_makes_steps_small_again() -> None:
    for record in futures("steps", 40, BROKEN, "talks.steps.held_days=100"):
        size = 6.0
        for entry in record.entries:
            if entry.kind != "step":
                continue
            assert entry.numbers["was"] == size
            cause = record.entries[entry.cause].kind
            assert cause == ("deal" if entry.numbers["held"] else "violation")
            size = float(str(entry.numbers["lp"]))
            assert size == (9.0 if entry.numbers["held"] else 6.0)
        for deal in of(record, "deal"):
            seen = [e.day for e in of(record, "violation") if deal.day < e.day < deal.day + 100]
            grew = [e for e in of(record, "step") if e.cause == deal.id]
            assert not (seen and grew)


def test_limits_grow_and_shrink_but_never_below_the_outset() -> None:
    talks = Talks(max_lp=6, max_tranches=4)
    step = Step(6.0, 4).grown(1.5, 10.0)
    assert step == (9.0, 6, True, 10.0)
    assert step.grown(20.0, 20.0).lp == 100.0
    assert step.shrunk(1.5, talks, 30.0) == (6.0, 4, False, 30.0)
    assert step.trusted(0.3, 1.5) == step
    assert step.trusted(1.0, 1.5)[:2] == (13.5, 9)
    assert Step(7.0, 4).shrunk(1.5, talks, 30.0)[:2] == (6.0, 4)


def test_steps_begin_with_what_can_be_undone_until_that_was_refused_often() -> None:
    table = first_day("steps", "talks.baby_instruments=[licence, ended]").run.tables[0]
    assert table.instruments() == ("licence", OTHERWISE, "licence", "ended")
    table.refusals_made = table.talks.steps.refusals
    assert table.instruments() == ("licence", "ended")
    table.refusals_made = 0
    table.step = table.step.grown(1.5, 0.0)
    assert table.instruments() == ("licence", "ended")


@pytest.mark.parametrize("how", [("rules.steps=false",), ("talks.mode=baby_steps",)])
def test_steps_that_do_not_grow_stay_as_they_are(how: tuple[str, ...]) -> None:
    for record in futures("steps", 3, *how):
        assert of(record, "deal")
        assert not of(record, "step")
        assert not of(record, "made_permanent")


def test_a_size_that_the_scenario_sets_on_the_way_is_where_steps_begin() -> None:
    begun = first_day("steps", "interventions=[{id: l, on: 2030-01-02, set: {talks.max_lp: 2}}]")
    table = begun.run.tables[0]
    begun.run.clock.let_pass(20.0, Order.WATCH)
    assert table.step.lp == 2.0
