"""``results``: what has been computed, and by which call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from sim.batch.files import one_line, read_json, read_regular
from sim.cli.console import print_json, say
from sim.cli.leaflet import LEAFLET
from sim.cli.options import Json
from sim.errors import InputError, Problem

__all__ = ["Found", "found_in", "results"]

_DEEPEST: Final = 2
"""Folders below which none is looked into: ``results/SCENARIO-HASH/run-SEED-REPLICATION``."""


class Found(NamedTuple):
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
    """

    folder: Path
    kind: str
    made: dt.datetime
    call: str
    status: str
    title: str


def found_in(folder: Path, depth: int = _DEEPEST) -> Iterator[Found]:
    """Results in a folder, and in the folders below."""
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        one = _read(path)
        if one is not None:
            yield one
        elif depth > 1:
            yield from found_in(path, depth - 1)


def _read(folder: Path) -> Found | None:
    """What a folder says of itself; None if it does not say that it holds results."""
    manifest = folder / "manifest.json"
    try:
        said = read_json(manifest)
        made = dt.datetime.fromtimestamp(manifest.stat().st_mtime)
    except (OSError, ValueError):
        return None
    if not isinstance(said.get("kind"), str):
        return None
    status = said.get("status", "done")
    if status == "running":
        status = f"{said.get('done', 0)} of {said.get('n', '?')} done"
    title = said.get("title")
    title = one_line(title) if isinstance(title, str) else ""
    return Found(
        folder, one_line(said["kind"], 20), made, _call(folder), one_line(status, 40), title
    )


def _call(folder: Path) -> str:
    """The command that a folder's leaflet names."""
    try:
        lines = read_regular(folder / LEAFLET).decode().splitlines()
    except (OSError, ValueError):
        return ""
    return next((one_line(line.strip()) for line in lines if line.startswith("    thaw ")), "")


def results(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Folder to look in."),
    ] = Path("results"),
    as_json: Json = False,
) -> None:
    """List what has been computed, the latest first."""
    if not folder.is_dir():
        raise InputError(
            [
                Problem(
                    str(folder),
                    message="there is no such folder",
                    hint="nothing has been computed here yet, or it was written elsewhere (--out)",
                )
            ]
        )
    found = sorted(found_in(folder), key=lambda one: (one.made, one.folder), reverse=True)
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "results": [
                    {**one._asdict(), "folder": str(one.folder), "made": one.made.isoformat()}
                    for one in found
                ],
            }
        )
        return
    if not found:
        say(f"{folder}: there are no results in it")
        return
    for one in found:
        kind = one.kind if one.status == "done" else f"{one.kind} ({one.status})"
        say(f"{one.made:%Y-%m-%d %H:%M}  {kind:<11}  {one.folder}")
        if one.call:
            # A run is made again from the scenario in its folder: its title says which it is.
            title = f"  # {one.title}" if one.kind == "run" and one.title else ""
            say(f"{'':<18}{one.call}{title}")
