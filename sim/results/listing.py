"""What has been computed: folders of results, found by their manifests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.results.files import MANIFEST, one_line, read_json
from sim.results.kind import CSV_FOLDER, README
from sim.results.kinds import KINDS
from sim.results.readme import call_in

__all__ = ["StoredFile", "StoredResult", "list_results", "read_result", "stored_files"]

_DEEPEST: Final = 2
"""Folders below which none is looked into: ``results/SCENARIO-HASH/run-SEED-REPLICATION``."""


class StoredResult(NamedTuple):
    """A folder of results.

    Attributes
    ----------
    folder
        The folder.
    kind
        What it holds: run, batch, comparison, …
    made
        When its manifest was written.
    call
        The command that makes it; nothing if the folder does not say.
    status
        ``done``, or what became of it.
    title
        Of its scenario; nothing if the folder does not say, or holds several.
    overrides
        What was set otherwise than in the scenario's file, if the call does not say it.
    """

    folder: Path
    kind: str
    made: dt.datetime
    call: str
    status: str
    title: str
    overrides: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """What tells it apart from others with the same call; nothing if the call does."""
        kind = KINDS.get(self.kind)
        if kind is None or not kind.made_inside:
            return ""
        return ", ".join(part for part in (self.title, *self.overrides) if part)


def list_results(folder: Path, depth: int = _DEEPEST) -> Iterator[StoredResult]:
    """Yield the results in a folder, and in the folders below."""
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        result = read_result(path)
        if result is not None:
            yield result
        elif depth > 1:
            yield from list_results(path, depth - 1)


class StoredFile(NamedTuple):
    """A file in a folder of results.

    Attributes
    ----------
    name
        Its name; of one in a folder below with that folder before it.
    meaning
        What is in it, as the README of its kind says; nothing if it is none of its files.
    opens_in
        What opens it; nothing if that is not known.
    size
        Bytes.
    """

    name: str
    meaning: str
    opens_in: str
    size: int


_OPENS_IN: Final = {
    ".md": "a text editor; to be pasted into a document",
    ".txt": "a text editor",
    ".xlsx": "a spreadsheet",
    ".csv": "a spreadsheet, Python, R",
    ".parquet": "Python (polars, pandas), R (arrow)",
    ".json": "Python, R; a text editor",
    ".jsonl": "Python, R; a text editor",
    ".yaml": "thaw run, thaw batch; a text editor",
    ".png": "a viewer of pictures; to be pasted into a document",
    ".svg": "a browser, a drawing program",
}
"""What opens a file, by the ending of its name."""


def stored_files(folder: Path, kind: str) -> list[StoredFile]:
    """Return the files of a result that are there, in the order of its README, others last.

    Parameters
    ----------
    folder
        Where they are.
    kind
        What it holds, as its manifest says.
    """
    notes = KINDS[kind].files if kind in KINDS else ()
    known = [(one, note.meaning) for note in notes for one in note.name.split(", ")]
    known.append((README, "this list, and the command that makes it again"))
    names = [
        path.relative_to(folder).as_posix()
        for path in sorted([*folder.iterdir(), *(folder / CSV_FOLDER).glob("*.csv")])
        if path.is_file() and not path.name.startswith(".")
    ]
    placed = []
    for name in names:
        places = [k for k, (pattern, _) in enumerate(known) if fnmatchcase(name, pattern)]
        place = places[0] if places else len(known)
        meaning = known[place][1] if places else ""
        size = (folder / name).stat().st_size
        opens_in = _OPENS_IN.get(Path(name).suffix, "")
        placed.append((place, StoredFile(one_line(name), meaning, opens_in, size)))
    placed.sort(key=lambda pair: (pair[0], Path(pair[1].name).suffix, pair[1].name))
    return [file for _, file in placed]


def read_result(folder: Path) -> StoredResult | None:
    """Return what a folder says of itself; None if it does not say that it holds results."""
    path = folder / MANIFEST
    try:
        manifest = read_json(path)
        made = dt.datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, ValueError):
        return None
    kind, title, overrides = (manifest.get(name) for name in ("kind", "title", "overrides"))
    if not isinstance(kind, str):
        return None
    return StoredResult(
        folder,
        one_line(kind, 20),
        made,
        call_in(folder),
        one_line(_status(manifest), 40),
        one_line(title) if isinstance(title, str) else "",
        tuple(map(one_line, overrides)) if isinstance(overrides, list) else (),
    )


def _status(manifest: Mapping[str, Any]) -> object:
    status = manifest.get("status", "done")
    if status == "running":
        return f"{manifest.get('done', 0)} of {manifest.get('n', '?')} done"
    return status
