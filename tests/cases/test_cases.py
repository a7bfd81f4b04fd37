"""Every case follows the code book of docs/cases.md, and is asked what all are asked."""

import datetime as dt
from functools import cache

import pytest

from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.shipped import cases
from sim.scenario.world import World
from tools.cases import kappa, second_hand

AIMS = {
    "power": (60, 60),
    "war": (40, 60),
    "weapons": (30, 45),
    "terror": (20, 35),
    "rights": (25, 35),
    "policy": (6, 15),
}
NEVER_ASKED = {"emergency_ended_8y", "repealed_8y"}
"""Questions that are not asked where there is nothing that could end."""


@cache
def case(name: str) -> Loaded:
    return load_scenario(cases()[name])


every_case = pytest.mark.parametrize("name", list(cases()))


@every_case
def test_it_lasts_eight_years_and_says_what_for(name):
    scenario = case(name).scenario
    start, end = scenario.start, scenario.end
    assert (end.year - start.year, end.month) == (8, start.month)
    assert abs(end.day - start.day) <= 1
    assert scenario.issue is not None
    assert scenario.title
    assert scenario.question


@every_case
def test_what_is_asked_has_the_price_of_the_code_book(name):
    scenario, catalogue = case(name).scenario, case(name).catalogue
    cost, value = AIMS[scenario.issue]
    concessions = catalogue.concessions
    aim, gesture = concessions["AIM"], concessions["gesture"]
    assert (aim.cost, aim.value, aim.settlement, aim.kind) == (cost, value, 1, "standing")
    fought = scenario.world.war.start > 0.1
    assert aim.ceasefire == (scenario.issue == "war" and fought)
    assert (gesture.cost, gesture.value, gesture.kind) == (1, 5, "one_off")
    assert set(concessions) <= {"AIM", "gesture", "part"}
    if "part" in concessions:
        part = concessions["part"]
        assert scenario.issue != "power"
        assert part.cost == pytest.approx(cost / 3, abs=0.4)
        assert part.value == pytest.approx(value / 3, abs=0.4)


@every_case
def test_measures_weigh_a_hundred_and_the_main_one_most(name):
    measures = case(name).catalogue.measures
    weights = {key: measure.weight_lp for key, measure in measures.items()}
    assert sum(weights.values()) == pytest.approx(100)
    assert weights["MAIN"] == max(weights.values())
    start = case(name).scenario.start
    assert all(measure.in_force(start) for measure in measures.values())


@every_case
def test_what_has_parts_has_small_ones(name):
    for measure in case(name).catalogue.measures.values():
        assert measure.tranches == 1 or measure.weight_lp / measure.tranches <= 3.0 + 1e-9


@every_case
def test_nothing_else_is_set_than_what_the_code_book_names(name):
    scenario = case(name).scenario
    executive, world = scenario.agents.executive, scenario.world
    assert executive.model_fields_set <= {"rivalry", "size", "name"}
    assert executive.rivalry in (0.2, 0.6)
    assert scenario.talks.model_fields_set <= {"open"}
    assert world.model_fields_set <= {"next_term", "governments", "war", "shocks"}
    assert (world.war.start, world.war.mean) in {(0.7, 0.7), (0.4, 0.4), (0.1, 0.1)}
    offensives = {0.7: 0.8, 0.4: 0.4, 0.1: 0.1}
    assert world.shocks.offensive_rate == offensives[world.war.start]
    usual = World()
    for part in ("war", "shocks", "governments"):
        written = getattr(world, part)
        known = {"start", "mean", "state"} | {"offensive_rate"} | {"kind"}
        assert written.model_fields_set <= known
        assert type(written) is type(getattr(usual, part))
    assert not scenario.interventions
    assert not scenario.uncertain


@every_case
def test_all_is_answered_that_can_be_asked(name):
    scenario, catalogue = case(name).scenario, case(name).catalogue
    unanswered = {q.id for q in scenario.questions if q.answer is None}
    assert unanswered <= NEVER_ASKED
    emergencies = {layer.authority for m in catalogue.measures.values() for layer in m.layers}
    has_emergency = any(catalogue.authorities[key].emergency for key in emergencies)
    has_statute = any(catalogue.authorities[key].statute for key in emergencies)
    assert ("emergency_ended_8y" in unanswered) == (not has_emergency)
    assert ("repealed_8y" in unanswered) == (not has_statute)


@every_case
def test_answers_fit_each_other(name):
    scenario = case(name).scenario
    answer = {q.id: q.answer for q in scenario.questions}
    first, start = answer["first_relief"], scenario.start
    for years in (1, 2):
        by = start + dt.timedelta(days=round(years * 365.25))
        assert answer[f"relief_{years}y"] == (first is not False and first <= by)
    assert not (answer["main_4y"] and not answer["main_8y"])
    assert not (answer["main_8y"] and first is False)
    assert not (answer["reversed_5y"] and first is False)


@every_case
def test_facts_have_dates_within_and_sources(name):
    scenario = case(name).scenario
    assert len(scenario.observed) >= 2
    for entry in scenario.observed:
        assert scenario.start <= entry.date <= scenario.end
        assert entry.source
        assert entry.event is None


def test_the_second_hand_has_answered_the_same_questions():
    second = second_hand()
    assert set(second) == set(cases())
    for name, answers in second.items():
        asked = {q.id for q in case(name).scenario.questions if q.answer is not None}
        assert set(answers) == asked


@pytest.mark.parametrize(
    ("both", "first", "second", "neither", "expected"),
    [
        (20, 5, 10, 15, 0.4),  # the example of Cohen's statistic in most textbooks
        (10, 0, 0, 10, 1.0),
        (5, 5, 5, 5, 0.0),
        (0, 10, 10, 0, -1.0),
        (7, 0, 0, 0, 1.0),
    ],
)
def test_kappa_is_agreement_beyond_chance(both, first, second, neither, expected):
    pairs = [(True, True)] * both + [(True, False)] * first
    pairs += [(False, True)] * second + [(False, False)] * neither
    assert kappa(pairs) == pytest.approx(expected)
