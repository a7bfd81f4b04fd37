"""``list``: the scenarios that come with thaw by what they are for, or those in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.console import print_json, progress, say, width_of
from sim.cli.options import Json
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue
    from sim.cli.validate import Checked

__all__ = ["list_scenarios"]


Row = dict[str, str | bool]
"""What there is to say of a file."""

_Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="FOLDER",
        show_default=False,
        help="Folder to look in, instead of what comes with thaw.",
    ),
]


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


def _describe(path: Path) -> Row:
    from sim.cli.validate import check

    try:
        kind, title, question = _quickly(path) or check(path)
    except InputError as error:
        return {"file": str(path), "ok": False, "problem": str(error.problems[0])}
    return {"file": str(path), "ok": True, "kind": kind, "title": title, "question": question}


def list_scenarios(
    folder: _Folder = None,
    questions: Annotated[
        bool, typer.Option("--questions", "-Q", help="Also the question that each answers.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the scenarios that come with thaw, or those in a folder."""
    if folder is None:
        _shipped_ones(questions=questions, as_json=as_json)
        return
    if not folder.is_dir():
        raise InputError(
            [
                Problem(
                    str(folder),
                    message="there is no such folder",
                    hint="without one, thaw list shows what comes with thaw",
                )
            ]
        )
    files = sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))
    rows = _read(files, quiet=as_json)
    if as_json:
        print_json({"folder": str(folder), "scenarios": rows})
        return
    if not rows:
        raise InputError([Problem(str(folder), message="there are no scenarios in it")])
    _print_rows([(str(row["file"]), row) for row in rows], questions=questions)
    if further := _further(folder):
        say(f"More in {', '.join(map(str, further))}: thaw list {further[0]}")


def _read(files: Sequence[Path], *, quiet: bool) -> list[Row]:
    """What there is to say of files."""
    rows = []
    with progress(len(files), quiet=quiet) as steps:
        for path in files:
            steps.step(f"reading {path.name}")
            rows.append(_describe(path))
    return rows


def _shipped_ones(*, questions: bool, as_json: bool) -> None:
    """List what comes with thaw, by what it is for."""
    from sim.scenario.shipped import CALIBRATION, GROUPS, by_name, names
    from sim.scenario.shipped import folder as shipped_folder

    group_of = {name: group for group, grouped in GROUPS for name in grouped}
    files = {name: path for name in group_of if (path := by_name(name)) is not None}
    read = _read(list(files.values()), quiet=as_json)
    rows = dict(zip(files, read, strict=True))
    if as_json:
        told = [{"name": name, "group": group_of[name], **row} for name, row in rows.items()]
        print_json(
            {
                "folder": str(shipped_folder()),
                "scenarios": told,
                "calibrations": list(names(CALIBRATION)),
            }
        )
        return
    for group, grouped in GROUPS:
        say(f"{group[0].upper()}{group[1:]}")
        chosen = [(name, rows[name]) for name in grouped if name in rows]
        _print_rows(chosen, questions=questions, indent="  ", wide=max(map(len, rows)))
    say(f"Calibrations: {', '.join(names(CALIBRATION))}")
    say()
    if not questions:
        say("With the question that each answers: thaw list --questions")
    say("To play one: thaw run NAME")
    say("To start from one: thaw new my_question --from NAME")


def _print_rows(
    rows: Sequence[tuple[str, Row]], *, questions: bool, indent: str = "", wide: int = 0
) -> None:
    """Print a line or a few for each scenario: its name, its title and perhaps its question."""
    from sim.cli.tables import wrapped

    wide = max([wide, *(len(name) for name, _ in rows)])
    before = len(indent) + wide + 2
    room = max(width_of() - before, 20)
    for name, row in rows:
        said = [str(row["title"])] if row["ok"] else [f"broken: {row['problem']}"]
        if questions and row.get("question"):
            said.append(str(row["question"]))
        lines = [line for text in said for line in wrapped(text, room)]
        say(f"{indent}{name:<{wide}}  {lines[0]}")
        for line in lines[1:]:
            say(f"{'':<{before}}{line}")


def _further(folder: Path) -> list[Path]:
    """Folders in a folder of which the first file is a scenario."""
    return [
        inner
        for inner in sorted(folder.iterdir())
        if inner.is_dir()
        and (files := sorted(inner.glob("*.yaml")))
        and _describe(files[0]).get("kind") == "scenario"
    ]
