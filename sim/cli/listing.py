"""``list``: the scenarios in a folder, with the questions they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.console import print_json, print_table, progress
from sim.cli.options import Json
from sim.errors import InputError, Problem

__all__ = ["list_scenarios"]


def _describe(path: Path) -> dict[str, str | bool]:
    from sim.cli.validate import check

    try:
        kind, title, question = check(path)
    except InputError as error:
        return {"file": str(path), "ok": False, "problem": str(error.problems[0])}
    return {"file": str(path), "ok": True, "kind": kind, "title": title, "question": question}


def list_scenarios(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Folder to look in.")
    ] = Path("scenarios"),
    as_json: Json = False,
) -> None:
    """List scenarios with their titles and questions; broken ones with what is wrong."""
    if not folder.is_dir():
        raise InputError([Problem(str(folder), message="there is no such folder")])
    files = sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))
    rows = []
    with progress(len(files), quiet=as_json) as steps:
        for path in files:
            steps.step(f"reading {path.name}")
            rows.append(_describe(path))
    if as_json:
        print_json({"folder": str(folder), "scenarios": rows})
        return
    if not rows:
        raise InputError([Problem(str(folder), message="there are no scenarios in it")])
    print_table(
        [
            (str(row["file"]), str(row["title"]), str(row["question"]))
            if row["ok"]
            else (str(row["file"]), "broken", str(row["problem"]))
            for row in rows
        ],
        ("file", "title", "question"),
        whole=(0,),
    )
