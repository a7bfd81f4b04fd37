"""Names on figures: different as long as they are, whole where there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.figures.base.naming import distinct, outcome, scenarios
from tests.batches import small_batch


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["hold", "escalate"], ["hold", "escalate"]),
        (["a long story of relief", "another"], ["a long story…", "another"]),
        (["kremlin_patience_1", "kremlin_patience_2"], ["…patience_1", "…patience_2"]),
        (
            ["one thing and then the end", "one thing and then a stop"],
            ["…then the end", "…then a stop"],
        ),
        (["x" * 20 + "a" * 30, "x" * 20 + "b" * 30], ["…aaaaaaaaaaaaa…", "…bbbbbbbbbbbbb…"]),
    ],
)
def test_what_is_cut_shows_it_and_stays_different(texts: list[str], expected: list[str]) -> None:
    found = distinct(texts, 15)
    assert found[: len(expected)] == expected


@given(st.lists(st.text("ab _", min_size=1, max_size=60), min_size=1, max_size=8))
def test_different_texts_never_get_the_same_label(texts: list[str]) -> None:
    found = distinct(texts, 14)
    assert len(set(found)) == len(set(texts))
    assert all(len(text) <= 14 for text in found)
    for text, label in zip(texts, found, strict=True):
        assert label == text or "…" in label or label.endswith(")")


def test_scenarios_go_by_their_titles_and_those_of_one_title_by_their_names() -> None:
    a, b = small_batch("hold", 2), small_batch("examples/inline", 2)
    assert scenarios([a, b], 60) == [a.title, b.title]
    assert scenarios([a, a], 60) == ["hold", "hold (2)"]


def test_outcomes_are_called_by_what_they_mean() -> None:
    assert outcome("legal_end", None, "eased in law at the end") == "relief at the end"
    assert outcome("outcome", "partial", "class of the outcome: partial") == "ends as: Partial"
    assert outcome("hold_out_most", "HU", "member that held out most") == (
        "member that held out most: HU"
    )
