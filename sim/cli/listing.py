"""``list``: the scenarios in a folder, with the questions they answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.console import print_json, print_table, progress, say
from sim.cli.options import Json
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue
    from sim.cli.validate import Checked

__all__ = ["list_scenarios"]


_Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder to look in.")]


@cache
def _shipped(name: str) -> Catalogue:
    from sim.catalogue.loading import load_catalogue

    return load_catalogue(name)


def _quickly(path: Path) -> Checked | None:
    """What `check` says of a scenario of a shipped catalogue, which is then read only once.

    None if there is anything wrong or out of the ordinary, for `check` to look into.
    """
    from sim.cli.validate import Checked
    from sim.documents import validate
    from sim.scenario.checks import misfits
    from sim.scenario.loading import read_scenario
    from sim.scenario.schema import Scenario

    try:
        document = read_scenario(path)
        scenario = validate(Scenario, document)
        name = scenario.catalogue
        if not isinstance(name, str) or not name.isidentifier() or scenario.amendments:
            return None
        if any(misfits(scenario, _shipped(name))):
            return None
    except InputError:
        return None
    return Checked("scenario", scenario.title, scenario.question)


def _describe(path: Path) -> dict[str, str | bool]:
    from sim.cli.validate import check

    try:
        kind, title, question = _quickly(path) or check(path)
    except InputError as error:
        return {"file": str(path), "ok": False, "problem": str(error.problems[0])}
    return {"file": str(path), "ok": True, "kind": kind, "title": title, "question": question}


def list_scenarios(
    folder: _Folder = Path("scenarios"),
    as_json: Json = False,
) -> None:
    """List scenarios with their titles and questions."""
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
    if further := _further(folder):
        say(f"More in {', '.join(map(str, further))}: thaw list {further[0]}")


def _further(folder: Path) -> list[Path]:
    """Folders in a folder of which the first file is a scenario."""
    return [
        inner
        for inner in sorted(folder.iterdir())
        if inner.is_dir()
        and (files := sorted(inner.glob("*.yaml")))
        and _describe(files[0]).get("kind") == "scenario"
    ]
