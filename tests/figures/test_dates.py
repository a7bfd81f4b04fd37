"""Axes of dates: the first date that is seen has its year, whatever the span."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from sim.figures.base import dates, style
from tests.batches import small_batch
from tests.legibility import assert_legible


def shown(begin: dt.date, days: int, least: int, most: int) -> list[tuple[dt.date, str]]:
    """Dates with a tick between two limits, and what is written at them."""
    with style.house():
        axes: Axes = style.new_figure(2.0).add_axes((0.1, 0.3, 0.8, 0.5))
        first = float(date2num(begin))
        axes.set_xlim(first, first + days)
        dates.ticks(axes.xaxis, least, most)
        axes.figure.draw_without_rendering()
        texts = [t.get_text() for t in axes.get_xticklabels()]
    return [
        (dt.date(1970, 1, 1) + dt.timedelta(days=x), text)
        for x, text in zip(axes.get_xticks(), texts, strict=True)
        if first <= x <= first + days
    ]


@given(
    st.dates(dt.date(1815, 1, 1), dt.date(2100, 1, 1)),
    st.integers(1, 60 * 366),
    st.sampled_from([(5, 10), (3, 6)]),
)
@example(dt.date(2000, 1, 1), 943, (3, 6))  # half-years are too many, years too few
def test_the_first_date_has_its_year_and_no_other_repeats_it(
    begin: dt.date, days: int, ticks: tuple[int, int]
) -> None:
    found = shown(begin, days, *ticks)
    assert 1 <= len(found) <= ticks[1] + 1
    (first, text), *others = found
    assert str(first.year) in text.split()
    # A later year is told where it begins, and every tick is a day.
    for day, said in others:
        assert said
        if len(said) == 4 and said.isdigit():
            assert int(said) == day.year
    assert len({day for day, _ in found}) == len(found)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, ["13 Mar 2025", "14"]),
        (3, ["13 Mar 2025", "14", "15", "16"]),
        (1410, ["Jul 2025", "2026", "Jul", "2027", "Jul", "2028", "Jul", "2029"]),
        (5000, ["2026", "2028", "2030", "2032", "2034", "2036", "2038"]),
    ],
)
def test_dates_are_as_short_as_they_can_be(days: int, expected: list[str]) -> None:
    assert [text for _, text in shown(dt.date(2025, 3, 13), days, 5, 10)] == expected


@pytest.mark.parametrize("end", ["2030-03-02", "2030-03-10", "2030-05-01"])
def test_short_scenarios_are_drawn_without_a_warning(end: str) -> None:
    from sim.figures.registry import drawings

    batch = small_batch("examples/veridia", 3, 0, f"end={end}", "questions=[]")
    for draw in drawings("batch", batch).values():
        assert_legible(draw())
