"""Fan charts draw the quantiles of the series, their mean and the first futures."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.dates import num2date
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from sim.analysis.estimates import estimates
from sim.analysis.over_time import fan_of
from sim.batch.batch import Batch
from sim.batch.rows import Series
from sim.errors import ThawError
from sim.figures.base.dates import day_numbers
from sim.figures.base.series import label
from sim.figures.batch.fan import default_series, fan
from sim.outcomes.trajectories import names
from sim.statistics.intervals import quantiles
from tests.batches import small_batch
from tests.legibility import assert_legible, broken, panels, wording


def line(axes: Axes, name: str) -> NDArray[np.float64]:
    (found,) = [x for x in axes.lines if x.get_label() == name]
    return np.asarray(found.get_ydata(), dtype=np.float64)


def band(axes: Axes, name: str, x: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Lower and upper edge of a band in the middle between moments."""
    (found,) = [c for c in axes.collections if c.get_label() == name]
    assert isinstance(found, PolyCollection)
    outline = np.asarray(found.get_paths()[0].vertices)
    edges = []
    for at in 0.5 * (x[:-1] + x[1:]):
        level = [float(b[1]) for a, b in pairwise(outline) if (a[0] - at) * (b[0] - at) < 0.0]
        edges.append((min(level), max(level)))
    return edges


@pytest.mark.parametrize("name", ["legal", "in_force", "oil"])
def test_lines_and_bands_are_the_quantiles_of_the_series(name: str) -> None:
    batch = small_batch("examples/veridia", 30)
    (axes,) = panels(fan(batch, [name]))
    values = batch.series(name).astype(np.float64)
    assert_allclose(line(axes, "median"), quantiles(values, [0.5])[0], rtol=1e-6)
    assert_allclose(line(axes, "mean"), values.mean(axis=0), rtol=1e-6)
    x = day_numbers(batch.model, batch.grid)
    for what, low, high in (("90 %", 0.05, 0.95), ("50 %", 0.25, 0.75)):
        ends = quantiles(values, [low, high])[:, :-1]
        assert_allclose(np.array(band(axes, what, x)).T, ends, rtol=1e-5, atol=1e-6)


def test_single_futures_are_the_first_ones_whatever_happens_in_them() -> None:
    batch = small_batch("examples/veridia", 30)
    (axes,) = panels(fan(batch, ["legal"]))
    drawn = [np.asarray(x.get_ydata()) for x in axes.lines if x.get_label() == "single"]
    assert_allclose(drawn, batch.series("legal")[:5])


def test_a_fan_is_the_same_however_many_days_are_read_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = small_batch("examples/veridia", 30)
    series = Series(batch.trajectories(["legal"]), ("legal",))
    whole = fan_of(batch, "legal")
    monkeypatch.setattr("sim.batch.batch._VALUES", 100)
    found = fan_of(replace(batch, trajectories=series), "legal")
    assert np.array_equal(found.bands, whole.bands)
    assert np.array_equal(found.single, whole.single)
    assert found.lowest == whole.lowest
    assert_allclose(found.mean, whole.mean, rtol=1e-12)


def test_by_default_totals_and_every_sender_have_a_panel_with_its_unit() -> None:
    batch = small_batch("examples/veridia", 30)
    every = ("legal", "effective", "in_force", "legal_NORLAND", "legal_LEAGUE", "legal_SUN")
    assert default_series(batch) == every
    still = [n for n in every[3:] if not quantiles(batch.series(n), [0.05, 0.95]).any()]
    assert still  # one of them hardly ever moves
    wanted = [name for name in every if name not in still]
    figure = fan(batch)
    found = panels(figure)
    assert [a.get_ylabel() for a in found] == [label(batch.model, n).unit for n in wanted]
    said = wording(figure).replace("\n", " ")
    assert "no fan where 90 % of futures stay at 0: " in said
    for name in still:
        sender = batch.model.catalogue.senders[name.removeprefix("legal_")].name
        assert f"{sender} (mean at the end " in said
    assert len(panels(fan(batch, still))) == len(still)  # unless asked for
    assert [a.get_title(loc="left") for a in found] == [
        label(batch.model, name).title for name in wanted
    ]
    for axes in found:
        first, _ = (num2date(x).date() for x in axes.get_xlim())
        assert first == batch.model.scenario.start
    assert "30 futures" in wording(figure)
    assert "50 % of futures" in wording(figure)


def test_nothing_drawn_lies_outside_its_panel_and_no_axis_makes_much_of_little() -> None:
    for axes in panels(fan(small_batch("hold", 8))):
        low, high = axes.get_ylim()
        lines = [x for x in axes.lines if x.get_label() != "single"]
        drawn = np.concatenate([np.asarray(x.get_ydata(), dtype=float) for x in lines])
        assert low <= drawn.min()
        assert drawn.max() <= high
        assert high - low >= 5.0


@pytest.mark.parametrize("n", [20, 21, 30])
def test_the_fan_ends_where_the_table_says(n: int) -> None:
    batch = small_batch("examples/veridia", n)
    told = estimates(batch).filter(pl.col("outcome") == "legal_end")
    found = dict(told.select("statistic", "estimate").iter_rows())
    low, _, middle, _, high = fan_of(batch, "legal").bands[:, -1]
    assert (low, middle, high) == pytest.approx(
        (found["q05"], found["median"], found["q95"]), rel=1e-6, abs=1e-6
    )


def test_an_axis_is_set_by_the_band_not_by_one_future() -> None:
    batch = small_batch("examples/veridia", 60)
    values = np.zeros((60, len(batch.grid)), dtype=np.float32)
    values[0, 3:] = 90.0  # one of sixty, and one of the five that are drawn
    values[:, -1] += 7.0
    figure = fan(_with_series(batch, "legal", values), ["legal"])
    (axes,) = panels(figure)
    assert axes.get_ylim()[1] < 10.0
    assert "at the end: median 7.0, mean 8.5, 98.3 % of futures at 7.0" in wording(figure)
    assert all(x.get_clip_on() for x in axes.lines if x.get_label() == "single")


def _with_series(batch: Batch, name: str, values: NDArray[np.float32]) -> Batch:
    def trajectories(wanted: list[str]) -> pl.DataFrame:
        frame = batch.trajectories(wanted)
        return frame.with_columns(pl.Series(name, values.ravel())) if name in wanted else frame

    return replace(batch, trajectories=trajectories)


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_futures_are_drawn_too(n: int) -> None:
    batch = small_batch("examples/veridia", n)
    figure = fan(batch)
    assert_legible(figure)
    assert ("the first future" if n == 1 else "the first 2 futures") in wording(figure)


@pytest.mark.parametrize("stem", ["examples/veridia", "russia_2025"])
def test_it_can_be_read(stem: str) -> None:
    assert_legible(fan(small_batch(stem, 12)))


def test_interventions_on_a_date_are_marked() -> None:
    override = 'interventions=[{id: one, on: 2031-06-01, set: {"agents.target.jv": 0.5}}]'
    batch: Batch = small_batch("examples/veridia", 2, 0, override)
    figure = fan(batch, ["legal"])
    (mark,) = [x for x in panels(figure)[0].lines if x.get_label() == "intervention"]
    assert num2date(mark.get_xdata()[0]).date().isoformat() == "2031-06-01"
    assert "intervention" in wording(figure).split("\n")


def test_all_failed_or_no_such_series_is_said_in_words() -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        fan(broken())
    with pytest.raises(ThawError, match="no series 'legall'"):
        fan(small_batch("examples/veridia", 2), ["legall"])


def test_every_series_has_a_title_and_a_unit() -> None:
    for stem in ("examples/veridia", "russia_2025"):
        model = small_batch(stem, 2).model
        labels = [label(model, name) for name in names(model)]
        assert all(x.title and x.unit for x in labels)
        assert len({x.title for x in labels}) == len(labels)
    russia = small_batch("russia_2025", 2).model
    assert label(russia, "effective_class_bank") == ("Effective relief, Banks", "LP eased")
    assert label(russia, "in_force_EU") == ("In force, European Union", "LP in force")
    assert label(russia, "via_oil") == ("Relief in law by way of oil", "LP eased")
    assert label(russia, "oil") == ("Price of oil", "$/bbl")
