"""Features of scenarios, taken by code; the nearest cases; when relief came in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import inf, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.likeness.cases import FIRST_RELIEF, Case, lacking
from sim.analysis.likeness.coding import coded
from sim.analysis.likeness.features import FEATURES, Coded
from sim.analysis.likeness.nearest import distance, nearest
from sim.analysis.likeness.relief import relief
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import find
from sim.statistics.gower import Value
from sim.statistics.precision import wilson_interval

FEATURE = {feature.name: feature for feature in FEATURES}


def model(name: str, *overrides: str) -> Model:
    loaded = load_scenario(find(name), overrides)
    return compile_model(loaded.scenario, loaded.catalogue)


# -- features ------------------------------------------------------------------------------


def test_a_case_is_coded_as_one_would_by_hand() -> None:
    """Iran, 3 July 1995: 60 LP by the order of May, 20 and 10 by statutes, 10 by that of 1979."""
    start = dt.date(1995, 7, 3)
    imposed = [
        (60, dt.date(1995, 5, 7)),
        (20, dt.date(1984, 1, 19)),
        (10, dt.date(1992, 10, 23)),
        (10, dt.date(1979, 11, 14)),
    ]
    days = sum(lp * (start - day).days for lp, day in imposed)
    assert coded(model("iran_1995")) == {
        "emergency": True,
        "acts": False,
        "review": 0.0,
        "statute": pytest.approx(0.3),
        "vetoes": 1.0,  # the arms act ends by a repeal alone
        "regime": "party",
        "issue": "terror",
        "war": 0.1,
        "rivalry": 0.6,
        "size": 0.0,
        "talks": False,
        "age": pytest.approx(days / 100 / 365.25),
        "senders": 1.0,
    }


def test_the_law_of_two_unions() -> None:
    russia = coded(model("russia_2025"))
    assert (russia["emergency"], russia["acts"], russia["senders"]) == (True, True, 4.0)
    assert russia["vetoes"] == 3.0  # Congress, the Council, Kyiv
    assert russia["rivalry"] is None
    by_hand = coded(model("by_hand"))
    assert (by_hand["emergency"], by_hand["acts"]) == (False, False)
    assert by_hand["review"] == pytest.approx(0.3)  # the firms
    assert by_hand["statute"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("override", "name", "before", "after"),
    [
        ("issue=rights", "issue", "war", "rights"),
        ("issue=null", "issue", "war", None),
        ("world.governments.kind=party", "regime", "personalist", "party"),
        ("world.war.start=0.4", "war", 0.7, 0.4),
        ("world.war.state=settled", "war", 0.7, 0.0),
        ("world.war.state=none", "war", 0.7, 0.0),
        ("world.war.state=truce", "war", 0.7, 0.7),
        ("agents.executive.rivalry=0.6", "rivalry", None, 0.6),
        ("agents.executive.size.trade_share=0.1", "size", 0.0, 0.1),
        ("agents.consenters=null", "vetoes", 3.0, 2.0),
        ("talks.open=false", "talks", True, False),
        ("talks.open=null", "talks", True, None),
    ],
)
def test_what_a_scenario_writes_is_what_is_coded(
    override: str, name: str, before: Value, after: Value
) -> None:
    assert coded(model("russia_2025"))[name] == before
    assert coded(model("russia_2025", override))[name] == after


def test_the_law_is_that_which_the_scenario_reads() -> None:
    narrow, wide = (
        coded(model("russia_2025", f"law.s216_scope={scope}"))["review"]
        for scope in ("codified", "all")
    )
    assert isinstance(narrow, float)
    assert isinstance(wide, float)
    assert 0.0 < narrow < wide <= 1.0


def test_what_is_left_at_its_default_says_nothing() -> None:
    """Of its politics the smallest scenario has written what it is for, and no more."""
    inline = coded(model("examples/inline"))
    unknown = {name for name, value in inline.items() if value is None}
    assert unknown == {"regime", "war", "rivalry", "size"}
    assert inline["issue"] == "war"


def test_every_feature_is_coded_has_a_weight_a_meaning_and_a_reason() -> None:
    assert list(coded(model("by_hand"))) == [feature.name for feature in FEATURES]
    for feature in FEATURES:
        assert feature.weight > 0.0
        assert feature.meaning
        assert feature.reason


@pytest.mark.parametrize(
    ("name", "value", "placed"),
    [
        ("war", 0.1, 0.0),
        ("war", 0.0, 0.0),
        ("war", 0.4, 0.5),
        ("war", 0.7, 1.0),
        ("war", 0.9, 1.0),
        ("rivalry", 0.0, 0.0),
        ("rivalry", 0.8, 1.0),
        ("age", 2.5, 0.25),
        ("age", 30.0, 1.0),
        ("size", 0.0, 0.0),
        ("size", 0.025, 0.5),  # ten times the least, of a hundred
        ("size", 0.005, log10(2.0) / 2.0),
        ("vetoes", 1.0, 1.0 / 3.0),
        ("senders", 1.0, 0.0),
        ("senders", 4.0, 1.0),
    ],
)
def test_numbers_are_placed_between_what_is_wholly_different(
    name: str, value: float, placed: float
) -> None:
    assert FEATURE[name].placed(value) == pytest.approx(placed)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("emergency", True, "yes"),
        ("emergency", False, "no"),
        ("review", 0.3432, "34 %"),
        ("statute", 0.0, "0 %"),
        ("vetoes", 3.0, "3"),
        ("regime", "party", "rule of a party"),
        ("regime", "personalist", "personalist"),
        ("issue", "weapons", "weapons"),
        ("war", 0.7, "a war"),
        ("war", 0.4, "some"),
        ("war", 0.1, "none"),
        ("rivalry", 0.6, "0.6"),
        ("size", 0.0, "hardly any"),
        ("size", 0.005, "0.5 %"),
        ("age", 3.9951, "4.0 years"),
        ("senders", 4.0, "4"),
    ],
)
def test_values_read_as_words(name: str, value: Value, said: str) -> None:
    assert FEATURE[name].said(value) == said


# -- distance ------------------------------------------------------------------------------

KNOWN: dict[str, Value] = {
    "emergency": True,
    "acts": False,
    "review": 0.0,
    "statute": 0.5,
    "vetoes": 1.0,
    "regime": "party",
    "issue": "war",
    "war": 0.7,
    "rivalry": 0.2,
    "size": 0.0,
    "talks": False,
    "age": 2.0,
    "senders": 1.0,
}


def case(
    name: str,
    days: int | None = None,
    features: Mapping[str, Value] = KNOWN,
    start: dt.date = dt.date(1990, 1, 1),
) -> Case:
    """A case with relief after so many days, or none."""
    answer = False if days is None else start + dt.timedelta(days=days)
    return Case(name, name.title(), start, features, {FIRST_RELIEF: answer})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 0.0),
        ({"issue": "rights"}, 1 / 13),
        ({"emergency": False, "regime": "military"}, 2 / 13),
        ({"statute": 1.0}, 0.5 / 13),
        ({"age": 7.0}, 0.5 / 13),
        ({"war": 0.4}, 0.5 / 13),
        ({"issue": None}, 0.0),
        ({"issue": None, "regime": "military"}, 1 / 12),
    ],
)
def test_a_distance_is_the_mean_of_what_differs(change: Coded, expected: float) -> None:
    other = {**KNOWN, **change}
    assert distance(KNOWN, other) == pytest.approx(expected)
    assert distance(other, KNOWN) == distance(KNOWN, other)


def test_a_third_of_all_features_may_be_unknown_and_no_more() -> None:
    four = dict.fromkeys(("issue", "war", "rivalry", "size"))
    assert distance(KNOWN, {**KNOWN, **four}) == 0.0
    assert distance(KNOWN, {**KNOWN, **four, "regime": None}) is None


def test_the_nearest_come_first_and_ties_go_by_name() -> None:
    cases = [
        case("zebra"),
        case("far", features={**KNOWN, "issue": "rights", "regime": "military"}),
        case("near", features={**KNOWN, "age": 3.0}),
        case("antelope"),
        case("unknown", features=dict.fromkeys(KNOWN)),
    ]
    found = nearest(KNOWN, cases, 10)
    assert [one.case.name for one in found] == ["antelope", "zebra", "near", "far"]
    assert [one.case.name for one in nearest(KNOWN, reversed(cases), 2)] == ["antelope", "zebra"]
    far = found[-1]
    assert {feature.name for feature in far.differs} == {"issue", "regime"}
    assert {feature.name for feature in far.alike} == set(KNOWN) - {"issue", "regime"}


def test_alike_and_different_leave_out_what_is_unknown() -> None:
    (one,) = nearest({**KNOWN, "issue": None}, [case("a", features={**KNOWN, "age": 4.6})], 1)
    assert [feature.name for feature in one.differs] == ["age"]
    assert "issue" not in {feature.name for feature in (*one.alike, *one.differs)}


# -- relief --------------------------------------------------------------------------------


def test_relief_by_hand() -> None:
    found = relief([case("a", 100), case("b", 700), case("c", 1461), case("d", 2922), case("e")])
    assert found.n == 5
    assert [(row.years, row.k) for row in found.within] == [(1, 1), (2, 2), (4, 3), (8, 4)]
    assert [row.share for row in found.within] == [0.2, 0.4, 0.6, 0.8]
    assert [(row.low, row.high) for row in found.within] == [
        wilson_interval(k, 5) for k in (1, 2, 3, 4)
    ]
    assert found.median == 4.0


@pytest.mark.parametrize(
    ("days", "median"), [([None], inf), ([100, None], 100 / 365.25), ([100, None, None], inf)]
)
def test_the_median_is_beyond_eight_years_if_half_had_none(
    days: list[int | None], median: float
) -> None:
    found = relief([case(str(i), one) for i, one in enumerate(days)])
    assert found.median == pytest.approx(median)
    assert found.to_plain()["median_years"] == (None if median == inf else pytest.approx(median))


def test_relief_after_the_eight_years_is_none() -> None:
    found = relief([case("late", 2923), case("in time", 2922)])
    assert [row.k for row in found.within] == [0, 0, 0, 1]


@given(st.lists(st.one_of(st.none(), st.integers(0, 3000)), min_size=1, max_size=30))
def test_shares_rise_with_the_years_and_the_median_lies_where_half_is(
    days: list[int | None],
) -> None:
    found = relief([case(str(i), one) for i, one in enumerate(days)])
    shares = [row.share for row in found.within]
    assert shares == sorted(shares)
    for row in found.within:
        assert row.low <= row.share <= row.high
        assert (row.share >= 0.5) == (found.median <= row.years + 1e-9)


# -- cases ---------------------------------------------------------------------------------


def test_what_is_no_case_is_told_what_it_lacks() -> None:
    assert list(lacking(model("iran_1995"))) == []
    fields = [field for field, _, _ in lacking(model("russia_2025"))]
    assert fields == ["answers", "end"]


def test_a_case_survives_as_plain_values() -> None:
    for one in (case("a", 5), case("b", features={**KNOWN, "issue": None})):
        assert Case.from_plain(one.to_plain()) == one
