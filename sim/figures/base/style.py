"""One look for all figures: sizes, fonts, colours that differ in lightness too.

Figures are built without pyplot, so that drawing leaves no state behind, and inside `house`, so
that neither a user's matplotlibrc nor another library changes a line of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, FigureBase

from sim.engine.model.model import Model
from sim.figures.base.medium import SCREEN, Medium

DPI: Final = SCREEN.dpi
"""Dots per inch of a PNG for a screen."""

WIDTH: Final = SCREEN.width
"""Width of a figure for a screen, inches: 1,600 px."""

PIXELS: Final = WIDTH * DPI
"""Width of a figure for a screen, pixels."""

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
    colour
        Of its area.
    hatch
        Of its area: all that was reversed is hatched.
    """

    colour: str
    hatch: str


_STEPS: Final = ("#9CCFEF", "#3A8FC7", "#0B3C5D")
"""Small, middling and large relief: the more, the darker (CIE lightness 80, 56, 24)."""

CLASS_LOOKS: Final[dict[str, ClassLook]] = {
    "status_quo": ClassLook("#EDEDED", ""),
    "licences_only": ClassLook(YELLOW, ""),
    "baby_steps": ClassLook(_STEPS[0], ""),
    "baby_steps_reversed": ClassLook(_STEPS[0], "////"),
    "partial": ClassLook(_STEPS[1], ""),
    "partial_reversed": ClassLook(_STEPS[1], "////"),
    "comprehensive": ClassLook(_STEPS[2], ""),
    "comprehensive_reversed": ClassLook(_STEPS[2], "////"),
    "escalation": ClassLook(VERMILLION, "...."),
}
"""By the name of the class, in the order of `sim.outcomes.classes.CLASSES`."""

_RC: Final[dict[str, Any]] = {
    "savefig.dpi": "figure",
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#444444",
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#E3E3E3",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.handlelength": 2.2,
    "lines.linewidth": 1.8,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "thaw",  # or the ids in a file would differ from call to call
    "svg.fonttype": "none",  # text stays text: found by a search, read aloud, edited
    "text.parse_math": False,  # two dollar signs are two dollar signs
}


@contextmanager
def house(medium: Medium = SCREEN) -> Iterator[None]:
    """Apply the style, whatever is set around it, and take it off again.

    Parameters
    ----------
    medium
        What figures are made for.
    """
    beside = medium.text - (0.0 if medium.narrow else 0.5)
    sizes: dict[str, Any] = {
        "figure.dpi": medium.dots,
        "font.size": medium.text,
        "axes.titlesize": medium.text + 0.5,
        "axes.labelsize": beside,
        "xtick.labelsize": beside,
        "ytick.labelsize": beside,
        "legend.fontsize": beside,
    }
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        settings: Any = matplotlib.rcParams
        settings.update(_RC | sizes)
        yield


class Said(NamedTuple):
    """What is said of a figure, for those who cannot see it.

    Attributes
    ----------
    title
        What was found.
    shown
        What it shows, and in which unit.
    source
        What it is of.
    """

    title: str = ""
    shown: str = ""
    source: str = ""


class HouseFigure(Figure):
    """A figure that knows what it is made for, and what is said of it.

    Parameters
    ----------
    height
        Its height as it is laid out, inches.
    medium
        What it is made for.
    """

    def __init__(self, height: float, medium: Medium = SCREEN) -> None:
        super().__init__(figsize=(medium.width, height), dpi=medium.dots)
        self.medium = medium
        self.said = Said()
        FigureCanvasAgg(self)


def new_figure(height: float, medium: Medium = SCREEN) -> HouseFigure:
    """Return an empty figure of the width of a medium, height in inches."""
    return HouseFigure(height, medium)


def medium_for(figure: FigureBase) -> Medium:
    """Return what a figure is made for; a screen if it is none of the house."""
    return figure.medium if isinstance(figure, HouseFigure) else SCREEN


def scenario_look(k: int) -> ScenarioLook:
    """Return how the k-th scenario of a comparison is drawn, however many there are.

    The house has looks for eight. From the ninth on the colours begin again, with the dashes,
    markers and hatches of others, so that no two scenarios are alike.
    """
    n = len(SCENARIO_LOOKS)
    shape = SCENARIO_LOOKS[(k + 3 * (k // n)) % n]
    return shape._replace(colour=SCENARIO_LOOKS[k % n].colour)


def point(look: ScenarioLook) -> dict[str, Any]:
    """Return how a scenario's marker is drawn."""
    return {
        "marker": look.marker,
        "color": look.colour,
        "markeredgecolor": BLACK,
        "markeredgewidth": 0.6,
    }


def class_look(name: str) -> ClassLook:
    """Return how an outcome class is drawn."""
    return CLASS_LOOKS[name]


def sender_look(model: Model, sender: str) -> tuple[str, str]:
    """Return colour and hatch of a sender."""
    rank = list(model.catalogue.senders).index(sender)
    n = len(SENDER_COLOURS)
    return SENDER_COLOURS[rank % n], SENDER_HATCHES[rank % n]
