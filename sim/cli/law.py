"""``law``: what holds a measure, who can lift it and how, and by when at the earliest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sim.cli.console import print_json
from sim.cli.options import Json, Set, parse_date
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue
    from sim.scenario.agents import Agents

__all__ = ["Law", "law", "read_law"]


class Law(NamedTuple):
    """The law of a catalogue as a scenario reads it.

    Attributes
    ----------
    catalogue
        The catalogue; under the wide reading of reviews with these in its procedures.
    agents
        What the scenario calls whoever decides.
    day
        The day asked about.
    """

    catalogue: Catalogue
    agents: Agents
    day: dt.date


def read_law(scenario: Path | None, overrides: list[str] | None, on: str | None) -> Law:
    """The law that a question is about: a scenario's, or that of the shipped catalogue.

    Without a date the day is the scenario's first, or today.
    """
    day = parse_date(on, "--on") if on is not None else None
    from sim.law.answers import reviewed_everywhere
    from sim.scenario.agents import Agents

    if scenario is None:
        if overrides:
            raise InputError([Problem("--set", message="there is no scenario to override")])
        from sim.catalogue.loading import load_catalogue

        return Law(load_catalogue("russia"), Agents(), day or dt.date.today())
    from sim.cli.loading import load

    loaded = load(scenario, overrides)
    catalogue = loaded.catalogue
    if loaded.scenario.law.s216_scope == "all":
        catalogue = reviewed_everywhere(catalogue)
    return Law(catalogue, loaded.scenario.agents, day or loaded.scenario.start)


def _known(catalogue: Catalogue, measure: str) -> str:
    """The id of a measure as typed, or by another case.

    Raises
    ------
    InputError
        If there is none of that name; with those most like it.
    """
    if measure in catalogue.measures:
        return measure
    for name in catalogue.measures:
        if name.casefold() == measure.casefold().replace("-", "_"):
            return name
    from difflib import get_close_matches

    names = {name.casefold(): name for name in catalogue.measures}
    wanted = measure[:60].casefold()
    near = [names[found] for found in get_close_matches(wanted, names, n=5, cutoff=0.5)]
    near += [
        name for name, entry in catalogue.measures.items()
        if len(wanted) > 2 and wanted in entry.name.casefold() and name not in near
    ]  # fmt: skip
    raise InputError(
        [
            Problem(
                f"--measure {measure[:60]}",
                message="the catalogue has no such measure",
                allowed="" if near else "an id, as `law` without --measure lists them",
                hint=f"did you mean {' or '.join(near[:5])}?" if near else "",
            )
        ]
    )


def law(
    scenario: Annotated[
        Path | None,
        typer.Argument(
            metavar="[SCENARIO]", show_default=False,
            help="A scenario, for its catalogue and readings of the law.",
        ),
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", "-m", metavar="ID", help="The measure asked about.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", show_default=False,
            help="Day of the question (the scenario's first day, or today).",
        ),
    ] = None,
    calendar: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--calendar", metavar="FROM TO", show_default=False,
            help="List every renewal window, deadline and expiry between two days.",
        ),
    ] = None,
    overrides: Set = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Say what holds a measure, who can lift it, and by when.

    Nothing is simulated. Without a measure, all measures in force are listed with their hurdles.
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

    found = read_law(scenario, overrides, on)
    told: dict[str, object] = {"catalogue": found.catalogue.title, "on": str(found.day)}
    if measure is not None:
        told |= law_measure.show(found, _known(found.catalogue, measure), quiet=as_json)
    elif days is None:
        told |= law_overview.show_all(found, quiet=as_json)
    if days is not None:
        told |= law_overview.show_calendar(found, *days, quiet=as_json)
    if as_json:
        print_json(told)
