"""What questions ask, and which of them the library knows anything of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.analysis.forecasts.topics import TOPICS, asked_of
from sim.analysis.likeness.table import shipped_cases
from sim.engine.kernel.clock import YEAR
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.events.registry import KINDS
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import find


def model(event: dict[str, Any], **more: Any) -> Model:
    question = {"id": "a", "text": "?", "event": event, **more}
    loaded = load_scenario(find("russia_2025"), [f"questions={json.dumps([question])}"])
    return compile_model(loaded.scenario, loaded.catalogue)


def topic(**event: Any) -> str:
    world = model(event)
    return asked_of(world.scenario.questions[0], world).topic


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"kind": "eased"}, "relief"),
        ({"kind": ["eased"], "sender": "US"}, "relief"),
        ({"kind": "eased", "subject": "US_AIR_EAR"}, "main"),
        ({"kind": "eased", "sender": "US", "class": ["bank", "correspondent"]}, "main"),
        ({"kind": "eased", "class": "fleet", "instrument": "licence"}, "main"),
        ({"kind": ["emergency_ended", "emergency_lapse"], "subject": "EO14024"}, "emergency"),
        ({"kind": "repeal"}, "repeal"),
        ({"kind": "snapback"}, "reversed"),
        ({"kind": ["successor_reverses", "snapback"]}, "reversed"),
        ({"kind": "designation"}, "new"),
        ({"kind": ["law", "designation", "stick_used"]}, "new"),
        ({"kind": "delivered", "subject": "ceasefire"}, "delivered"),
        ({"kind": "government_change"}, "government"),
    ],
)
def test_questions_that_are_like_those_of_the_library(event: dict[str, Any], expected: str) -> None:
    assert topic(**event) == expected


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "eased", "sender": "EU"},
        {"kind": "eased", "subject": "EU_833"},
        {"kind": "eased", "permanent": True},
        {"kind": "eased", "agent": "the EU Council"},
        {"kind": ["eased", "council_eases"]},
        {"kind": "emergency_lapse"},
        {"kind": "law"},
        {"kind": "delivered"},
        {"kind": "deal"},
        {"kind": "act_lapse"},
    ],
)
def test_questions_of_which_the_library_knows_nothing(event: dict[str, Any]) -> None:
    world = model({"kind": "deal"})
    question = world.scenario.questions[0]
    changed = type(question).model_validate(
        {**question.model_dump(), "event": {**event, "kind": _tuple(event["kind"])}}
    )
    if event.get("subject") == "EU_833":
        measures = world.catalogue.measures
        name = next(key for key, measure in measures.items() if measure.sender == "EU")
        changed = changed.model_copy(
            update={"event": changed.event.model_copy(update={"subject": name})}
        )
    assert asked_of(changed, world).topic == ""


def _tuple(kind: str | list[str]) -> str | tuple[str, ...]:
    return kind if isinstance(kind, str) else tuple(kind)


def test_every_question_of_the_library_has_its_topic() -> None:
    """By the scenarios of the cases themselves."""
    loaded = load_scenario(find("iran_1995"))
    world = compile_model(loaded.scenario, loaded.catalogue)
    by_id = {question.id: asked_of(question, world) for question in world.scenario.questions}
    for name, one in TOPICS.items():
        for years, question in one.asked:
            asked = by_id[question]
            assert asked.topic == name
            assert asked.window.last == pytest.approx(years, abs=1.5 / YEAR)
            assert not asked.window.dated
    assert by_id["first_relief"].topic == "relief"
    assert by_id["first_relief"].window.dated


def test_the_library_answers_what_is_said_that_it_asks() -> None:
    known = {question for case in shipped_cases().values() for question in case.answers}
    asked = {question for topic in TOPICS.values() for _, question in topic.asked}
    assert asked | {topic.dates for topic in TOPICS.values() if topic.dates} == known
    assert {kind for topic in TOPICS.values() for kind in topic.kinds} <= set(KINDS)
    for one in TOPICS.values():
        years = [year for year, _ in one.asked]
        assert years == sorted(years)
        assert one.needed <= one.kinds


def test_windows_have_the_whole_last_day() -> None:
    world = model(
        {"kind": "eased"}, after="2026-03-13", by="2027-03-12", at_least=2
    )  # from the first anniversary to the day before the second
    asked = asked_of(world.scenario.questions[0], world)
    assert asked.window.first * YEAR == pytest.approx(365.0)
    assert asked.window.last * YEAR == pytest.approx(730.0)
    assert asked.window.at_least == 2
    assert (asked.event, asked.window.before) == ("eased", 0)


def test_what_falls_due_before_the_window_is_counted() -> None:
    world = model({"kind": "continued", "subject": "EO14024"}, after="2027-01-01", by="2027-12-31")
    assert asked_of(world.scenario.questions[0], world).window.before == 2
