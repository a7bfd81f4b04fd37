"""Panels of rows: words to the left of each, numbers to the right; the vertical axis in inches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, Generic, NamedTuple, TypeVar

from matplotlib.axes import Axes

from sim.figures.base import beside, style
from sim.figures.base.axes import grid_lines
from sim.figures.base.medium import Medium
from sim.figures.base.page import Page

T = TypeVar("T")

TOP: Final = 0.2
"""Room for the legend above the panels, inches."""

_AROUND: Final = 1.35
"""Room that heading and foot take where pages are of one height, inches."""


class Layout(NamedTuple):
    """How panels of rows are laid out.

    Attributes
    ----------
    letters, lines
        Letters in a line to the left, and how many lines there may be.
    pad, line
        Height of a row without its lines, and of each line, inches.
    left, right
        Beside a panel, inches.
    above, below
        Above and below a panel, inches.
    """

    letters: int
    lines: int
    pad: float
    line: float
    left: float
    right: float
    above: float
    below: float

    def words(self, text: str) -> list[str]:
        """Return the lines of a text."""
        return wrap(text, self.letters, max_lines=self.lines, placeholder="…")

    def tall(self, texts: Sequence[str]) -> list[float]:
        """Return the heights of the rows of some texts, inches."""
        return [self.pad + self.line * len(self.words(text)) for text in texts]

    def block(self, texts: Sequence[str]) -> float:
        """Return the height of a panel with what is above and below it, inches."""
        return self.above + sum(self.tall(texts)) + self.below


def size(medium: Medium) -> float:
    """Return the size of most letters, points."""
    return medium.small if medium.narrow else 9.5


@dataclass(frozen=True, slots=True)
class Fitted(Generic[T]):
    """Rows of panels for which a page has room.

    Attributes
    ----------
    blocks
        The rows, panel by panel.
    texts
        What stands to the left of each.
    layout
        How the panels are laid out.
    cut
        How many of how many rows are shown, such as ``6 of 14``; nothing if all are.
    """

    blocks: list[list[T]]
    texts: list[list[str]]
    layout: Layout
    cut: str

    @property
    def height(self) -> float:
        """Height that they take, inches."""
        return TOP + sum(map(self.layout.block, self.texts))

    def panels(
        self, sheet: Page, titles: Sequence[str]
    ) -> Iterator[tuple[Axes, list[float], list[T]]]:
        """Yield each panel with the places of its rows, and these."""
        down = TOP
        for title, words, block in zip(titles, self.texts, self.blocks, strict=True):
            axes, places = _panel(sheet, down, words, title, self.layout)
            yield axes, places, block
            down += self.layout.block(words)


def fitted(
    whole: Sequence[Sequence[T]],
    words: Callable[[T], str],
    layout: Layout,
    medium: Medium,
    most: int = 99,
) -> Fitted[T]:
    """Return as many rows of each panel as a page has room for; up to `most` if it may be high.

    Parameters
    ----------
    whole
        The rows, panel by panel.
    words
        Returns what stands to the left of a row.
    layout
        How the panels are laid out.
    medium
        What they are made for.
    most
        Rows of a panel at most.
    """
    blocks = [list(block[:most]) for block in whole]
    texts = [[*map(words, block)] for block in blocks]
    room = medium.widest_height - _AROUND - TOP
    while medium.height and sum(map(layout.block, texts)) > room:
        longest = max(range(len(blocks)), key=lambda k: len(blocks[k]))
        if len(blocks[longest]) == 1:
            break
        del blocks[longest][-1], texts[longest][-1]
    left, all_ = (sum(map(len, each)) for each in (blocks, whole))
    return Fitted(blocks, texts, layout, f"{left} of {all_}" if left < all_ else "")


def _panel(
    sheet: Page, down: float, texts: Sequence[str], title: str, layout: Layout
) -> tuple[Axes, list[float]]:
    """Return a panel with words to the left of its rows, thin lines between, and their places."""
    medium = style.medium_for(sheet.figure)
    tall = layout.tall(texts)
    wide = medium.width - layout.left - layout.right
    axes = sheet.panel(layout.left, down + layout.above, wide, sum(tall))
    axes.set_ylim(sum(tall), 0.0)
    axes.set_yticks([])
    grid_lines(axes, "x")
    if title:
        axes.set_title(title, x=beside.across(axes, beside.MARGIN), y=1.0, pad=5.0)
    places = beside.middles(tall)
    for y, text, high in zip(places, texts, tall, strict=True):
        words = "\n".join(layout.words(text))
        beside.write(axes, beside.MARGIN, y, words, fontsize=size(medium), linespacing=1.15)
        beside.rule(axes, y + 0.5 * high)
    return axes, places
