"""Names of the files that figures are in."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["figure_files"]


def figure_files(names: Iterable[str]) -> list[str]:
    """Return the files that figures of these names are in."""
    return [f"{name}.{form}" for name in names for form in ("png", "svg")]
