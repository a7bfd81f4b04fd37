"""The answer of a batch, and its questions, from a summary by hand."""

from __future__ import annotations

from typing import Any

from sim.workflows.batches.answer import answer
from sim.workflows.batches.asked import questions_asked
from sim.workflows.page import Page

RELIEF = {
    "sender": "United States",
    "blended": 0.384,
    "probability": 0.733,
    "low": 0.6,
    "high": 0.8,
    "base_rate": 0.323,
    "base_n": 10.9,
    "base_cases": "a 50.0 %, b 50.0 %",
}
QUESTION = {
    "text": "Is it?",
    "by": "2026-12-31",
    "blended": 0.259,
    "probability": 0.3,
    "low": 0.199,
    "high": 0.425,
    "base_rate": 0.216,
    "base_n": 10.9,
    "base_cases": "a 50.0 %, b 50.0 %",
}


def summary(relief: list[dict[str, Any]], questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "classes": [{"class": "none", "share": 1.0}],
        "primary": [],
        "relief": relief,
        "questions": questions,
        "level": 0.95,
    }


def page(*questions: dict[str, Any], relief: bool = True) -> str:
    return str(Page(questions_asked(summary([RELIEF] if relief else [], [*questions]))))


def test_the_answer_begins_with_relief() -> None:
    rows = [{**RELIEF, "years": 2.0}, {**RELIEF, "years": None, "blended": 0.512}]
    assert answer(summary(rows, [])) == (
        "Blended, some sanction of the United States is eased within 2 years with probability "
        "38.4 % (simulated 73.3 %, base rate 32.3 %) and by the end with probability 51.2 % "
        "(simulated 73.3 %, base rate 32.3 %). None is the most frequent end: 100.0 %."
    )


def test_where_there_is_nothing_to_ease_the_answer_says_so() -> None:
    assert answer(summary([], [])).startswith("The first sender has nothing in force")


def test_the_blend_stands_first_and_each_number_says_where_it_is_from() -> None:
    published = {**QUESTION, "base_n": None, "base_cases": "published: somewhere"}
    unknown = {**QUESTION, "base_n": None, "base_cases": "nothing is known of it"}
    alone = {**QUESTION, "low": None, "high": None, "base_n": 1.0}
    lines = page(QUESTION, published, unknown, alone).splitlines()
    assert lines[0].split() == ["question", "blended", "simulated", "base", "rate"]
    assert [" ".join(line.split()) for line in lines[1:5]] == [
        "Is it? 25.9 % 30.0 % (19.9 to 42.5) 21.6 % (11 cases)",
        "Is it? 25.9 % 30.0 % (19.9 to 42.5) 21.6 % (published)",
        "Is it? 25.9 % 30.0 % (19.9 to 42.5) none known",
        "Is it? 25.9 % 30.0 % 21.6 % (1 case)",
    ]
    assert "when, blended" not in page(QUESTION)


def test_dates_are_those_of_the_blend() -> None:
    quantiles = {"q05": "2026-01-02", "median": None, "q95": None}
    dates = {f"blended_{name}": value for name, value in quantiles.items()}
    said = page({**QUESTION, "by": None, **dates})
    assert "Is it? (by the end)" in said
    (row,) = [line for line in said.splitlines() if "2 Jan 2026" in line]
    assert row.split() == ["Is", "it?", "2", "Jan", "2026", "later", "later"]


def test_what_is_blended_is_explained_where_anything_is() -> None:
    assert "Blended is the headline" in page()
    assert page(relief=False) == ""
