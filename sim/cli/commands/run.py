"""``run``: one replication, told as a story; then its figures."""

from __future__ import annotations

import sys
from shlex import quote
from typing import Annotated

import typer

from sim import workflows
from sim.cli.options import (
    Brief,
    Csv,
    FiguresAsked,
    Fix,
    Json,
    MadeFor,
    Markdown,
    Out,
    Quiet,
    Replication,
    ScenarioFile,
    Seed,
    Set,
    Svg,
    Xlsx,
)
from sim.cli.output.console import INTERRUPTED, print_json, say, say_interrupted, show, warn
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, exports_told, write_exports
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
    figures: FiguresAsked = None,
    made_for: MadeFor = "screen",
    no_figures: Annotated[
        bool, typer.Option("--no-figures", help="Write the record without figures.")
    ] = False,
    svg: Svg = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    brief: Brief = False,
    markdown: Markdown = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Tell every event, not only what matters.")
    ] = False,
    n: Annotated[str | None, typer.Option("-n", "--n", hidden=True)] = None,
) -> int:
    """Run a scenario once, tell its story and keep the record.

    Its figures are drawn last, so that an interrupt loses only them. The same scenario, seed and
    replication give the same story and the same files. On a terminal dates have a colour: green for
    relief, red for new pressure, yellow for the law's own dates.
    """
    if n is not None:
        hint = f"many: thaw batch {quote(str(scenario))} -n {quote(n)}"
        raise InputError.of("-n", message="run plays one future only", hint=hint)
    exports = Exports(csv, xlsx, brief)
    exports.check()
    Figures(not no_figures, svg, False, figures, made_for).check("run")
    tell = ConsoleReporter(quiet=quiet or as_json)
    played = workflows.play(
        scenario,
        seed,
        replication,
        set=overrides or (),
        fix=fix or (),
        out=out,
        figures=False,
        tell=tell,
    )
    if not as_json:
        if not quiet:
            show(played.page(everything=everything), markdown=markdown)
            if not markdown:
                say()
        (warn if markdown else say)(f"Results: {played.folder}")
        sys.stdout.flush()
    written = []
    for what, place in write_exports(played, played.folder, exports):
        written.append((what, place))
        if not as_json:
            (warn if markdown else say)(f"{what}: {place}")
    if not no_figures:
        try:
            played.draw(svg=svg, figures=figures, medium=made_for, tell=tell)
        except KeyboardInterrupt:
            again = f"thaw plot {quote(str(played.folder))}"
            say_interrupted(f"interrupted: all but figures is kept; {again} draws them", as_json)
            return INTERRUPTED
    if as_json:
        print_json({**played.to_json(), **exports_told(written)})
    return 0
