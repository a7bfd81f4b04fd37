"""Files of figures in a folder: written whole, found, and listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.batch.errors import writing
from sim.figures.base.medium import MEDIA, SCREEN, Medium
from sim.results.files import write_together

__all__ = ["CONTACT", "FORMS", "figures_in", "files_there", "is_there", "keep", "shown", "stem"]

CONTACT: Final = "contact"
"""Name of the contact sheet, which is a PNG only."""

FORMS: Final = ("png", "svg")
"""Kinds of files, in the order in which they are listed."""

_SHEETS: Final = [f"{CONTACT}{medium.suffix}" for medium in MEDIA.values()]


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


def stem(name: str, medium: Medium = SCREEN) -> str:
    """Return the name of the files of a figure, without an ending: ``histogram-added-memo``."""
    return f"{name.replace(':', '-')}{medium.suffix}"


def is_there(folder: Path, name: str, forms: Sequence[str]) -> bool:
    """Return whether files of a name are in a folder in all of some forms."""
    return all((folder / f"{name}.{form}").is_file() for form in forms)


def shown(folder: Path, names: Iterable[str], medium: Medium = SCREEN) -> dict[str, Path]:
    """Return the figures that are in a folder and can be shown on a contact sheet, by name."""
    files = {name: stem(name, medium) for name in names}
    there = [name for name, file in files.items() if is_there(folder, file, ["png"])]
    return {name: folder / f"{files[name]}.png" for name in there}


def files_there(folder: Path, names: Iterable[str]) -> list[str]:
    """Return the files of figures that are in a folder, for all media; contact sheets last."""
    files = [stem(name, medium) for name in dict.fromkeys(names) for medium in MEDIA.values()]
    there = [f"{n}.{form}" for n in files for form in FORMS if is_there(folder, n, [form])]
    return there + [f"{name}.png" for name in _SHEETS if is_there(folder, name, ["png"])]


def figures_in(folder: Path) -> list[str]:
    """Return the files of figures that are in a folder, by name, contact sheets last."""
    stems = sorted({path.stem for path in folder.glob("*.png")} - {*_SHEETS})
    there = [f"{n}.{form}" for n in stems for form in FORMS if is_there(folder, n, [form])]
    return there + [f"{name}.png" for name in _SHEETS if is_there(folder, name, ["png"])]
