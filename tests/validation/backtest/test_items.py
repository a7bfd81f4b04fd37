"""What is scored, and what is refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from sim.analysis.forecasts.topics import asked_of
from sim.engine.kernel.clock import YEAR
from sim.errors import InputError
from sim.scenario.events import Observed
from sim.validation.backtest.items import forecast, items_of
from tests.validation.backtest.toy import HORIZON, START, asked, happened, model, toy

DAY_400 = START + dt.timedelta(days=400)


def test_an_event_with_a_last_date_is_an_item_of_yes() -> None:
    after = START + dt.timedelta(days=100)
    (item,) = items_of(model(observed=(happened("a", 300, after=after, by=DAY_400),)), "toy")
    assert (item.kind, item.origin, item.answer, item.column) == (
        "yes_no",
        "observed",
        1.0,
        "observed_a",
    )
    # The last day is in the window as a whole.
    assert (item.first * YEAR, item.last * YEAR) == pytest.approx((100.0, 401.0))


def test_an_event_without_a_last_date_is_an_item_of_a_date() -> None:
    (item,) = items_of(model(observed=(happened("a", 300),)), "toy")
    assert (item.kind, item.column) == ("date", "observed_a_days")
    assert item.answer == pytest.approx(300 / YEAR)
    assert (item.first, item.last * YEAR) == (0.0, pytest.approx(HORIZON))


def test_answered_questions_are_items_and_others_are_not() -> None:
    questions = (
        asked("yes", by=DAY_400, answer=True),
        asked("no", by=DAY_400, answer=False),
        asked("open", by=DAY_400),
        asked("when", answer=DAY_400),
        asked("never", answer=False),
    )
    found = {item.id: item for item in items_of(model(questions=questions), "toy")}
    assert list(found) == ["yes", "no", "when", "never"]
    assert [found[name].answer for name in ("yes", "no", "never")] == [1.0, 0.0, None]
    assert found["when"].answer == pytest.approx(400 / YEAR)
    assert [item.kind for item in found.values()] == ["yes_no", "yes_no", "date", "date"]
    assert (found["never"].date, found["no"].date) == (None, DAY_400)


def test_an_item_knows_what_it_asks_of_the_case_library() -> None:
    """So that forecasters that know the library may be scored beside the others."""
    relief = asked("yes", by=DAY_400, answer=True)
    deal = asked("when", "deal", answer=False)
    world = model(questions=(relief, deal))
    first, second = items_of(world, "toy")
    assert (first.topic, second.topic) == ("relief", "")
    assert first.asked == asked_of(relief, world)
    assert second.asked == asked_of(deal, world)
    assert (first.window.dated, second.window.dated) == (False, True)
    assert (first.window.first, first.window.last) == (first.first, first.last)


def test_an_entry_may_be_an_event_and_a_value() -> None:
    entry = happened("a", 300, outcome="legal_end", value=7.5)
    first, second = items_of(model(observed=(entry,)), "toy")
    assert (first.kind, second.kind) == ("date", "value")
    assert (second.column, second.answer) == ("legal_end", 7.5)


def test_an_entry_that_is_only_drawn_is_no_item() -> None:
    drawn = Observed(id="b", date=START, what="A speech", eased={"US_RSHB": 0.5})
    assert len(items_of(model(observed=(drawn, happened("a", 3))), "toy")) == 1
    with pytest.raises(InputError, match=r"^cases/a\.yaml: nothing to score"):
        items_of(model(observed=(drawn,), questions=(asked("open"),)), "cases/a.yaml")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (
            "legal_ends",
            "no such outcome; found 'legal_ends'; allowed: a column of `thaw batch`'s outcomes",
        ),
        ("outcome", "found 'outcome'; allowed: an outcome that is a number"),
        ("replication", "no such outcome"),
    ],
)
def test_values_are_of_outcomes_that_are_numbers(outcome: str, said: str) -> None:
    entries = (
        happened("a", 3),
        Observed(id="b", date=START, what="x", outcome=outcome, value=1.0),
    )
    with pytest.raises(InputError) as error:
        items_of(model(observed=entries), "a.yaml")
    assert str(error.value).startswith("a.yaml: observed.1.outcome: ")
    assert said in str(error.value)


def test_forecasts_are_what_the_replications_say() -> None:
    observed = (
        happened("yes", 300, by=DAY_400),
        happened("when", 300),
        Observed(id="much", date=START, what="x", outcome="step_lp", value=1.0),
    )
    batch = toy(
        {
            "observed_yes": [True, False, False, True],
            "observed_when_days": [100.0, None, 300.0, 0.0],
            "step_lp": [2.0, None, 3.0, None],
        },
        observed=observed,
    )
    yes, when, much = (forecast(item, batch) for item in items_of(batch.model, "toy"))
    assert yes.tolist() == [1.0, 0.0, 0.0, 1.0]
    np.testing.assert_allclose(when * YEAR, [100.0, HORIZON, 300.0, 0.0])
    assert much.tolist() == [2.0, 3.0]
