"""Yes or no: probabilities, what happened, and renewals together on a line."""

from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from sim.figures.validation.forecasts import DOT, forecasts, stacked
from sim.validation.backtest import Backtest
from tests.legibility import assert_legible, panels, wording
from tests.validations import backtest, cases


def asked(*items: tuple[str, str, float, bool]) -> Backtest:
    """A backtest of one case with items of an id, a text, a probability and an answer."""
    blank = backtest().items.filter(case="iran", kind="yes_no").head(1).to_dicts()[0]
    rows: list[dict[str, object]] = [
        {
            **blank,
            "id": name,
            "text": text,
            "probability": p,
            "answer": float(yes),
            "low": p - 0.1,
            "high": p + 0.1,
        }
        for name, text, p, yes in items
    ]
    return replace(backtest(), items=pl.DataFrame(rows, schema=backtest().items.schema))


def dots(axes: Axes, label: str) -> list[tuple[float, float]]:
    found = [x for x in axes.lines if x.get_label() == label]
    return [
        (float(x), float(y))
        for d in found
        for x, y in zip(d.get_xdata(), d.get_ydata(), strict=True)
    ]


def test_a_dot_stands_at_each_probability_full_if_it_happened() -> None:
    figure = forecasts(asked(("a", "Is it so?", 0.3, True), ("b", "Or so?", 0.8, False)), cases())
    (axes,) = panels(figure)
    assert [x for x, _ in dots(axes, "happened")] == [0.3]
    assert [x for x, _ in dots(axes, "did not")] == [0.8]
    full = {x.get_label(): x.get_color() for x in axes.lines}
    assert full["did not"] == "white" != full["happened"]
    assert "30.0 % (20.0 to 40.0 %), yes" in wording(figure)


@pytest.mark.parametrize(
    ("ids", "lines"),
    [
        (["eo1_2015", "eo1_2016", "eo1_2017", "eo2_2015", "eo2_2016", "eo2_2017"], 2),
        (["eu-833-2015-01", "eu-833-2015-07", "eu-833-2016-01"], 1),
        (["act_1", "act_2", "act_10"], 1),
        (["eo13660", "eo13694", "eo14024"], 3),
        (["pntr_1990", "pntr_1998"], 2),
    ],
)
def test_items_that_differ_in_date_or_number_alone_share_a_line_if_they_are_many(
    ids: list[str], lines: int
) -> None:
    figure = forecasts(asked(*((name, f"About {name}", 0.5, True) for name in ids)), cases())
    (axes,) = panels(figure)
    assert len({x.get_ydata().mean() for x in axes.lines if x.get_label() == "happened"}) == lines


def test_a_line_of_many_says_what_they_have_in_common_and_how_many_happened() -> None:
    items = [(f"eo_{2015 + k}", f"Continued in {2015 + k}", 0.9, k != 2) for k in range(5)]
    figure = forecasts(asked(*items), cases())
    assert "eo × 5\nContinued in …" in wording(figure)
    assert "4 of 5 happened" in wording(figure)
    assert_legible(figure)


def test_items_of_one_text_are_told_apart_by_their_ids() -> None:
    figure = forecasts(
        asked(("one", "Continued", 0.9, True), ("two", "Continued", 0.9, True)), cases()
    )
    assert "one: Continued" in wording(figure)
    assert "two: Continued" in wording(figure)


def test_the_joint_probability_stands_above_its_case() -> None:
    said = wording(forecasts(backtest(), cases()))
    assert (
        "renewals: 100 items, 95 happened · all answers right at once in 31.0 % of futures" in said
    )


def test_of_many_cases_items_stand_together_by_their_question() -> None:
    """Thirteen cases of two questions: a panel for each family, a line for each question."""
    whole = asked(
        *(("relief", f"Is {k} eased?", 0.5, k < 4) for k in range(13)),
        *(("ended", f"Is {k} ended?", 0.2, False) for k in range(13)),
    )
    items = whole.items.with_columns(
        case=pl.Series([f"c{k % 13}" for k in range(26)]),
        family=pl.Series(["relief"] * 13 + ["law"] * 13),
    )
    batch = cases()[0]
    batches = [replace(batch, name=f"c{k}") for k in range(13)]
    figure = forecasts(replace(whole, items=items), batches)
    assert len(panels(figure)) == 2
    said = wording(figure)
    assert "Relief: 13 items, 4 happened" in said
    assert "relief × 13\nIs …" in said
    assert "Law: 13 items, 0 happened" in said
    assert "items that differ in their cases only share a line" in said.replace("\n", " ")
    assert_legible(figure)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=60))
def test_no_two_dots_of_a_stack_cover_each_other(values: list[float]) -> None:
    heights = stacked(values)
    columns: dict[int, list[float]] = {}
    for value, height in zip(values, heights, strict=True):
        columns.setdefault(round(value / DOT), []).append(height)
    for column in columns.values():
        assert abs(sum(column)) < 1e-9
        assert all(b - a == 1.0 for a, b in pairwise(sorted(column)))
