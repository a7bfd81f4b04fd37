"""Charts of distances: between scenarios, from forecasters, from bands, from what was assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from sim.workflows.briefs.charts.look import (
    BAND,
    BLUE,
    COLOURS,
    GREY,
    INK,
    LINE,
    RED,
    WIDTH,
    above,
    data,
    finished,
    lines,
    rows_scale,
    words_above,
)

__all__ = ["dots", "forecasts", "from_assumed", "in_bands"]

Row = Mapping[str, Any]


def dots(rows: Sequence[Row], unit: str) -> dict[str, Any]:
    """Return a point with its interval for each row, beside the line at 0.

    Parameters
    ----------
    rows
        ``what`` (words above the point), ``who`` (told apart by colour), ``value``, ``low``,
        ``high`` (None for no interval), ``said``.
    unit
        Unit of the values.
    """
    placed, tall, y = _rows(rows)
    whos = list(dict.fromkeys(str(row["who"]) for row in rows))
    base = alt.Chart(data(placed)).encode(y=y)
    zero = alt.Chart(data([{}])).mark_rule(color=INK, opacity=0.6).encode(x=alt.datum(0.0))
    look = alt.Color(
        "who:N",
        title=None,
        scale=alt.Scale(domain=whos, range=[COLOURS[k % 7] for k in range(len(whos))]),
        legend=alt.Legend() if len(whos) > 1 else None,
    )
    span = base.mark_rule(strokeWidth=3, opacity=0.55).encode(x="low:Q", x2="high:Q", color=look)
    point = base.mark_point(filled=True, size=80, opacity=1.0).encode(
        x=alt.X("value:Q", axis=alt.Axis(title=unit)), color=look, tooltip=_tooltip()
    )
    spans = [span] if any(row["low"] is not None for row in rows) else []
    chart = alt.layer(zero, *spans, point, words_above(placed)).properties(width=WIDTH, height=tall)
    return finished(chart)


def in_bands(rows: Sequence[Row]) -> dict[str, Any]:
    """Return values with their intervals in units of the band that each should lie in.

    Parameters
    ----------
    rows
        ``what``, ``value``, ``low``, ``high``: 0 at the lower end of the band and 1 at the upper;
        ``who`` (the verdict), ``said``.
    """
    placed, tall, y = _rows(rows)
    verdicts = list(dict.fromkeys(str(row["who"]) for row in rows))
    colours = [BLUE if verdict == "met" else RED for verdict in verdicts]
    base = alt.Chart(data(placed)).encode(y=y)
    band = (
        alt.Chart(data([{}]))
        .mark_rect(color=BAND[0], opacity=0.7)
        .encode(x=alt.datum(0.0), x2=alt.datum(1.0))
    )
    look = alt.Color("who:N", title=None, scale=alt.Scale(domain=verdicts, range=colours))
    span = base.mark_rule(strokeWidth=3, opacity=0.55, clip=True).encode(
        x="low:Q", x2="high:Q", color=look
    )
    point = base.mark_point(filled=True, size=80, opacity=1.0).encode(
        x=alt.X(
            "value:Q",
            axis=alt.Axis(title="0 to 1: the band", values=[0, 1]),
            scale=alt.Scale(domain=[-1.5, 2.5], clamp=True),
        ),
        color=look,
        shape=alt.Shape(
            "who:N",
            title=None,
            scale=alt.Scale(domain=verdicts, range=["circle", "triangle", "square"]),
        ),
        tooltip=_tooltip(),
    )
    chart = alt.layer(band, span, point, words_above(placed)).properties(width=WIDTH, height=tall)
    return finished(chart)


def from_assumed(rows: Sequence[Row], unit: str) -> dict[str, Any]:
    """Return assumptions as they were made and as they became, a bar with its median for each.

    Parameters
    ----------
    rows
        ``what``; of ``before`` and ``after`` each ``value``, ``low``, ``high`` (None for no bar),
        ``said``.
    unit
        Unit of the values.
    """
    placed, tall, y = _rows(rows)
    whos = {"before": ("as assumed", GREY, 0.0), "after": ("with the record", BLUE, 9.0)}
    bars = [
        {
            **row[which],
            "what": row["what"],
            "who": who,
            "place": row["place"] + by / (tall / len(rows)),
        }
        for row in placed
        for which, (who, _, by) in whos.items()
    ]
    look = alt.Color(
        "who:N",
        title=None,
        scale=alt.Scale(
            domain=[who for who, _, _ in whos.values()],
            range=[colour for _, colour, _ in whos.values()],
        ),
    )
    known = [bar for bar in bars if bar["low"] is not None]
    span, point = (alt.Chart(data(drawn)).encode(y=y, color=look) for drawn in (known, bars))
    span = span.mark_rule(strokeWidth=4, opacity=0.55).encode(x="low:Q", x2="high:Q")
    point = point.mark_point(filled=True, size=80, opacity=1.0).encode(
        x=alt.X("value:Q", axis=alt.Axis(title=unit)), tooltip=_tooltip()
    )
    chart = alt.layer(*([span] if known else []), point, words_above(placed)).properties(
        width=WIDTH, height=tall
    )
    return finished(chart)


def forecasts(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the probability given to each item, and whether it happened.

    Parameters
    ----------
    rows
        ``probability`` (in [0, 1]), ``who`` (happened, or did not), ``rank`` (place among those of
        its kind), ``what``, ``said``.
    """
    look = alt.Scale(domain=["happened", "did not happen"], range=[BLUE, GREY])
    chart = (
        alt.Chart(data(rows))
        .mark_circle(size=60, opacity=0.75)
        .encode(
            x=alt.X(
                "probability:Q",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%", title="probability given"),
            ),
            y=alt.Y("who:N", axis=alt.Axis(title=None, labelLimit=150)),
            yOffset=alt.YOffset("jitter:Q"),
            color=alt.Color("who:N", scale=look, legend=None),
            tooltip=_tooltip(),
        )
        .properties(width=WIDTH, height=170)
    )
    return finished(chart)


def _rows(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], int, alt.Y]:
    """Return rows with their places, how tall the panel is, and the axis of rows."""
    most = max((len(lines(row["what"])) for row in rows), default=1)
    tall = 26 + LINE * most
    placed = [
        {
            **row,
            "place": place,
            "above": place - above(row["what"], tall),
            "lines": lines(row["what"]),
        }
        for place, row in enumerate(rows)
    ]
    y = alt.Y("place:Q", scale=rows_scale(len(rows), tall, most), axis=None)
    return placed, tall * max(len(rows), 1), y


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("what:N", title=" "),
        alt.Tooltip("who:N", title=" "),
        alt.Tooltip("said:N", title=" "),
    ]
