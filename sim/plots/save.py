"""Figures on disk: as PNG and SVG, the same bytes for the same figure, whole or not at all."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from sim.plots.style import house

# Neither file says when it was made, nor by which version.
_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}


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
    drawn = {form: drawing(figure, form) for form in _METADATA}
    stem.parent.mkdir(parents=True, exist_ok=True)
    pairs = []
    try:
        for form, data in drawn.items():
            path = stem.with_name(f"{stem.name}.{form}")
            part = stem.with_name(f".{path.name}.{os.getpid()}.part")
            pairs.append((part, path))
            part.write_bytes(data)
        for part, path in pairs:
            os.replace(part, path)
    finally:
        for part, _ in pairs:
            part.unlink(missing_ok=True)
    return [path for _, path in pairs]


def drawing(figure: Figure, form: str) -> bytes:
    """A figure as the bytes of a file.

    Parameters
    ----------
    figure
        The figure.
    form
        ``"png"`` or ``"svg"``.
    """
    buffer = BytesIO()
    with house():
        figure.savefig(buffer, format=form, metadata=_METADATA[form])
    return buffer.getvalue()
