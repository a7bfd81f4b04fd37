"""Charts of shares: how futures end, how questions are answered, how long it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from sim.workflows.briefs.charts.look import (
    BLUE,
    COLOURS,
    DARK,
    GREY,
    INK,
    LINE,
    RED,
    WIDTH,
    above,
    data,
    finished,
    lines,
    moment,
    right_words,
    rows_scale,
    words_above,
)

__all__ = ["answers", "bars", "by_then", "stacks"]

Row = Mapping[str, Any]

_PERCENT: Final = alt.Axis(format="%", title=None, tickCount=5)
_ROW: Final = 30
"""Height of a bar with its gap, pixels."""

_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "blended": (DARK, "diamond"),
    "simulated": (BLUE, "circle"),
    "base rate": (RED, "triangle-up"),
}
"""Where probabilities of a question come from, the headline first: colour and shape."""


def bars(rows: Sequence[Row]) -> dict[str, Any]:
    """Return a bar for each share, with its interval.

    Parameters
    ----------
    rows
        ``what``, ``share``, ``low``, ``high`` (in [0, 1]; None for no interval), ``said``.
    """
    base = alt.Chart(data(rows)).encode(y=right_words("what", rows))
    tooltip = [alt.Tooltip("what:N", title=" "), alt.Tooltip("said:N", title="of futures")]
    bar = base.mark_bar(color=COLOURS[4], height=18).encode(
        x=alt.X("share:Q", axis=_PERCENT), tooltip=tooltip
    )
    rule = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    text = base.mark_text(align="left", dx=8, color=INK).encode(
        x=alt.X("edge:Q", axis=_PERCENT), text="label:N"
    )
    chart = alt.layer(bar, rule, text).properties(width=WIDTH, height=_ROW * len(rows))
    return finished(chart)


def stacks(rows: Sequence[Row], order: Sequence[str]) -> dict[str, Any]:
    """Return a stacked bar of shares for each scenario.

    Parameters
    ----------
    rows
        ``scenario``, ``what``, ``share``, ``rank`` (place of what), ``said``.
    order
        What there is, from the left.
    """
    chosen = alt.selection_point(fields=["what"], bind="legend")
    many = len({row["scenario"] for row in rows})
    chart = (
        alt.Chart(data(rows))
        .mark_bar(height=22, stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("share:Q", stack="zero", axis=_PERCENT),
            y=right_words("scenario", rows),
            color=alt.Color(
                "what:N",
                title=None,
                sort=list(order),
                scale=alt.Scale(domain=list(order), scheme="tableau20"),
            ),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.2)),
            tooltip=[
                alt.Tooltip("scenario:N", title=" "),
                alt.Tooltip("what:N", title="ends"),
                alt.Tooltip("said:N", title="of futures"),
            ],
        )
        .add_params(chosen)
        .properties(width=WIDTH, height=36 * many)
    )
    return finished(chart)


def answers(rows: Sequence[Row], looks: Mapping[str, tuple[str, str]] = _KINDS) -> dict[str, Any]:
    """Return the probabilities of each question: blended, simulated with interval, base rate.

    Parameters
    ----------
    rows
        ``question``, ``kind`` (one of `looks`), ``probability``, ``low``, ``high``, ``said``;
        ``to``, another probability, if a line leads there.
    looks
        Colour and shape of each kind.
    """
    seen = {row["kind"] for row in rows}
    kinds = [kind for kind in looks if kind in seen]
    questions = list(dict.fromkeys(row["question"] for row in rows))
    most = max((len(lines(question)) for question in questions), default=1)
    tall = 30 + LINE * most
    placed = [{**row, "place": questions.index(row["question"])} for row in rows]
    y = alt.Y("place:Q", scale=rows_scale(len(questions), tall, most), axis=None)
    x = alt.X("probability:Q", scale=alt.Scale(domain=[0, 1]), axis=_PERCENT)
    base = alt.Chart(data(placed)).encode(y=y)
    track = base.mark_rule(color=GREY, opacity=0.35).encode(x=alt.datum(0.0), x2=alt.datum(1.0))
    span = base.mark_rule(color=BLUE, strokeWidth=3, opacity=0.55).encode(x="low:Q", x2="high:Q")
    ways = [row for row in placed if row.get("to") is not None]
    way = alt.Chart(data(ways)).mark_rule(color=INK).encode(y=y, x="probability:Q", x2="to:Q")
    look = alt.Scale(domain=kinds, range=[looks[kind][0] for kind in kinds])
    shape = alt.Scale(domain=kinds, range=[looks[kind][1] for kind in kinds])
    point = base.mark_point(filled=True, opacity=1.0, size=90).encode(
        x=x,
        color=alt.Color("kind:N", scale=look, title=None, legend=alt.Legend(columns=3)),
        shape=alt.Shape("kind:N", scale=shape, title=None),
        tooltip=[
            alt.Tooltip("question:N", title=" "),
            alt.Tooltip("kind:N", title=" "),
            alt.Tooltip("said:N", title=" "),
        ],
    )
    words = words_above(
        [
            {"above": place - above(question, tall), "lines": lines(question)}
            for place, question in enumerate(questions)
        ]
    )
    chart = alt.layer(track, span, *([way] if ways else []), point, words).properties(
        width=WIDTH, height=tall * max(len(questions), 1)
    )
    return finished(chart)


def by_then(rows: Sequence[Row], order: Sequence[str]) -> dict[str, Any]:
    """Return how long it takes: the share of futures in which it has happened by then.

    Parameters
    ----------
    rows
        ``date`` (ISO), ``what``, ``share``, ``low``, ``high`` (in [0, 1]), ``said``.
    order
        What is waited for.
    """
    chosen = alt.selection_point(fields=["what"], bind="legend")
    scale = alt.Scale(domain=list(order), range=[COLOURS[k % 7] for k in range(len(order))])
    base = alt.Chart(data(rows)).encode(
        x=moment(), color=alt.Color("what:N", scale=scale, title=None, sort=list(order))
    )
    band = base.mark_area(interpolate="step-after").encode(
        y=alt.Y("low:Q", axis=_PERCENT),
        y2="high:Q",
        opacity=alt.condition(chosen, alt.value(0.16), alt.value(0.0)),
    )
    line = (
        base.mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            y=alt.Y("share:Q", axis=_PERCENT, scale=alt.Scale(domain=[0, 1])),
            opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.15)),
            strokeDash=alt.StrokeDash("what:N", sort=list(order), legend=None),
            tooltip=[
                alt.Tooltip("when:N", title=" "),
                alt.Tooltip("what:N", title=" "),
                alt.Tooltip("said:N", title="of futures"),
            ],
        )
        .add_params(chosen)
    )
    return finished(alt.layer(band, line).properties(width=WIDTH, height=230))
