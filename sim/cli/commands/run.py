"""``run``: one replication, told as a story."""

from __future__ import annotations

from shlex import quote
from typing import Annotated

import typer

from sim import workflows
from sim.cli.options import Fix, Json, Out, Quiet, Replication, ScenarioFile, Seed, Set
from sim.cli.output.console import print_json, say, show
from sim.cli.output.progress import ConsoleReporter
from sim.errors import InputError

__all__ = ["run"]


def run(
    scenario: ScenarioFile,
    seed: Seed = 0,
    replication: Replication = 0,
    overrides: Set = None,
    fix: Fix = None,
    out: Out = None,
    quiet: Quiet = False,
    as_json: Json = False,
    no_figures: Annotated[
        bool, typer.Option("--no-figures", help="Write the record without figures.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Tell every event, not only what matters.")
    ] = False,
    n: Annotated[str | None, typer.Option("-n", "--n", hidden=True)] = None,
) -> None:
    """Run a scenario once, tell its story and keep the record.

    The same scenario, seed and replication give the same story and the same files. On a terminal
    dates have a colour: green for relief, red for new pressure, yellow for the law's own dates.
    """
    if n is not None:
        hint = f"many: thaw batch {quote(str(scenario))} -n {quote(n)}"
        raise InputError.of("-n", message="run plays one future only", hint=hint)
    played = workflows.play(
        scenario,
        seed,
        replication,
        set=overrides or (),
        fix=fix or (),
        out=out,
        figures=not no_figures,
        tell=ConsoleReporter(quiet=quiet or as_json),
    )
    if as_json:
        print_json(played.to_json())
        return
    if not quiet:
        show(played.page(everything=everything))
        say()
    say(f"Results: {played.folder}")
