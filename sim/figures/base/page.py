"""A page: a heading, panels placed in inches below it, a legend, a foot.

Places are in inches from the upper left corner, for a page grows with what is on it while letters
do not. Matplotlib's constrained layout would not spare that: it fits panels into a page whose
height somebody has to know, cannot keep the scale of panels whose axis is in inches, and takes as
long as drawing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.engine.state.record import Record
from sim.figures.base import headings, style
from sim.figures.base.key import Entry
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.style import Said


class Place(NamedTuple):
    """A rectangle, in inches from the left edge of a page and from its heading."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Panels of one size, side by side and row below row.

    Attributes
    ----------
    columns
        Panels side by side.
    left
        Distance of the first from the left edge of the page, inches.
    width, height
        Of a panel, inches.
    gap
        Between two panels side by side, inches.
    above, below
        Room above and below each panel, inches.
    top
        Room above the first row, inches.
    """

    columns: int
    left: float
    width: float
    height: float
    gap: float = 0.0
    above: float = 0.0
    below: float = 0.0
    top: float = 0.0

    @property
    def row(self) -> float:
        """Height of a row with what is above and below its panels, inches."""
        return self.above + self.height + self.below

    def tall(self, panels: int) -> float:
        """Return the height that so many panels take, inches."""
        return self.top + -(-panels // self.columns) * self.row

    def higher(self, by: float, panels: int) -> Grid:
        """Return it with so many inches more for the rows of so many panels."""
        return replace(self, height=self.height + by / -(-panels // self.columns))

    def place(self, k: int) -> Place:
        """Return where the k-th panel goes."""
        down, across = divmod(k, self.columns)
        return Place(
            self.left + across * (self.width + self.gap),
            self.top + down * self.row + self.above,
            self.width,
            self.height,
        )


def share_out(
    columns: int, left: float, right: float, gap: float, width: float = SCREEN.width
) -> float:
    """Return the width of panels that fill a page of a width side by side, inches."""
    return (width - left - right - (columns - 1) * gap) / columns


@dataclass(frozen=True, slots=True)
class Page:
    """A figure whose panels are placed in inches.

    Attributes
    ----------
    figure
        The figure, with its heading.
    top
        Distance of the lower edge of the heading from the upper edge, inches.
    spare
        Room that is left over where each page of a medium is of one height, inches.
    """

    figure: Figure
    top: float
    spare: float = 0.0

    def panel(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        share_x: Axes | None = None,
        share_y: Axes | None = None,
    ) -> Axes:
        """Add a panel, its place in inches from the left edge and from the heading."""
        whole = self.figure.get_figheight()
        x, y = self.at(left, top + height)
        return self.figure.add_axes(
            (x, y, width / self.figure.get_figwidth(), height / whole),
            sharex=share_x,
            sharey=share_y,
        )

    def at(self, left: float, top: float) -> tuple[float, float]:
        """Return a point in inches from the left edge and the heading as shares of the figure."""
        down = 1.0 - (self.top + top) / self.figure.get_figheight()
        return left / self.figure.get_figwidth(), down

    def write(self, left: float, top: float, text: str, **look: Any) -> None:
        """Write a text at a point in inches from the left edge and from the heading."""
        self.figure.text(*self.at(left, top), text, **look)

    def legend(
        self, entries: Sequence[Entry], down: float = 0.04, left: float = 0.1, **look: Any
    ) -> None:
        """Explain below the heading what is drawn, in one line unless `ncols` says otherwise."""
        look = {"ncols": len(entries), "borderaxespad": 0.0, **look}
        self.figure.legend(
            handles=list(entries), loc="upper left", bbox_to_anchor=self.at(left, down), **look
        )


def page(
    batches: Sequence[Batch],
    what: str,
    body: float,
    level: float | None = None,
    *,
    finding: str = "",
    method: str = "",
    chance: bool = False,
    note: str = "",
    medium: Medium = SCREEN,
) -> Page:
    """Return an empty page with its heading.

    Parameters
    ----------
    batches
        Which batches are drawn.
    what
        What the figure shows, and in which unit, without a full stop at the end.
    body
        Room for all else below the heading, inches.
    level
        Level of the intervals drawn, in (0, 1); None if there are none, or the text says it.
    finding
        What was found, in a sentence.
    method
        How intervals were reckoned, in the words of researchers.
    chance
        Whether there are intervals, or tests, of no level: the foot says what they leave out.
    note
        What else researchers want to know, a line of its own at the foot.
    medium
        What the figure is made for.
    """
    feet = [note] if note else []
    if chance or level is not None:
        feet.append(headings.of_intervals(batches, level, method))
    return _headed(headings.subject(batches), what, body, finding, feet, medium)


def sheet(
    of: str,
    what: str,
    body: float,
    *,
    finding: str = "",
    method: str = "",
    chance: bool = False,
    medium: Medium = SCREEN,
) -> Page:
    """Return an empty page of something that is not a batch.

    Parameters
    ----------
    of
        What it is of, in one line.
    what
        What the figure shows, and in which unit, without a full stop at the end.
    body
        Room for all else below the heading, inches.
    finding
        What was found, in a sentence.
    method
        How intervals were reckoned, in the words of researchers.
    chance
        Whether it has intervals or tests: the foot then says what they leave out.
    medium
        What the figure is made for.
    """
    feet = [headings.of_intervals((), method=method)] if chance else []
    return _headed(of, what, body, finding, feet, medium)


def future_page(
    record: Record, what: str, body: float, *, finding: str = "", medium: Medium = SCREEN
) -> Page:
    """Return an empty page of one future.

    Parameters
    ----------
    record
        The future.
    what
        What the figure shows of it, and in which unit, in a few words.
    body
        Room for all else below the heading, inches.
    finding
        What was found, in a sentence.
    medium
        What the figure is made for.
    """
    return _headed(headings.of_future(record), what, body, finding, [], medium)


def _headed(
    of: str, what: str, body: float, finding: str, feet: Sequence[str], medium: Medium
) -> Page:
    said = Said(finding or of, what, headings.sourced(of))
    lines = [*feet, said.source]
    # How many lines heading and foot take, only they can tell.
    probe = style.new_figure(1.0, medium)
    needed = headings.heading(probe, said) + body + headings.foot(probe, lines)
    figure = style.new_figure(max(needed, medium.height), medium)
    headings.foot(figure, lines)
    return Page(figure, headings.heading(figure, said), figure.get_figheight() - needed)
