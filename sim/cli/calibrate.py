"""``calibrate``: which values of a few parameters go with what is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sim.cli.completion import calibrations
from sim.cli.files import figure_files
from sim.cli.options import Into, Jobs, Json, NoFigures, Out, Quiet, Seed
from sim.cli.output.console import print_json, say, warn
from sim.errors import InputError, Problem, ThawError
from sim.results.files import read_json
from sim.results.kind import SUMMARY
from sim.results.manifest import check_whole

if TYPE_CHECKING:
    from sim.batch.plan import Plan
    from sim.validation.patterns.asked import Asked
    from sim.validation.patterns.calibration import Calibration, Simulated

__all__ = ["calibrate", "opened"]

_MOST: Final = 1_000_000
_FRAMES: Final = ("draws", "parameters", "patterns", "values", "correlations")
_POSTERIOR: Final = "posterior.yaml"


def calibrate(
    calibration: Annotated[
        Path,
        typer.Argument(
            metavar="CALIBRATION",
            autocompletion=calibrations,
            show_default=False,
            help="A calibration: a file, or the name of one that comes with thaw.",
        ),
    ],
    points: Annotated[
        int,
        typer.Option(
            "-n",
            "--n",
            metavar="N",
            min=10,
            max=_MOST,
            help="Points of the design: draws of the parameters.",
        ),
    ] = 512,
    repeats: Annotated[
        int,
        typer.Option("--repeats", metavar="R", min=1, max=10_000, help="Futures of each point."),
    ] = 8,
    seed: Seed = 0,
    jobs: Jobs = None,
    into: Into = None,
    out: Out = None,
    no_figures: NoFigures = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """Fit a few parameters to chosen patterns.

    Writes what is then thought of them as a scenario with an `uncertain` block. Exit code 1 if
    futures failed.
    """
    from sim.scenario.shipped import CALIBRATION, find
    from sim.validation.patterns.asked import read_calibration

    file = find(calibration, CALIBRATION)
    asked = read_calibration(file)
    if into is not None:
        from sim.cli.into import check_block

        check_block(into, "calibrate")
    silent = quiet or as_json
    how = {"points": points, "repeats": repeats}
    plans = _plans(asked, how, seed)
    from sim.cli.keeping import digest, draw, interrupted, is_kept, keep

    bands = [each.pattern.model_dump(mode="json") for each in asked.patterns]
    said = [how, seed, asked.file.model_dump(mode="json"), bands]
    name = digest([*said, [plan.digest for plan in plans.values()]])
    folder = out or Path("results") / f"calibrate-{file.stem}-{name[:8]}"
    there = is_kept(folder, "calibration", name)
    if there:
        found, told = opened(folder)
    else:
        from sim.validation.patterns.posterior import posterior_scenario

        try:
            found = _computed(asked, how, seed, plans, jobs, quiet=silent)
        except KeyboardInterrupt:
            return interrupted(as_json)
        told = _told(asked, found, seed)
        texts = {_POSTERIOR: posterior_scenario(asked, found, folder)}
        frames = {stem: getattr(found, stem) for stem in _FRAMES}
        keep(folder, "calibration", name, frames, texts, told)
        from sim.results.calibration import CALIBRATION as KIND
        from sim.results.readme import options, write_readme

        call = ["calibrate", str(calibration), *options(n=points, repeats=repeats, seed=seed)]
        write_readme(folder, KIND, asked.file.title, call)
    if into is not None:
        from sim.cli.calibrate_words import as_markdown
        from sim.cli.into import replace_block

        words = f"thaw calibrate {calibration} -n {points} --repeats {repeats} --seed {seed}"
        replace_block(into, "calibrate", as_markdown(told, words))
    figures: list[str] = []
    missed: list[str] = []
    if not no_figures:
        from sim.plots.validation.calibrating import CALIBRATION_FIGURES

        figures, missed = draw(CALIBRATION_FIGURES, found, folder, quiet=silent)
    if as_json:
        print_json(
            {**told, "figures": figure_files(figures), "found": there, "results": str(folder)}
        )
    else:
        if not quiet:
            from sim.cli.calibrate_words import print_calibration

            print_calibration(told, missed, found=there)
        if told["failed"]:
            warn(f"thaw: {told['failed']:,} futures failed and are left out")
        say(f"Posterior: {folder / _POSTERIOR}")
        say(f"Results: {folder}")
    return 1 if told["failed"] else 0


def _planner(seed: int) -> Callable[[Simulated, Any], Plan]:
    """How to plan what a calibration asks for: what is fresh has the next seed."""
    from sim.cli.worlds import plan_of_world

    def plan(wanted: Simulated, source: Any = None) -> Plan:
        own = seed + 1 if wanted.fresh else seed
        return plan_of_world(wanted.world, wanted.n, own, repeats=wanted.repeats, source=source)

    return plan


def _plans(asked: Asked, how: dict[str, int], seed: int) -> dict[Simulated, Plan]:
    """What the design takes.

    Raises
    ------
    InputError
        With everything that is wrong with the worlds and the priors.
    """
    from sim.cli.worlds import check_columns
    from sim.validation.patterns.calibration import Simulated, design_worlds

    plan = _planner(seed)
    plans: dict[Simulated, Plan] = {}
    problems: list[Problem] = []
    n = how["points"] * how["repeats"]
    for each in asked.patterns:  # what is wrong with a pattern's own world is told there
        try:
            check_columns([each], {each.world: plan(Simulated(each.world, 1), each.source)})
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    for world in design_worlds(asked):
        wanted = Simulated(world, n, how["repeats"])
        try:
            plans[wanted] = plan(wanted, asked.source)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return plans


def _computed(
    asked: Asked,
    how: dict[str, int],
    seed: int,
    plans: dict[Simulated, Plan],
    jobs: int | None,
    *,
    quiet: bool,
) -> Calibration:
    from sim.cli.worlds import computing
    from sim.validation.patterns.calibration import calibrate as fit

    plan = _planner(seed)
    more = 2 * how["points"] * len(plans)
    with computing(list(plans.values()), jobs, more=more, quiet=quiet) as compute:
        return fit(asked, lambda wanted: compute(plans.get(wanted) or plan(wanted, None)), **how)


def _told(asked: Asked, found: Calibration, seed: int) -> dict[str, Any]:
    """A calibration as plain values."""
    accepted = found.draws.filter("accepted")
    return {
        "title": asked.file.title,
        "scenario": str(asked.scenario),
        "seed": seed,
        "points": found.points,
        "repeats": found.repeats,
        "accept": asked.file.accept,
        "accepted": accepted.height,
        "acceptance": accepted.height / found.points,
        "distance": {
            "nearest": accepted["distance"].min(),
            "farthest_accepted": accepted["distance"].max(),
        },
        "failed": found.failed,
        "parameters": found.parameters.to_dicts(),
        "patterns": found.patterns.to_dicts(),
        "correlations": found.correlations.to_dicts(),
        "posterior": {path: one.model_dump(mode="json") for path, one in found.posterior.items()},
    }


def opened(folder: Path) -> tuple[Calibration, dict[str, Any]]:
    """A calibration read back from its folder, and its summary.

    Raises
    ------
    ThawError
        If it is damaged.
    """
    import polars as pl
    from pydantic import TypeAdapter

    from sim.scenario.distributions import Distribution
    from sim.validation.patterns.calibration import Calibration

    check_whole(
        folder,
        [SUMMARY, *(f"{stem}.parquet" for stem in _FRAMES)],
        "remove it, and calibrate again",
    )
    try:
        told = read_json(folder / SUMMARY)
        draws, parameters, patterns, values, correlations = (
            pl.read_parquet(folder / f"{stem}.parquet") for stem in _FRAMES
        )
        posterior = TypeAdapter(dict[str, Distribution]).validate_python(told["posterior"])
        found = Calibration(
            draws,
            parameters,
            patterns,
            values,
            correlations,
            posterior,
            told["points"],
            told["repeats"],
            told["failed"],
        )
        return found, told
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise ThawError(f"{folder} is damaged ({error}): remove it, and calibrate again") from error
