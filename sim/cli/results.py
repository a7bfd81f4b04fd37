"""``results``: what has been computed, and by which call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.console import print_json, say
from sim.cli.options import Json
from sim.errors import InputError, Problem
from sim.results.listing import list_results

__all__ = ["results"]


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
    stored = sorted(
        list_results(folder), key=lambda result: (result.made, result.folder), reverse=True
    )
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "results": [
                    {
                        **result._asdict(),
                        "folder": str(result.folder),
                        "made": result.made.isoformat(),
                    }
                    for result in stored
                ],
            }
        )
        return
    if not stored:
        say(f"{folder}: there are no results in it")
        return
    for result in stored:
        kind = result.kind if result.status == "done" else f"{result.kind} ({result.status})"
        say(f"{result.made:%Y-%m-%d %H:%M}  {kind:<11}  {result.folder}")
        if result.call:
            remark = f"  # {result.remark}" if result.remark else ""
            say(f"{'':<18}{result.call}{remark}")
