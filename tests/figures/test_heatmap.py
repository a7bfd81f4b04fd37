"""The heat map shows the share of every measure in force, by sender and class, on one scale."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.collections import QuadMesh
from numpy.testing import assert_allclose

from sim.errors import ThawError
from sim.figures.base.dates import day_numbers
from sim.figures.batch.heatmap import COLOURS, TICKS, heatmap
from tests.batches import small_batch
from tests.legibility import assert_legible, boxes, broken, panels, wording


def mesh(figure: object) -> QuadMesh:
    (found,) = [c for c in figure.axes[0].collections if isinstance(c, QuadMesh)]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("stem", ["examples/veridia", "russia_2025"])
def test_cells_are_the_shares_in_force_row_by_row(stem: str) -> None:
    batch = small_batch(stem, 12)
    figure = heatmap(batch)
    cells = np.ma.getdata(mesh(figure).get_array())
    blank = np.ma.getmaskarray(mesh(figure).get_array())
    measures, model = batch.model.catalogue.measures, batch.model
    senders, kinds = list(model.catalogue.senders), list(model.classes)
    order = sorted(
        batch.in_force,
        key=lambda m: (senders.index(measures[m].sender), kinds.index(measures[m].class_)),
    )
    filled = ~blank.all(axis=1)
    assert_allclose(cells[filled], np.stack([batch.in_force[m][:-1] for m in order]))
    # The rows left blank are for the names of the senders.
    assert (~filled).sum() == len({measures[m].sender for m in order})
    grid = mesh(figure).get_coordinates()[0, :, 0]
    assert_allclose(grid, day_numbers(model, batch.grid))


def test_every_measure_is_named_with_its_weight_and_what_is_left() -> None:
    batch = small_batch("examples/veridia", 12)
    said = wording(heatmap(batch))
    for name, shares in batch.in_force.items():
        assert batch.model.catalogue.measures[name].name in said
        left = 100.0 * shares[-1]
        assert (f"{left:.1f} %" if left not in (0.0, 100.0) else f"{left:.0f} %") in said
    assert "25.00" in said
    assert "share of the measure's LP in force" in said
    assert "12 futures" in said


def test_all_51_rows_of_a_long_catalogue_can_be_read() -> None:
    figure = heatmap(small_batch("russia_2025", 12))
    assert_legible(figure)
    names = [text for text, box in boxes(figure) if box.x0 < 25.0]
    assert len(names) >= 49


@pytest.mark.parametrize("n", [1, 2])
def test_few_futures_and_few_measures_can_be_read(n: int) -> None:
    assert_legible(heatmap(small_batch("examples/veridia", n)))


def test_the_scale_runs_from_nothing_to_all_and_says_so() -> None:
    figure = heatmap(small_batch("examples/veridia", 2))
    found = mesh(figure)
    assert (found.norm.vmin, found.norm.vmax) == (0.0, 1.0)
    scale = panels(figure)[1]
    assert [t.get_text() for t in scale.get_xticklabels()] == [f"{100 * t:g} %" for t in TICKS]
    # Where a share is on the scale, and the way back.
    there = found.norm(np.array([0.0, 0.75, 0.96, 1.0]))
    assert_allclose(there, [0.0, 0.5, 0.8, 1.0])
    assert_allclose(found.norm.inverse(there), [0.0, 0.75, 0.96, 1.0])


def test_lightness_rises_with_the_share() -> None:
    rgb = colormaps[COLOURS](np.linspace(0.0, 1.0, 64))[:, :3]
    assert (np.diff(rgb @ (0.2126, 0.7152, 0.0722)) > 0.0).all()


def test_measures_that_all_stay_are_drawn_as_such() -> None:
    batch = small_batch("examples/veridia", 2)
    whole = replace(batch, in_force={m: np.ones_like(x) for m, x in batch.in_force.items()})
    figure = heatmap(whole)
    assert np.ma.compressed(mesh(figure).get_array()).tolist() == [1.0] * 6 * (len(batch.grid) - 1)
    assert wording(figure).count("\n100.0 %\n") >= 6


def test_a_batch_of_failures_is_refused() -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        heatmap(broken())
