"""``backtest``: scenarios with a record, held against what happened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import groupings, rules
from sim.cli.completion import scenarios as known_scenarios
from sim.cli.options import (
    MOST,
    Brief,
    Contact,
    Csv,
    FiguresAsked,
    Fix,
    Into,
    Jobs,
    Json,
    MadeFor,
    Markdown,
    NoFigures,
    Out,
    Quiet,
    Resume,
    Seed,
    Set,
    Svg,
    Xlsx,
    optional,
)
from sim.cli.output.console import print_report
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, carry_out

__all__ = ["backtest"]

Scenarios = Annotated[
    list[Path],
    typer.Argument(
        metavar="SCENARIO",
        autocompletion=known_scenarios,
        show_default=False,
        help="Scenarios, by name or file, with `observed` events or answered questions; or a "
        "ledger of forecasts that thaw now has made (forecasts.jsonl).",
    ),
]
Futures = Annotated[
    int, typer.Option("-n", "--n", metavar="N", min=2, max=MOST, help="Futures of each.")
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        autocompletion=groupings,
        help="Group scores by kind (of question), by case, or by what cases are: issue, regime, or "
        "another feature that thaw like compares.",
    ),
]
Without = Annotated[
    list[str] | None,
    optional(
        "--without",
        metavar="RULE",
        autocompletion=rules,
        about="Switch a rule off, such as war, and see what that does to the scores; may be "
        "repeated, or all: each by itself.",
    ),
]
Everything = Annotated[
    bool, typer.Option("--all", help="Tell each case and each item, however many there are.")
]


def backtest(
    scenarios: Scenarios,
    n: Futures = 2000,
    seed: Seed = 0,
    by: By = "kind",
    without: Without = None,
    overrides: Set = None,
    fix: Fix = None,
    everything: Everything = False,
    jobs: Jobs = None,
    into: Into = None,
    resume: Resume = False,
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
    """Score forecasts against what has happened.

    Beside the blend and the simulator stand those who know nothing of negotiations: the case
    library, base rates, persistence, one half. Intervals are over cases. Batches that are there
    are used, others are computed first. Exit code 1 if futures failed: those are left out.
    """
    if len(scenarios) == 1 and scenarios[0].suffix == ".jsonl":
        print_report(workflows.score_ledger(scenarios[0]), as_json, markdown=markdown)
        return 0
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("backtest")
    tell = ConsoleReporter(quiet or as_json)
    plan = workflows.plan_backtest(
        scenarios,
        n=n,
        seed=seed,
        by=by,
        without=without or (),
        overrides=overrides or (),
        fix=fix or (),
        everything=everything,
        tell=tell,
    )
    return carry_out(
        lambda workers: workflows.run_backtest(
            plan, out or plan.folder, out or plan.root, workers=workers, resume=resume, tell=tell
        ),
        tell,
        jobs=jobs,
        figures=pictures,
        exports=Exports(csv, xlsx, brief),
        quiet=quiet,
        markdown=markdown,
        as_json=as_json,
        everything=everything,
        into=into,
        call=plan.call,
    )
