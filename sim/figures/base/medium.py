"""What a figure is made for: a screen, a memo that is printed, a slide that is shown.

A memo is laid out anew, not made smaller: half as wide as a screen, with letters of the same size.
A slide has the layout of a memo, twice as large: its dots are counted on the page as it is laid
out, so that letters of 8 points there are 16 points on the slide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sim.documents.nearest import did_you_mean
from sim.errors import InputError


@dataclass(frozen=True, slots=True)
class Medium:
    """What a figure is made for.

    Attributes
    ----------
    name
        What users call it.
    width
        Width of a page as it is laid out, inches.
    shown
        Width at which it is shown, inches.
    dpi
        Dots per inch of a PNG, as it is shown.
    title, text, small
        Sizes of the finding, of most letters and of the foot, points, as the page is laid out.
    shape
        Width over height of a page; None if it is as high as what is on it.
    wider
        Further widths at which a page is laid out that is too high for the shape, inches.
    """

    name: str
    width: float
    shown: float
    dpi: float
    title: float
    text: float
    small: float
    shape: float | None = None
    wider: tuple[float, ...] = ()

    @property
    def narrow(self) -> bool:
        """Whether a page is half as wide as a screen: the layout of a memo."""
        return self.width < 0.8 * SCREEN.width

    @property
    def scale(self) -> float:
        """How many times larger it is shown than laid out."""
        return self.shown / self.width

    @property
    def dots(self) -> float:
        """Dots per inch of a page as it is laid out."""
        return self.dpi * self.scale

    @property
    def height(self) -> float:
        """Height of each page as it is laid out, inches; 0 if that goes by what is on it."""
        return 0.0 if self.shape is None else self.width / self.shape

    @property
    def widest_height(self) -> float:
        """Height of each page where it is laid out widest, inches; 0 as for `height`."""
        return [*self.widths()][-1].height

    @property
    def suffix(self) -> str:
        """What the names of its files end in, before the dot: figures for a screen are plain."""
        return "" if self.name == SCREEN.name else f"-{self.name}"

    def widths(self) -> Iterator[Medium]:
        """Yield it, then the same with each further width."""
        yield self
        for width in self.wider:
            yield replace(self, width=width)


SCREEN: Final = Medium("screen", 12.8, 12.8, 125.0, 13.0, 10.0, 9.0)
"""1,600 px wide."""

MEMO: Final = Medium("memo", 6.5, 6.5, 300.0, 10.5, 8.5, 8.0)
"""As wide as the text of a page: letters of 8 points are 7.4 points where it is six inches wide."""

SLIDE: Final = Medium("slide", 6.5, 40 / 3, 150.0, 10.5, 8.5, 8.0, 16 / 9, (7.2, 8.0, 8.8))
"""13.3 by 7.5 inches; letters of 16 points, or of 12 at least where there is much to show."""

MEDIA: Final = {medium.name: medium for medium in (SCREEN, MEMO, SLIDE)}
"""All of them, by name."""


def medium_of(name: str) -> Medium:
    """Return a medium by name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in MEDIA:
        raise InputError.of(
            "--for",
            found=f"'{name[:60]}'",
            allowed=", ".join(MEDIA),
            hint=did_you_mean(name, MEDIA),
        )
    return MEDIA[name]
