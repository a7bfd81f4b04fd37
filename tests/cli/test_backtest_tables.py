"""A backtest in words."""

from __future__ import annotations

import datetime as dt

from sim.scenario.events import Observed
from sim.validation.backtest import backtest
from sim.workflows.backtests.items import every_item, worst
from sim.workflows.backtests.report import section
from sim.workflows.backtests.tables import overview
from tests.validation.backtest.test_results import coin
from tests.validation.backtest.toy import START, asked, happened, toy


def test_one_case_is_told_once_and_several_also_together() -> None:
    for names, cases in ((["one"], ["one"]), (["one", "two"], ["all", "one", "two"])):
        batches = [coin(name) for name in names]
        tables = {table.title: table for table in overview(backtest(batches), batches)}
        scores = tables["Scores, smaller is better"]
        assert list(dict.fromkeys(row[0] for row in scores.rows)) == cases
        assert scores.rows[0] == (
            cases[0],
            "Brier",
            str(3 * len(names)),
            "0.180",
            "0.333",
            scores.rows[0][5],
            "0.250",
        )
        for table in tables.values():
            assert {len(row) for row in table.rows} == {len(table.headers)}


def test_the_least_expected_comes_first() -> None:
    batches = [coin()]
    table = worst(backtest(batches), batches)
    first = table.rows[0]
    # .7 was said of what did not happen.
    assert first[2:5] == ("yes 70.0 %", "no", "30.0 %")
    assert len(table.rows) == 5


def test_items_in_words() -> None:
    batch = toy(
        {
            "observed_when_days": [30.0, 45.0, None, None],
            "answer_never_days": [None] * 4,
            "step_lp": [None, 1.0, 2.0, 3.0],
            "laws_lp": [None] * 4,
            "observed_veto": [True] * 4,
        },
        observed=(
            happened("when", 45),
            Observed(id="much", date=START, what="x", outcome="step_lp", value=2.5),
            Observed(id="none", date=START, what="x", outcome="laws_lp", value=2.5),
            happened("veto", 3, "veto", by=START + dt.timedelta(days=9)),
        ),
        questions=(asked("never", answer=False),),
    )
    (table,) = every_item(backtest([batch]), [batch])
    said = {row[0]: (*row[2:4], row[4]) for row in table.rows}
    assert said["when"] == (
        "27 Apr 2025 (12 Apr 2025 to later), in time 50.0 %",
        "27 Apr 2025",
        "30.5 %",
    )
    assert said["never"] == ("later, in time 0.0 %", "later", "30.5 %")
    assert said["much"] == ("2.000 (1.000 to 3.000), in 75.0 % of the futures", "2.500", "")
    assert said["none"] == ("nothing: no future has such a value", "2.500", "")
    assert said["veto"] == ("yes 100.0 %", "yes", "50.0 %*")


def test_the_section_is_the_same_every_time() -> None:
    batches = [coin()]
    text = section(backtest(batches), batches)
    assert text == section(backtest(batches), batches)
    assert text.startswith("Seed 0. ")
    assert "\n\n### coin: " in text


def test_a_value_that_no_replication_has_is_named_everywhere() -> None:
    """Missing is not "not there": it heads the worst, and counts as outside the intervals."""
    batch = toy(
        {"laws_lp": [None] * 4, "deals": [0, 0, 0, 0]},
        observed=(
            Observed(id="none", date=START, what="x", outcome="laws_lp", value=2.5),
            Observed(id="perfect", date=START, what="y", outcome="deals", value=0.0),
        ),
    )
    result = backtest([batch])
    table = worst(result, [batch])
    assert [(row[1], row[2], row[4]) for row in table.rows] == [
        ("x", "nothing: no future has such a value", "0.0 %"),
        ("y", "0.000 (0.000 to 0.000)", "100.0 %"),
    ]
    coverage = next(t for t in overview(result, [batch]) if t.title.startswith("How often"))
    assert [row[2] for row in coverage.rows] == ["1 of 2", "1 of 2"]
    assert coverage.note.endswith("outside every interval: toy: none.")
