"""One look for all charts of a brief: sizes, letters, and colours that differ in lightness too.

Ink and rules have one colour each, which the page's style replaces in the dark. A chart is as wide
as `WIDTH` here; the page makes it as wide as there is room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

__all__ = [
    "BAND",
    "BLUE",
    "COLOURS",
    "DARK",
    "GREY",
    "INK",
    "LABEL",
    "LINE",
    "MUTED",
    "RED",
    "RULE",
    "WIDTH",
    "above",
    "data",
    "finished",
    "lines",
    "moment",
    "right_words",
    "rows_scale",
    "words_above",
]

WIDTH: Final = 640
"""Width of the panel of a chart, pixels."""

LABEL: Final = 12
"""Size of letters, pixels."""

INK: Final = "#1a2430"
MUTED: Final = "#566270"
RULE: Final = "#d4dae1"

# Okabe & Ito 2008, "Color universal design".
BLUE: Final = "#0072B2"
RED: Final = "#D55E00"
GREY: Final = "#8a929b"
DARK: Final = "#003f66"
BAND: Final = ("#c6ddec", "#7fb2d3")
"""Bands of 90 % and of 50 % of futures."""

COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8a929b")
"""Of what is told apart by colour, in order."""

LINE: Final = 15
"""Height of a line of words, pixels."""

_ROOM: Final = 9
"""Room between words and the row that they stand above, pixels."""

_CONFIG: Final[dict[str, Any]] = {
    "font": "Helvetica, Arial, 'Liberation Sans', sans-serif",
    "background": "transparent",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "gridColor": RULE,
        "domainColor": RULE,
        "tickColor": RULE,
        "labelFontSize": LABEL,
        "titleFontSize": LABEL,
        "titleFontWeight": "normal",
    },
    "legend": {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": LABEL,
        "titleFontSize": LABEL,
        "titleFontWeight": "normal",
        "orient": "top",
        "labelLimit": 220,
        "columns": 2,
        "symbolStrokeWidth": 3,
    },
    "title": {"color": INK, "fontSize": 13, "anchor": "start", "fontWeight": "bold"},
    "text": {"color": INK, "fontSize": LABEL},
}
"""How all charts look; see the documentation of Vega-Lite for what it may say."""


def data(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Return rows as what a chart draws."""
    return alt.InlineData(values=[dict(row) for row in rows])


def moment(field: str = "date") -> alt.X:
    """Return an axis of dates; days are days of the calendar, wherever the reader is."""
    return alt.X(
        f"{field}:T",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(title=None, format="%b %Y", tickCount=6, labelOverlap=True, grid=False),
    )


def right_words(field: str, rows: Sequence[Mapping[str, Any]]) -> alt.Y:
    """Return an axis of words in the order of the rows, in lines that fit a narrow screen."""
    order = list(dict.fromkeys(str(row[field]) for row in rows))
    return alt.Y(
        f"{field}:N",
        sort=order,
        axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=150, labelPadding=6),
    )


def lines(text: str, letters: int = 46) -> list[str]:
    """Return a text in lines of at most so many letters, where words allow it."""
    found = [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > letters:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".strip()
    return found


def above(text: str, tall: float) -> float:
    """Return how far above its row a text begins, in rows that are `tall` pixels high."""
    return (len(lines(text)) * LINE + _ROOM) / tall


def rows_scale(n: int, tall: float, most: int) -> alt.Scale:
    """Return the scale of rows from the top, with room for words above each.

    Parameters
    ----------
    n
        Rows.
    tall
        Height of a row, pixels.
    most
        Lines of words above a row, at most.
    """
    top = (most * LINE + _ROOM + 4) / tall
    return alt.Scale(domain=[max(n, 1) - top, -top], nice=False)


def words_above(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """Return words above rows.

    Parameters
    ----------
    rows
        ``above`` (where they begin, in rows), ``lines`` (the words, line by line).
    """
    marks: alt.Chart = alt.Chart(data(rows)).mark_text(
        align="left", baseline="top", lineHeight=LINE, color=INK
    )
    return marks.encode(x=alt.value(0), y=alt.Y("above:Q", axis=None), text="lines:N")


def finished(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return a chart in the look of the house, as plain values.

    Parameters
    ----------
    chart
        A chart of altair, with layers or not, or several of them one below the other.
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return {**spec, "config": _CONFIG}
