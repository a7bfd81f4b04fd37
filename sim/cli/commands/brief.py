"""``brief``: what there is to know of results, in one file that can be sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import results
from sim.cli.options import Json, Quiet
from sim.cli.output.console import print_json, say
from sim.cli.output.progress import ConsoleReporter

__all__ = ["brief"]


def brief(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULTS",
            autocompletion=results,
            show_default=False,
            help="Folders of results of any kind; of several, one follows the other.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            show_default=False,
            help="The file to write (brief.html in the folder of the results).",
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="html|md",
            help="One page that opens without a network, or Markdown for a memo.",
        ),
    ] = "html",
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write all there is to know of results into one file.

    The page needs no network, and works without scripts; with them charts answer the pointer.
    With --json all that it says is printed as plain values, too.
    """
    tell = ConsoleReporter(quiet or as_json)
    written = workflows.brief(folders, out, form=form, tell=tell)
    if as_json:
        print_json({"brief": str(written.path), "results": list(written.values)})
    else:
        say(f"Brief: {written.path}")
