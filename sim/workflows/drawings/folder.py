"""Files of figures in a folder: written whole, found, and listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.batch.errors import writing
from sim.results.files import write_together

__all__ = ["CONTACT", "FORMS", "figures_in", "files_there", "is_there", "keep", "shown"]

CONTACT: Final = "contact"
"""Name of the contact sheet, which is a PNG only."""

FORMS: Final = ("png", "svg")
"""Kinds of files, in the order in which they are listed."""


def keep(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files of figures: all of them, or none if one cannot be written.

    Raises
    ------
    BatchError
        If the folder cannot be written to.
    """
    if not files:
        return
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_together({folder / name: data for name, data in files.items()}, durable=False)


def is_there(folder: Path, name: str, forms: Sequence[str]) -> bool:
    """Return whether a figure is in a folder in all of some forms."""
    return all((folder / f"{name}.{form}").is_file() for form in forms)


def shown(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Return the figures that are in a folder and can be shown on a contact sheet, by name."""
    return {name: folder / f"{name}.png" for name in names if is_there(folder, name, ["png"])}


def files_there(folder: Path, names: Iterable[str]) -> list[str]:
    """Return the files of figures that are in a folder, a contact sheet last."""
    there = [f"{n}.{form}" for n in names for form in FORMS if is_there(folder, n, [form])]
    return [*there, f"{CONTACT}.png"] if is_there(folder, CONTACT, ["png"]) else there


def figures_in(folder: Path) -> list[str]:
    """Return the files of figures that are in a folder, by name, a contact sheet last."""
    return files_there(folder, sorted({path.stem for path in folder.glob("*.png")} - {CONTACT}))
