"""``validate``: check files without running anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from sim.cli.complete import scenarios
from sim.cli.console import print_json, say, warn
from sim.cli.loading import compiled, load
from sim.cli.options import Json, Quiet
from sim.errors import InputError

__all__ = ["Checked", "check", "validate"]

_CATALOGUE_KEYS = frozenset({"authorities", "measures", "procedures", "instruments", "members"})


class Checked(NamedTuple):
    """A file in which nothing is wrong."""

    kind: str
    title: str
    question: str = ""


def check(path: Path) -> Checked:
    """Check a scenario or a catalogue.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    from sim.documents import read_document
    from sim.scenario.shipped import find

    path = find(path)
    keys = set(read_document(path).data)
    if keys & _CATALOGUE_KEYS and not keys & {"start", "end", "catalogue"}:
        from sim.catalogue.loading import load_catalogue

        if keys >= {"title", "target"}:
            return Checked("catalogue", load_catalogue(str(path.absolute())).title)
        return Checked("part of a catalogue", "")
    loaded = load(path)
    compiled(loaded)
    return Checked("scenario", loaded.scenario.title, loaded.scenario.question)


def validate(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            autocompletion=scenarios,
            show_default=False,
            help="Scenarios, by name or file, or catalogues.",
        ),
    ],
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Check files and say everything that is wrong with them."""
    results: list[dict[str, object]] = []
    for path in files:
        try:
            kind, title, _ = check(path)
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
