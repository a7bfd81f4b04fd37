"""Agreements: nobody agrees to a loss, road-maps ease what they name, a side may leave one."""

from __future__ import annotations

from typing import Any

import pytest

from sim.agents.target import Target
from sim.engine.kernel.clock import Order
from sim.engine.kernel.streams import Chance
from sim.engine.processes.conclusion import Stake, answered, better_off, unwilling
from sim.engine.replication import offers_of, start_processes
from sim.engine.state.state import Run
from sim.engine.valuation.offers import Offers
from sim.engine.valuation.plan import Weighed, stages, weigh
from sim.errors import InputError
from sim.scenario.loading import load_scenario
from tests.scenarios.invariants import ancestors, broken
from tests.scenarios.worlds import NAMES, SCENARIOS, compiled, happened, runs

CHEAP = "agents.target.cost_scale=0.03"
"""Concessions cost the target next to nothing: the shipped road-map is worth having to both."""

ALONE = "rules.tables=false"
"""Nobody but the executive bargains: it is its channel that is looked at."""

AGREED = ("rules.wishes=false", "rules.signals=false")
"""The map is as good to Moscow as what it would rather have, and promises weigh in full."""

SMALL = (
    "talks.stages=[{concessions: [prisoner_swap, flights_diplomatic], lp: 3}, "
    "{concessions: [humanitarian], lp: 4}, {concessions: [rare_earths], lp: 6}]"
)
"""A map that both may like at the shipped prices."""


def weighed(*overrides: str) -> tuple[Run, Offers, Weighed]:
    """The shipped road-map on the first day."""
    run = Run(compiled("road_map", *overrides), Chance(0, 0, 1), 0)
    offers = offers_of(run)
    start_processes(run, offers, [])
    run.clock.let_pass(0.0, Order.WATCH)
    return run, offers[0], weigh(run, offers[0], stages(run, run.tables[0]))


# One conclusion


@pytest.mark.many
@pytest.mark.parametrize("mode", ["baby_steps", "all_at_once", "road_map"])
@pytest.mark.parametrize("name", NAMES)
def test_nobody_proposes_or_agrees_to_a_loss(name, mode):
    for record in runs(compiled(name, f"talks.mode={mode}"), 3, seed=11):
        assert broken(record) == []


@pytest.mark.parametrize("overrides", [(SMALL,), (CHEAP,), (SMALL, "talks.temperature=20")])
def test_nobody_agrees_to_a_loss_in_maps_that_are_agreed(overrides):
    records = runs(compiled("road_map", *overrides), 20)
    assert sum(len(happened(record, "road_map")) for record in records) > 5
    for record in records:
        assert broken(record) == []


@pytest.mark.parametrize("mode", ["baby_steps", "all_at_once"])
def test_what_a_side_has_without_an_agreement_is_what_it_holds_out_for(mode):
    without = ("agents.target.reservation=0.5", "agents.executive.reservation=1.5")
    records = runs(compiled("baby_steps", f"talks.mode={mode}", *without), 40)
    deals = [deal for record in records for deal in record.deals]
    floors = [(1.5, 0.5), (0.0, 0.5)]  # the Council holds out for its own, which is nothing
    assert {deal.table for deal in deals} == {0, 1}
    for deal in deals:
        own, other = floors[deal.table]
        assert deal.own >= own
        assert deal.other >= other
    for record in records:
        assert broken(record) == []


def test_every_party_is_asked_and_noise_makes_nobody_accept_a_loss():
    model = compiled("baby_steps", "talks.temperature=20")
    run = Run(model, Chance(0, 0, 1), 0)
    us, them = run.tables[0].sender, run.tables[0].target
    third = Target(model.scenario.agents.target.model_copy(update={"reservation": 2.0}))
    gain = Stake(us, 1.0), Stake(them, 1.0, 1.0)
    assert answered(run, run.tables[0], 0, 0.4, gain) == (True, 0.5, None)
    assert answered(run, run.tables[0], 0, 0.6, gain) == (False, 0.5, gain[1])
    for loss in (Stake(us, -0.01), Stake(them, -0.01, -50.0), Stake(third, 1.99)):
        assert not better_off(loss)
        assert unwilling((*gain, loss)) is loss
        assert answered(run, run.tables[0], 0, 0.0, (*gain, loss)) == (False, 0.0, loss)
    # A further party has its own say, and its own doubts.
    doubtful = Stake(third, 2.0, 2.0)
    assert answered(run, run.tables[0], 0, 0.2, (*gain, doubtful)) == (True, 0.25, None)
    assert answered(run, run.tables[0], 0, 0.3, (*gain, doubtful)) == (False, 0.25, doubtful)
    assert answered(run, run.tables[0], 0, 0.6, (*gain, doubtful)) == (False, 0.25, gain[1])
    # What it would leave on the way it does not agree to.
    leaving = Stake(us, 5.0, rest=-0.1)
    assert answered(run, run.tables[0], 0, 0.0, (leaving, gain[1])) == (False, 0.0, leaving)


def test_a_side_says_once_that_it_proposes_nothing():
    for record in runs(compiled("road_map", ALONE), 5):
        silent = happened(record, "silence")
        assert [e.agent for e in silent] == ["the Kremlin"]
        assert silent[0].numbers["worth"] < 0.0
        assert not happened(record, "road_map", "stage", "deal")
        own = [e for e in happened(record, "demand") if e.subject == "road_map"]
        assert own == []


def test_a_demand_for_show_is_never_agreed():
    for record in runs(compiled("maximalist_kremlin"), 5):
        shows = [e for e in happened(record, "demand") if e.numbers.get("for_show")]
        assert shows
        for show in shows:
            answers = [e for e in record.entries if e.cause == show.id]
            assert [e.kind for e in answers if e.kind in ("refusal", "deal")] == ["refusal"]


# The shipped road-map


PROMISED: list[tuple[tuple[str, ...], set[str], set[str]]] = [
    (("prisoner_swap", "flights_diplomatic"), {"persons", "diplomatic"}, {"US_DIPLOMATIC"}),
    (("humanitarian",), {"aviation"}, {"US_AIR_EAR"}),
    (
        ("black_sea",),
        {"correspondent", "bank", "fleet", "machinery"},
        {"US_CORR_RSHB", "US_SDN_MIDBANKS", "US_SHIPS", "US_MACHINERY_EAR"},
    ),
    (("arms_control", "rare_earths"), {"machinery", "oil"}, {"US_MACHINERY_EAR"}),
    (("ceasefire",), set(), set()),
    (
        ("partial_withdrawal",),
        {"trade", "territory", "bank", "capital"},
        {"US_PNTR", "US_CRIMEA", "US_SDN_SBER", "US_MOEX"},
    ),
]
"""By stage: concessions, all classes that it touches (any if none is named), measures in it."""


def test_every_stage_contains_what_its_comment_promises():
    run, _, found = weighed()
    assert len(found.parts) == len(PROMISED)
    for part, (concessions, classes, measures) in zip(found.parts, PROMISED, strict=True):
        assert part.concessions == concessions
        named, _ = part.values.named(part.places)
        touched = {run.model.catalogue.measures[name].class_ for name in named}
        assert touched == classes or not classes
        assert measures <= set(named)
        assert 0.0 < part.lp <= stages(run, run.tables[0])[found.parts.index(part)].lp + 1e-9
    ways = [{part.values.way(place).deliverer for place in part.places} for part in found.parts]
    assert ways[1] == {"executive"}  # a licence
    assert ways[4] == {"executive"}  # what it can give by itself
    assert "certification" in ways[5]


def test_the_ceasefire_earns_the_larger_part_of_what_the_executive_can_give_by_itself():
    _, values, found = weighed()
    bundles = values.bundles()
    alone = values.cheapest(100.0, alone=True)
    whole = sum(bundles.lp[bundles.of(place)] for place in alone)
    before = sum(part.lp for part in found.parts[:4])
    assert found.parts[4].lp > 0.5 * (whole - before)


def test_what_is_eased_is_what_is_named_where_a_map_is_agreed():
    seen: set[int] = set()
    for record in runs(compiled("road_map", CHEAP, ALONE, *AGREED), 24):
        for entry in happened(record, "eased"):
            stage = next((a for a in ancestors(record, entry) if a.kind == "stage"), None)
            if stage is None or entry.numbers["via"] != "bargain":
                continue
            given = set(stage.numbers["concessions"])
            if given:
                number = next(k for k, each in enumerate(PROMISED) if given <= set(each[0]))
            else:  # what it asks for has come by itself: the stage is told by its place
                assert stage.numbers["of"] == len(PROMISED)
                number = stage.numbers["stage"] - 1
            _, classes, _ = PROMISED[number]
            seen.add(number)
            assert entry.numbers["class_"] in classes or not classes
    assert seen >= {0, 1, 2, 3, 4}


def test_no_american_relief_makes_up_for_what_the_shipped_map_asks_of_the_target():
    """What the README says of it."""
    run, values, found = weighed()
    bundles = values.prospect(True, ()).bundles()
    relief = sum(max(w, 0.0) * n for w, n in zip(bundles.worth, bundles.count, strict=True))
    asked = [run.model.concessions[name] for part in found.parts for name in part.concessions]
    cost = sum(run.tables[0].target.cost(entry, run.war) for entry in asked)
    readme = " ".join((SCENARIOS.parent / "README.md").read_text("utf-8").split())
    assert f"would be worth {relief:.0f} LP to Moscow" in readme
    assert f"costs it {cost:.0f} LP" in readme
    assert cost > 4.0 * relief
    assert found.other < 0.0
    assert not any(happened(record, "road_map") for record in runs(compiled("road_map"), 40))


def test_the_parts_of_a_map_add_up_as_one_package_would():
    """Stage by stage the last sticks are the dearest: the stages cost what they cost at once."""
    _, _, found = weighed("talks.stages=[]", "agents.executive.w_aud=0")
    menu = found.parts[0].values
    same = [part for part in found.parts if part.values is menu]  # before the settlement
    assert len(same) > 5
    whole = menu.package(
        tuple(place for part in same for place in part.places),
        [name for part in same for name in part.concessions],
    )
    assert sum(part.own for part in same) == pytest.approx(whole.own)
    apart = sum(menu.package(part.places, part.concessions).own for part in same)
    assert whole.own < apart - 1.0


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("classes", "ships", "unknown class"),
        ("measures", "US_SHIP", "US_SHIPS"),
        ("measures", "EU_CBR", "unknown measure of the executive"),
        ("instruments", "letter", "unknown instrument"),
        ("concessions", "peace", "unknown concession"),
    ],
)
def test_unknown_names_in_a_stage_are_refused(field, wrong, said):
    stage = {"concessions": "[ceasefire]", field: f"[{wrong}]"}
    text = ", ".join(f"{key}: {value}" for key, value in stage.items())
    with pytest.raises(InputError, match="stages") as error:
        load_scenario(SCENARIOS / "road_map.yaml", (f"talks.stages=[{{{text}, lp: 3}}]",))
    assert said in str(error.value)


# Leaving


def leaving(who: str) -> tuple[str, ...]:
    """An intervention after which the rest of an agreed map is worth nothing to a side."""
    return (
        CHEAP,
        ALONE,
        f"interventions=[{{id: dear, when: {{event: stage}}, set: {{agents.{who}: 50}}}}]",
    )


@pytest.mark.parametrize(
    ("who", "agent", "other"),
    [
        ("target.reservation", "the Kremlin", "executive"),
        ("executive.reservation", "the White House", "target"),
    ],
)
def test_a_side_that_has_come_to_lose_leaves_and_is_trusted_less(who, agent, other):
    left = 0
    for record in runs(compiled("road_map", *leaving(who)), 12):
        for entry in happened(record, "leaves"):
            left += 1
            assert entry.agent == agent
            assert entry.numbers["worth"] < entry.numbers["reservation"]
            later = [e for e in record.entries[entry.id :] if e.kind in ("stage", "eased")]
            assert not [e for e in later if e.numbers.get("via") == "bargain"]
            trust = [p.value for p in record.points if p.series == f"trust_{other}"]
            assert min(trust) < trust[0]
    assert left >= 3


# Loops


@pytest.mark.parametrize("days", [0, 400])
def test_a_stage_waits_for_its_relief_however_short_its_verification(days):
    overrides = (SMALL, f"talks.verification_days={days}", "talks.implementation_days=[0, 0]")
    records = runs(compiled("road_map", *overrides), 12)
    assert any(happened(record, "stage") for record in records)
    for record in records:
        assert broken(record) == []
        assert record.events < 20_000


# A channel that the scenario opens and shuts


def changes(value: Any, date: str = "2026-03-01") -> str:
    """An intervention that sets `talks.open`."""
    return f"{{id: c{date[5:7]}, on: {date}, set: {{talks.open: {str(value).lower()}}}}}"


def test_a_channel_that_is_shut_stays_shut_until_it_is_opened():
    model = compiled("baby_steps", ALONE, f"interventions=[{changes(False)}]")
    shut = model.calendar.day(model.scenario.interventions[0].on)
    before = 0
    for record in runs(model, 12):
        talk = happened(record, "offer", "demand", "deal", "gesture", "silence")
        before += sum(e.day < shut for e in talk)
        assert not [e for e in talk if e.day >= shut]
        assert not [e for e in happened(record, "reopened") if e.day >= shut]
        assert broken(record) == []
    assert before > 100


def test_a_channel_that_is_opened_is_open():
    model = compiled(
        "baby_steps",
        ALONE,
        "talks.open=false",
        "talks.windows.young=0.2",
        "talks.breakdown=0",
        "talks.breakdown_violation=0",
        f"interventions=[{changes(True)}]",
    )
    day = model.calendar.day(model.scenario.interventions[0].on)
    early = late = 0
    for record in runs(model, 12):
        opened = [e.day for e in happened(record, "reopened")]
        talk = [e for e in happened(record, "offer", "demand") if not e.numbers.get("for_show")]
        early += sum(e.day < day for e in talk)
        late += sum(e.day >= day for e in talk)
        assert all(e.day >= opened[0] for e in talk)
        assert opened[0] <= day
        assert broken(record) == []
    assert late > 12 * 10
    assert early < late


def test_a_channel_may_be_shut_and_opened_again():
    both = f"interventions=[{changes(False)}, {changes(True, '2026-09-01')}]"
    model = compiled("baby_steps", ALONE, both)
    shut, opened = (model.calendar.day(c.on) for c in model.scenario.interventions)
    for record in runs(model, 12):
        talk = happened(record, "offer", "demand")
        assert not [e for e in talk if shut <= e.day < opened]
        assert [e for e in talk if e.day >= opened]
        assert broken(record) == []


def test_a_channel_that_is_shut_as_it_opens_can_be_opened_again():
    again = "{id: again, when: {event: reopened}, set: {talks.open: false}}"
    both = f"interventions=[{again}, {changes(True, '2028-01-01')}]"
    model = compiled("baby_steps", ALONE, "talks.open=false", "talks.windows.young=5", both)
    opened = model.calendar.day(model.scenario.interventions[1].on)
    for record in runs(model, 6):
        proposed = [e for e in happened(record, "offer", "demand") if not e.numbers.get("for_show")]
        talk = [e.day for e in proposed]
        assert talk
        assert min(talk) >= opened
        assert broken(record) == []


SETTABLE = {
    "mode": "hold",
    "open": False,
    "round_days": 400,
    "rounds_fixed": True,
    "executive_proposes": 1,
    "max_lp": 1,
    "max_tranches": 1,
    "max_concessions": 0,
    "search_breadth": 1,
    "temperature": 20,
    "reciprocity": 0,
    "reciprocity_days": 1,
    "breakdown": 1,
    "closed_days": 1,
    "breakdown_violation": 1,
    "trust_low": 0,
    "verification_days": 300,
    "stalled_days": 1,
}


@pytest.mark.many
@pytest.mark.parametrize("field", SETTABLE)
def test_what_an_intervention_sets_in_the_talks_has_an_effect_from_that_day(field):
    name, more = ("road_map", (SMALL,)) if field == "verification_days" else ("baby_steps", ())
    if field == "closed_days":  # with windows nothing but the scenario closes them for a time
        more = ("rules.windows=false",)
    value = str(SETTABLE[field]).lower()
    date = "2025-06-01" if field == "verification_days" else "2026-03-01"
    change = f"interventions=[{{id: c, on: {date}, set: {{talks.{field}: {value}}}}}]"
    model = compiled(name, *more, change)
    day = model.calendar.day(model.scenario.interventions[0].on)

    def log(record: Any) -> list[Any]:
        return [
            (e.day, e.kind, e.subject, e.agent)
            for e in record.entries
            if e.kind not in ("intervention", "start", "end")
        ]

    moved = 0
    for was, now in zip(runs(compiled(name, *more), 40), runs(model, 40), strict=True):
        before = [e for e in log(was) if e[0] < day]
        assert before == [e for e in log(now) if e[0] < day]
        moved += log(was) != log(now)
    assert moved
