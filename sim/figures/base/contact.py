"""All figures of a batch or a comparison on one page, small, each with its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.image import imread
from numpy.typing import NDArray

from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.page import Page, Place
from sim.figures.base.save import drawing
from sim.figures.base.style import Said
from sim.wording.words import clipped

Picture = NDArray[Any]

COLUMNS: Final = 3
"""Thumbnails side by side: about 500 px each, enough to tell figures apart and read titles."""

_TALLEST: Final = 1.25
"""Height of a thumbnail over its width at most; a taller figure becomes narrower instead."""

# Inches: above the sheet, around it, between thumbnails, a name above each, below the sheet.
_TOP, _SIDE, _GAP, _NAME, _BOTTOM = 0.48, 0.16, 0.2, 0.3, 0.16


def contact_sheet(figures: Mapping[str, Path | Figure], title: str) -> Figure:
    """Return a page of thumbnails in a grid, each under its name.

    Parameters
    ----------
    figures
        Figures, or PNG files of them, by the names that are to stand above them; the sheet
        fills the shortest column first, so that their order is kept from top to bottom.
    title
        What they are figures of.

    Raises
    ------
    ThawError
        If there is no figure, or a file is missing or no PNG.
    """
    if not figures:
        raise ThawError("a contact sheet needs at least one figure")
    pictures = {name: _picture(source) for name, source in figures.items()}
    with style.house():
        places, height = arrange([(p.shape[1], p.shape[0]) for p in pictures.values()])
        figure = style.new_figure(height)
        page = Page(figure, 0.0)
        page.write(_SIDE, 0.14, clipped(title, 110), fontsize=13, fontweight="bold", va="top")
        figure.said = Said(title, f"All figures, small: {', '.join(figures)}")
        for (name, picture), place in zip(pictures.items(), places, strict=True):
            _thumbnail(page, name, picture, place)
    return page.figure


def arrange(shapes: Sequence[tuple[int, int]]) -> tuple[list[Place], float]:
    """Return places of pictures in columns, each at the foot of the shortest so far.

    Parameters
    ----------
    shapes
        Width and height of each picture, in any unit.

    Returns
    -------
    list of Place
        Where each goes; they do not meet, and leave room for a name above each.
    float
        Height of the sheet, inches.
    """
    cell = (style.WIDTH - 2.0 * _SIDE - (COLUMNS - 1) * _GAP) / COLUMNS
    feet = [_TOP] * COLUMNS
    places: list[Place] = []
    for wide, high in shapes:
        column = feet.index(min(feet))
        scale = cell * min(1.0 / wide, _TALLEST / high)
        left = _SIDE + column * (cell + _GAP)
        places.append(Place(left, feet[column] + _NAME, wide * scale, high * scale))
        feet[column] += _NAME + high * scale + _GAP
    return places, max(feet) - _GAP + _BOTTOM


def _picture(source: Path | Figure) -> Picture:
    """Return the pixels of a figure, shape ``(height, width, 3 or 4)``."""
    if isinstance(source, Figure):
        return imread(BytesIO(drawing(source, "png")), format="png")
    try:
        return imread(source, format="png")
    except (OSError, SyntaxError) as error:  # what Pillow raises for a file that is no PNG
        raise ThawError(f"cannot read the figure {source}: {error}") from error


def _thumbnail(page: Page, name: str, picture: Picture, place: Place) -> None:
    axes = page.panel(*place)
    axes.set_label(name)
    # Averages what it leaves out: thin lines stay visible.
    axes.imshow(picture, aspect="auto", interpolation="antialiased")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(visible=True, color="#BBBBBB")
    page.write(
        place.left,
        place.top - 0.07,
        clipped(name, 44),
        fontsize=10.5,
        fontweight="bold",
        va="bottom",
    )
