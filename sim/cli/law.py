"""``law``: what holds a measure, who can lift it and how, and by when at the earliest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.complete import measures, results, scenarios
from sim.cli.console import print_json
from sim.cli.options import Json, Set, parse_date
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue
    from sim.cli.law_reading import Law

__all__ = ["law"]


def _read(
    scenario: Path | None,
    run: Path | None,
    replication: int | None,
    overrides: list[str] | None,
    on: str | None,
) -> Law:
    """The law that the options name."""
    from sim.cli import law_reading

    day = parse_date(on, "--on") if on is not None else None
    if run is not None:
        given = {"SCENARIO": scenario, "--set": overrides}
        wrong = [Problem(name, message="--run says it all") for name, it in given.items() if it]
        if wrong:
            raise InputError(wrong)
        return law_reading.of_future(run, replication, day)
    if replication is not None:
        raise InputError([Problem("--replication", message="of which results? take --run")])
    if scenario is not None:
        return law_reading.of_scenario(scenario, overrides, day)
    if overrides:
        raise InputError([Problem("--set", message="there is no scenario to override")])
    return law_reading.of_catalogue(day)


def _known(catalogue: Catalogue, measure: str) -> str:
    """The measure that is meant: by its id in any case, or by a word of its name alone.

    Raises
    ------
    InputError
        If there is none, or more than one, of that name; with those most like it.
    """
    from sim.documents import called, did_you_mean_one_of

    names = {key: entry.name for key, entry in catalogue.measures.items()}
    found = called(measure, names)
    if len(found) == 1 or (found and found[0].casefold() == measure.casefold().replace("-", "_")):
        return found[0]
    several = "more than one measure is called so" if found else "there is no such measure"
    hint = did_you_mean_one_of(measure, names)
    raise InputError(
        [
            Problem(
                f"--measure {measure[:60]}",
                message=several,
                allowed="" if hint else "an id or a name, as `law` without --measure lists them",
                hint=hint,
            )
        ]
    )


def law(
    scenario: Annotated[
        Path | None,
        typer.Argument(
            metavar="SCENARIO",
            autocompletion=scenarios,
            show_default=False,
            help="A scenario, by name or file, for its catalogue, its readings of the law and what "
            "it changes on dates.",
        ),
    ] = None,
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure",
            "-m",
            metavar="ID|NAME",
            autocompletion=measures,
            show_default=False,
            help="The measure asked about: US_SDN_SBER, or a word of its name.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            show_default=False,
            help="Day of the question (the scenario's first day, today, or the last of --run).",
        ),
    ] = None,
    calendar: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--calendar",
            metavar="FROM TO",
            show_default=False,
            help="List every renewal window, deadline and expiry between two days.",
        ),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(
            "--run",
            metavar="RESULTS",
            autocompletion=results,
            show_default=False,
            help="Ask of a simulated future: a folder of a run, or of a batch with --replication.",
        ),
    ] = None,
    replication: Annotated[
        int | None,
        typer.Option(
            "--replication",
            "-k",
            metavar="N",
            min=0,
            max=10**9,
            show_default=False,
            help="Which future of the batch that --run names.",
        ),
    ] = None,
    overrides: Set = None,
    as_json: Json = False,
) -> None:
    """Say what holds a measure, who can lift it, and by when.

    Without a measure, all measures in force are listed with their hurdles. Nothing is simulated:
    the answer is the law of the catalogue as the scenario reads it, or, with --run, the law as it
    stands on that day of a future that was simulated before.
    """
    days = None
    if calendar is not None:
        first, last = (parse_date(text, "--calendar") for text in calendar)
        if last < first:
            raise InputError(
                [Problem("--calendar", found=f"{first} {last}", allowed="the earlier day first")]
            )
        days = (first, last)
    from sim.cli import law_measure, law_overview

    found = _read(scenario, run, replication, overrides, on)
    told: dict[str, object] = {"catalogue": found.catalogue.title, "on": str(found.day)}
    if measure is not None:
        told |= law_measure.show(found, _known(found.catalogue, measure), quiet=as_json)
    elif days is None:
        told |= law_overview.show_all(found, quiet=as_json)
    if days is not None:
        told |= law_overview.show_calendar(found, *days, quiet=as_json)
    if as_json:
        print_json(told)
