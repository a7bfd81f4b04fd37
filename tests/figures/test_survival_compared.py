"""Curves rise as things happen, with names that do not meet and numbers below."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from sim.engine.kernel.clock import YEAR
from sim.errors import ThawError
from sim.figures.base import scenarios, style
from sim.figures.base.labels import spread
from sim.figures.batch.survival import OUTCOMES, survival
from tests.batches import small_batch
from tests.legibility import assert_legible, boxes, panels, with_outcomes, wording

STEMS = ("russia_2025", "road_map", "wedge")


def curve(axes: Axes, label: str) -> tuple[np.ndarray, np.ndarray]:
    (line,) = [x for x in axes.lines if x.get_label() == label]
    assert line.get_drawstyle() == "steps-post"
    return np.asarray(line.get_xdata()) * YEAR, np.asarray(line.get_ydata())


def test_a_curve_is_the_share_of_futures_in_which_it_has_happened() -> None:
    batches = [small_batch(stem, 20) for stem in STEMS]
    name_of = dict(zip(STEMS, scenarios.names(batches), strict=True))
    for axes, name in zip(panels(survival(batches)), OUTCOMES, strict=True):
        for batch in batches:
            x, y = curve(axes, name_of[batch.name])
            days = np.array([np.inf if d is None else d for d in batch.outcomes[name]], dtype=float)
            for day, share in zip(x[:-1], y[:-1], strict=True):
                assert share == pytest.approx((days <= day + 1e-6).mean())
            assert x[-1] == pytest.approx(batch.model.calendar.horizon)
            assert y[-1] == pytest.approx(np.isfinite(days).mean())


def hand_made() -> list:
    veridia = small_batch("examples/veridia", 4)
    never = with_outcomes(veridia, {"days_to_deal": [None] * 4})
    some = with_outcomes(veridia, {"days_to_deal": [100.0, 100.0, 500.0, None]})
    return [never, some]


def test_numbers_and_shares_that_see_it_are_written() -> None:
    figure = survival(hand_made(), ["days_to_deal"])
    (axes,) = panels(figure)
    ticks = [x for x in axes.get_xticks() if 0.0 <= x <= axes.get_xlim()[1]]
    written = [t for t in axes.texts if t.get_text().isdigit()]
    rows = [
        [t for t in written if abs(t.get_position()[1] - y) < 1e-9]
        for y in sorted({t.get_position()[1] for t in written}, reverse=True)
    ]
    assert [[int(t.get_text()) for t in row] for row in rows] == [
        [0] * len(ticks),
        [sum(d < x * YEAR for d in (100.0, 100.0, 500.0, np.inf)) for x in ticks],
    ]
    said = wording(figure)
    assert "0.0 % (0.0 to 49.0 %)" in said  # Wilson for 0 of 4
    assert "75.0 % (30.1 to 95.4 %)" in said  # and for 3 of 4


def test_a_shorter_scenario_ends_earlier_and_has_no_numbers_afterwards() -> None:
    figure = survival([small_batch("russia_2025", 4), small_batch("by_hand", 4)])
    axes = panels(figure)[0]
    x, _ = curve(axes, "By hand: three measures, two…")
    assert x[-1] == pytest.approx(small_batch("by_hand", 4).model.calendar.horizon)
    assert "–" in [t.get_text() for t in axes.texts]
    assert_legible(figure)


def test_bands_are_drawn_only_while_they_can_be_told_apart() -> None:
    few, many = [small_batch("examples/veridia", 6)] * 2, [small_batch("examples/veridia", 6)] * 6
    assert len(panels(survival(few))[0].collections) == 2
    assert "bands: intervals" in wording(survival(few))
    assert not panels(survival(many))[0].collections
    assert "bands" not in wording(survival(many))
    assert_legible(survival(many))


def test_looks_differ_in_more_than_colour() -> None:
    axes = panels(survival([small_batch("examples/veridia", 3)] * 4))[0]
    lines = [x for x in axes.lines if x.get_drawstyle() == "steps-post"]
    assert len({str(x._unscaled_dash_pattern) for x in lines}) == 4
    assert [x.get_color() for x in lines] == [style.scenario_look(k).colour for k in range(4)]


def test_no_such_outcome_is_refused() -> None:
    batches = [small_batch("examples/veridia", 2)] * 2
    with pytest.raises(ThawError, match="days_to_dael"):
        survival(batches, ["days_to_dael"])
    with pytest.raises(ThawError, match="nothing to wait for"):
        survival(batches, [])


def test_places_that_do_not_meet_stay_where_they_are() -> None:
    assert spread([0.9, 0.1, 0.5], 0.2, 0.0, 1.0) == pytest.approx([0.9, 0.1, 0.5])


def test_places_that_meet_move_apart_around_their_middle() -> None:
    assert spread([0.5, 0.5], 0.2, 0.0, 1.0) == pytest.approx([0.6, 0.4])
    assert spread([0.0, 0.0], 0.2, 0.0, 1.0) == pytest.approx([0.2, 0.0])


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20), st.floats(0.01, 0.3))
def test_places_are_within_limits_and_a_gap_apart(wanted: list[float], gap: float) -> None:
    found = spread(wanted, gap, 0.0, 1.0)
    assert all(-1e-9 <= y <= 1.0 + 1e-9 for y in found)
    least = min(gap, 1.0 / (len(wanted) - 1)) if len(wanted) > 1 else gap
    ordered = sorted(found)
    assert all(b - a >= least - 1e-9 for a, b in pairwise(ordered))
    # Who wants to be higher is not lower.
    for a, x in zip(wanted, found, strict=True):
        assert all(x <= y + 1e-9 for b, y in zip(wanted, found, strict=True) if b > a)


@pytest.mark.slow
def test_names_keep_clear_of_the_numbers_of_a_hundred_thousand_futures() -> None:
    batch = small_batch("examples/veridia", 4)
    table = pl.concat([batch.outcomes] * 25_000)
    many = replace(batch, outcomes=table, n=table.height)
    figure = survival([many, many], ["days_to_deal"])
    assert_legible(figure)
    (axes,) = panels(figure)
    first = min(box.x0 for text, box in boxes(figure) if text == "100,000")
    names = [t.get_window_extent().x1 for t in axes.texts if t.get_ha() == "right"]
    assert len(names) == 2
    assert max(names) + 3.0 < first
