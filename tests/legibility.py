"""What tests of figures share: reading them back, and whether they can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import combinations

import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.batch.batch import Batch
from sim.figures.base import style
from sim.figures.registry import Draw, Results, figures_of
from tests.batches import small_batch

UNCERTAIN = (
    'uncertain={"agents.target.jv": {dist: uniform, low: 0.5, high: 3}, '
    '"world.war.mean": {dist: uniform, low: 0.2, high: 0.8}}'
)
"""An override that makes two parameters of a scenario uncertain."""


def draws(results: Results) -> dict[str, Draw]:
    """The functions that draw the figures of a kind of results, by name."""
    return {name: kind.draw for name, kind in figures_of(results).items()}


def with_outcomes(batch: Batch, columns: dict[str, list[object]]) -> Batch:
    """A batch with as many futures as the columns given have values, these in place of its own."""
    n = len(next(iter(columns.values())))
    kept = batch.outcomes.head(n)
    assert kept.height == n
    put = [pl.Series(name, values, dtype=kept.schema[name]) for name, values in columns.items()]
    return replace(batch, outcomes=kept.with_columns(put), n=n)


@cache
def broken(stem: str = "examples/veridia") -> Batch:
    """A batch of which every replication failed."""
    batch = small_batch(stem, 3)
    return replace(
        batch,
        outcomes=batch.outcomes.head(0),
        failures=pl.DataFrame(
            {name: ["x"] * 3 for name in ("stage", "message", "traceback", "command")}
        ).with_columns(replication=pl.Series([0, 1, 2])),
    )


def panels(figure: Figure) -> list[Axes]:
    """Panels of a figure, in the order in which they were drawn."""
    return list(figure.axes)


def wording(figure: Figure) -> str:
    """All that is written on a figure, a line each."""
    with style.house():
        _lay_out(figure)
    return "\n".join(t.get_text() for t in figure.findobj(Text) if t.get_text())


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """What is written on a figure and where, in pixels."""
    with style.house():
        _lay_out(figure)
        hidden = {id(t) for axes in figure.axes for t in _beyond(axes)}
        return [
            (t.get_text(), t.get_window_extent())
            for t in figure.findobj(Text)
            if t.get_text().strip() and t.get_visible() and id(t) not in hidden
        ]


def _lay_out(figure: Figure) -> None:
    """Lay a figure out, unless that was done and nothing on it has changed."""
    if figure.stale:
        figure.draw_without_rendering()


def _beyond(axes: Axes) -> list[Text]:
    """Labels of ticks that are not shown."""
    if not axes.axison:
        return [t for axis in _both(axes) for t in axis.get_ticklabels(which="both")]
    found = []
    for axis in _both(axes):
        low, high = sorted(axis.get_view_interval())
        slack = 1e-6 * (high - low)
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            inside = low - slack <= tick.get_loc() <= high + slack
            if not inside or not tick.label1.get_visible():
                found.append(tick.label1)
            if not inside or not tick.label2.get_visible():
                found.append(tick.label2)
    return found


def _both(axes: Axes) -> tuple[Axis, Axis]:
    return axes.xaxis, axes.yaxis


def assert_legible(figure: Figure) -> None:
    """No text runs off the figure or into another, or is too small for its medium to be read.

    On a screen that is 15 px, in a memo 7 points where it is pasted six inches wide, and on a
    slide 12 points.
    """
    medium = style.medium_for(figure)
    found = boxes(figure)
    whole = figure.bbox
    pixel = figure.dpi / style.DPI
    for text, box in found:
        outside = (whole.x0 - box.x0, box.x1 - whole.x1, whole.y0 - box.y0, box.y1 - whole.y1)
        assert max(outside) <= 0.5 * pixel, f"clipped: {text!r}"
    for (one, a), (two, b) in combinations(found, 2):
        wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= pixel or tall <= 2.0 * pixel, f"{one!r} runs into {two!r}"
    least = {"screen": 8.5, "memo": 7.0 * 6.5 / 6.0, "slide": 12.0 / medium.scale}[medium.name]
    sizes = {t.get_text(): t.get_fontsize() for t in figure.findobj(Text) if t.get_text().strip()}
    assert not [text for text, size in sizes.items() if size < least]
    width = {"screen": 1600, "memo": 1950, "slide": 2000}[medium.name]
    assert figure.get_figwidth() * figure.dpi == pytest.approx(width)
    if medium.height:
        assert figure.get_figheight() == pytest.approx(medium.height)


INTERNAL = re.compile(r"(?<!\w)\w*[a-z]_[a-z]\w*")
"""Names that programs use: words with an underscore."""


def assert_in_words(figure: Figure) -> None:
    """Nothing on a figure is called by a name that only programs use."""
    assert not INTERNAL.findall(wording(figure))


def bar_sizes(axes: Axes, name: str = "") -> list[float]:
    """Lengths of horizontal, or heights of upright, bars of a panel with a label."""
    found = []
    for bars in axes.containers:
        if isinstance(bars, BarContainer) and (not name or bars.get_label() == name):
            flat = bars.orientation == "horizontal"
            found += [float(b.get_width() if flat else b.get_height()) for b in bars.patches]
    return found
