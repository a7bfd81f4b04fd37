"""``explain``: why an event of a run happened, and what followed from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.console import print_json, print_table, say
from sim.cli.options import Json, Set
from sim.errors import InputError, Problem, ThawError

if TYPE_CHECKING:
    from sim.analysis.story import Explanation, Step
    from sim.engine.record import Record

__all__ = ["explain"]

_FOLLOWED = 40
"""Consequences that are printed before the rest is counted."""


def explain(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SCENARIO|RESULTS", help="A scenario file, or a folder of results.",
            show_default=False,
        ),
    ],
    event: Annotated[
        int | None,
        typer.Option(
            "--event", "-e", metavar="N", help="Number of the event; without it they are listed."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", min=0, show_default=False,
            help="Master seed (0, or that of the results).",
        ),
    ] = None,
    replication: Annotated[
        int | None,
        typer.Option(
            "--replication", "-k", metavar="N", min=0, max=10**9, show_default=False,
            help="Number of the replication (0, or that of the results).",
        ),
    ] = None,
    overrides: Set = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Say why an event of a run happened, and what followed from it.

    The run is made anew: the same scenario, seed and replication give the same events.
    """
    record = _record(source, seed, replication, overrides)
    from sim.analysis.story import candidates
    from sim.analysis.story import explain as why

    if event is None:
        _list(candidates(record), as_json)
        return
    last = len(record.entries) - 1
    if not 0 <= event <= last:
        raise InputError(
            [Problem("--event", found=str(event), allowed=f"a number from 0 to {last}")]
        )
    found = why(record, event)
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found)


def _record(
    source: Path, seed: int | None, replication: int | None, overrides: Sequence[str] | None
) -> Record:
    """Make the run anew that is asked about."""
    from sim.cli.loading import compiled, load
    from sim.engine.replication import simulate

    if not source.is_dir():
        return simulate(compiled(load(source, overrides)), seed or 0, replication or 0)
    from sim.analysis.results import read_run

    saved = read_run(source)
    model = compiled(load(saved.scenario, overrides))
    record = simulate(
        model,
        saved.seed if seed is None else seed,
        saved.replication if replication is None else replication,
    )
    as_saved = seed is None and replication is None and not overrides
    if as_saved and saved.events is not None and saved.events != len(record.entries):
        raise ThawError(
            f"{source} holds {saved.events} events, but this version of thaw makes "
            f"{len(record.entries)} of it: run the scenario again"
        )
    return record


def _list(steps: Sequence[Step], as_json: bool) -> None:
    from sim.analysis.story.words import date

    if as_json:
        print_json({"candidates": [_plain(step) for step in steps]})
        return
    say("Events worth asking about (--event N):")
    print_table(
        [(str(step.event), date(step.date), step.text) for step in steps],
        ("event", "date", "what happened"),
        right=(0,),
        whole=(1,),
    )


def _plain(step: Step) -> dict[str, object]:
    return {
        "event": step.event,
        "date": str(step.date),
        "kind": step.kind,
        "text": step.text,
        "steps_away": step.depth,
    }


def _as_json(found: Explanation) -> dict[str, object]:
    return {
        "event": _plain(found.event),
        "root": found.root,
        "odds": found.odds,
        "causes": [_plain(step) for step in found.causes],
        "followed": [_plain(step) for step in found.followed],
    }


def _print(found: Explanation) -> None:
    from sim.analysis.story.words import date

    def line(step: Step, indent: str = "") -> str:
        return f"{indent}{date(step.date)}  {step.text} [{step.event}]"

    say("Why it happened")
    if found.root:
        say(f"  {found.root}")
    for step in found.causes:
        say(line(step, "  "))
    say(line(found.event, "→ "))
    if found.odds:
        say(f"  {found.odds}")
    say()
    if not found.followed:
        say("Nothing followed from it.")
        return
    say("What followed")
    for step in found.followed[:_FOLLOWED]:
        say(line(step, "  " * step.depth))
    if len(found.followed) > _FOLLOWED:
        say(f"  and {len(found.followed) - _FOLLOWED} events more")
