"""The shipped scenarios: complete, short, sound, and about what they say they are about."""

import datetime as dt
import re
from collections import Counter

import pytest

from sim.catalogue.loading import load_catalogue
from sim.engine.model.compile import compile_model
from sim.engine.model.uncertain import quantile
from sim.outcomes.answers import answers
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import (
    NAMES,
    OFF,
    SCENARIOS,
    altered,
    chunk,
    compiled,
    first_relief,
    happened,
    load,
    runs,
)

RUSSIAN = [
    name
    for name in NAMES
    if "/" not in name
    and name not in ("by_hand", "council_of_two")
    and not name.startswith("china")
]  # all rest on russia_2025

every = pytest.mark.parametrize("name", NAMES)


def text(name: str) -> str:
    return (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")


# Form


def test_the_scenarios_that_were_promised_are_there():
    assert set(NAMES) >= {
        "russia_2025",
        "russia_2026",
        "hold",
        "baby_steps",
        "all_at_once",
        "road_map",
        "maximalist_kremlin",
        "hawkish_congress",
        "congress_all_in",
        "eu_veto",
        "eu_joins",
        "emergency_lapse",
        "oil_shock",
        "wedge",
        "economic_gain",
        "socialise",
        "no_jackson_vanik",
        "russia_uncertain",
        "by_hand",
        "examples/veridia",
        "examples/inline",
    }


@every
def test_begins_with_a_comment_that_says_what_it_is_about(name):
    comment = re.match(r"(?:#.*\n)+", text(name))
    assert comment is not None
    lines = comment.group().splitlines()
    assert 2 <= len(lines) <= 3
    assert "?" in comment.group()
    assert max(map(len, lines)) <= 100


@every
def test_has_a_title_and_a_question(name):
    scenario = load(name).scenario
    assert scenario.title
    assert scenario.question.endswith("?")


@pytest.mark.parametrize("name", [n for n in RUSSIAN if n != "russia_2025"])
def test_a_variant_says_only_what_differs(name):
    assert re.search(r"^extends: russia_2025.yaml$", text(name), re.MULTILINE)
    assert len(text(name).splitlines()) <= 50


def test_an_invented_country_takes_two_short_files():
    lines = text("examples/veridia") + (SCENARIOS / "catalogues/veridia.yaml").read_text("utf-8")
    assert len(lines.splitlines()) < 80
    assert len(text("examples/inline").splitlines()) < 60


def test_titles_are_unique():
    titles = Counter(load(name).scenario.title for name in NAMES)
    assert max(titles.values()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_questions_are_asked_about_what_can_happen(name):
    """Subjects of questions are known names: a question about a misspelt one is always no."""
    loaded = load(name)
    c = loaded.catalogue
    known = {*c.measures, *c.emergencies, *c.acts, *c.authorities, *c.concessions}
    for question in loaded.scenario.questions:
        assert question.event.subject is None or question.event.subject in known


# Soundness


@pytest.mark.many
@every
def test_runs_soundly_under_three_seeds(name):
    for seed in (1, 2, 3):
        record = runs(compiled(name), 1, seed)[0]
        assert broken(record) == []
        assert happened(record, "end")


# What each is about


def test_hold_never_bargains():
    """Washington, that is: Brussels talks for itself, if at all."""
    for record in chunk("hold", 20):
        assert not [deal for deal in record.deals if deal.table == 0]
        assert not record.gestures
        talks = happened(record, "offer", "demand", "options_ordered", "deal", "gesture")
        executive = record.model.scenario.agents.executive.name
        assert not [e for e in talks if "table" not in e.numbers and e.agent == executive]


def test_hold_leaves_the_world_outside_the_talks_as_it_is():
    """The same shocks come whether anybody talks or not: scenarios see the same world."""
    outside = ("oil_shock", "oil_calm", "crisis", "leader_exit", "succession", "government")
    for a, b in zip(chunk("hold", 10), chunk("russia_2025", 10), strict=True):
        assert [(e.day, e.kind, e.subject) for e in happened(a, *outside)] == [
            (e.day, e.kind, e.subject) for e in happened(b, *outside)
        ]


def test_baby_steps_are_small():
    model = compiled("baby_steps")
    deals = [d for record in chunk("baby_steps", 20) for d in record.deals if d.table == 0]
    assert deals
    for deal in deals:
        assert deal.lp <= model.scenario.talks.max_lp + 1e-9
        assert (
            sum(len(numbers) for _, numbers in deal.relief_by_option)
            <= model.scenario.talks.max_tranches
        )
        for way, _ in deal.relief_by_option:
            assert way.route.instrument in model.scenario.talks.baby_instruments


def test_all_at_once_makes_larger_packages_than_baby_steps_may():
    lp = [deal.lp for record in chunk("all_at_once", 20) for deal in record.deals]
    assert max(lp) > load("baby_steps").scenario.talks.max_lp


def test_stages_of_the_road_map_come_in_order_and_are_verified_first():
    cheap = "agents.target.cost_scale=0.03"  # at the shipped prices no map is agreed
    scenario = load("road_map", cheap).scenario
    wait = scenario.talks.implementation_days[1] + scenario.talks.verification_days
    planned = {name: stage for stage in scenario.talks.stages for name in stage.concessions}
    seen = 0
    for record in chunk("road_map", 20, cheap, *OFF):
        stages = happened(record, "stage")
        seen = max(seen, len(stages))
        by_map: dict[int, list[int]] = {}
        for stage in stages:
            by_map.setdefault(stage.cause, []).append(stage.numbers["stage"])
            plan = planned[stage.numbers["concessions"][0]]
            assert set(stage.numbers["concessions"]) <= set(plan.concessions)
            assert stage.numbers["lp"] <= plan.lp + 1e-9
        for numbers in by_map.values():
            assert numbers == list(range(1, len(numbers) + 1))
        for deal in record.deals:
            for entry in happened(record, "eased"):
                if entry.cause == deal.event:
                    assert entry.day >= deal.day + wait - 1e-9
    assert seen > 1


def test_the_road_map_ends_with_the_settlement():
    """Its concessions make a settlement, or what needs certification could never be eased."""
    loaded = load("road_map")
    given = [c for stage in loaded.scenario.talks.stages for c in stage.concessions]
    assert len(given) == len(set(given))
    parts = sum(loaded.catalogue.concessions[name].settlement for name in given)
    assert parts == pytest.approx(1.0)


def test_a_maximalist_insists_on_everything():
    insist = load("maximalist_kremlin").scenario.agents.target.insist
    for record in chunk("maximalist_kremlin", 10):
        demands = [d for d in happened(record, "demand") if "table" not in d.numbers]
        assert all(d.subject == "everything" for d in demands[:insist])
        assert all(d.subject != "everything" for d in demands[insist:])
        assert demands[0].numbers["share"] > 0.8


def test_a_hawkish_congress_legislates_more():
    def laws(name):
        return sum(len(happened(record, "law")) for record in chunk(name, 30))

    assert laws("hawkish_congress") > laws("russia_2025")


def test_all_relief_is_reported_where_the_review_covers_all():
    eased = 0
    for record in chunk("congress_all_in", 60):
        for entry in happened(record, "eased"):
            own = entry.numbers["sender"] == "US"
            if own and entry.numbers["via"] in ("bargain", "gesture", "oil"):
                eased += 1
                causes = []
                here = entry
                while here.cause >= 0:
                    here = record.entries[here.cause]
                    causes.append(here.kind)
                assert "report" in causes
    assert eased


def test_a_veto_ends_what_rests_on_the_sectoral_act_alone():
    catalogue = load("eu_veto").catalogue
    day = dt.date(2026, 1, 31)
    rests = {
        name: {layer.authority for layer in m.layers if layer.since <= day}
        for name, m in catalogue.measures.items()
        # What is imposed only after the start is no part of the simulated world.
        if m.imposed <= load("eu_veto").scenario.start
    }
    alone = {name for name, held in rests.items() if held == {"EU_833"}}
    assert {"EU_SWIFT", "EU_OIL"} <= alone
    assert "EU_CBR" not in alone  # since December 2025 it rests on Article 122 too
    for record in chunk("eu_veto", 10):
        at = record.model.calendar.day(day)
        (lapse,) = [e for e in happened(record, "act_lapse") if e.day == at]
        assert lapse.subject == "EU_833"
        assert lapse.numbers["decided"]
        ended = {e.subject for e in happened(record, "ended") if e.cause == lapse.id}
        assert {name for name in ended if name in catalogue.measures} == alone
        stays = {e.subject for e in happened(record, "stays") if e.cause == lapse.id}
        assert stays == {"EU_CBR"}
        # What a package adds rests on the act for its class: none comes under the one that lapsed.
        for entry in happened(record, "package"):
            if entry.day > lapse.day:
                assert record.model.package[entry.numbers["class_"]] != "EU_833"


def test_the_union_eases_after_american_relief_and_hardly_without():
    def eases(name, *overrides, n=40):
        return [bool(happened(r, "council_eases")) for r in chunk(name, n, *still, *overrides)]

    still = "rules.tables=false", "rules.war=false"  # else a ceasefire moves it as well
    follows = eases("eu_joins")
    assert 0 < sum(follows) < len(follows)
    assert sum(eases("eu_joins", "agents.council.theta_follow=0")) < sum(follows) / 2
    assert sum(eases("eu_joins", "talks.mode=hold")) < sum(follows) / 2
    for record in chunk("eu_joins", 40, *still):
        for entry in happened(record, "council_eases")[:1]:
            before = [e for e in happened(record, "eased", "ended", "repeal") if e.day <= entry.day]
            assert [e for e in before if e.numbers.get("sender", "US") == "US"]


def test_followers_ease_after_the_union():
    swiss = [
        entry
        for record in chunk("eu_joins", 40)
        for entry in happened(record, "follows")
        if entry.agent == "CH"
    ]
    assert swiss


def test_the_lapse_of_an_emergency_ends_what_rests_on_it_alone():
    """Expected from the catalogue's data: layers of orders under EO 14024's emergency, no other."""
    catalogue = load_catalogue("russia")
    start, day = load("emergency_lapse").scenario.start, dt.date(2026, 4, 15)
    hanging = {
        name
        for name, authority in catalogue.authorities.items()
        if authority.emergency == "EO14024" and not authority.codified
    }
    alone, layered = set(), set()
    for name, measure in catalogue.measures.items():
        held = {layer.authority for layer in measure.layers if layer.since <= day}
        if measure.imposed > start or not held & hanging:
            continue
        (alone if held <= hanging else layered).add(name)
    assert {"US_CORR_SBER", "US_SHADOW_FLEET"} <= alone
    assert {"US_SDN_SBER", "US_CBR"} <= layered  # codified in January 2025; held by REPO
    # Nobody bargains, licenses or legislates before: the law alone is at work.
    quiet = (
        "talks.mode=hold",
        "world.oil.shock_rate=0",
        "agents.congress.bill_rate=0",
        "agents.executive.b0=20",
        "agents.council.settled=1",
    )
    for record in chunk("emergency_lapse", 5, *quiet, *OFF):
        (lapse,) = happened(record, "emergency_lapse")
        assert record.model.calendar.date(lapse.day) == day
        ended = {e.subject for e in happened(record, "ended") if e.cause == lapse.id}
        assert {name for name in ended if name in catalogue.measures} == alone
        assert {name for name in ended if name not in catalogue.measures} == {
            e.subject for e in happened(record, "designation")
        }
        assert {e.subject for e in happened(record, "stays") if e.cause == lapse.id} == layered
        off = {record.tranches[c.tranche].measure for c in record.changes if c.day == lapse.day}
        assert off == ended
        # No order is left under which anything could be designated.
        assert not [e for e in happened(record, "designation") if e.day >= lapse.day]
    for record in chunk("emergency_lapse", 10):
        # With talks going on some may have been eased before; nothing else is different.
        (lapse,) = [e for e in happened(record, "emergency_lapse") if e.subject == "EO14024"]
        ended = {e.subject for e in happened(record, "ended") if e.cause == lapse.id}
        assert not ended & layered


def test_dear_oil_brings_licences_without_a_bargain():
    def share(name):
        licensed = [
            any(e.numbers["via"] == "oil" for e in happened(r, "eased")) for r in chunk(name, 30)
        ]
        return sum(licensed)

    assert share("oil_shock") > share("russia_2025")


@pytest.mark.parametrize(("name", "motive"), [("economic_gain", 0), ("wedge", 1), ("socialise", 2)])
def test_the_named_motive_dominates_what_is_agreed(name, motive):
    deals = [deal for record in chunk(name, 20) for deal in record.deals]
    gains = [sum(deal.motives[i] for deal in deals) for i in range(3)]
    assert len(deals) > 10
    assert gains[motive] > 0.75 * sum(gains)
    # By weight: names, which serve no motive, are most of the deals that are small.
    led = sum(deal.lp for deal in deals if deal.motives[motive] == max(deal.motives))
    assert led > 0.6 * sum(deal.lp for deal in deals)


def test_without_jackson_vanik_no_hazard_matters_to_the_kremlin():
    """jv = 0 makes a licence worth a termination: other hazards change no event at all.

    The banks' own fear of reversal and the executive's charge for lasting leverage, which
    depend on hazards too, are switched off.
    """
    quiet = (
        "values.reluctance.w_snap=0",
        "agents.executive.leverage_lasts=false",
        "talks.round_days=20",
    )
    # What can be made again, and whether a step can be undone, matter whoever forgets what.
    quiet = (*quiet, "rules.wishes=false", "rules.steps=false", "rules.tables=false")
    loaded = load("no_jackson_vanik", *quiet)
    fickle = altered(
        loaded.catalogue,
        "instruments",
        {name: {"hazard": 3 * i.hazard} for name, i in loaded.catalogue.instruments.items()},
    )
    before = runs(compile_model(loaded.scenario, loaded.catalogue), 10)
    after = runs(compile_model(loaded.scenario, fickle), 10)
    assert any(record.deals for record in before)
    assert [r.entries for r in before] == [r.entries for r in after]
    # With the memory at work the same change does matter.
    remembering = load("russia_2025", *quiet)
    a = runs(compile_model(remembering.scenario, remembering.catalogue), 10)
    b = runs(compile_model(remembering.scenario, fickle), 10)
    assert [r.entries for r in a] != [r.entries for r in b]


def test_the_summer_of_2026_begins_with_everything_in_force():
    model = compiled("russia_2026")
    catalogue = load_catalogue("russia")
    assert {t.measure for t in model.tranches} == set(catalogue.measures)
    assert not model.later
    # A new president takes office before it ends; not in the base, which ends on that day.
    assert all(happened(record, "new_president") for record in chunk("russia_2026", 5))
    assert not any(happened(record, "new_president") for record in chunk("russia_2025", 5))


def test_what_is_uncertain_lies_about_its_default_and_is_drawn():
    uncertain = load("russia_uncertain").scenario.uncertain
    assert 8 <= len(uncertain) <= 12
    base = compiled("russia_2025")
    for path, distribution in uncertain.items():
        here = base.source if path.startswith("catalogue.") else base.scenario
        for step in path.removeprefix("catalogue.").split("."):
            here = here[step] if isinstance(here, dict) else getattr(here, step)
        assert quantile(distribution, 0.001) < here, path
        assert quantile(distribution, 0.999) >= 0.99 * here, path
    records = chunk("russia_uncertain", 5)
    assert all(list(record.drawn) == list(uncertain) for record in records)
    assert len({tuple(record.drawn.values()) for record in records}) == 5


def test_every_range_is_justified_in_a_line():
    lines = text("russia_uncertain").partition("uncertain:\n")[2].splitlines()
    assert all(line.startswith("  # ") for line in lines[::2])
    assert all("{dist: " in line for line in lines[1::2])


def test_an_invented_country_is_bargained_over():
    records = chunk("examples/veridia", 20)
    assert any(record.deals for record in records)
    assert all(first_relief(record) > 0 for record in records)
    senders = {e.numbers["sender"] for r in records for e in happened(r, "eased", "package")}
    assert senders >= {"NORLAND", "LEAGUE"}


@pytest.mark.parametrize(
    ("name", "override"),
    [("road_map", "agents.target.cost_scale=0.03"), ("all_at_once", "talks.mode=all_at_once")],
)
def test_a_package_in_2025_is_one_whether_it_stands_alone_or_is_a_stage(name, override):
    told = []
    for record in runs(compiled(name, override, *OFF), 24):
        first = min((e.day for e in happened(record, "deal", "stage")), default=None)
        day = record.model.calendar.day(dt.date(2026, 1, 1))
        told.append(first is not None and first < day)
        assert answers(record)["deal_2025"].yes == told[-1]
    assert any(told)
