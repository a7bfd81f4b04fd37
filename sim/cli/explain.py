"""``explain``: the story of a replication of a batch, and why an event of a run happened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.complete import scenarios_or_results
from sim.cli.console import print_json, print_table, say
from sim.cli.options import Json, Set
from sim.cli.prose import paragraph
from sim.errors import InputError, Problem, ThawError
from sim.results.limits import LARGEST_SEED

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.engine.state.record import Record
    from sim.story import Explanation, Step

__all__ = ["explain", "record_of_run"]

_FOLLOWED = 40
"""Consequences that are printed before the rest is counted."""


def explain(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SCENARIO|RESULTS",
            autocompletion=scenarios_or_results,
            show_default=False,
            help="A scenario, by name or file, or a folder of results.",
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
            "--seed",
            metavar="N",
            min=0,
            max=LARGEST_SEED,
            show_default=False,
            help="Master seed (0, or that of the results).",
        ),
    ] = None,
    replication: Annotated[
        int | None,
        typer.Option(
            "--replication",
            "-k",
            metavar="N",
            min=0,
            max=10**9,
            show_default=False,
            help="Number of the future (0, or that of the results); of a batch, its story.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="WHAT",
            show_default=False,
            help="Choose the future of a batch: median, best:OUTCOME, worst:OUTCOME or surprising.",
        ),
    ] = None,
    overrides: Set = None,
    as_json: Json = False,
) -> None:
    """Tell one future of a batch, or why an event happened.

    The run is made anew: the same scenario, seed and future give the same events.
    """
    from sim.results.manifest import is_kind

    if is_kind(source, "batch"):
        _of_batch(source, event, seed, replication, like, overrides, as_json)
        return
    if like is not None:
        raise InputError([Problem("--like", message=f"{source} is no folder of a batch")])
    _event(_record(source, seed, replication, overrides), event, as_json)


def _of_batch(
    source: Path,
    event: int | None,
    seed: int | None,
    replication: int | None,
    like: str | None,
    overrides: Sequence[str] | None,
    as_json: bool,
) -> None:
    """Explain a replication of a batch, or one of its events."""
    from sim.batch.reader import open_batch
    from sim.cli.explain_batch import chosen, list_choices, print_replication, record_of

    batch = open_batch(source)
    _check(batch, source, event, seed, replication, like, overrides)
    if replication is None and like is None:
        list_choices(batch, as_json)
        return
    choice = chosen(batch, replication, like)
    record = record_of(batch, choice.replication)
    if event is None:
        print_replication(batch, source, choice, record, as_json)
    else:
        _event(record, event, as_json)


def _check(
    batch: Batch,
    source: Path,
    event: int | None,
    seed: int | None,
    replication: int | None,
    like: str | None,
    overrides: Sequence[str] | None,
) -> None:
    """Refuse what does not go with a batch."""
    problems = []
    if seed not in (None, batch.seed):
        problems.append(Problem("--seed", found=str(seed), allowed=f"{batch.seed}, of the batch"))
    if overrides:
        hint = f"thaw run {quote(str(source / 'scenario.yaml'))} --set ..."
        problems.append(Problem("--set", message="a batch is as it is", hint=hint))
    if replication is not None and like is not None:
        problems.append(Problem("--like", message="either --replication or --like, not both"))
    if event is not None and replication is None and like is None:
        problems.append(Problem("--event", message="of which future? take --replication or --like"))
    if problems:
        raise InputError(problems)


def _event(record: Record, event: int | None, as_json: bool) -> None:
    """Explain an event, or list those worth asking about."""
    from sim.story import candidates
    from sim.story import explain as why

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


def record_of_run(folder: Path) -> Record:
    """The record of a run that was saved, made anew.

    Raises
    ------
    InputError
        If the folder holds no results.
    ThawError
        If this version of thaw makes other events of it.
    """
    return _record(folder, None, None, None)


def _record(
    source: Path, seed: int | None, replication: int | None, overrides: Sequence[str] | None
) -> Record:
    """Make the run anew that is asked about."""
    from sim.cli.loading import compiled, load
    from sim.engine.replication import simulate

    if not source.is_dir():
        return simulate(compiled(load(source, overrides)), seed or 0, replication or 0)
    from sim.results.record import read_run

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
    from sim.story.words import date

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
    from sim.story.words import date

    def line(step: Step, *, indent: int = 0, mark: str = "") -> None:
        day = f"{mark}{date(step.date)}  "
        paragraph(f"{day}{step.text} [{step.event}]", indent=indent, hang=len(day))

    say("Why it happened")
    if found.root:
        paragraph(found.root, indent=2)
    for step in found.causes:
        line(step, indent=2)
    line(found.event, mark="→ ")
    if found.odds:
        paragraph(found.odds, indent=2)
    say()
    if not found.followed:
        say("Nothing followed from it.")
        return
    say("What followed")
    for step in found.followed[:_FOLLOWED]:
        line(step, indent=2 * step.depth)
    if len(found.followed) > _FOLLOWED:
        say(f"  and {len(found.followed) - _FOLLOWED} events more")
