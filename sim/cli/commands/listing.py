"""``list`` and ``results``: which scenarios there are, and what has been computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.options import Json, Markdown
from sim.cli.output.console import print_json, print_report, say, show, width_of
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.tables import wrapped
from sim.errors import InputError
from sim.scenario.shipped import CALIBRATION, CASES, GROUPS, names
from sim.scenario.shipped import cases as shipped_cases
from sim.scenario.shipped import folder as shipped_folder
from sim.wording.words import count
from sim.workflows.page import Table

__all__ = ["list_results", "list_scenarios"]

Row = Mapping[str, str | bool]

_Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="FOLDER",
        show_default=False,
        help="Folder to look in, instead of what comes with thaw.",
    ),
]


def list_scenarios(
    folder: _Folder = None,
    questions: Annotated[
        bool, typer.Option("--questions", "-Q", help="Also the question that each answers.")
    ] = False,
    cases: Annotated[
        bool, typer.Option("--cases", help="The case library that comes with thaw instead.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the scenarios that come with thaw, or those in a folder."""
    tell = ConsoleReporter(quiet=as_json)
    if cases:
        if folder is not None:
            raise InputError.of("--cases", message="it lists what comes with thaw, not a folder")
        _print_cases(workflows.list_cases(tell), questions=questions, as_json=as_json)
        return
    rows = workflows.list_scenarios(folder, tell)
    if folder is None:
        _print_shipped(rows, questions=questions, as_json=as_json)
        return
    if as_json:
        print_json({"folder": str(folder), "scenarios": rows})
        return
    if not rows:
        raise InputError.of(str(folder), message="there are no scenarios in it")
    _print_rows([(str(row["file"]), row) for row in rows], questions=questions)
    if further := workflows.subfolders(folder):
        say(f"More in {', '.join(map(str, further))}: thaw list {further[0]}")


def _print_cases(rows: Sequence[Row], *, questions: bool, as_json: bool) -> None:
    """Print the cases of the library."""
    if as_json:
        print_json({"folder": str(shipped_folder() / CASES), "scenarios": rows})
        return
    _print_rows([(str(row["name"]), row) for row in rows], questions=questions)


def _print_shipped(rows: Sequence[Row], *, questions: bool, as_json: bool) -> None:
    """Print what comes with thaw, by what it is for."""
    calibrations = names(CALIBRATION)
    if as_json:
        print_json(
            {
                "folder": str(shipped_folder()),
                "scenarios": rows,
                "calibrations": list(calibrations),
            }
        )
        return
    wide = max(len(str(row["name"])) for row in rows)
    for group, _ in GROUPS:
        say(f"{group[0].upper()}{group[1:]}")
        chosen = [(str(row["name"]), row) for row in rows if row["group"] == group]
        _print_rows(chosen, questions=questions, indent="  ", wide=wide)
    say(f"Calibrations: {', '.join(calibrations)}")
    say(f"{count(len(shipped_cases()), 'case')} of sanctions, drawn by rule: thaw list --cases")
    say()
    if not questions:
        say("With the question that each answers: thaw list --questions")
    say("To play one: thaw run NAME")
    say("To start from one: thaw new my_question --from NAME")


def _print_rows(
    rows: Sequence[tuple[str, Row]], *, questions: bool, indent: str = "", wide: int = 0
) -> None:
    """Print a line or a few for each scenario: its name, its title and perhaps its question."""
    wide = max([wide, *(len(name) for name, _ in rows)])
    before = len(indent) + wide + 2
    room = max(width_of() - before, 20)
    for name, row in rows:
        texts = [str(row["title"])] if row["ok"] else [f"broken: {row['problem']}"]
        if questions and row.get("question"):
            texts.append(str(row["question"]))
        first, *rest = [line for text in texts for line in wrapped(text, room)]
        say(f"{indent}{name:<{wide}}  {first}")
        for line in rest:
            say(f"{'':<{before}}{line}")


def list_results(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Folder to look in, or that of one result."),
    ] = Path("results"),
    markdown: Markdown = False,
    as_json: Json = False,
) -> None:
    """List what has been computed, the latest first.

    Of the folder of one result its files are listed, with what is in each and what opens it.
    """
    one_result = workflows.result_files(folder)
    if one_result is not None:
        print_report(one_result, as_json, markdown=markdown)
        return
    results = workflows.list_results(folder)
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "results": [
                    {**one._asdict(), "folder": str(one.folder), "made": one.made.isoformat()}
                    for one in results
                ],
            }
        )
        return
    if not results:
        say(f"{folder}: there are no results in it")
    elif markdown:
        rows = [(f"{r.made:%Y-%m-%d %H:%M}", r.kind, str(r.folder), r.call) for r in results]
        show([Table(rows, ("made", "kind", "folder", "command"))], markdown=True)
        return
    for one in results:
        kind = one.kind if one.status == "done" else f"{one.kind} ({one.status})"
        say(f"{one.made:%Y-%m-%d %H:%M}  {kind:<11}  {one.folder}")
        if one.call:
            remark = f"  # {one.remark}" if one.remark else ""
            say(f"{'':<18}{one.call}{remark}")
