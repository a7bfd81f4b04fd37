"""Groups: by question, by case, and by what cases are."""

from __future__ import annotations

import pytest

from sim.analysis.likeness.features import FEATURES
from sim.events.registry import KINDS
from sim.validation.backtest.families import _KINDS, FAMILIES, family
from sim.validation.backtest.groups import BY, groups_of
from sim.validation.backtest.items import Item
from tests.validation.backtest.tables import table


def coded(**known: object) -> dict[str, object]:
    """Features of a case of which the rest is not said."""
    return {feature.name: None for feature in FEATURES} | known


def sizes(by: str, cases: list[str], features: dict[str, dict[str, object]]) -> list[tuple]:
    items = table(case=cases)
    found = groups_of(items, features, by)  # type: ignore[arg-type]
    return [(group.by, group.name, int(group.rows.sum())) for group in found]


# -- by question -----------------------------------------------------------------------------


def test_every_kind_of_event_has_one_family_at_most_and_is_one_that_there_is() -> None:
    kinds = [kind for kinds in _KINDS.values() for kind in kinds]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(KINDS)


@pytest.mark.parametrize(
    ("event", "kind", "name"),
    [
        ("eased", "date", "relief"),
        ("emergency_ended", "yes_no", "law"),
        ("repeal", "yes_no", "law"),
        ("designation", "yes_no", "pressure"),
        ("snapback", "yes_no", "pressure"),
        ("delivered", "yes_no", "politics"),
        ("government_change", "yes_no", "politics"),
        ("deal", "yes_no", "talks"),
        ("continued", "yes_no", "renewals"),
        ("act_renewed", "yes_no", "renewals"),
        ("oil_shock", "yes_no", "other"),
        ("", "value", "values"),
    ],
)
def test_families(event: str, kind: str, name: str) -> None:
    item = Item("a", "x", "question", kind, "c", None, 1.0, event, 0.0, 4.0)  # type: ignore[arg-type]
    assert family(item) == name
    assert name in FAMILIES


def test_by_kind_they_stand_in_the_order_of_families() -> None:
    items = table(
        family=["politics", "relief", "renewals", "relief"], renewal=[False] * 2 + [True, False]
    )
    found = [(g.by, g.name, g.rows.tolist()) for g in groups_of(items, {}, "kind")]
    assert found == [
        ("all", "all", [True] * 4),
        ("all", "all but renewals", [True, True, False, True]),
        ("kind", "relief", [False, True, False, True]),
        ("kind", "politics", [True, False, False, False]),
        ("kind", "renewals", [False, False, True, False]),
        ("case", "a", [True] * 4),
    ]


# -- by what cases are -----------------------------------------------------------------------


def test_by_case_each_stands_once() -> None:
    assert sizes("case", ["a", "b", "a"], {}) == [
        ("all", "all", 3),
        ("case", "a", 2),
        ("case", "b", 1),
    ]


def test_words_and_what_is_not_said() -> None:
    features = {
        "a": coded(issue="war"),
        "b": coded(issue=None),
        "c": coded(issue="rights"),
        "d": coded(issue="war"),
    }
    found = sizes("issue", ["a", "a", "b", "c", "d"], features)
    assert [group for group in found if group[0] == "issue"] == [
        ("issue", "rights", 1),
        ("issue", "war", 3),
        ("issue", "not said", 1),
    ]


def test_few_numbers_are_groups_as_they_read() -> None:
    features = {"a": coded(war=0.7), "b": coded(war=0.1), "c": coded(war=0.4), "d": coded(war=0.12)}
    found = sizes("war", list("abcd"), features)
    assert [group[1:] for group in found if group[0] == "war"] == [
        ("none", 2),
        ("some", 1),
        ("a war", 1),
    ]


def test_many_numbers_are_parted_into_thirds_and_those_that_are_alike_stay_together() -> None:
    ages = dict(zip("abcdefg", [0.5, 1.0, 2.0, 2.0, 3.0, 5.0, 9.0], strict=True))
    found = sizes("age", list("abcdefg"), {case: coded(age=age) for case, age in ages.items()})
    assert [group[1:] for group in found if group[0] == "age"] == [
        ("0.5 years to 1.0 years", 2),
        ("2.0 years to 3.0 years", 3),
        ("5.0 years to 9.0 years", 2),
    ]
    # Here those that are alike are half of all.
    ages = dict(zip("abcdefg", [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0], strict=False)) | {"h": 4.0}
    found = sizes("age", list("abcdefgh"), {case: coded(age=age) for case, age in ages.items()})
    assert [group[1:] for group in found if group[0] == "age"] == [
        ("0.0 years", 4),
        ("1.0 years", 1),
        ("2.0 years to 4.0 years", 3),
    ]


@pytest.mark.parametrize("by", BY)
def test_everything_that_groups_can_be_by_parts_all_items(by: str) -> None:
    features = {"a": coded(review=0.2, emergency=True), "b": coded(review=0.3, senders=2.0)}
    items = table(case=["a", "b", "b"])
    groups = [group for group in groups_of(items, features, by) if group.by == by]  # type: ignore[arg-type]
    assert sum(group.rows.astype(int) for group in groups).tolist() == [1, 1, 1]  # type: ignore[union-attr]
