"""``run``: one replication, told as a story."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.attempts import Attempts
from sim.cli.console import print_json, progress, say
from sim.cli.options import Json, Out, Quiet, Replication, ScenarioFile, Seed, Set
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.engine.state.record import Record

__all__ = ["draw", "run"]


def draw(record: Record, folder: Path, attempts: Attempts | None = None) -> None:
    """Draw the figures of a run into a folder; one that fails loses only itself."""
    from sim import plots

    tried = Attempts() if attempts is None else attempts
    for name, make in (("timeline", plots.timeline), ("swimlane", plots.swimlane)):
        figure = tried.draw(name, partial(make, record))
        if figure is not None:
            tried.keep(name, figure, folder)


def run(
    scenario: ScenarioFile,
    seed: Seed = 0,
    replication: Replication = 0,
    overrides: Set = None,
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
        raise InputError(
            [
                Problem(
                    "-n",
                    message="run plays one future only",
                    hint=f"many: thaw batch {quote(str(scenario))} -n {quote(n)}",
                )
            ]
        )
    with progress(3, quiet=quiet or as_json) as steps:
        steps.step("reading")
        from sim.cli.loading import compiled, load
        from sim.results.readme import options, write_readme
        from sim.results.run import RUN
        from sim.scenario.shipped import find

        scenario = find(scenario)
        loaded = load(scenario, overrides)
        from sim.results.record import check_folder, run_folder, write_run
        from sim.scenario.resolved import fingerprint, resolved, yaml_text

        digest = fingerprint(loaded.scenario, loaded.catalogue)
        folder = out if out is not None else run_folder(scenario.stem, digest, seed, replication)
        if out is not None:
            check_folder(folder)
        model = compiled(loaded)
        steps.step("simulating")
        from sim.engine.replication import simulate
        from sim.outcomes.row import outcome_row

        record = simulate(model, seed, replication)
        row = outcome_row(record)
        steps.step("drawing and writing")
        attempts = Attempts()
        # The file in the folder: nothing there tells where the other one was.
        call = ["run", "scenario.yaml", *options(seed=seed, replication=replication)]

        def fill(part: Path) -> None:
            write_readme(part, RUN, loaded.scenario.title, call)
            if not no_figures:
                draw(record, part, attempts)

        write_run(
            record,
            folder,
            scenario=yaml_text(resolved(loaded), f"{loaded.scenario.title}, as resolved"),
            digest=digest,
            outcome={**row, "drawn": record.drawn},
            overrides=overrides or (),
            draw=fill,
        )
    attempts.warn()
    if as_json:
        print_json(_as_json(record, scenario, digest, row, folder))
        return
    if not quiet:
        from sim.cli.summary import print_summary
        from sim.cli.telling import print_story
        from sim.story import tell

        print_story(tell(record, everything=everything), numbered=everything)
        say()
        print_summary(record, row)
        say()
    say(f"Results: {folder}")


def _as_json(
    record: Record, scenario: Path, digest: str, row: object, folder: Path
) -> dict[str, object]:
    from sim.cli.summary import answers_of
    from sim.outcomes.plain import plain
    from sim.results.record import event
    from sim.story import Tale, sentence

    source = record.model.scenario
    tale = Tale(record)
    summary = plain(row)
    return {
        "scenario": {
            "file": str(scenario),
            "title": source.title,
            "question": source.question,
            "label": source.label,
            "start": str(source.start),
            "end": str(source.end),
            "hash": digest,
        },
        "seed": record.seed,
        "replication": record.replication,
        "drawn": record.drawn,
        "outcome": summary["outcome"],
        "summary": summary,
        "questions": answers_of(record),
        "events": [
            {**event(record, entry), "text": sentence(tale, entry)} for entry in record.entries
        ],
        "results": str(folder),
    }
