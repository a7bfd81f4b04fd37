"""Charts over time: bands of futures, what is in force, one future with the events on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from sim.workflows.briefs.charts.look import (
    BAND,
    COLOURS,
    DARK,
    GREY,
    INK,
    RED,
    WIDTH,
    data,
    finished,
    moment,
)

__all__ = ["fan", "fans", "future", "stacked"]

Row = Mapping[str, Any]

_TALL: Final = 250
_STEP: Final[Any] = "step-after"


def fan(rows: Sequence[Row], unit: str) -> dict[str, Any]:
    """Return a fan: at each moment the median and the bands of 50 % and 90 % of futures.

    Parameters
    ----------
    rows
        ``date`` (ISO), ``q05``, ``q25``, ``median``, ``q75``, ``q95``, ``said`` (a tooltip).
    unit
        Unit of the values.
    """
    return finished(_fan(rows, unit).properties(width=WIDTH, height=_TALL))


def fans(groups: Mapping[str, Sequence[Row]], unit: str) -> dict[str, Any]:
    """Return a fan for each of several scenarios, one below the other, on the same axes.

    Parameters
    ----------
    groups
        Rows as those of `fan`, by title.
    unit
        Unit of the values.
    """
    top = max((row["q95"] for rows in groups.values() for row in rows), default=1.0) or 1.0
    panels = [
        _fan(rows, unit, top, f"near{k}").properties(width=WIDTH, height=130, title=title)
        for k, (title, rows) in enumerate(groups.items())
    ]
    return finished(alt.vconcat(*panels, spacing=18))


def _fan(rows: Sequence[Row], unit: str, top: float | None = None, name: str = "near") -> Any:
    scale = alt.Scale(domain=[0.0, top]) if top is not None else alt.Undefined
    base = alt.Chart(data(rows)).encode(x=moment())
    outer, inner = (
        base.mark_area(interpolate=_STEP, color=colour).encode(
            y=alt.Y(f"{low}:Q", title=unit, scale=scale), y2=f"{high}:Q"
        )
        for colour, low, high in (
            (BAND[0], "q05", "q95"),
            (BAND[1], "q25", "q75"),
        )
    )
    median = base.mark_line(interpolate=_STEP, color=DARK, strokeWidth=2).encode(y="median:Q")
    near = alt.selection_point(
        name=name,
        fields=["date"],
        nearest=True,
        on="pointerover",
        empty=False,
        clear="pointerout",
    )
    pointed = (
        base.mark_rule(color=INK)
        .encode(
            opacity=alt.condition(near, alt.value(0.6), alt.value(0.0)),
            tooltip=[alt.Tooltip("when:N", title=" "), alt.Tooltip("said:N", title=unit)],
        )
        .add_params(near)
    )
    return alt.layer(outer, inner, median, pointed)


def stacked(rows: Sequence[Row], order: Sequence[str], unit: str) -> dict[str, Any]:
    """Return areas one upon the other, such as what is in force by sender.

    Parameters
    ----------
    rows
        ``date`` (ISO), ``who``, ``value``, ``rank`` (place of who), ``said`` (a tooltip).
    order
        All whose areas there are.
    unit
        Unit of the values.
    """
    chosen = alt.selection_point(fields=["who"], bind="legend")
    chart = (
        alt.Chart(data(rows))
        .mark_area(interpolate=_STEP)
        .encode(
            x=moment(),
            y=alt.Y("value:Q", title=unit, stack="zero"),
            color=alt.Color(
                "who:N",
                sort=list(order),
                scale=alt.Scale(domain=list(order), range=_colours(len(order))),
                title=None,
            ),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(chosen, alt.value(0.9), alt.value(0.15)),
            tooltip=[
                alt.Tooltip("when:N", title=" "),
                alt.Tooltip("who:N", title="of"),
                alt.Tooltip("said:N", title=unit),
            ],
        )
        .add_params(chosen)
        .properties(width=WIDTH, height=_TALL)
    )
    return finished(chart)


def _colours(n: int) -> list[str]:
    return [COLOURS[k % len(COLOURS)] for k in range(n)]


def future(
    rows: Sequence[Row], order: Sequence[str], events: Sequence[Row], first: int
) -> dict[str, Any]:
    """Return a future over time: relief by sender, stacked, with the events of its story on it.

    Parameters
    ----------
    rows
        As those of `stacked`.
    order
        Senders that eased anything.
    events
        ``date`` (ISO), ``what`` (a sentence), ``tone`` (what it means for the target).
    first
        The first day, in milliseconds since 1970: there stands the moment that is pointed at.
    """
    day = alt.param(name="day", value=first)
    relief = (
        alt.Chart(data(rows))
        .mark_area(interpolate=_STEP, opacity=0.9)
        .encode(
            x=moment(),
            y=alt.Y("value:Q", title="LP eased in law", stack="zero"),
            color=alt.Color(
                "who:N",
                scale=alt.Scale(domain=list(order), range=_colours(len(order))),
                title=None,
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("when:N", title=" "),
                alt.Tooltip("who:N", title="of"),
                alt.Tooltip("said:N", title="LP"),
            ],
        )
    )
    now = (
        alt.Chart(data([{}]))
        .mark_rule(color=RED, strokeWidth=2)
        .transform_calculate(at="day")
        .encode(x=moment("at"))
    )
    tones = {"relief": COLOURS[0], "pressure": COLOURS[5], "law": GREY}
    ticks = (
        alt.Chart(data(events))
        .mark_point(filled=True, size=70, opacity=0.9)
        .encode(
            x=moment(),
            y=alt.Y("lane:N", sort=list(_LANES), axis=alt.Axis(title=None, grid=True)),
            color=alt.Color(
                "tone:N",
                scale=alt.Scale(domain=list(tones), range=list(tones.values())),
                legend=None,
            ),
            tooltip=[alt.Tooltip("when:N", title=" "), alt.Tooltip("what:N", title=" ")],
        )
    )
    above = alt.layer(relief, now).properties(width=WIDTH, height=200)
    below = alt.layer(ticks, now).properties(width=WIDTH, height=84)
    chart = (
        alt.vconcat(above, below, spacing=12)
        .resolve_scale(color="independent", x="shared")
        .add_params(day)
    )
    return finished(chart)


_LANES: Final = ("relief", "pressure", "law and talks")
"""Rows of events, from the top."""
