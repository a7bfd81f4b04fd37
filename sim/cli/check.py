"""``check``: simulated futures held against facts that they should reproduce."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sim.cli.completion import patterns as known_patterns
from sim.cli.files import figure_files
from sim.cli.options import Into, Jobs, Json, NoFigures, Out, Quiet, Seed
from sim.cli.output.console import print_json, say, warn
from sim.errors import InputError, Problem, ThawError
from sim.results.files import read_json
from sim.results.kind import SUMMARY
from sim.results.manifest import check_whole

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.batch.plan import Plan
    from sim.validation.patterns.check import Check
    from sim.validation.patterns.loading import Stated, World
    from sim.validation.patterns.schema import Ablation

__all__ = ["check", "opened"]

_MOST: Final = 1_000_000


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help="Files of further patterns, in the form of those that come with thaw.",
        ),
    ] = None,
    n: Annotated[
        int,
        typer.Option("-n", "--n", metavar="N", min=2, max=_MOST, help="Futures of each scenario."),
    ] = 400,
    seed: Seed = 0,
    jobs: Jobs = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="ID",
            autocompletion=known_patterns,
            show_default=False,
            help="Check this pattern; may be repeated (all).",
        ),
    ] = None,
    ablate: Annotated[
        bool,
        typer.Option("--ablate", help="Switch rules off, one at a time, and see what changes."),
    ] = False,
    ablated_n: Annotated[
        int,
        typer.Option(
            "--ablated-n",
            metavar="N",
            min=2,
            max=_MOST,
            help="Futures with a rule switched off.",
        ),
    ] = 100,
    into: Into = None,
    out: Out = None,
    no_figures: NoFigures = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Hold simulated futures against known facts.

    Misses are reported, and are no failure. Exit code 1 if futures failed.
    """
    from sim.validation.patterns.loading import only as chosen
    from sim.validation.patterns.loading import read_ablations, read_patterns, shipped_patterns

    stated = shipped_patterns()
    for file in files or ():
        stated += read_patterns(file)
    patterns = chosen(stated, only or ())
    rules = read_ablations() if ablate else ()
    if into is not None:
        from sim.cli.into import check_block

        check_block(into, "check")
    how = {"n": n, "n_ablated": min(ablated_n, n)}
    silent = quiet or as_json
    plans = _plans(patterns, rules, how, seed)
    from sim.cli.keeping import digest, draw, interrupted, is_kept, keep

    name = digest([how, *_said(patterns, rules), [plan.digest for plan in plans.values()]])
    folder = out or Path("results") / f"check-{name[:8]}"
    there = is_kept(folder, "check", name)
    if there:
        found, told = opened(folder)
    else:
        try:
            found, failed = _computed(patterns, rules, how, plans, jobs, quiet=silent)
        except KeyboardInterrupt:
            return interrupted(as_json)
        told = {**how, "seed": seed, "failed": failed, **_rows(found)}
        frames = {"patterns": found.patterns, "ablations": found.ablations}
        keep(folder, "check", name, frames, {}, told)
        from sim.results.check import CHECK
        from sim.results.readme import options, write_readme

        more = options(
            n=n, seed=seed, only=only, ablate=ablate, ablated_n=ablated_n if ablate else None
        )
        call = ["check", *map(str, files or ()), *more]
        write_readme(folder, CHECK, f"{len(patterns)} patterns", call)
    figures: list[str] = []
    missed: list[str] = []
    if not no_figures:
        from sim.plots.validation.checking import CHECK_FIGURES

        wanted = dict(CHECK_FIGURES)
        if not rules:
            wanted.pop("ablations", None)
        figures, missed = draw(wanted, found, folder, quiet=silent)
    if into is not None:
        from sim.cli.check_words import as_markdown
        from sim.cli.into import replace_block

        words = ["thaw check", *map(str, files or ()), f"-n {n} --seed {seed}"]
        words += [f"--only {name}" for name in only or ()]
        words += [f"--ablate --ablated-n {ablated_n}"] if ablate else []
        replace_block(into, "check", as_markdown(found, " ".join(words)))
    if as_json:
        from sim.cli.check_words import LEGEND

        print_json(
            {
                **told,
                "interval": LEGEND,
                "figures": figure_files(figures),
                "found": there,
                "results": str(folder),
            }
        )
    else:
        if not quiet:
            from sim.cli.check_words import print_check

            print_check(found, missed, found=there)
        if told["failed"]:
            warn(f"thaw: {told['failed']:,} futures failed and are left out")
        say(f"Results: {folder}")
    return 1 if told["failed"] else 0


def _plans(
    patterns: Sequence[Stated], rules: Sequence[Ablation], how: dict[str, int], seed: int
) -> dict[tuple[World, int], Plan]:
    """What has to be computed.

    Raises
    ------
    InputError
        With everything that is wrong with the patterns' worlds.
    """
    from sim.cli.worlds import check_columns, plan_of_world
    from sim.validation.patterns.check import needed

    problems: list[Problem] = []
    sources = {each.world: each.source for each in reversed(patterns)}
    plans: dict[tuple[World, int], Plan] = {}
    for world, n in needed(patterns, rules, **how):
        try:
            plans[world, n] = plan_of_world(world, n, seed, source=sources.get(world))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    check_columns(patterns, {world: plans[world, how["n"]] for world in sources})
    return plans


def _said(patterns: Sequence[Stated], rules: Sequence[Ablation]) -> list[Any]:
    """What is asked of the batches, as plain values."""
    asked = [each.pattern.model_dump(mode="json") for each in patterns]
    return [asked, [rule.model_dump(mode="json") for rule in rules]]


def _computed(
    patterns: Sequence[Stated],
    rules: Sequence[Ablation],
    how: dict[str, int],
    plans: dict[tuple[World, int], Plan],
    jobs: int | None,
    *,
    quiet: bool,
) -> tuple[Check, int]:
    """The check, and how many replications failed."""
    from sim.cli.worlds import computing
    from sim.validation.patterns.check import check as held

    failed = 0
    with computing(list(plans.values()), jobs, quiet=quiet) as compute:

        def runner(world: World, n: int) -> Batch:
            nonlocal failed
            batch = compute(plans[world, n])
            failed += batch.failures.height
            return batch

        return held(patterns, runner, rules, **how), failed


def _rows(found: Check) -> dict[str, Any]:
    return {"patterns": found.patterns.to_dicts(), "ablations": found.ablations.to_dicts()}


def opened(folder: Path) -> tuple[Check, dict[str, Any]]:
    """A check read back from its folder, and its summary.

    Raises
    ------
    ThawError
        If it is damaged.
    """
    import polars as pl

    from sim.validation.patterns.check import Check

    check_whole(
        folder,
        [SUMMARY, *(f"{stem}.parquet" for stem in ("patterns", "ablations"))],
        "remove it, and check again",
    )
    try:
        frames = [pl.read_parquet(folder / f"{s}.parquet") for s in ("patterns", "ablations")]
        return Check(*frames), read_json(folder / SUMMARY)
    except (OSError, ValueError, TypeError, pl.exceptions.PolarsError) as error:
        raise ThawError(f"{folder} is damaged ({error}): remove it, and check again") from error
