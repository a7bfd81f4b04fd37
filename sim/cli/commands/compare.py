"""``compare``: scenarios in the same futures, so that a difference is one of policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import outcomes, scenarios_or_results
from sim.cli.options import MOST, Jobs, Json, NoFigures, Out, Quiet, Resume, Set
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import carry_out

__all__ = ["compare"]

Compared = Annotated[
    list[Path],
    typer.Argument(
        metavar="SCENARIO|BATCH",
        autocompletion=scenarios_or_results,
        show_default=False,
        help="Two or more scenarios, by name or file, or folders of batches.",
    ),
]
Futures = Annotated[
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
]
MasterSeed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        show_default=False,
        help="Master seed of all (0, or that of the batches given).",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="NAME",
        show_default=False,
        help="What the others are compared with (the first).",
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        metavar="NAME",
        autocompletion=outcomes,
        show_default=False,
        help="Outcome to compare (the primary ones); may be repeated, the main one first.",
    ),
]
Level = Annotated[
    float, typer.Option("--level", metavar="P", help="Level of confidence of intervals.")
]
Regret = Annotated[
    str | None,
    typer.Option(
        "--regret",
        metavar="OUTCOME",
        autocompletion=outcomes,
        show_default=False,
        help="Outcome of which regret is told (utility_executive); less:OUTCOME if less "
        "of it is better.",
    ),
]
Everything = Annotated[
    bool,
    typer.Option(
        "--all", help="Tell every outcome, how sure differences are, where runs part, regret."
    ),
]


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
    tell = ConsoleReporter(quiet or as_json)
    plan = workflows.plan_comparison(
        what,
        n=n,
        seed=seed,
        overrides=overrides or (),
        baseline=baseline,
        outcomes=outcome or (),
        level=level,
        regret_of=regret,
        tell=tell,
    )
    return carry_out(
        lambda: workflows.run_comparison(
            plan, out or plan.folder, out or plan.root, jobs=jobs, resume=resume, tell=tell
        ),
        tell,
        figures=not no_figures,
        quiet=quiet,
        as_json=as_json,
        everything=everything,
    )
