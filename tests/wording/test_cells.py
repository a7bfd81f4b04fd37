"""Cells of tables: what is written for numbers, and for what is not there."""

import pytest

from sim.wording import cells


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0.12345, "0.123"), (-12.345, "−12.35"), (1234.56, "1,234.6"), (-1e-9, "0.000")],
)
def test_scores_have_about_three_digits(value: float | None, text: str) -> None:
    assert cells.score_cell(value) == text


def test_what_is_not_there_is_said() -> None:
    assert cells.measured(None) == "nothing"
    assert cells.correlation(None) == cells.UNKNOWN
    assert cells.duration(None) == "not by the end"
    assert cells.days_cell(None) == cells.date_cell(None) == cells.LATER
    assert (
        cells.share(None) == cells.number(None) == cells.p_value(None) == cells.factor(None) == ""
    )


def test_p_values_and_factors() -> None:
    assert [cells.p_value(p) for p in (0.0004, 0.0314, 1.0)] == ["<.001", ".031", "1.000"]
    assert [cells.factor(x) for x in (2.345, 1234.5)] == ["×2.3", "×1,234"]
    assert cells.correlation(-0.421) == "−0.42"
