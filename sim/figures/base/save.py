"""Figures on disk: as PNG and SVG, the same bytes for the same figure, whole or not at all.

Both say what was found, what they show and what they are of, for those who cannot see them: the PNG
in its metadata, the SVG as title and description; its letters are text.
"""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from matplotlib.figure import Figure

from sim import __version__
from sim.figures.base.lettering import plain, texts
from sim.figures.base.medium import Medium
from sim.figures.base.style import HouseFigure, Said, house, medium_for
from sim.results.files import write_together

FORMS: Final = ("png", "svg")
"""Kinds of files."""

_FONTS: Final = (b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")
"""What an SVG asks for, and what it is to ask for: the second is as wide as the first."""


_SIZE: Final = re.compile(rb'width="[\d.]+pt" height="[\d.]+pt"')
"""The size that an SVG has."""


def save(figure: Figure, stem: Path) -> list[Path]:
    """Write a figure as PNG and as SVG.

    Parameters
    ----------
    figure
        The figure.
    stem
        Path without the ending; what is there is replaced. Of a figure for a memo or a slide it
        gets a suffix: ``fan-memo.png``.

    Returns
    -------
    list of Path
        The PNG and the SVG.

    Raises
    ------
    OSError
        If they cannot be written; then neither replaces what was there before.
    """
    name = f"{stem.name}{medium_for(figure).suffix}"
    # Both are drawn before either is written.
    drawn = {stem.with_name(f"{name}.{form}"): drawing(figure, form) for form in FORMS}
    stem.parent.mkdir(parents=True, exist_ok=True)
    write_together(drawn, durable=False)
    return list(drawn)


def drawing(figure: Figure, form: str) -> bytes:
    """Return a figure as the bytes of a file.

    Parameters
    ----------
    figure
        The figure.
    form
        ``"png"`` or ``"svg"``.
    """
    for text in texts(figure):
        written = text.get_text()
        if written != plain(written):
            text.set_text(plain(written))
    medium = medium_for(figure)
    said = figure.said if isinstance(figure, HouseFigure) else Said()
    said = Said(*(plain(text) for text in said))
    look: dict[str, Any] = {"metadata": _metadata(form, said)}
    if form == "png":
        # As large as it is shown, not as it is laid out.
        look["pil_kwargs"] = {"dpi": (medium.dpi, medium.dpi)}
    buffer = BytesIO()
    with house(medium):
        figure.savefig(buffer, format=form, **look)
    data = buffer.getvalue()
    return data if form == "png" else _described(_scaled(data, figure, medium), said)


def _metadata(form: str, said: Said) -> dict[str, str | None]:
    """Return what a file says of itself; not when it was made, or no two would be alike."""
    made = f"thaw {__version__}"
    if form == "svg":
        return {"Date": None, "Creator": made}
    shown = {"Title": said.title, "Description": _description(said)}
    # A PNG's words are Latin-1, or international text with a mark of its own.
    return {"Software": made, **{key: text for key, text in shown.items() if text}}


def _description(said: Said) -> str:
    return "; ".join(text for text in (said.shown, said.source) if text)


def _scaled(data: bytes, figure: Figure, medium: Medium) -> bytes:
    """Return an SVG that is as large as it is shown, not as it is laid out."""
    if medium.scale == 1.0:
        return data
    wide, high = (72.0 * medium.scale * size for size in figure.get_size_inches())
    return _SIZE.sub(f'width="{wide:g}pt" height="{high:g}pt"'.encode(), data, count=1)


def _described(data: bytes, said: Said) -> bytes:
    """Return an SVG with the elements that tell what was found, and what it shows."""
    data = data.replace(*_FONTS)
    if not said.title:
        return data
    at = data.index(b">", data.index(b"<svg")) + 1
    elements = f"\n <title>{escape(said.title)}</title>\n <desc>{escape(_description(said))}</desc>"
    return data[: at - 1] + b' role="img">' + elements.encode() + data[at:]
