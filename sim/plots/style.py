"""One look for all figures: sizes, colours that differ in lightness too, dates, titles.

Figures are built without pyplot, so that drawing leaves no state behind, and inside `house`, so
that neither a user's matplotlibrc nor another library changes a line of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from sim.engine.model import Model
from sim.engine.record import Record

DPI: Final = 125
"""Dots per inch of a PNG."""

WIDTH: Final = 12.8
"""Width of a figure, inches: 1,600 px."""

PIXELS: Final = WIDTH * DPI
"""Width of a figure, pixels."""

# Okabe & Ito 2008, "Color universal design"; CIE lightness in the comments.
BLACK: Final = "#000000"  # 0
BLUE: Final = "#0072B2"  # 46
VERMILLION: Final = "#D55E00"  # 53
GREEN: Final = "#009E73"  # 58
PURPLE: Final = "#CC79A7"  # 62
SKY: Final = "#56B4E9"  # 70
ORANGE: Final = "#E69F00"  # 71
YELLOW: Final = "#F0E442"  # 90
GREY: Final = "#8C8C8C"
PALE: Final = "#D9D9D9"

SENDER_COLOURS: Final = (BLUE, ORANGE, YELLOW, GREEN, PALE, PURPLE)
"""By rank of the sender; neighbours differ in lightness by 12 at least."""

SENDER_HATCHES: Final = ("", "////", "", "....", "xxxx", "++++")
"""By rank of the sender, for those who see or print in grey."""

_RC: Final[dict[str, Any]] = {
    "figure.dpi": DPI,
    "savefig.dpi": "figure",
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
    "font.size": 10,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#444444",
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#E3E3E3",
    "grid.linewidth": 0.7,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "legend.fontsize": 9.5,
    "legend.frameon": False,
    "legend.handlelength": 2.2,
    "lines.linewidth": 1.8,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "thaw",  # or the ids in a file would differ from call to call
    "svg.fonttype": "path",
}


@contextmanager
def house() -> Iterator[None]:
    """Apply the style, whatever is set around it, and take it off again."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        settings: Any = matplotlib.rcParams
        settings.update(_RC)
        yield


def new_figure(height: float) -> Figure:
    """An empty figure of the usual width, height in inches."""
    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    return figure


def title(figure: Figure, record: Record, what: str, top: float) -> None:
    """Say what a figure shows, and of which future.

    Parameters
    ----------
    figure
        The figure.
    record
        The replication it shows.
    what
        What it shows, in a few words.
    top
        Distance of the upper line from the upper edge, inches.
    """
    height = figure.get_figheight()
    scenario = clipped(record.model.scenario.title, 90)
    line = f"{scenario} · seed {record.seed} · replication {record.replication}"
    figure.text(0.012, 1 - top / height, line, fontsize=13, fontweight="bold", va="top")
    figure.text(0.012, 1 - (top + 0.27) / height, what, fontsize=10, color="#444444", va="top")


def sender_look(model: Model, sender: str) -> tuple[str, str]:
    """Colour and hatch of a sender."""
    rank = list(model.catalogue.senders).index(sender)
    n = len(SENDER_COLOURS)
    return SENDER_COLOURS[rank % n], SENDER_HATCHES[rank % n]


def date_axis(axes: Axes, model: Model) -> None:
    """Let an axis in days show dates, from the first to the last of the scenario."""
    first = date_number(model, 0.0)
    axes.set_xlim(first, first + model.calendar.horizon)
    locator = AutoDateLocator(minticks=5, maxticks=10)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(formatter)


def date_number(model: Model, day: float) -> float:
    """What matplotlib calls a day: days since 1970."""
    return model.calendar.origin - _EPOCH + float(day)


def dates(record: Record, days: Iterable[float]) -> list[float]:
    """What matplotlib calls these days of a record."""
    return [date_number(record.model, day) for day in days]


_EPOCH = 719_163  # ordinal of 1970-01-01


def clipped(text: str, length: int) -> str:
    """A text of at most so many characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    if space > 0.6 * length:
        cut = cut[:space]
    return cut.rstrip(" ,;:(") + "…"
