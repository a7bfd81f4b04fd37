"""``new``: start a scenario from a commented template."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.console import print_table, say
from sim.cli.options import Quiet
from sim.errors import InputError, Problem

__all__ = ["new", "templates"]

TEMPLATES = Path(__file__).parent / "templates"


def templates() -> dict[str, str]:
    """Names of the templates, each with its first line."""
    return {
        path.stem: path.read_text("utf-8").partition("\n")[0].lstrip("# ")
        for path in sorted(TEMPLATES.glob("*.yaml"))
    }


def new(
    name: Annotated[
        Path | None,
        typer.Argument(metavar="NAME", help="The file to write.", show_default=False),
    ] = None,
    template: Annotated[
        str, typer.Option("--from", metavar="TEMPLATE", help="Template to start from.")
    ] = "relief",
    show: Annotated[bool, typer.Option("--list", help="List the templates.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented scenario to start from."""
    known = templates()
    if show:
        print_table(known.items(), ("template", "what it is"), whole=(0,))
        return
    if name is None:
        raise InputError([Problem("new", message="a NAME is missing", allowed="a file to write")])
    if template not in known:
        from sim.documents import nearest

        near = nearest(template, known)
        raise InputError(
            [
                Problem(
                    f"--from {template}",
                    message="there is no such template",
                    allowed=f"one of: {', '.join(known)}",
                    hint=f"did you mean '{near}'?" if near else "",
                )
            ]
        )
    from sim.cli.files import write_file

    path = name if name.suffix in (".yaml", ".yml") else name.with_name(f"{name.name}.yaml")
    write_file(path, (TEMPLATES / f"{template}.yaml").read_text("utf-8"), replace=False)
    if not quiet:
        say(f"{path}: written; try `thaw run {path}`")
