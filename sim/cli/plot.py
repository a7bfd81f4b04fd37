"""``plot``: figures again from results."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.completion import figures as figures_of
from sim.cli.completion import outcomes, results
from sim.cli.options import Json, Out, Quiet
from sim.cli.output.console import print_json, say
from sim.errors import InputError, Problem
from sim.workflows.result import figure_files

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.cli.drawing import Make
    from sim.figures.registry import Results

__all__ = ["plot"]

Draw = Callable[..., Any]


def plot(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULTS",
            autocompletion=results,
            show_default=False,
            help="A folder of results; or those of several batches, to compare them.",
        ),
    ],
    what: Annotated[
        list[str] | None,
        typer.Option(
            "--what",
            metavar="NAMES",
            autocompletion=figures_of,
            show_default=False,
            help="Figures, such as fan,classes (all); of an outcome: histogram:added.",
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            autocompletion=outcomes,
            show_default=False,
            help="Draw this outcome in figures that are of outcomes; may be repeated.",
        ),
    ] = None,
    series: Annotated[
        list[str] | None,
        typer.Option(
            "--series",
            metavar="NAME",
            show_default=False,
            help="Draw this series in fan charts; may be repeated.",
        ),
    ] = None,
    out: Out = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Draw figures of results again.

    Each is written as PNG and SVG; those of batches with a contact sheet of all.
    """
    asked = [name for names in what or [] for name in names.split(",") if name]
    if len(folders) == 1:
        from sim.cli.plot_others import KINDS, draw_others, kind_of

        kind = kind_of(folders[0])
        if kind in KINDS:
            if outcome or series:
                option = "--outcome" if outcome else "--series"
                raise InputError([Problem(option, message=f"no figure of a {kind} has one")])
            folder = out or folders[0]
            there, missed = draw_others(folders[0], kind, asked, folder, quiet=quiet or as_json)
            _tell(folder, there, missed, quiet=quiet, as_json=as_json)
            return
    batches, usual = _batches(folders)
    many = len(batches) > 1
    _check_names(batches, outcome or [], series or [])
    of: Any = batches if many else batches[0]
    chosen = _chosen(asked, many=many) if asked else _usual(of, many=many)
    figures: dict[str, Make] = {}
    touched = False
    for name, draw in chosen.items():
        for stem, made, bound in _variants(name, draw, outcome or [], series or []):
            touched = touched or bound
            # With an outcome or a series but no figure named: the figures that are of such.
            if bound or asked or not (outcome or series):
                figures[stem] = partial(made, of)
    if (outcome or series) and not touched:
        option = "--outcome" if outcome else "--series"
        raise InputError([Problem(option, message="none of these figures is of a chosen one")])
    folder = out or usual
    if folder.exists() and not folder.is_dir():
        raise InputError([Problem(str(folder), message="it is no folder", allowed="a folder")])
    from sim.cli.drawing import draw_figures

    there, missed = draw_figures(
        figures, folder, batches, again=True, strict=bool(asked), quiet=quiet or as_json
    )
    if as_json or quiet:
        _tell(folder, there, missed, quiet=quiet, as_json=as_json)
        return
    drawn = [name for name in figures if (folder / f"{name}.png").is_file()]
    _tell(folder, drawn, missed, quiet=quiet, as_json=as_json)


def _tell(
    folder: Path, drawn: Sequence[str], missed: Sequence[str], *, quiet: bool, as_json: bool
) -> None:
    """Say what was drawn, and what was not."""
    if as_json:
        files = figure_files(drawn)
        print_json({"figures": files, "not_drawn": list(missed), "results": str(folder)})
        return
    if not quiet:
        for name in drawn:
            say(f"Drawn: {name}.png, {name}.svg")
        for text in missed:
            say(f"Not drawn: {text}")
    say(f"Results: {folder}")


def _batches(folders: Sequence[Path]) -> tuple[list[Batch], Path]:
    """The batches to be drawn, and where figures go unless told."""
    from sim.batch.reader import open_batch
    from sim.results.comparison import COMPARISON
    from sim.results.manifest import is_kind
    from sim.workflows.comparisons.batches import batches_in
    from sim.workflows.comparisons.sources import Source, named, sources_digest

    if len(folders) == 1:
        folder = folders[0]
        if is_kind(folder, "comparison"):
            return batches_in(folder, COMPARISON.again), folder
        return [open_batch(folder)], folder
    each = [open_batch(path) for path in folders]
    called = named([Source(b.name, p, b) for b, p in zip(each, folders, strict=True)])
    folder = Path("results") / f"figures-{sources_digest(called, {})[:8]}"
    return [replace(b, name=s.name) for s, b in zip(called, each, strict=True)], folder


def _check_names(batches: Sequence[Batch], outcomes: Sequence[str], series: Sequence[str]) -> None:
    """Refuse outcomes and series that a batch does not have."""
    from sim.analysis.quantities import askable_columns
    from sim.documents.nearest import did_you_mean
    from sim.outcomes.trajectories import names

    problems = []
    for batch in batches:
        columns = [column.name for column in askable_columns(batch.model)]
        for option, wanted, known in (
            ("--outcome", outcomes, columns),
            ("--series", series, list(names(batch.model))),
        ):
            problems += [
                Problem(
                    f"{option} {name[:60]}",
                    message=f"{batch.name} has none of that name",
                    hint=did_you_mean(name, known),
                )
                for name in wanted
                if name not in known
            ]
    if problems:
        raise InputError(problems)


def _chosen(asked: Sequence[str], *, many: bool) -> dict[str, Draw]:
    """The figures of these names; everything that is wrong with them at once."""
    from sim.documents.nearest import did_you_mean
    from sim.figures.registry import UnknownFigureError, drawing_of, figures_of

    here: Results = "comparison" if many else "batch"
    there: Results = "batch" if many else "comparison"
    chosen: dict[str, Draw] = {}
    problems = []
    for name in asked:
        try:
            chosen[name] = drawing_of(here, name)
        except UnknownFigureError:
            kind = name.partition(":")[0]
            known = figures_of(here)
            elsewhere = ""
            if kind in figures_of(there) and kind not in known:
                number = "one batch at a time" if many else "two batches or more"
                elsewhere = f"{kind} is drawn of {number}"
            problems.append(
                Problem(
                    "--what",
                    found=f"'{name[:60]}'",
                    allowed=", ".join(known),
                    hint=elsewhere or did_you_mean(kind, known),
                )
            )
    if problems:
        raise InputError(problems)
    return chosen


def _usual(of: object, *, many: bool) -> dict[str, Draw]:
    """All figures that these batches have something to show in."""
    from sim.figures.registry import usual_figures

    usual = usual_figures("comparison" if many else "batch", of)
    return {name: kind.draw for name, kind in usual.items()}


def _variants(
    name: str, draw: Draw, outcomes: Sequence[str], series: Sequence[str]
) -> list[tuple[str, Draw, bool]]:
    """A figure as it is to be drawn: file name, how, and whether it is of what was chosen."""
    from sim.analysis.quantities import UNTIL

    stem = name.replace(":", "-")
    takes = inspect.signature(draw).parameters
    if ":" in name:
        return [(stem, draw, True)]
    if outcomes and "outcome" in takes:
        return [(f"{stem}-{each}", partial(draw, outcome=each), True) for each in outcomes]
    if outcomes and "outcomes" in takes:
        # A survival curve is of the time until something happens.
        fit = [each for each in outcomes if name != "survival" or each.startswith(UNTIL)]
        return [(stem, partial(draw, outcomes=fit), True)] if fit else [(stem, draw, False)]
    if series and "series" in takes:
        return [(stem, partial(draw, series=tuple(series)), True)]
    return [(stem, draw, False)]
