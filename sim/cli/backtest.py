"""``backtest``: scenarios with a record, held against what happened."""

from __future__ import annotations

import os
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sim.cli.completion import scenarios as known_scenarios
from sim.cli.files import figure_files
from sim.cli.options import MOST, Into, Jobs, Json, NoFigures, Out, Quiet, Resume, Seed
from sim.cli.output.console import INTERRUPTED, print_json, print_table, say, warn
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.cli.comparing import Source
    from sim.cli.drawing import Make
    from sim.validation.backtest import Backtest

__all__ = ["backtest", "figures_of"]

BLOCK: Final = "backtest"
"""Name of the block of a Markdown file that ``--into`` replaces."""


def backtest(
    scenarios: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO",
            autocompletion=known_scenarios,
            show_default=False,
            help="Scenarios, by name or file, with `observed` events or answered questions.",
        ),
    ],
    n: Annotated[
        int,
        typer.Option("-n", "--n", metavar="N", min=2, max=MOST, help="Futures of each."),
    ] = 2000,
    seed: Seed = 0,
    jobs: Jobs = None,
    into: Into = None,
    resume: Resume = False,
    out: Out = None,
    no_figures: NoFigures = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Score forecasts against what has happened.

    Beside the simulator's stand the scores of plain forecasters: persistence, climatology, half.
    Batches that are there are used, others are computed first. Exit code 1 if futures
    failed: those are left out.
    """
    from sim import __version__
    from sim.cli.comparing import comparison_digest, compute_all
    from sim.cli.computing import InterruptedBatch
    from sim.cli.output.progress import counting

    found = _sources(scenarios, n, seed)
    digest = comparison_digest(found, {"backtest": __version__})
    folder = out or Path("results") / f"backtest-{digest[:8]}"
    _check_folder(folder, digest)
    if into is not None:
        from sim.cli.into import check_block

        check_block(into, BLOCK)
    silent = quiet or as_json
    try:
        with counting(sum(source.what.n for source in found), quiet=silent) as count:
            batches = compute_all(
                found, out or Path("results"), count, jobs=jobs, resume=resume, quiet=silent
            )
    except InterruptedBatch as error:
        from sim.cli.output.console import say_interrupted

        say_interrupted(str(error), as_json)
        return INTERRUPTED
    from sim.cli.output.progress import progress
    from sim.validation.backtest import backtest as score

    with progress(1, quiet=silent) as steps:
        steps.step("scoring")
        result = score(batches)
    told = _write(folder, digest, result, batches)
    from sim.results.backtest import BACKTEST
    from sim.results.readme import options, write_readme

    names = ", ".join(source.name for source in found)
    call = ["backtest", *map(str, scenarios), *options(n=n, seed=seed)]
    write_readme(folder, BACKTEST, names, call)
    figures: list[str] = []
    missed: list[str] = []
    if not no_figures:
        from sim.cli.drawing import draw_figures

        figures, missed = draw_figures(figures_of(result, batches), folder, batches, quiet=silent)
    if into is not None:
        from sim.cli.into import replace_block

        said = f"thaw backtest {' '.join(map(str, scenarios))} -n {n} --seed {seed}"
        replace_block(into, BLOCK, f"`{said}`\n\n{section(result, batches)}")
    if as_json:
        from sim.analysis.wording import interval_means

        files = figure_files(figures)
        said = interval_means(min(batch.n for batch in batches))
        print_json({**told, "interval": said, "figures": files, "results": str(folder)})
    else:
        if not quiet:
            _print(result, batches)
            for what in missed:
                say(f"Not drawn: {what}")
        _report_failures(batches)
        say(f"Results: {folder}")
    return 1 if any(batch.failures.height for batch in batches) else 0


def section(result: Backtest, batches: Sequence[Batch]) -> str:
    """The backtest in Markdown: the same of the same batches, on every machine."""
    from sim.cli.backtest_items import every_item, worst
    from sim.cli.backtest_tables import overview
    from sim.cli.into import markdown_table

    seeds = sorted({batch.seed for batch in batches})
    least = min(batch.n for batch in batches)
    parts = [
        f"Seed {', '.join(map(str, seeds))}. Probabilities are shares of simulated futures: of "
        f"{least:,} of them, each is known to ± {98.0 / sqrt(least):.1f} points or better (95 %), "
        "given the model."
    ]
    for table in (*overview(result, batches), worst(result, batches), *every_item(result, batches)):
        parts += [f"### {table.title}", markdown_table(table.headers, table.rows, table.right)]
        parts += [table.note] if table.note else []
    return "\n\n".join(parts)


def _print(result: Backtest, batches: Sequence[Batch]) -> None:
    from sim.analysis.wording import interval_means
    from sim.cli.backtest_items import worst
    from sim.cli.backtest_tables import overview
    from sim.cli.output.console import paragraph

    for table in (*overview(result, batches), worst(result, batches)):
        print_table(
            table.rows, table.headers, right=table.right, title=table.title, labels=table.labels
        )
        if table.note:
            paragraph(table.note)
            say()
    paragraph(interval_means(min(batch.n for batch in batches)))


def _sources(paths: Sequence[Path], n: int, seed: int) -> list[Source]:
    """What is to be computed.

    Raises
    ------
    InputError
        With everything that is wrong with any of the files, such as nothing to score.
    """
    from dataclasses import replace

    from sim.cli.comparing import Source, named
    from sim.cli.computing import plan_of
    from sim.scenario.shipped import find
    from sim.validation.backtest.items import items_of

    found: list[Source] = []
    problems: list[Problem] = []
    once: dict[str, Path] = {}
    for typed in paths:  # a file that is named twice, be it in two ways, is one case
        try:
            path = find(typed)
        except InputError as error:
            problems += error.problems
            continue
        once.setdefault(os.path.realpath(path), path)
    for path in once.values():
        try:
            source = Source(path.stem, path, replace(plan_of(path, None), n=n, seed=seed))
            items_of(source.model, str(path))
        except InputError as error:
            problems += (_placed(problem) for problem in error.problems)
        else:
            found.append(source)
    if problems:
        raise InputError(problems)
    return named(found)


def _placed(problem: Problem) -> Problem:
    """A problem with a field, at the place where the field is written."""
    from dataclasses import replace

    from sim.scenario.loading import load_scenario

    if problem.line is not None or not problem.path:
        return problem
    steps = tuple(int(step) if step.isdigit() else step for step in problem.path.split("."))
    at = load_scenario(problem.file).document.value_position(steps)
    return replace(problem, file=at.file, line=at.line, column=at.column)


def _check_folder(folder: Path, digest: str) -> None:
    """Refuse a folder that holds anything but this backtest and its batches.

    Raises
    ------
    InputError
        If it does.
    """
    from sim.results.manifest import is_kind, manifest_of

    if not folder.exists():
        return
    if is_kind(folder, "backtest"):
        if manifest_of(folder).get("hash") == digest:
            return
        message, hint = "it holds another backtest", "take another folder (--out)"
        raise InputError([Problem(str(folder), message=message, hint=hint)])
    if not folder.is_dir() or not all(is_kind(path, "batch") for path in folder.iterdir()):
        raise InputError(
            [
                Problem(
                    str(folder),
                    message="it holds other files" if folder.is_dir() else "it is no folder",
                    allowed="a new or empty folder, or one that holds a backtest of thaw",
                )
            ]
        )


def _write(folder: Path, digest: str, result: Backtest, batches: Sequence[Batch]) -> dict[str, Any]:
    """Write a backtest to its folder, the manifest last; return what it says as plain values."""
    from sim.batch.errors import writing
    from sim.cli.comparing import relative
    from sim.results.files import as_json, write
    from sim.results.json_values import to_json
    from sim.results.manifest import seal

    told: dict[str, Any] = to_json(
        {
            "cases": [
                {
                    "name": batch.name,
                    "title": batch.title,
                    "seed": batch.seed,
                    "replications": batch.n,
                    "failures": batch.failures.height,
                }
                for batch in batches
            ],
            **{name: table.to_dicts() for name, table in result.tables.items()},
        }
    )
    said = {
        "names": [batch.name for batch in batches],
        "batches": [relative(batch.folder, folder) for batch in batches if batch.folder],
    }
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "items.parquet", result.items.write_parquet)
        write(folder / "backtest.json", as_json(told))
        seal(folder, "backtest", digest, ["items.parquet", "backtest.json"], **said)
    return told


def figures_of(result: Backtest, batches: Sequence[Batch]) -> dict[str, Make]:
    """How to draw the figures of a backtest, by name."""
    from functools import partial

    from sim.plots.validation.backtesting import BACKTEST_FIGURES

    return {name: partial(draw, result, batches) for name, draw in BACKTEST_FIGURES.items()}


def _report_failures(batches: Sequence[Batch]) -> None:
    """Say on stderr which batches have replications that failed, and how to see why."""
    for batch in batches:
        failed = batch.failures
        if failed.height:
            first = failed.row(0, named=True)
            warn(
                f"thaw: {failed.height:,} of {batch.n:,} futures of {batch.name} failed; "
                f"the first again: {first['command']}"
            )
