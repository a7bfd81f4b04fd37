"""A backtest in words."""

from __future__ import annotations

import datetime as dt

from sim.batch.batch import Batch
from sim.scenario.events import Observed
from sim.validation.backtest import Backtest, backtest
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.results import scored_items
from sim.workflows.backtests.items import every_item, worst
from sim.workflows.backtests.report import MANY, backtest_sentence, section, told
from sim.workflows.page import Table
from tests.validation.backtest.test_results import coin
from tests.validation.backtest.toy import START, asked, happened, toy


def tables(result: Backtest, batches: list[Batch], *, everything: bool = False) -> dict[str, Table]:
    """Tables by title, as the terminal shows them."""
    found = told(result, batches, everything=everything, items=everything)
    return {table.title: table for table in found}


def many(n: int) -> list[Batch]:
    return [coin(f"c{k}") for k in range(n)]


def test_scores_of_all_have_a_row_for_each_forecaster() -> None:
    batches = [coin("one"), coin("two")]
    shown = tables(backtest(batches), batches)
    scores = shown["Scores, smaller is better"]
    assert [row[0] for row in scores.rows] == [who.label for who in FORECASTERS.values()]
    cells = dict(zip(scores.headers, scores.rows[1], strict=True))
    # Of two cases there is no interval.
    assert (cells["forecaster"], cells["Brier"]) == ("simulator", "0.180")
    assert scores.note.startswith("Items: answers of yes or no: 6 in 2 cases; dates: 2 in 2 cases.")
    for table in shown.values():
        assert {len(row) for row in table.rows} == {len(table.headers)}, table.title


def test_of_one_case_there_is_no_table_by_case_and_its_name_stands_once() -> None:
    one = tables(backtest([coin("one")]), [coin("one")])
    assert "Scores by case" not in one
    assert [row[0] for row in one["Cases"].rows] == ["one"]
    two = [coin("one"), coin("two")]
    both = tables(backtest(two), two)
    assert [row[:3] for row in both["Scores by case"].rows][:2] == [
        ("one", "Brier", "3"),
        ("one", "log", "3"),
    ]
    assert [row[0] for row in both["Cases"].rows] == ["one", "two", "all"]


def test_of_five_cases_everything_has_an_interval() -> None:
    batches = many(5)
    shown = tables(backtest(batches), batches)
    simulator = shown["Scores, smaller is better"].rows[1]
    # All cases are alike, so that nothing else could come out.
    assert simulator[:2] == ("simulator", "0.180 (0.180 to 0.180)")
    beside = {row[:2]: row[2:] for row in shown["The blend beside the others"].rows}
    assert beside["simulator", "Brier"][0].count("(") == 1
    assert all("(" in row[-1] for row in shown["How often it lay within the central interval"].rows)


def test_of_many_cases_groups_are_told_and_not_each_unless_asked_for() -> None:
    batches = many(MANY + 1)
    result = backtest(batches)
    each = {
        "Scores by case",
        "All answers of yes or no as they were, in one and the same run",
        "c0: What holds until the end",
    }
    short, long = tables(result, batches), tables(result, batches, everything=True)
    assert [row[:3] for row in short["Cases"].rows] == [("all", "13 cases", "130")]
    assert not set(short) & each
    assert set(short) < set(long)
    assert {"Scores by case"} <= set(long)
    assert any(title.startswith("c0: ") for title in long)
    assert len(long["Cases"].rows) == len(batches) + 1
    # In a document too.
    assert "### Scores by case" not in section(result, batches)
    assert "### Scores by case" in section(result, batches, everything=True)
    few = batches[:MANY]
    assert "### Scores by case" in section(backtest(few), few)


def test_groups_are_called_by_what_they_are_by() -> None:
    batches = many(5)
    by_kind, by_senders = (tables(backtest(batches, by=by), batches) for by in ("kind", "senders"))
    rows = by_kind["Scores by kind of question"].rows
    assert [row[:4] for row in rows] == [
        ("relief", "Brier", "15", "5"),
        ("relief", "log", "15", "5"),
        ("relief", "CRPS", "5", "5"),
    ]
    assert by_senders["Scores by senders"].rows[0][0] == "4"
    by_case = tables(backtest(batches, by="case"), batches)
    assert "Scores by case" in by_case


def test_the_absence_of_a_rule_has_its_sign() -> None:
    batches = many(5)
    items = scored_items(batches)
    worse = {
        "brier_simulator": items["brier_simulator"] + 0.05,
        "log_blend": items["log_blend"] - 1,
    }
    result = backtest(batches, without={"war": items.with_columns(**worse), "size": items})
    table = tables(result, batches)["What the absence of a rule does to the scores"]
    scores = ("simulator, Brier", "simulator, log", "blend, Brier", "blend, log")
    assert table.headers == ("without", "rule", *scores)
    nothing = "0.000 (0.000 to 0.000)"
    war = "Wars pause, end and begin again by themselves (R26)."
    size = "Rivalry and the size of trade move sanctions (R32)."
    more, less = "+0.050 (0.050 to 0.050)", "−1.000 (−1.000 to −1.000)"
    assert table.rows == [
        ("war", war, more, nothing, nothing, less),
        ("size", size, nothing, nothing, nothing, nothing),
    ]


def test_the_sentence_is_about_the_headline_and_says_how_sure_it_is() -> None:
    one = backtest([coin("one")])
    said = backtest_sentence(one)
    assert said.startswith("Brier score of 3 of 5 items in 1 case, smaller is better: blend 0.")
    assert "; simulator 0.180, library 0." in said
    assert said.endswith("than library; there are too few cases to say how sure that is.")
    batches = many(5)
    said = backtest_sentence(backtest(batches))
    assert said.startswith("Brier score of 15 of 25 items in 5 cases, smaller is better: blend 0.")
    assert said.endswith(" over cases).")
    values = toy(
        {"deals": [0, 0, 0, 0]},
        observed=(Observed(id="v", date=START, what="y", outcome="deals", value=0.0),),
    )
    assert backtest_sentence(backtest([values])) == "1 item scored, none of them of yes or no."


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
    said = {row[0]: (*row[2:4], row[6]) for row in table.rows}
    assert table.headers[4:7] == ("blend", "library", "base rates")
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
    coverage = tables(result, [batch])["How often it lay within the central interval"]
    assert [row[:2] for row in coverage.rows] == [("values", "simulator")]
    assert coverage.rows[0][4:] == ("50.0 %", "50.0 %")
    assert coverage.note.endswith("outside every interval: toy: none.")
