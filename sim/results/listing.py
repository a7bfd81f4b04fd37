"""What has been computed: folders of results, found by their manifests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.results.files import MANIFEST, one_line, read_json
from sim.results.kinds import KINDS
from sim.results.readme import call_in

__all__ = ["StoredResult", "list_results"]

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
        result = _read(path)
        if result is not None:
            yield result
        elif depth > 1:
            yield from list_results(path, depth - 1)


def _read(folder: Path) -> StoredResult | None:
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
