"""Figures on disk: as PNG and SVG, the same bytes for the same figure, whole or not at all.

Both say what they show, for those who cannot see them: the PNG in its metadata, the SVG as title
and description; its letters are text.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path
from typing import Final

from matplotlib.figure import Figure

from sim import __version__
from sim.figures.base.lettering import plain, texts
from sim.figures.base.style import house
from sim.results.files import write_together

FORMS: Final = ("png", "svg")
"""Kinds of files."""

_FONTS: Final = (b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")
"""What an SVG asks for, and what it is to ask for: the second is as wide as the first."""


def save(figure: Figure, stem: Path) -> list[Path]:
    """Write a figure as PNG and as SVG.

    Parameters
    ----------
    figure
        The figure.
    stem
        Path without the ending; what is there is replaced.

    Returns
    -------
    list of Path
        The PNG and the SVG.

    Raises
    ------
    OSError
        If they cannot be written; then neither replaces what was there before.
    """
    # Both are drawn before either is written.
    drawn = {stem.with_name(f"{stem.name}.{form}"): drawing(figure, form) for form in FORMS}
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
    of, _, what = plain(f"{figure.get_label()}").partition("\n")
    buffer = BytesIO()
    with house():
        figure.savefig(buffer, format=form, metadata=_metadata(form, of, what))
    data = buffer.getvalue()
    return data if form == "png" else _described(data, of, what)


def _metadata(form: str, of: str, what: str) -> dict[str, str | None]:
    """Return what a file says of itself; not when it was made, or no two would be alike."""
    made = f"thaw {__version__}"
    if form == "svg":
        return {"Date": None, "Creator": made}
    shown = {"Title": of, "Description": what}
    # A PNG's words are Latin-1, or international text with a mark of its own.
    return {"Software": made, **{key: text for key, text in shown.items() if text}}


def _described(data: bytes, of: str, what: str) -> bytes:
    """Return an SVG with the elements that tell its title and what it shows."""
    data = data.replace(*_FONTS)
    if not of:
        return data
    at = data.index(b">", data.index(b"<svg")) + 1
    elements = f"\n <title>{escape(of)}</title>\n <desc>{escape(what)}</desc>"
    return data[: at - 1] + b' role="img">' + elements.encode() + data[at:]
