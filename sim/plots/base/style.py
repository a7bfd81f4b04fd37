"""One look for all figures: sizes, colours that differ in lightness too, dates, titles.

What figures of batches say in words (headings, percentages, empty panels) is in
`sim.plots.base.wording`.

Figures are built without pyplot, so that drawing leaves no state behind, and inside `house`, so
that neither a user's matplotlibrc nor another library changes a line of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from numpy.typing import ArrayLike, NDArray

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.plots.base import dates as axis_of_dates

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


class ScenarioLook(NamedTuple):
    """How one of several scenarios is drawn, wherever it appears.

    Attributes
    ----------
    colour
        Of lines and areas.
    dashes
        Line style, as matplotlib takes it.
    marker
        Marker of points.
    hatch
        Hatch of areas.
    """

    colour: str
    dashes: str | tuple[float, tuple[float, ...]]
    marker: str
    hatch: str


# Yellow is left out: as a line it is lost on white.
SCENARIO_LOOKS: Final = (
    ScenarioLook(BLUE, "-", "o", ""),
    ScenarioLook(ORANGE, (0.0, (6.0, 2.0)), "s", "////"),
    ScenarioLook(BLACK, (0.0, (1.5, 1.5)), "^", "...."),
    ScenarioLook(VERMILLION, (0.0, (7.0, 2.0, 1.5, 2.0)), "D", "\\\\\\\\"),
    ScenarioLook(SKY, (0.0, (3.0, 1.5)), "v", "xxxx"),
    ScenarioLook(GREEN, (0.0, (6.0, 2.0, 1.5, 2.0, 1.5, 2.0)), "P", "++++"),
    ScenarioLook(PURPLE, (0.0, (12.0, 3.0)), "X", "oo"),
    ScenarioLook(GREY, (0.0, (1.0, 3.0)), "*", "----"),
)
"""By the order in which scenarios are given: each differs from all others in every respect."""


class ClassLook(NamedTuple):
    """How one outcome class is drawn.

    Attributes
    ----------
    name
        What it is called in a figure.
    colour
        Of its area.
    hatch
        Of its area: all that was reversed is hatched.
    """

    name: str
    colour: str
    hatch: str


_STEPS: Final = ("#9CCFEF", "#3A8FC7", "#0B3C5D")
"""Small, middling and large relief: the more, the darker (CIE lightness 80, 56, 24)."""

CLASS_LOOKS: Final[dict[str, ClassLook]] = {
    "status_quo": ClassLook("Status quo", "#EDEDED", ""),
    "licences_only": ClassLook("Licences only", YELLOW, ""),
    "baby_steps": ClassLook("Small relief", _STEPS[0], ""),
    "baby_steps_reversed": ClassLook("Small relief, reversed", _STEPS[0], "////"),
    "partial": ClassLook("Partial", _STEPS[1], ""),
    "partial_reversed": ClassLook("Partial, reversed", _STEPS[1], "////"),
    "comprehensive": ClassLook("Comprehensive", _STEPS[2], ""),
    "comprehensive_reversed": ClassLook("Comprehensive, reversed", _STEPS[2], "////"),
    "escalation": ClassLook("Escalation", VERMILLION, "...."),
}
"""By the name of the class, in the order of `sim.outcomes.classes.CLASSES`."""

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
    "svg.fonttype": "none",  # text stays text: found by a search, read aloud, edited
    "text.parse_math": False,  # two dollar signs are two dollar signs
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
        The future it shows.
    what
        What it shows, in a few words.
    top
        Distance of the upper line from the upper edge, inches.
    """
    height = figure.get_figheight()
    scenario = clipped(record.model.scenario.title, 90)
    line = f"{scenario} · seed {record.seed} · future {record.replication}"
    figure.text(0.012, 1 - top / height, line, fontsize=13, fontweight="bold", va="top")
    figure.text(0.012, 1 - (top + 0.27) / height, what, fontsize=10, color="#444444", va="top")
    about(figure, line, what)


def about(figure: Figure, of: str, what: str) -> None:
    """Keep what a figure shows with it, for those who cannot see it: its files say so."""
    figure.set_label(f"{of}\n{what}")


def columns(handles: Sequence[Artist], width: float, **look: Any) -> int:
    """In how many columns a legend fits into so much of the width of a figure.

    Parameters
    ----------
    handles
        Its entries, with their labels.
    width
        Share of the figure's width that there is, in (0, 1].
    **look
        What else the legend is given.
    """
    most = width * PIXELS
    for n in range(len(handles), 1, -1):
        probe = new_figure(4.0)
        legend = probe.legend(handles=list(handles), ncols=n, borderaxespad=0.0, **look)
        if legend.get_window_extent().width <= most:
            return n
    return 1


def scenario_look(k: int) -> ScenarioLook:
    """How the k-th scenario of a comparison is drawn; after the eighth they begin again."""
    return SCENARIO_LOOKS[k % len(SCENARIO_LOOKS)]


def class_look(name: str) -> ClassLook:
    """How an outcome class is drawn and what it is called."""
    return CLASS_LOOKS[name]


def percent_axis(axis: Axis) -> None:
    """Let an axis of shares show percentages."""
    axis.set_major_formatter(FuncFormatter(lambda share, _: f"{100.0 * share:.6g} %"))


def sender_look(model: Model, sender: str) -> tuple[str, str]:
    """Colour and hatch of a sender."""
    rank = list(model.catalogue.senders).index(sender)
    n = len(SENDER_COLOURS)
    return SENDER_COLOURS[rank % n], SENDER_HATCHES[rank % n]


def date_axis(axes: Axes, model: Model, ticks: tuple[int, int] = (5, 10)) -> None:
    """Let an axis in days show dates, from the first to the last of the scenario.

    Parameters
    ----------
    axes
        The panel.
    model
        Of which scenario.
    ticks
        How many dates at least and at most.
    """
    first = date_number(model, 0.0)
    axes.set_xlim(first, first + model.calendar.horizon)
    axis_of_dates.ticks(axes.xaxis, *ticks)


def date_number(model: Model, day: float) -> float:
    """What matplotlib calls a day: days since 1970."""
    return model.calendar.origin - _EPOCH + float(day)


def day_numbers(model: Model, days: ArrayLike) -> NDArray[np.float64]:
    """What matplotlib calls these days of a model, shape as given."""
    return np.asarray(days, dtype=np.float64) + date_number(model, 0.0)


def seen(places: ArrayLike) -> NDArray[np.int64]:
    """Indices of the points of a step curve that a reader can tell apart.

    Parameters
    ----------
    places
        Where the steps are along the axis, ascending, shape ``(k,)``.

    Returns
    -------
    ndarray of int
        All of them up to two for each pixel of the width of a figure; of more, the last of each
        half pixel, and the first: files would grow with the number of futures and show no more.
    """
    x = np.asarray(places, dtype=np.float64)
    most = int(2.0 * PIXELS)
    if x.size <= most:
        return np.arange(x.size)
    column = np.minimum((x - x[0]) / (x[-1] - x[0]) * most, most - 1.0).astype(np.int64)
    last = np.flatnonzero(np.append(np.diff(column) > 0, True))
    return np.unique(np.append(0, last))


def dates(record: Record, days: Iterable[float]) -> list[float]:
    """What matplotlib calls these days of a record."""
    return [date_number(record.model, day) for day in days]


_EPOCH = 719_163  # ordinal of 1970-01-01


def entry(text: str) -> str:
    """A text as an entry of a legend, which would leave out one that begins with an underscore."""
    return f" {text}" if text.startswith("_") else text


def fitted(text: str, inches: float, **look: Any) -> str:
    """A text that is no wider than there is room, cut with an ellipsis where it must be.

    Parameters
    ----------
    text
        The text, in one line.
    inches
        Room for it.
    **look
        How it is written, as `Figure.text` takes it.
    """
    probe = new_figure(1.0).text(0.0, 0.0, text, **look)
    letters = len(text)
    while (width := probe.get_window_extent().width) > inches * DPI and letters > 2:
        letters = min(letters - 1, int(letters * inches * DPI / width) + 1)
        probe.set_text(clipped(text, letters))
    return probe.get_text()


def clipped(text: str, length: int) -> str:
    """A text of at most so many characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    if space > 0.6 * length:
        cut = cut[:space]
    return cut.rstrip(" ,;:(") + "…"
