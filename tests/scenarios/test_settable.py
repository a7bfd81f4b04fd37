"""Whatever an intervention may set changes something from that day on, or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from pydantic import BaseModel

from sim.errors import InputError
from sim.scenario.paths import find
from sim.scenario.schema import Scenario
from tests.scenarios.worlds import compiled, load, runs

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
        "all_at_once",  # sticks under a president who is opposed, repeals of what has been eased
        (
            "talks.max_tranches=40",
            "agents.congress.lawmaking.bills=300",
            "agents.congress.lawmaking.waiver=1",
            "agents.congress.lawmaking.tougher_stalled=0",
            "agents.congress.lawmaking.tougher_offensive=0",
            "agents.congress.lawmaking.quiet_years=0",
            "agents.executive.grit_rate=20",
        ),
    ),
    ("all_at_once", ("compliance.false_alarm=8", "talks.temperature=5")),
    ("hold", ("world.shocks.government_rate=20", "world.shocks.theta_sd=2")),
    (
        "hold",  # what a qualified majority alone can release, and would
        (
            "agents.council.theta_base=0.9",
            "decisions={acts: {EU_833: {2026-01-31: lapse}}}",
            "at_start.conditions=[war_ended, reparations_provided, no_serious_risk]",
        ),
    ),
)
"""Worlds in which between them every rule is at work."""
ON = "2026-06-01"
WORDS = {
    "mode": ("hold", "all_at_once"),
    "stance": ("asking", "opposed"),
    "stance_stalled": ("asking", "neutral"),
    "name": ("Another",),
    "leader": ("US",),
    "terms_begin": ('"06-20"',),
    "designation_authority": ("EO13660",),
    "package_authority": ("EU_269",),
}


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
        return (str(not value).lower(),)
    if value is None or isinstance(value, str):
        return WORDS[path.rpartition(".")[2]]
    info = find(Scenario, path.split(".")).info
    assert info is not None
    low = max((m.ge for m in info.metadata if hasattr(m, "ge")), default=0)
    high = min((m.le for m in info.metadata if hasattr(m, "le")), default=1)
    span = max(abs(value), 0.2)
    found = [max(low, value - 4 * span), min(high, value + 4 * span), max(low, value / 5)]
    return tuple(type(value)(x) for x in found if x != value)


@lru_cache(maxsize=64)
def happens(base: int, change: str) -> list[Any]:
    name, overrides = BASES[base]
    interventions = f"interventions=[{{id: change, on: {ON}, set: {{{change}}}}}]"
    return [
        [
            (round(e.day, 7), e.agent, e.kind, e.subject, str(e.numbers))
            for e in record.entries
            if e.kind != "intervention"
        ]
        + [(round(p.day, 7), p.series, p.value) for p in record.points]
        for record in runs(compiled(name, *overrides, interventions), 4)
    ]


def changes(path: str, value: Any) -> bool:
    """Whether setting a field changes any of the worlds."""
    same = "agents.executive.conciliatory: true"
    return any(happens(k, f"{path}: {value}") != happens(k, same) for k in range(len(BASES)))


@pytest.mark.slow
@pytest.mark.parametrize(("path", "value"), LEAVES, ids=[path for path, _ in LEAVES])
def test_a_field_that_can_be_set_has_an_effect(path: str, value: Any) -> None:
    for other in others(path, value):
        try:
            if changes(path, other):
                return
        except InputError as error:
            if "counts at the start only" in str(error):
                return
    pytest.fail(f"{path}: set on the way it does nothing, and is not refused")


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
