"""``compare``: scenarios in the same futures, so that a difference is one of policy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sim.cli.completion import outcomes, scenarios_or_results
from sim.cli.files import figure_files
from sim.cli.options import MOST, Jobs, Json, NoFigures, Out, Quiet, Resume, Set
from sim.cli.output.console import INTERRUPTED, print_json, say
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.cli.comparing import Source

__all__ = ["compare"]

_LEVEL: Final = 0.95
"""Level of confidence unless asked otherwise."""


def compare(
    what: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO|BATCH",
            autocompletion=scenarios_or_results,
            show_default=False,
            help="Two or more scenarios, by name or file, or folders of batches.",
        ),
    ],
    n: Annotated[
        int | None,
        typer.Option(
            "-n",
            "--n",
            metavar="N",
            min=1,
            max=MOST,
            show_default=False,
            help="Futures of each scenario (1,000, or those of the batches given).",
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            metavar="N",
            min=0,
            show_default=False,
            help="Master seed of all (0, or that of the batches given).",
        ),
    ] = None,
    jobs: Jobs = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="NAME",
            show_default=False,
            help="What the others are compared with (the first).",
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            autocompletion=outcomes,
            show_default=False,
            help="Outcome to compare (the primary ones); may be repeated, the main one first.",
        ),
    ] = None,
    level: Annotated[
        float, typer.Option("--level", metavar="P", help="Level of confidence of intervals.")
    ] = _LEVEL,
    regret: Annotated[
        str | None,
        typer.Option(
            "--regret",
            metavar="OUTCOME",
            autocompletion=outcomes,
            show_default=False,
            help="Outcome of which regret is told (utility_executive); less:OUTCOME if less "
            "of it is better.",
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Tell every outcome, how sure differences are, where runs part, regret."
        ),
    ] = False,
    resume: Resume = False,
    overrides: Set = None,
    out: Out = None,
    no_figures: NoFigures = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Compare scenarios, future by future.

    All meet the same war, elections and oil price, so that a difference is one of policy.
    Batches that are there are used, others are computed first. Exit code 1 if futures
    failed: those are left out of all scenarios.
    """
    from sim.cli.comparable import check_comparable
    from sim.cli.comparing import (
        baseline_first,
        check_outcomes,
        comparison_digest,
        compute_all,
        named,
        sources,
    )
    from sim.cli.comparison_summary import LESS, compared
    from sim.cli.computing import InterruptedBatch
    from sim.cli.output.progress import counting

    if not 0.0 < level < 1.0:
        raise InputError(
            [Problem("--level", found=f"{level:g}", allowed="a number between 0 and 1")]
        )
    found = baseline_first(named(sources(what, n, seed, overrides)), baseline)
    check_comparable(found)
    check_outcomes(found, "--outcome", outcome or [])
    check_outcomes(found, "--regret", [regret.removeprefix(LESS)] if regret is not None else [])
    how = {"outcomes": outcome, "level": level, "regret": regret}
    digest = comparison_digest(found, how)
    folder = out or Path("results") / f"compare-{digest[:8]}"
    told = _kept(folder, digest)
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
    there = told is not None
    if told is None:
        from sim.cli.output.progress import progress

        with progress(1, quiet=silent) as steps:
            steps.step("comparing")
            told = compared(batches, outcomes=outcome, level=level, regret=regret)
        _write(folder, told, digest, found, batches)
        from sim.results.comparison import COMPARISON
        from sim.results.readme import options, write_readme

        more = options(
            n=n,
            seed=seed,
            baseline=baseline,
            outcome=outcome,
            regret=regret,
            set=overrides,
            level=None if level == _LEVEL else level,
        )
        names = ", ".join(source.name for source in found)
        write_readme(folder, COMPARISON, names, ["compare", *map(str, what), *more])
    figures: list[str] = []
    missed: list[str] = []
    if not no_figures:
        from sim.cli.drawing import comparison_figures, draw_figures

        figures, missed = draw_figures(comparison_figures(batches), folder, batches, quiet=silent)
    if as_json:
        files = figure_files(figures)
        print_json({**told, "figures": files, "found": there, "results": str(folder)})
    else:
        if not quiet:
            from sim.cli.comparison_words import print_comparison

            drawn = str(folder) if figures else ""
            print_comparison(told, missed, found=there, everything=everything, figures=drawn)
            for batch in batches:
                if everything:
                    say(f"Batch: {batch.folder}")
        say(f"Results: {folder}")
    return 1 if any(batch.failures.height for batch in batches) else 0


def _kept(folder: Path, digest: str) -> dict[str, Any] | None:
    """The summary of this comparison, if it is there.

    Raises
    ------
    InputError
        If the folder holds something else.
    """
    from sim import __version__
    from sim.results.files import one_line
    from sim.results.kind import SUMMARY
    from sim.results.manifest import made_here, manifest_of, read_whole

    def listed(names: object) -> str:
        return one_line(", ".join(map(str, names)) if isinstance(names, list) else "")

    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    said = manifest_of(folder)
    ours = said.get("kind") == "comparison"
    if not ours and not _only_batches(folder):
        raise InputError(
            [
                Problem(
                    str(folder),
                    message="it holds other files" if folder.is_dir() else "it is no folder",
                    allowed="a new or empty folder, or one that holds a comparison of thaw",
                )
            ]
        )
    if said.get("hash") != digest or said.get("version") != __version__:
        if ours:
            names = said.get("names")
            raise InputError(
                [
                    Problem(
                        str(folder),
                        message=f"it holds another comparison ({listed(names)})",
                        hint="take another folder (--out), or remove this one",
                    )
                ]
            )
        return None
    if not made_here(said):
        return None
    told = read_whole(folder, SUMMARY)
    return told if told is not None and "executive" in told else None  # damaged: made anew


def _only_batches(folder: Path) -> bool:
    """Whether a comparison was interrupted before there was anything but batches."""
    from sim.results.manifest import is_kind

    return folder.is_dir() and all(is_kind(path, "batch") for path in folder.iterdir())


def _write(
    folder: Path,
    told: dict[str, Any],
    digest: str,
    found: Sequence[Source],
    batches: Sequence[Batch],
) -> None:
    """Write a comparison to its folder; the manifest last, since it says that all is there."""
    import polars as pl

    from sim.analysis.comparison.comparison import SCHEMA
    from sim.batch.errors import writing
    from sim.cli.comparing import relative
    from sim.results.files import as_json, write
    from sim.results.kind import SUMMARY
    from sim.results.manifest import seal

    more = {"p_holm": pl.Float64, "effect": pl.Float64}
    table = pl.DataFrame(told["differences"], schema_overrides={**SCHEMA, **more})
    more_said = {
        "seed": told["seed"],
        "names": [source.name for source in found],
        "batches": [relative(batch.folder, folder) for batch in batches if batch.folder],
    }

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "comparison.parquet", table.write_parquet)
        write(folder / SUMMARY, as_json(told))
        seal(folder, "comparison", digest, ["comparison.parquet", SUMMARY], **more_said)
