"""Rising curves: shares in which it has happened, their intervals, and how many these are."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base.dates import date_number
from sim.figures.batch.survival import TIMES, survival
from sim.statistics.precision import wilson_interval
from sim.wording.words import date as said_date
from tests.batches import small_batch
from tests.legibility import assert_legible, broken, panels, with_outcomes, wording

# Four futures: two hear of relief, on days 100 and 400, two never.
RELIEF = [400.0, None, 100.0, None]


def four() -> Batch:
    never: list[object] = [None] * 4
    columns = {**dict.fromkeys(TIMES, never), "days_to_relief": list(RELIEF)}
    return with_outcomes(small_batch("examples/veridia", 30), columns)


def curve(axes: Axes, k: int) -> tuple[list[float], list[float]]:
    line = axes.lines[k]
    assert line.get_drawstyle() == "steps-post"
    return list(line.get_xdata()), list(line.get_ydata())


def counts(figure: Figure, what: str) -> list[int]:
    """Numbers in the row of the table that begins with a name."""
    figure.draw_without_rendering()
    (axes,) = panels(figure)
    (name,) = [t for t in axes.texts if t.get_text() == what]
    level = name.get_window_extent().y0
    row = [
        (t.get_window_extent().x0, int(t.get_text().replace(",", "")))
        for t in axes.texts
        if t.get_text().replace(",", "").isdigit() and abs(t.get_window_extent().y0 - level) < 6.0
    ]
    return [count for _, count in sorted(row)]


def test_a_curve_steps_up_where_it_first_happens_and_runs_to_the_end() -> None:
    batch = four()
    (axes,) = panels(survival(batch))
    x, y = curve(axes, 0)
    days = np.array(x) - date_number(batch.model, 0.0)
    assert_allclose(days, [0.0, 100.0, 400.0, batch.model.calendar.horizon])
    assert y == [0.0, 0.25, 0.5, 0.5]


def test_bands_are_wilson_intervals_of_the_number_that_has_it() -> None:
    (axes,) = panels(survival(four(), level=0.9))
    band = axes.collections[0]
    assert isinstance(band, PolyCollection)
    edges = np.unique(np.asarray(band.get_paths()[0].vertices)[:, 1])
    expected = np.unique([wilson_interval(k, 4, 0.9) for k in (0, 1, 2)])
    assert_allclose(edges, expected)


def test_what_never_happens_stays_at_none_of_them_and_is_said_so() -> None:
    batch = four()
    figure = survival(batch)
    for k in range(1, len(TIMES)):
        assert curve(panels(figure)[0], k)[1] == [0.0, 0.0]
    assert "First agreement: by the end in 0.0 % (0.0 to 49.0 %)" in wording(figure)
    date = said_date(batch.model.calendar.date(400.0))
    assert f"by the end in 50.0 % (15.0 to 85.0 %); in half of all futures by {date}" in wording(
        figure
    )


def test_numbers_that_have_it_stand_under_the_dates_of_the_axis() -> None:
    batch = four()
    figure = survival(batch)
    (axes,) = panels(figure)
    first, last = axes.get_xlim()
    ticks = [t for t in axes.get_xticks() if first <= t <= last]
    assert num2date(first).date() == batch.model.scenario.start
    expected = [sum(d is not None and first + d < t for d in RELIEF) for t in ticks]
    assert counts(figure, "first relief") == expected
    assert counts(figure, "first agreement") == [0] * len(ticks)


def test_axes_have_units_and_the_title_says_scenario_number_and_level() -> None:
    figure = survival(small_batch("hold", 8))
    (axes,) = panels(figure)
    assert axes.get_ylabel() == "share of futures in which it has happened"
    assert axes.get_ylim()[0] == 0.0
    said = wording(figure)
    assert all(
        text in said
        for text in ("8 futures", "Interval (95 %, pointwise, Wilson)", "100 %", "2027")
    )


@pytest.mark.parametrize(
    ("stem", "n"), [("examples/veridia", 1), ("examples/veridia", 2), ("russia_2025", 12)]
)
def test_it_can_be_read(stem: str, n: int) -> None:
    assert_legible(survival(small_batch(stem, n)))


def test_large_numbers_do_not_run_into_each_other() -> None:
    few = small_batch("hold", 8)
    many = few.outcomes.sample(100_000, with_replacement=True, seed=1)
    figure = survival(replace(few, n=100_000, outcomes=many))
    assert "100,000" in wording(figure)
    assert_legible(figure)


def test_a_batch_of_failures_is_refused() -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        survival(broken())
