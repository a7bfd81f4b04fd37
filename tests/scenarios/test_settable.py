"""Whatever an intervention may set changes something from that day on, or is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from pydantic import BaseModel

from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.model.with_parameters import settled
from sim.engine.replication import replicate
from sim.errors import InputError
from sim.scenario.events import Intervention
from sim.scenario.intervention_checks import interventions
from sim.scenario.paths import find
from sim.scenario.schema import Scenario
from sim.scenario.unheard import silent
from tests.scenarios.worlds import compiled, load, on_the_way, runs

BUSY = (
    "at_start.concessions=[ceasefire,partial_withdrawal]",
    "agents.executive.grit_rate=3",
    "world.shocks.offensive_rate=4",
    "world.shocks.crisis_rate=2",
    "agents.executive.b0=1",
    "world.shocks.target_exit_rate=1",
    "world.shocks.succession_rate=1",
    "world.oil.shock_rate=3",
    "agents.congress.bill_rate=8",
    "talks.temperature=2",
    "compliance.false_alarm=2",
    "agents.followers.CH.own_rate=2",
)
CALM = (
    "at_start.concessions=[ceasefire,partial_withdrawal]",
    "compliance.false_alarm=0",
    "amendments={concessions: {ceasefire: {violation_rate: 0}, "
    "partial_withdrawal: {violation_rate: 0}}}",
)
EAGER = (
    "agents.council.theta_base=0.9",
    "agents.target.cost_scale=0.1",
    "agents.target.aspiration=1",
)
"""A council and a target between whom there are deals."""
OFTEN_SHUT = "windows: {young_years: 100, young: 0.5, contacts_open: 12, contacts_stay: 0}"
BASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("all_at_once", ()),
    ("road_map", ()),
    ("russia_2025", BUSY),
    ("russia_2025", CALM),
    ("all_at_once", ("agents.congress.stance=neutral", "agents.congress.bill_rate=9")),
    ("all_at_once", ("agents.congress.stance=asking", "agents.congress.bill_rate=9")),
    (
        "all_at_once",  # how laws were made before
        (
            "rules.legislation=false",
            "agents.congress.stance=neutral",
            "agents.congress.bill_rate=9",
            "agents.congress.repeal=0.5",
            "at_start.concessions=[ceasefire,partial_withdrawal]",
        ),
    ),
    (
        "all_at_once",  # sticks under a president who is opposed
        (
            "talks.max_tranches=40",
            "agents.congress.lawmaking.bills=300",
            "agents.congress.lawmaking.waiver=1",
            "agents.congress.lawmaking.tougher_stalled=0",
            "agents.congress.lawmaking.tougher_offensive=0",
            "agents.executive.grit_rate=20",
        ),
    ),
    (
        "history/jackson_vanik",  # statutes eased for years, presidents who reverse
        (
            "agents.congress.lawmaking.graduation=1",
            "agents.congress.lawmaking.quiet_years=0.5",
            "agents.congress.lawmaking.repeal_votes=0.5",
            "compliance.reversal.successor=1",
            "compliance.reversal.heir=1",
            "agents.executive.rivalry=0.8",
        ),
    ),
    (
        "history/jackson_vanik",  # statutes whose repeal is asked for once all has been eased
        (
            "agents.congress.lawmaking.graduation=1",
            "agents.congress.lawmaking.quiet_years=0",
            "agents.congress.lawmaking.repeal_votes=0.5",
        ),
    ),
    (
        "russia_2025",  # a derogation of the Union's that nobody pays for
        (
            "at_start.relief=[{measure: EU_AVIATION, instrument: suspension, licence: A "
            "derogation, tranches: 1, until: 2026-01-31, term_days: 60}]",
        ),
    ),
    ("all_at_once", ("compliance.false_alarm=8", "talks.temperature=5")),
    (
        "all_at_once",  # a new president who reverses, while deals are made
        (
            "world.next_term=2027",
            "agents.target.cost_scale=0.1",
            "compliance.reversal.successor=1",
            "compliance.reversal.heir=1",
            "compliance.reversal.review_days=[30, 60]",
        ),
    ),
    ("hold", ("world.shocks.government_rate=20", "world.shocks.theta_sd=2")),
    (
        "hold",  # what a qualified majority alone can release, and would
        (
            "agents.council.theta_base=0.9",
            "decisions={acts: {EU_833: {2026-01-31: lapse}}}",
            "at_start.conditions=[war_ended, reparations_provided, no_serious_risk]",
        ),
    ),
    ("hold", ("world.governments.kind=party", "world.shocks.target_exit_rate=2")),
    ("hold", ("world.governments.kind=military", "world.shocks.target_exit_rate=2")),
    (
        "hold",  # elected governments, and crackdowns
        (
            "world.governments.kind=democracy",
            "world.shocks.target_exit_rate=1",
            "compliance.reversal.crackdown_rate=8",
        ),
    ),
    (
        "hold",  # aims given up, ceasefires that settle and break
        (
            "agents.executive.aims.give_in=0.5",
            "world.shocks.target_exit_rate=0.5",
            "world.war.ceasefire_rate=1",
            "world.war.settle_rate=4",
            "world.war.break_rate=2",
            "world.war.break_years=10",
        ),
    ),
    (
        "hold",  # many designations of a rival that is large
        (
            "agents.executive.size={rivalry: 0.5, trade_share: 0.05}",
            "agents.executive.designation_stalled=6",
            "agents.executive.designation_talking=3",
        ),
    ),
    (
        "hold",  # emergencies and licences on oil as they were before, and a settlement
        (
            "rules.aims=false",
            "rules.oil_levels=false",
            "agents.executive.b0=1",
            "agents.executive.silence=0.5",
            "world.oil.shock_rate=3",
            "world.war.ceasefire_rate=5",
            "world.war.settle_rate=30",
            "world.war.break_rate=0.1",
        ),
    ),
    (
        "russia_2025",  # talks that are shut at first, under young sanctions, while much happens
        (
            "talks.open=false",
            "talks.windows={young_years: 100, young: 0.5, contacts_open: 12}",
            "world.shocks.target_exit_rate=1",
            "world.shocks.succession_rate=1",
            "compliance.reversal.crackdown_rate=2",
            "world.war.ceasefire_rate=2",
            "world.war.settle_rate=2",
            "world.war.break_rate=2",
        ),
    ),
    (
        "russia_2025",  # channels that close for a time, and a Union that designates by itself
        (
            *EAGER,
            "rules.windows=false",
            "talks.breakdown=0.5",
            "world.shocks.offensive_rate=4",
            "agents.senders.EU={w_wedge: 0.5, rivalry: 0.5, w_lev: 0.02, w_aud: 0.01, "
            "aspiration: 0.5, grit_rate: 5, designation_authority: EU_269, designation_stalled: 6, "
            "designation_talking: 3, size: {rivalry: 0.5, trade_share: 0.05}, "
            "talks: {open: true, mode: all_at_once, breakdown: 1, round_days: 20}}",
        ),
    ),
    (
        "russia_2025",  # a road-map of the Union's
        (
            *EAGER,
            "agents.senders.EU={w_lev: 0.02, talks: {open: true, mode: road_map, stages: "
            "[{concessions: [humanitarian], lp: 5}, {concessions: [prisoner_swap], lp: 5}]}}",
        ),
    ),
    (
        "russia_2025",  # the Union's talks are shut often, and others deal and threaten meanwhile
        (
            *EAGER,
            "talks={mode: all_at_once, open: true, stalled_days: 30}",
            "agents.executive.aspiration=0.5",
            "agents.executive.threats.rate=9",
            "agents.senders.EU={w_lev: 0.02, w_aud: 0.01, aspiration: 0.5, "
            f"talks: {{breakdown: 1, round_days: 10, {OFTEN_SHUT}}}}}",
        ),
    ),
    (
        "russia_2025",  # a Union that suspends, and reverses
        (
            *EAGER,
            "talks.mode=hold",
            "compliance={snap_base: 10, war_offset: 5, false_alarm: 5}",
            "agents.senders.EU={w_lev: 0.02, w_aud: 0.01, aspiration: 0.5, concessions: "
            "{humanitarian: 20, ceasefire: 20, black_sea: 20, partial_withdrawal: 20}, talks: "
            "{open: true, mode: baby_steps, baby_instruments: [suspension], max_lp: 10, "
            "round_days: 10, temperature: 5, breakdown: 0, breakdown_violation: 0, "
            f"{OFTEN_SHUT}}}}}",
        ),
    ),
)
"""Worlds in which between them every rule is at work."""
SUMMER = dt.date(2026, 6, 1)
ON = {"history/jackson_vanik": dt.date(1990, 6, 1)}
FUTURES = 3
WORDS = {
    "mode": ("hold", "all_at_once"),
    "stance": ("asking", "opposed"),
    "stance_stalled": ("asking", "neutral"),
    "name": ("Another",),
    "leader": ("US",),
    "kind": ("democracy", "party"),
    "state": ("ceasefire",),
    "terms_begin": ("06-20",),
    "term_ends": ("2028-05-07",),
    "designation_authority": ("EO13660",),
    "package_authority": ("EU_269",),
    # A part of a scenario that is not written: no value of a field can stand for it.
    "target": ("as_at_the_first",),
    "congress": ("as_of_the_executive",),
}
"""Other values of fields that hold words, or nothing."""


def leaves(model: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every single value of a part of a scenario, by its path."""
    if isinstance(model, BaseModel):
        for name, field in type(model).model_fields.items():
            yield from leaves(getattr(model, name), (*path, field.alias or name))
    elif isinstance(model, dict):
        for key, value in model.items():
            yield from leaves(value, (*path, key))
    elif model is None or isinstance(model, bool | int | float | str):
        yield ".".join(path), model


SCENARIO = load("russia_2025").scenario
LEAVES = [
    leaf
    for part in ("agents", "talks", "compliance", "world")
    for leaf in leaves(getattr(SCENARIO, part), (part,))
]


def others(path: str, value: Any) -> tuple[Any, ...]:
    """Other values that a field may take."""
    if isinstance(value, bool):
        return (not value,)
    if value is None or isinstance(value, str):
        return WORDS[path.rpartition(".")[2]]
    info = find(Scenario, path.split(".")).info
    assert info is not None
    low = max((m.ge for m in info.metadata if hasattr(m, "ge")), default=0)
    high = min((m.le for m in info.metadata if hasattr(m, "le")), default=1)
    span = max(abs(value), 0.2)
    found = [max(low, value - 4 * span), min(high, value + 4 * span), max(low, value / 5)]
    return tuple(type(value)(x) for x in found if x != value)


def changed(base: int, path: str, value: Any) -> Model:
    """A world in which a field is set on the way."""
    name, overrides = BASES[base]
    on = ON.get(name, SUMMER)
    return on_the_way(
        compiled(name, *overrides), Intervention(id="change", on=on, set={path: value})
    )


def future(model: Model, number: int) -> list[Any]:
    """What happens in a future, but for that it was intervened in."""
    record = replicate(model, Chance(0, 0, FUTURES), number)
    return [
        (round(e.day, 7), e.agent, e.kind, e.subject, str(e.numbers))
        for e in record.entries
        if e.kind != "intervention"
    ] + [(round(p.day, 7), p.series, p.value) for p in record.points]


@lru_cache(maxsize=len(BASES) * FUTURES)
def usual(base: int, number: int) -> list[Any]:
    """What happens in a future if what is set on the way is what it was before."""
    return future(changed(base, "agents.executive.conciliatory", True), number)


REFUSALS = ("counts at the start only", "says nothing", "there is no")
"""Of what would change nothing, and of a table that a world does not have."""


def refused(model: Model) -> bool:
    """Whether what is set on the way is refused because it would change nothing."""
    for misfit in interventions(model.scenario, model.catalogue):
        assert any(said in misfit.message for said in REFUSALS), misfit
        return True
    return False


FIRST: dict[str, int] = {}
"""The world in which a neighbour of a field showed, by the section that they are in."""


def shows(path: str, values: tuple[Any, ...]) -> bool | None:
    """Whether setting a field changes any of the worlds; None if all of them refuse it."""
    section = path.rpartition(".")[0]
    first = FIRST.get(section, 0)
    allowed = False
    for base in sorted(range(len(BASES)), key=lambda k: k != first):
        for value in values:
            model = changed(base, path, value)
            if refused(model):
                continue
            allowed = True
            if any(future(model, k) != usual(base, k) for k in range(FUTURES)):
                FIRST[section] = base
                return True
    return False if allowed else None


@pytest.mark.slow
@pytest.mark.parametrize(("path", "value"), LEAVES, ids=[path for path, _ in LEAVES])
def test_a_field_that_can_be_set_has_an_effect(path: str, value: Any) -> None:
    if shows(path, others(path, value)) is False:
        pytest.fail(f"{path}: set on the way it does nothing, and is not refused")


LONDON = (
    "agents.senders.UK={w_lev: 0.02, w_aud: 0.02, aspiration: 1, talks: {mode: all_at_once, "
    "open: true}, target: {aspiration: 0.8, m0: 0.1, cost_scale: 0.2}}",
    "agents.target.cost_scale=0.2",
)
UNHEARD = [
    (overrides, path, value)
    for overrides, name in (((), "EU"), (LONDON, "UK"))
    for scenario in [load("russia_2025", *overrides)]
    for path, value in leaves(scenario.scenario.agents.senders[name], ("agents", "senders", name))
    if silent(scenario.scenario, scenario.catalogue, path) is not None and value is not None
]


@pytest.mark.parametrize(
    ("overrides", "path", "value"), UNHEARD, ids=[path for _, path, _ in UNHEARD]
)
def test_what_is_said_to_say_nothing_says_nothing(
    overrides: tuple[str, ...], path: str, value: Any
) -> None:
    model = compiled("russia_2025", *overrides)
    before = future(model, 0)
    for other in others(path, value):
        assert future(settled(model, {path: other}), 0) == before


def test_no_election_is_held_once_there_are_to_be_none() -> None:
    change = "interventions=[{id: none, on: 2026-06-01, set: {world.elections: false}}]"
    usual, without = runs(compiled("hold"), 2), runs(compiled("hold", change), 2)
    assert all(any(e.kind == "election" for e in record.entries) for record in usual)
    assert not any(e.kind == "election" for record in without for e in record.entries)


@pytest.mark.parametrize(
    "path",
    [
        "world.war.start: 0.2",
        "world.next_term: 2028",
        'world.terms_begin: "02-01"',
        "agents.executive.designation_authority: EO13660",
        "agents.council.package_authority: EU_269",
    ],
)
def test_what_counts_at_the_start_only_is_refused_on_the_way(path: str) -> None:
    with pytest.raises(InputError, match="counts at the start only"):
        load("russia_2025", f"interventions=[{{id: x, on: 2026-06-01, set: {{{path}}}}}]")


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ('emergencies: {EO13660: {"²": renew}}', "no year of the scenario"),
        ('emergencies: {EO13660: {"02026": lapse}}', "no year of the scenario"),
        ('emergencies: {EO13660: {"2031": lapse}}', "no year of the scenario"),
        ('emergencies: {EO13660: {"2025": lapse}}', "nothing falls due on 2025-03-06"),
        ('emergencies: {EO1366: {"2026": lapse}}', "unknown emergency"),
        ('emergencies: {EO13660: {"2026": lapse, "2027": renew}}', "it has lapsed in 2026"),
        ("acts: {EU_833: {2025-01-31: lapse}}", "EU_833 does not expire on that day"),
        ("acts: {EU_833: {2026-02-01: lapse}}", "does not expire on that day"),
        ("acts: {EU_83: {2026-01-31: lapse}}", "unknown council act"),
        ("acts: {EU_833: {2026-01-31: lapse, 2026-07-31: lapse}}", "it has lapsed in 2026-01-31"),
    ],
)
def test_a_decision_that_matches_nothing_is_refused(decisions: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        load("russia_2025", f"decisions={{{decisions}}}")


def test_a_decision_about_the_first_day_is_refused_for_it_is_past() -> None:
    with pytest.raises(InputError, match="nothing falls due on 2026-03-06"):
        load(
            "russia_2025", "start=2026-03-06", 'decisions={emergencies: {EO13660: {"2026": lapse}}}'
        )
