"""Motives by decade: stacks of mean shares over the futures with a step."""

from dataclasses import replace

import polars as pl
import pytest
from numpy.testing import assert_allclose

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.batch.motives import has_decades, motives
from sim.figures.registry import usual_figures
from tests.batches import small_batch
from tests.legibility import assert_legible, bar_sizes, panels, with_outcomes, wording

LONG = "end=2051-06-30"


def long() -> Batch:
    """Four futures of two decades and a half; in the third nobody agrees to anything."""
    shares: dict[str, list[object]] = {
        "motive_economic_2030s": [0.5, 0.3, None, 0.4],
        "motive_wedge_2030s": [0.5, 0.5, None, 0.2],
        "motive_socialisation_2030s": [0.0, 0.2, None, 0.4],
        "motive_economic_2040s": [None, 0.1, None, None],
        "motive_wedge_2040s": [None, 0.9, None, None],
        "motive_socialisation_2040s": [None, 0.0, None, None],
    }
    none: list[object] = [None] * 4
    for name in ("economic", "wedge", "socialisation"):
        shares[f"motive_{name}_2050s"] = none
    return with_outcomes(small_batch("examples/veridia", 4, 0, LONG), shares)


def test_bars_are_mean_shares_over_futures_with_a_step() -> None:
    figure = motives(long())
    (axes,) = panels(figure)
    assert_allclose(bar_sizes(axes, "economic"), [0.4, 0.1])
    assert_allclose(bar_sizes(axes, "wedge"), [0.4, 0.9])
    assert_allclose(bar_sizes(axes, "socialisation"), [0.2, 0.0])
    said = wording(figure)
    assert "3 of 4" in said.split("\n")
    assert "0 of 4" in said.split("\n")
    assert "no step" in said.split("\n")
    assert_legible(figure)


def test_a_whole_batch_can_be_read() -> None:
    figure = motives(small_batch("examples/veridia", 8, 0, LONG))
    assert_legible(figure)
    assert "8 futures" in wording(figure)


def test_it_is_drawn_of_long_scenarios_only_unless_asked_for() -> None:
    assert "motives" in usual_figures("batch", long())
    short = small_batch("examples/veridia", 6)
    assert not has_decades(short)
    assert "motives" not in usual_figures("batch", short)
    with pytest.raises(ThawError, match="no motives by decade: it takes a scenario of ten years"):
        motives(short)


def test_a_long_scenario_of_no_rows_is_refused() -> None:
    batch = long()
    with pytest.raises(ThawError, match="all 4 futures failed"):
        motives(replace(batch, outcomes=pl.DataFrame(schema=batch.outcomes.schema)))
