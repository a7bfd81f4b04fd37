"""Scenarios and calibrations that come with thaw, by name.

They lie in the folder ``scenarios`` of the project, where people read and copy them; an installed
thaw has the same folder inside the package. This module imports little, since completion in a
shell asks it for names at every press of a key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from sim.errors import InputError, Problem

__all__ = [
    "CALIBRATION",
    "CASES",
    "GROUPS",
    "RECORD_TEMPLATE",
    "SCENARIO",
    "TEMPLATES",
    "by_name",
    "cases",
    "find",
    "folder",
    "name_of",
    "names",
    "record_names",
    "templates",
]

SCENARIO: Final = "scenario"
CALIBRATION: Final = "calibration"

_FOLDER: Final = "scenarios"
_ENDINGS: Final = (".yaml", ".yml")
RECORDS: Final = "records"
"""Folder of records, on which scenarios are conditioned."""
CASES: Final = "cases"
"""Folder of the case library, see docs/cases.md."""

_WITHIN: Final[Mapping[str, tuple[str, ...]]] = {
    SCENARIO: ("", "history", "examples", "patterns", CASES),
    CALIBRATION: ("calibrations",),
}
"""Folders within that of the scenarios, by what is in them."""

_BASES: Final = (f"{CASES}/base",)
"""Folders of what others extend by its name, and which is no scenario by itself."""

GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("start here", ("russia_2025", "by_hand", "council_of_two", "russia_2026", "russia_uncertain")),
    ("policies", ("baby_steps", "road_map", "all_at_once", "maximalist_kremlin", "hold")),
    ("law and legislatures", ("congress_all_in", "hawkish_congress", "no_jackson_vanik")),
    ("Europe", ("eu_joins", "eu_veto", "europe_alone")),
    (
        "shocks",
        ("oil_shock", "emergency_lapse", "armistice", "ultimatum", "regime_change", "successor"),
    ),
    ("motives", ("wedge", "economic_gain", "socialise")),
    ("China", ("china_1969", "china_no_rivalry", "china_no_tiananmen", "china_2001")),
    ("history, with a record", ("rusal_2018", "iran_2013", "jackson_vanik", "renewals_2014")),
    ("worlds of one's own", ("inline", "veridia")),
    ("for patterns", ("autocracies", "autocracy", "disapproval")),
)
"""The scenarios by what they are for, in the order in which they are listed; cases apart."""


@cache
def folder() -> Path:
    """The folder of what comes with thaw: in the package, or beside it in the project."""
    package = Path(__file__).resolve().parents[1]
    inside = package / _FOLDER
    return inside if inside.is_dir() else package.parent / _FOLDER


def names(kind: str = SCENARIO) -> dict[str, Path]:
    """What comes with thaw of a kind, by name, folder by folder and then by name."""
    found: dict[str, Path] = {}
    for within in _WITHIN[kind]:
        for path in sorted((folder() / within).glob(f"*{_ENDINGS[0]}")):
            found.setdefault(path.stem, path)
    return found


def record_names() -> dict[str, Path]:
    """The records that come with thaw, by name."""
    return {path.stem: path for path in sorted((folder() / RECORDS).glob(f"*{_ENDINGS[0]}"))}


def cases() -> dict[str, Path]:
    """The cases of the library, by name."""
    return {path.stem: path for path in sorted((folder() / CASES).glob(f"*{_ENDINGS[0]}"))}


def by_name(name: str, kind: str = SCENARIO) -> Path | None:
    """The file of a name such as ``rusal_2018``, or ``history/rusal_2018``; None if there is none.

    A file in the working folder is given as seen from there.
    """
    within, _, stem = name.rpartition("/")
    if not stem.replace("-", "_").isidentifier() or (within and within not in _WITHIN[kind]):
        return None
    places = (within,) if within else (*_WITHIN[kind], *_BASES)
    for place in places:
        path = folder() / place / f"{stem}{_ENDINGS[0]}"
        if os.path.isfile(path):
            return _seen(path)
    return None


def name_of(path: Path, kind: str = SCENARIO) -> str | None:
    """The name of a file that comes with thaw; None of any other file."""
    found = by_name(path.stem, kind)
    return path.stem if found is not None and found.resolve() == path.resolve() else None


def find(reference: str | Path, kind: str = SCENARIO) -> Path:
    """The file that was meant.

    Parameters
    ----------
    reference
        A file; or a name: of a file in the working folder or in its folder ``scenarios``, whose
        ending is left out, or of what comes with thaw. The first that is there is taken, in this
        order.
    kind
        What is looked for: `SCENARIO` or `CALIBRATION`.

    Raises
    ------
    InputError
        If there is none.
    """
    text = str(reference)
    path = Path(reference)
    if os.path.isfile(text):
        return path
    if path.suffix not in _ENDINGS:
        for place in (text, os.path.join(_FOLDER, text)):
            for ending in _ENDINGS:
                if os.path.isfile(place + ending):
                    return Path(place + ending)
        found = by_name(path.as_posix(), kind)
        if found is not None:
            return found
    if os.path.lexists(text):
        return path  # a folder or a device: who reads it says what is wrong
    raise InputError([_missing(text, path, kind)])


def _missing(text: str, path: Path, kind: str) -> Problem:
    """What to say where nothing was found."""
    from sim.documents import nearest, source  # no start of a command needs them

    known = names(kind)
    near = nearest(path.stem, known)
    message = "no such file"
    if path.suffix not in _ENDINGS:
        message = f"no {kind} of that name comes with thaw, and there is no such file"
    hint = source.similar_file(path) if path.suffix in _ENDINGS else ""
    if text and text[0] in "“”„‘’«»":
        hint = "leave out the typographic quotes"
    elif not hint and near is not None:
        more = ", which comes with thaw" if path.suffix in _ENDINGS else ""
        hint = f"did you mean '{near}'{more}?"
    elif not hint and kind == SCENARIO:
        hint = "thaw list names those that come with thaw"
    return Problem(text if len(text) <= 200 else f"{text[:60]}…", message=message, hint=hint)


def _seen(path: Path) -> Path:
    """A path as seen from the working folder, if it lies in it."""
    try:
        return path.relative_to(Path.cwd())
    except (OSError, ValueError):
        return path


TEMPLATES: Final = Path(__file__).parent / "templates"
"""Folder of the commented scenarios to start from."""

RECORD_TEMPLATE: Final = TEMPLATES.with_name("record_template.yaml")
"""The commented record to start from."""


def templates() -> dict[str, str]:
    """Return the names of the templates, each with its first line."""
    return {
        path.stem: path.read_text("utf-8").partition("\n")[0].lstrip("# ")
        for path in sorted(TEMPLATES.glob("*.yaml"))
    }
