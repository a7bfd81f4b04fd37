"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.complete import scenarios
from sim.errors import InputError, Problem
from sim.results.limits import LARGEST_SEED, LAST_REPLICATION, MOST

__all__ = [
    "MOST",
    "Into",
    "Jobs",
    "Json",
    "NoFigures",
    "Out",
    "Quiet",
    "Replication",
    "Resume",
    "ScenarioFile",
    "Seed",
    "Set",
    "parse_date",
]

ScenarioFile = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO",
        autocompletion=scenarios,
        show_default=False,
        help="A scenario: a name that thaw list shows, or a file.",
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, max=LARGEST_SEED, help="Master seed.")
]
Replication = Annotated[
    int,
    typer.Option(
        "--replication",
        "-k",
        metavar="N",
        min=0,
        max=LAST_REPLICATION,
        help="Number of the future.",
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        show_default=False,
        help="Override a field, such as agents.target.jv=0.5; may be repeated.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        max=1024,
        show_default=False,
        help="Processes (as many as there are processors).",
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what was interrupted.")]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar="FILE",
        show_default=False,
        help="Write the tables into this Markdown file, between two comments with the command's "
        "name, such as <!-- check --> and <!-- /check -->.",
    ),
]
NoFigures = Annotated[bool, typer.Option("--no-figures", help="Write the results without figures.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="PATH", help="Where to write.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what was written where.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object; errors as JSON on stderr.")
]


def parse_date(text: str, option: str) -> dt.date:
    """A date that was typed.

    Raises
    ------
    InputError
        If it is none.
    """
    from sim.catalogue.fields import FIRST_DAY, LAST_DAY

    try:
        if len(text) != 10:
            raise ValueError(text)
        day = dt.date.fromisoformat(text)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(text)
        return day
    except ValueError:
        allowed = f"a date such as 2026-07-15, from {FIRST_DAY} to {LAST_DAY}"
        raise InputError([Problem(option, found=repr(text[:40]), allowed=allowed)]) from None
