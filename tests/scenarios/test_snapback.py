"""What is reversed returns under its own law, and in proportion to what was broken (R19)."""

import pytest

from sim.engine.kernel.clock import Order
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import EVERY
from sim.engine.processes.compliance import respond, watch
from sim.engine.processes.deals import carry_out
from sim.engine.state.agreements import Deal, Live
from sim.engine.state.state import Run
from sim.events.compliance import VIOLATION
from sim.events.talks import DEAL
from sim.story.telling import tell
from tests.events.declared import blank
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import compiled, happened, runs

ALWAYS = (
    "compliance.snap_base=20",
    "agents.executive.rivalry=0",  # whom one courts, one does not drop
    "agents.congress.filing_base=-20",
    "agents.congress.filing_slope=0",
    "talks.breakdown_violation=0",
    "compliance.false_alarm=0",
    "talks.mode=hold",
    "agents.executive.b0=20",
    "agents.executive.rivalry=0",  # whom one courts against a rival one does not drop (R29)
)
LAWS = {"a new statute", "a new statute with a waiver"}
MODEL = compiled("russia_2025", *ALWAYS)
EXECUTIVE = [
    name
    for name in dict.fromkeys(t.measure for t in MODEL.tranches)
    if MODEL.catalogue.measures[name].sender == MODEL.executive
]


def agreed(numbers, kind, concessions=("rare_earths",), *, model=MODEL):
    """A run in which a deal over some tranches has been carried out, and what it had before."""
    run = Run(model, Chance(1, 0, 1), 0)
    run.fulfilled = EVERY  # all conditions of relief there may be
    held = {i: run.register.holding(i) for i in numbers}
    lots = [(model.way(held[i], kind), [i]) for i in numbers]
    lp = sum(model.tranches[i].lp for i in numbers)
    event = DEAL.log(run, "talks", blank("deal"), "deal_0")
    deal = Deal(0, 0.0, event, lots, (), lp)
    run.deals.append(deal)
    carry_out(run, deal)
    run.clock.let_pass(500.0, Order.WATCH)
    deal.concessions = concessions
    for name in concessions:
        run.live[name] = Live(name, run.now, event, 0)
    return run, deal, held


def violated(run, deal, name="rare_earths"):
    live = run.live[name]
    event = VIOLATION.log(run, run.tables[0].target.p.name, {"detected": True}, name, live.event)
    respond(run, live, deal, event)
    run.clock.let_pass(60.0, Order.WATCH)


def tranches_of(measure, model=MODEL):
    return [i for i, t in enumerate(model.tranches) if t.measure == measure]


@pytest.mark.parametrize("kind", ["suspend", "end"])
@pytest.mark.parametrize("measure", EXECUTIVE)
def test_a_measure_returns_under_its_own_law_or_not_at_all(measure, kind):
    (i, *_) = tranches_of(measure)
    way = MODEL.way(MODEL.layers[i], kind)
    if way is None:
        pytest.skip("no way")
    run, deal, held = agreed([i], kind)
    register = run.register
    assert not register.on[i]
    assert register.relief[i] is not None
    violated(run, deal)
    procedures = MODEL.catalogue.procedures
    lost = {
        step.authority
        for step in way.route.steps
        if procedures[step.procedure].form in ("certification", "repeal")
        and MODEL.instruments[procedures[step.procedure].instrument].permanent
    }
    own = set(MODEL.named(held[i]))
    assert set(MODEL.named(register.holding(i))) == own - lost
    assert register.on[i] is bool(own - lost)


def test_what_rests_on_other_law_does_not_come_back_under_the_order_for_designations():
    seen = set()
    for measure in EXECUTIVE:
        (i, *_) = tranches_of(measure)
        way = MODEL.way(MODEL.layers[i], "end")
        if way is None or MODEL.designation in MODEL.named(MODEL.layers[i]):
            continue
        run, deal, _ = agreed([i], "end")
        violated(run, deal)
        assert MODEL.designation not in MODEL.named(run.register.holding(i))
        seen.add(measure)
    assert {"US_CBW_SKRIPAL", "US_AIRSPACE", "US_DIPLOMATIC"} <= seen


def test_what_was_certified_away_stays_away_even_where_the_rest_bites_again():
    model = compiled(
        "russia_2025",
        *ALWAYS,
        "amendments={measures: {US_DEBT_D3: {layers: ["
        "{authority: EO14024, since: 2021-04-15}, {authority: CBW, since: 2021-08-02}]}}}",
    )
    (i, *_) = tranches_of("US_DEBT_D3", model)
    assert model.named(model.layers[i]) == ["EO14024", "CBW"]
    for kind in ("suspend", "end"):
        way = model.way(model.layers[i], kind)
        ended = model.named(way.ended)
        run, deal, _ = agreed([i], kind, model=model)
        violated(run, deal)
        assert run.register.on[i]
        left = model.named(run.register.holding(i))
        assert left == (["EO14024"] if "CBW" in ended else ["EO14024", "CBW"])
    assert "CBW" in ended


def test_an_order_that_has_lapsed_meanwhile_brings_nothing_back():
    (i, *_) = tranches_of("US_DEBT_D3")
    run, deal, _ = agreed([i], "end")
    run.register.lapse(MODEL.hangs["EO14024"], run.now)
    assert not run.register.returns(i)
    violated(run, deal)
    assert not run.register.on[i]
    assert [e.kind for e in run.log if e.kind in ("tolerated", "snapback_decided")] == ["tolerated"]


def test_a_violation_costs_its_share_and_what_was_given_last_goes_first():
    numbers = tranches_of("US_ELITES_14024")[:8]
    names = ("rare_earths", "humanitarian")
    worth = [MODEL.concessions[name].value for name in names]
    run, deal, _ = agreed(numbers, "end", names)
    given = sorted(
        numbers, key=lambda i: (run.register.relief[i].since, run.register.relief[i].event)
    )
    violated(run, deal)
    back = [i for i in numbers if run.register.on[i]]
    lp = sum(MODEL.tranches[i].lp for i in back)
    one = MODEL.tranches[numbers[0]].lp
    share = worth[0] / sum(worth)
    assert share * deal.lp <= lp + 1e-9 < share * deal.lp + one + 1e-9
    assert 0 < len(back) < 8
    assert max(given.index(i) for i in numbers if i not in back) < min(map(given.index, back))
    assert not deal.broken
    assert "humanitarian" in run.live
    violated(run, deal, "humanitarian")
    assert all(run.register.on[i] for i in numbers)
    assert deal.broken
    decided = [e for e in run.log if e.kind == "snapback_decided"]
    assert sum(e.numbers["lp"] for e in decided) == pytest.approx(deal.lp)


def test_a_false_alarm_costs_one_tranche_and_not_the_deal():
    model = compiled(
        "russia_2025",
        *ALWAYS,
        "compliance.false_alarm=20",
        "amendments={concessions: {rare_earths: {violation_rate: 0}}}",
    )
    numbers = tranches_of("US_ELITES_14024", model)[:8]
    run, deal, _ = agreed(numbers, "end", model=model)
    run.start(watch(run, run.live["rare_earths"], deal))
    while not (alarms := [e for e in run.log if e.kind == "false_alarm"]):
        run.clock.let_pass(1.0, Order.WATCH)
    assert len(alarms) == 1
    assert len(deal.undone) == 1
    assert "rare_earths" in run.live
    assert not deal.broken
    run.clock.let_pass(400.0, Order.WATCH)
    # One alarm after another: once more than half is gone, the target takes back what it gave.
    (withdrawn,) = [e for e in run.log if e.kind == "withdrawn"]
    alarms = [e for e in run.log if e.kind == "false_alarm"]
    assert len(alarms) == len(deal.undone) == 5
    assert alarms[-1].id == withdrawn.cause
    assert sum(run.register.on[i] for i in numbers) == 5
    assert deal.broken


def test_the_story_says_how_much_of_a_deal_is_reversed():
    sentences = []
    for record in runs(compiled("all_at_once", "compliance.snap_base=20"), 12):
        assert list(broken(record)) == []
        lines = {n: line.text for line in tell(record, everything=True) for n in line.events}
        for entry in happened(record, "snapback_decided"):
            part = entry.numbers["lp"] < entry.numbers["of"] - 1e-9
            assert (" LP of the relief of " in lines[entry.id]) is part
            sentences.append(part)
        for entry in happened(record, "snapback"):
            own = record.model.catalogue.measures.get(entry.subject)
            if own is not None:
                legal = {record.model.authorities[x.authority].name for x in own.layers}
                assert set(entry.numbers["held_by"]) <= legal | LAWS
    assert any(sentences)


def test_what_is_promised_and_not_yet_given_is_withheld_first():
    numbers = tranches_of("US_ELITES_14024")[:4]
    run = Run(MODEL, Chance(1, 0, 1), 0)
    way = MODEL.way(run.register.holding(numbers[0]), "suspend")
    lp = sum(MODEL.tranches[i].lp for i in numbers)
    event = DEAL.log(run, "talks", blank("deal"), "deal_0")
    names = ("rare_earths", "humanitarian")
    deal = Deal(0, 0.0, event, [(way, numbers)], names, lp)
    for name in names:
        run.live[name] = Live(name, 0.0, event, 0)
    run.promise(numbers)
    live = run.live["rare_earths"]
    told = VIOLATION.log(run, run.tables[0].target.p.name, {"detected": True}, "rare_earths", event)
    respond(run, live, deal, told)
    assert not deal.undone  # a stage that is not verified: nothing is due, nothing to take back
    run.release(numbers)
    carry_out(run, deal)
    run.live["humanitarian"] = live = Live("humanitarian", 0.0, event, 0)
    told = VIOLATION.log(
        run, run.tables[0].target.p.name, {"detected": True}, "humanitarian", event
    )
    respond(run, live, deal, told)
    share = MODEL.catalogue.concessions["humanitarian"].value / sum(
        MODEL.catalogue.concessions[name].value for name in names
    )
    assert deal.undone == set(numbers[: len(deal.undone)])
    assert len(deal.undone) - 1 < share * 4 <= len(deal.undone)
    assert deal.broken  # both concessions are lost: what is left is withheld too
    run.clock.let_pass(200.0, Order.WATCH)
    assert all(run.register.on[i] for i in numbers)
    assert [e.subject for e in run.log if e.kind == "withheld"] == ["US_ELITES_14024"]
