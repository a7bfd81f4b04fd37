"""Areas under the curve: by hand, and which item stands for relief in a case."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.scenario.events import EventFilter, Question
from sim.validation.backtest.discrimination import discrimination, relief_item
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.items import items_of
from tests.validation.backtest.tables import everything, row, table
from tests.validation.backtest.toy import START, asked, happened, model

BY = START + dt.timedelta(days=400)
LATER = START + dt.timedelta(days=900)


def said(n: int, **columns: list[object]) -> dict[str, list[object]]:
    """Probabilities of all forecasters, one half unless said."""
    return {f"p_{name}": [0.5] * n for name in FORECASTERS} | columns


def test_all_items_of_yes_or_no_by_hand() -> None:
    items = table(
        case=["a", "a", "b", "b", "b"],
        kind=["yes_no"] * 4 + ["date"],
        answer=[1.0, 0.0, 1.0, 0.0, None],
        **said(5, p_simulator=[0.6, 0.6, 0.3, 0.1, 0.9]),
    )
    found = discrimination(items, everything(items))
    # .6 against .6 and .1: ½ and 1; .3 against these: 0 and 1.
    told = row(found, of="items", forecaster="simulator")
    assert told["area"] == pytest.approx(2.5 / 4)
    assert (told["n"], told["yes"], told["cases"]) == (4, 2, 2)
    assert (told["low"], told["high"]) == (None, None)
    assert row(found, of="items", forecaster="half")["area"] == 0.5
    assert row(found, by="case", group="b", of="items", forecaster="simulator")["area"] == 1.0
    assert found.filter(of="relief").is_empty()


def test_relief_against_none_has_one_item_of_each_case() -> None:
    """A date that came is relief, one that did not is none; beside it an answer of yes or no."""
    items = table(
        case=["a", "a", "b", "c"],
        kind=["date", "yes_no", "date", "yes_no"],
        answer=[1.5, 1.0, None, 0.0],
        relief=[True, False, True, True],
        **said(4, p_simulator=[0.7, 0.1, 0.7, 0.2]),
    )
    told = row(discrimination(items, everything(items)), of="relief", forecaster="simulator")
    # .7 that came against .7 and .2 that did not.
    assert told["area"] == pytest.approx(0.75)
    assert (told["n"], told["yes"], told["cases"]) == (3, 1, 3)


def test_where_nothing_came_there_is_no_area() -> None:
    items = table(answer=[0.0, 0.0], relief=[True, False], **said(2))
    assert discrimination(items, everything(items)).is_empty()


# -- which item ------------------------------------------------------------------------------


def question(name: str, answer: object, by: dt.date | None = None, **more: object) -> Question:
    event = EventFilter.model_validate({"kind": "eased", **more})
    return Question.model_validate(
        {"id": name, "text": "?", "event": event, "by": by, "answer": answer}
    )


def chosen(*questions: Question) -> str | None:
    item = relief_item(items_of(model(questions=questions), "toy"))
    return None if item is None else item.id


def test_the_date_of_the_first_relief_says_whether_there_was_any() -> None:
    early, late = question("y1", True, BY), question("y2", True, LATER)
    assert chosen(early, late, question("when", False)) == "when"
    assert chosen(question("first", BY), question("second", BY)) == "first"


def test_without_it_the_answer_with_the_longest_window_does() -> None:
    assert chosen(question("y1", True, BY), question("y2", False, LATER)) == "y2"


def test_relief_of_a_part_or_of_another_sender_is_not_any() -> None:
    assert (
        chosen(
            question("part", True, LATER, subject="US_RSHB"),
            question("class", True, LATER, **{"class": "banks"}),
            question("for_good", True, LATER, permanent=True),
            question("other", True, LATER, sender="EU"),
            asked("law", "law", by=LATER, answer=True),
            question("any", False, BY, sender="US"),
        )
        == "any"
    )
    assert chosen(question("part", True, LATER, subject="US_RSHB")) is None


def test_a_date_from_a_later_day_on_is_not_the_first() -> None:
    later = question("later", LATER).model_copy(update={"after": BY})
    assert chosen(later) is None
    many = question("many", True, LATER).model_copy(update={"at_least": 3})
    assert chosen(many) is None


def test_an_event_of_the_record_may_stand_for_it_too() -> None:
    (item,) = items_of(model(observed=(happened("a", 300),)), "toy")
    assert relief_item([item]) is item
