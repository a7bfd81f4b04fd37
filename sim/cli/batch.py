"""``batch``: many replications of one scenario, and what came of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.console import INTERRUPTED, print_json, say, warn
from sim.cli.files import figure_files
from sim.cli.options import MOST, Jobs, Json, NoFigures, Out, Quiet, Resume, ScenarioFile, Seed, Set
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.batch.plan import Plan

__all__ = ["batch", "kept_summary", "say_interrupted"]

_EVENTS = "first:100"
_USUAL, _PRECISE = 1000, 20_000
"""Replications unless asked otherwise, and at most if the batch stops once it is precise enough."""


def batch(
    scenario: ScenarioFile,
    n: Annotated[
        int | None,
        typer.Option(
            "-n",
            "--n",
            metavar="N",
            min=1,
            max=MOST,
            show_default=False,
            help=f"Futures ({_USUAL:,}; with --until-ci at most so many, {_PRECISE:,}).",
        ),
    ] = None,
    seed: Seed = 0,
    jobs: Jobs = None,
    executor: Annotated[
        str | None,
        typer.Option(
            "--executor",
            metavar="dask://HOST:PORT",
            show_default=False,
            help="A dask scheduler whose workers compute, instead of processes here; left without "
            "any, it ends after 5 minutes, and --resume goes on.",
        ),
    ] = None,
    until_ci: Annotated[
        float | None,
        typer.Option(
            "--until-ci",
            metavar="X",
            show_default=False,
            help="Stop once primary shares are known to within X (.01: one percentage point) "
            "and means to within 100 X LP.",
        ),
    ] = None,
    antithetic: Annotated[
        bool, typer.Option("--antithetic", help="Pair each future with its mirror image.")
    ] = False,
    nested: Annotated[
        int,
        typer.Option(
            "--nested",
            metavar="R",
            min=1,
            help="Futures for each draw of what is uncertain.",
        ),
    ] = 1,
    fix: Annotated[
        list[str] | None,
        typer.Option(
            "--fix",
            metavar="PATH",
            show_default=False,
            help="Hold an uncertain parameter at its default; may be repeated, or all.",
        ),
    ] = None,
    events: Annotated[
        str,
        typer.Option(
            "--events", metavar="first:K|all|none", help="Which futures keep their events."
        ),
    ] = _EVENTS,
    resume: Resume = False,
    chunk: Annotated[
        int | None,
        typer.Option(
            "--chunk",
            metavar="N",
            min=1,
            max=MOST,
            show_default=False,
            help="Futures handed out at a time; it changes nothing in the results.",
        ),
    ] = None,
    overrides: Set = None,
    out: Out = None,
    no_figures: NoFigures = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Simulate many futures of a scenario and sum them up.

    The same call finds its results again; nothing in them depends on the number of processes.
    Exit code 1 if futures failed: the others are kept and counted.
    """
    _check(n, until_ci, antithetic, executor)
    kept = _kept(events)
    from dataclasses import replace

    from sim.cli.computing import InterruptedBatch, computed, plan_of
    from sim.cli.counting import counting

    usual = _USUAL if until_ci is None else _PRECISE
    plan = replace(
        plan_of(scenario, overrides, fix),
        seed=seed,
        n=n or usual,
        antithetic=antithetic,
        repeats=nested,
        events=kept,
        until=until_ci,
        chunk=chunk,
    )
    _check_nested(plan)
    from sim.batch.plan import batch_folder

    folder = out or batch_folder(plan)
    silent = quiet or as_json
    from sim.results.readme import options

    more = options(
        n=plan.n,
        seed=seed,
        until_ci=until_ci,
        antithetic=antithetic,
        nested=nested if nested > 1 else None,
        fix=fix,
        set=overrides,
        events=None if events == _EVENTS else events,
    )
    call = ["batch", str(scenario), *more]
    try:
        with counting(plan.n, until=until_ci, quiet=silent) as count:
            found = computed(
                plan,
                folder,
                count,
                executor=executor,
                jobs=jobs,
                resume=resume,
                quiet=silent,
                call=call,
            )
    except InterruptedBatch as error:
        say_interrupted(str(error), as_json)
        return INTERRUPTED
    told = kept_summary(found, folder)
    figures: list[str] = []
    missed: list[str] = []
    if not no_figures:
        from sim.cli.drawing import batch_figures, draw_figures

        figures, missed = draw_figures(batch_figures(found), folder, [found], quiet=silent)
    if as_json:
        print_json(_as_json(scenario, found, told, figures, folder))
    else:
        if not quiet:
            from sim.cli.batch_summary import print_batch

            print_batch(found, told, missed)
        elif found.failures.height:
            warn(f"thaw: {found.failures.height:,} of {found.n:,} futures failed")
        say(f"Results: {folder}")
    return 1 if found.failures.height else 0


def _check(n: int | None, until: float | None, antithetic: bool, executor: str | None) -> None:
    """Refuse numbers that make no batch."""
    from sim.cli.computing import check_executor

    check_executor(executor)
    if until is not None and not 0.0 < until < 1.0:
        raise InputError(
            [Problem("--until-ci", found=f"{until:g}", allowed="a number between 0 and 1")]
        )
    if antithetic and n is not None and n % 2:
        raise InputError([Problem("-n", found=str(n), allowed="an even number with --antithetic")])


def _check_nested(plan: Plan) -> None:
    if plan.repeats == 1:
        return
    if not plan.scenario.uncertain:
        raise InputError([Problem("--nested", message="nothing is uncertain in this scenario")])
    if plan.n < 2 * plan.repeats:
        raise InputError(
            [
                Problem(
                    "--nested",
                    found=str(plan.repeats),
                    allowed=f"at most half of the {plan.n:,} futures",
                )
            ]
        )


def _kept(events: str) -> int | None:
    """How many of the first replications keep their events; None for all."""
    if events == "all":
        return None
    if events == "none":
        return 0
    word, _, number = events.partition(":")
    if word == "first" and number.isascii() and number.isdigit() and int(number) <= MOST:
        return int(number)
    raise InputError(
        [
            Problem(
                "--events", found=f"'{events[:40]}'", allowed="first:K with a number K, all, none"
            )
        ]
    )


def say_interrupted(text: str, as_json: bool) -> None:
    """Say on stderr what became of what was interrupted."""
    warn(json.dumps({"error": "interrupted", "message": text}) if as_json else f"thaw: {text}")


def kept_summary(batch: Batch, folder: Path) -> dict[str, Any]:
    """The summary of a batch: that in its folder, or made anew and written there.

    Raises
    ------
    BatchError
        If it cannot be written.
    """
    from sim.analysis.summary import KEYS, summary
    from sim.batch.errors import writing
    from sim.results.files import as_json, write
    from sim.results.kind import SUMMARY
    from sim.results.manifest import add_checksums, read_whole

    if batch.found and (told := read_whole(folder, SUMMARY)) is not None and tuple(told) == KEYS:
        return told  # not there, changed or not whole: made anew
    told = summary(batch)
    with writing(folder):
        write(folder / SUMMARY, as_json(told))
        add_checksums(folder, [SUMMARY])
    return told


def _as_json(
    scenario: Path, batch: Batch, told: dict[str, Any], figures: list[str], folder: Path
) -> dict[str, Any]:
    from sim.analysis.wording import interval_means
    from sim.cli.batch_answer import answer

    failures = batch.failures.select("replication", "stage", "message", "command")
    return {
        **told,
        "scenario": {"file": str(scenario), **told["scenario"]},
        "answer": answer(told) if told["good"] else None,
        "interval": interval_means(told["good"]),
        "failed": failures.to_dicts(),
        "figures": figure_files(figures),
        "found": batch.found,
        "results": str(folder),
    }
