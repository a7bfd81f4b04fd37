"""``compare``: scenarios in the same futures, so that a difference is one of policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import outcomes, scenarios_or_results
from sim.cli.options import (
    MOST,
    Brief,
    Contact,
    Csv,
    FiguresAsked,
    Fix,
    Jobs,
    Json,
    MadeFor,
    Markdown,
    NoFigures,
    Out,
    Quiet,
    Resume,
    Set,
    Svg,
    Xlsx,
    optional,
)
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, carry_out

__all__ = ["compare"]

_WHAT = "Two or more scenarios, by name or file, or folders of batches."
_N = "Futures of each scenario (1,000, or those of the batches given)."
_SEED = "Master seed of all (0, or that of the batches given)."
_BASELINE = "What the others are compared with (the first)."
_OUTCOME = "Outcome to compare (the primary ones); may be repeated, the main one first."
_REGRET = (
    "Outcome of which regret is told (utility_executive); less:OUTCOME if less of it is better."
)
_ALL = "Tell every outcome, how sure differences are, where runs part, regret."

Compared = Annotated[
    list[Path],
    typer.Argument(
        metavar="SCENARIO|BATCH",
        autocompletion=scenarios_or_results,
        show_default=False,
        help=_WHAT,
    ),
]
Futures = Annotated[int | None, optional("-n", "--n", metavar="N", about=_N, min=1, max=MOST)]
MasterSeed = Annotated[int | None, optional("--seed", metavar="N", about=_SEED, min=0)]
Baseline = Annotated[str | None, optional("--baseline", metavar="NAME", about=_BASELINE)]
Outcomes = Annotated[
    list[str] | None, optional("--outcome", metavar="NAME", about=_OUTCOME, autocompletion=outcomes)
]
Level = Annotated[
    float, typer.Option("--level", metavar="P", help="Level of confidence of intervals.")
]
Regret = Annotated[
    str | None, optional("--regret", metavar="OUTCOME", about=_REGRET, autocompletion=outcomes)
]
Everything = Annotated[bool, typer.Option("--all", help=_ALL)]


def compare(
    what: Compared,
    n: Futures = None,
    seed: MasterSeed = None,
    jobs: Jobs = None,
    baseline: Baseline = None,
    outcome: Outcomes = None,
    level: Level = 0.95,
    regret: Regret = None,
    everything: Everything = False,
    resume: Resume = False,
    overrides: Set = None,
    fix: Fix = None,
    out: Out = None,
    figures: FiguresAsked = None,
    made_for: MadeFor = "screen",
    no_figures: NoFigures = False,
    svg: Svg = False,
    contact: Contact = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    brief: Brief = False,
    quiet: Quiet = False,
    markdown: Markdown = False,
    as_json: Json = False,
) -> int:
    """Compare scenarios, future by future.

    All meet the same war, elections and oil price, so that a difference is one of policy.
    Batches that are there are used, others are computed first. Exit code 1 if futures
    failed: those are left out of all scenarios.
    """
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("comparison")
    tell = ConsoleReporter(quiet or as_json)
    plan = workflows.plan_comparison(
        what,
        n=n,
        seed=seed,
        overrides=overrides or (),
        fix=fix or (),
        baseline=baseline,
        outcomes=outcome or (),
        level=level,
        regret_of=regret,
        tell=tell,
    )
    return carry_out(
        lambda workers: workflows.run_comparison(
            plan, out or plan.folder, out or plan.root, workers=workers, resume=resume, tell=tell
        ),
        tell,
        jobs=jobs,
        figures=pictures,
        exports=Exports(csv, xlsx, brief, plan.futures),
        quiet=quiet,
        markdown=markdown,
        as_json=as_json,
        everything=everything,
    )
