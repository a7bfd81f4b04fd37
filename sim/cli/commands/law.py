"""``law``: what holds a measure, who can lift it and how, and by when at the earliest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import measures, results, scenarios
from sim.cli.options import LAST_REPLICATION, CsvFile, Json, Markdown, Set, XlsxFile, optional
from sim.cli.output.console import print_json, say, show, warn
from sim.cli.output.progress import ConsoleReporter
from sim.errors import InputError

__all__ = ["law"]


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
            max=LAST_REPLICATION,
            show_default=False,
            help="Which future of the batch that --run names.",
        ),
    ] = None,
    overrides: Set = None,
    csv: CsvFile = None,
    xlsx: XlsxFile = None,
    ics: Annotated[
        Path | None,
        optional("--ics", metavar="FILE", about="Write --calendar for a calendar program, too."),
    ] = None,
    markdown: Markdown = False,
    as_json: Json = False,
) -> None:
    """Say what holds a measure, who can lift it, and by when.

    Without a measure, all measures in force are listed with their hurdles. Nothing is simulated:
    the answer is the law of the catalogue as the scenario reads it, or, with --run, the law as it
    stands on that day of a future that was simulated before.
    """
    # What is wrong with days is said before anything is read.
    days = None if calendar is None else workflows.parse_period(*calendar, "--calendar")
    if ics is not None and days is None:
        raise InputError.of("--ics", message="of which days? take --calendar FROM TO")
    if xlsx is not None:
        workflows.check_workbook("--xlsx")
    reading = workflows.read_law(
        scenario,
        on,
        set=overrides or (),
        run=run,
        replication=replication,
        tell=ConsoleReporter(quiet=as_json),
    )
    reports = []
    if measure is not None:
        reports.append(reading.measure(measure))
    elif days is None:
        reports.append(reading.measures())
    if days is not None:
        reports.append(reading.calendar(*days))
    written = []
    if csv is not None:
        written.append(reading.to_csv(csv))
    if xlsx is not None:
        written.append(reading.to_xlsx(xlsx, *(days or ())))
    if ics is not None and days is not None:
        written.append(reading.to_ics(ics, *days))
    if not as_json:
        for report in reports:
            show(report.page, markdown=markdown)
        for place in written:
            (warn if markdown else say)(f"Written: {place}")
        return
    values: dict[str, object] = {"catalogue": reading.catalogue.title, "on": str(reading.day)}
    for report in reports:
        values |= report.values
    if written:
        values["written"] = [str(place) for place in written]
    print_json(values)
