"""``new``, ``validate``, ``upgrade``, ``schema``: files of scenarios, begun, checked, renewed."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import scenarios, starts
from sim.cli.options import Json, Out, Quiet
from sim.cli.output.console import print_json, say, show, warn
from sim.cli.output.progress import ConsoleReporter
from sim.errors import InputError

__all__ = ["new", "schema", "upgrade", "validate"]


def new(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The file to write.", show_default=False),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="NAME",
            autocompletion=starts,
            help="What to start from: a template (--list), or a scenario that comes with thaw "
            "(thaw list).",
        ),
    ] = "relief",
    record: Annotated[
        bool, typer.Option("--record", help="A record instead: what has happened (thaw now).")
    ] = False,
    show_templates: Annotated[bool, typer.Option("--list", help="List the templates.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented scenario to start from, or a record."""
    if show_templates:
        show(workflows.templates_page())
        return
    if name is None:
        raise InputError.of("new", message="a NAME is missing", allowed="a file to write")
    if record:
        path = workflows.new_record(name, None if start == "relief" else start)
        if not quiet:
            say(f"{path}: written; try `thaw now russia_2025 --record {shlex.quote(str(path))}`")
        return
    *others, path = workflows.new_scenario(name, start)
    if not quiet:
        for file in others:
            say(f"{file}: written, its catalogue")
        say(f"{path}: written; try `thaw run {shlex.quote(str(path))}`")


def validate(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            autocompletion=scenarios,
            show_default=False,
            help="Scenarios, by name or file, or catalogues, or records.",
        ),
    ],
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Check files and say everything that is wrong with them."""
    results: list[dict[str, object]] = []
    tell = ConsoleReporter(quiet=quiet or as_json)
    for path in files:
        try:
            kind, title, _ = workflows.check_file(path, tell)
        except InputError as error:
            results.append({"file": str(path), "ok": False, **error.as_dict()})
            if not as_json:
                warn(str(error))
        else:
            results.append({"file": str(path), "ok": True, "kind": kind, "title": title})
            if not as_json and not quiet:
                say(f"{path}: ok, {kind}{': ' + title if title else ''}")
    good = all(result["ok"] for result in results)
    if as_json:
        print_json({"ok": good, "files": results})
    return 0 if good else 2


def upgrade(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", show_default=False, help="Scenarios, catalogues or calibrations."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change and write nothing.")
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Rewrite old files with the names that fields have now.

    Comments, order and layout stay. If anything is wrong with one file, none is written.
    """
    upgrades = workflows.upgrade(files, write_files=not dry_run)
    if as_json:
        changed = [{"file": str(file), "renamed": dict(renamed)} for file, renamed in upgrades]
        print_json({"written": not dry_run, "files": changed})
        return
    if quiet:
        return
    for file, renamed in upgrades:
        if not renamed:
            say(f"{file}: nothing to rewrite")
            continue
        fields = "1 field" if len(renamed) == 1 else f"{len(renamed)} fields"
        say(f"{file}: {fields} {'would be renamed' if dry_run else 'renamed'}")
        for place, new in renamed:
            say(f"  {place} → {new}")


def schema(
    catalogue: Annotated[
        bool, typer.Option("--catalogue", help="Of a catalogue instead of a scenario.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Of a record instead: what has happened.")
    ] = False,
    out: Out = None,
) -> None:
    """Print the JSON Schema of scenario files, for editors."""
    if catalogue and record:
        raise InputError.of("--record", message="a schema is of one of them", allowed="one option")
    text = workflows.json_schema(catalogue=catalogue, record=record)
    if out is None:
        print_json(text)
        return
    lines = json.dumps(text, ensure_ascii=False, indent=2) + "\n"
    workflows.write_text(out, lines, replace=True, make=True)
