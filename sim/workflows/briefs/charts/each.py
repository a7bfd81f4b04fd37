"""Every future as a point, and how those end that a reader chooses among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from sim.workflows.briefs.charts.look import BLUE, COLOURS, GREY, INK, WIDTH, data, finished

__all__ = ["futures"]

Row = Mapping[str, Any]


def futures(rows: Sequence[Row], order: Sequence[str], across: str, up: str) -> dict[str, Any]:
    """Return futures as points, and below how many of those chosen end in each way.

    A reader draws a rectangle over the points, or picks an end in the bars: each chart shows
    what is chosen in the other.

    Parameters
    ----------
    rows
        ``x``, ``y`` (numbers), ``end`` (one of `order`), ``said`` (a tooltip).
    order
        How futures end, in order.
    across, up
        What the axes are.
    """
    drawn = alt.selection_interval()
    picked = alt.selection_point(fields=["end"])
    points = (
        alt.Chart(data(rows))
        .mark_circle(size=42)
        .encode(
            x=alt.X("x:Q", title=across),
            y=alt.Y("y:Q", title=up),
            color=alt.condition(picked, alt.value(BLUE), alt.value(GREY)),
            opacity=alt.condition(picked, alt.value(0.6), alt.value(0.12)),
            tooltip=[alt.Tooltip("said:N", title=" "), alt.Tooltip("end:N", title="ends")],
        )
        .add_params(drawn)
        .properties(width=WIDTH, height=220)
    )
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("end:N", sort=list(order), axis=alt.Axis(title=None, labelLimit=150)),
        x=alt.X("count():Q", title="futures chosen"),
    )
    bars = (
        base.transform_filter(drawn)
        .mark_bar(color=COLOURS[4], height=16)
        .encode(opacity=alt.condition(picked, alt.value(1.0), alt.value(0.3)))
        .add_params(picked)
    )
    numbers = (
        base.transform_filter(drawn)
        .mark_text(align="left", dx=4, color=INK)
        .encode(text="count():Q")
    )
    below = alt.layer(bars, numbers).properties(width=WIDTH, height=24 * max(len(order), 1))
    return finished(alt.vconcat(points, below, spacing=16))
