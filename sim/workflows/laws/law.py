"""The law on a day: of a catalogue, of a scenario, or of a future that was simulated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from sim.catalogue.loading import load_catalogue
from sim.documents import called, did_you_mean_one_of
from sim.errors import InputError, Problem
from sim.law.foreseen import as_foreseen
from sim.scenario.parties import Agents
from sim.workflows.days import parse_date, parse_period
from sim.workflows.files.text_files import write_file
from sim.workflows.laws.calendar import calendar_file
from sim.workflows.laws.measure import measure_report
from sim.workflows.laws.overview import calendar_report, measures_report
from sim.workflows.laws.reading import Reading
from sim.workflows.opening import load
from sim.workflows.page import Line, Page, Report
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.sheets.keeping import write_csv
from sim.workflows.sheets.sheet import Sheet
from sim.workflows.sheets.workbook import write_workbook

__all__ = ["Law", "read_law"]


@dataclass(frozen=True, repr=False)
class Law(Reading):
    """The law on a day, to be asked about its measures and its dates."""

    def __repr__(self) -> str:
        return f"<law of {self.future or self.catalogue.title} on {self.day}>"

    def measures(self) -> Report:
        """Say of all measures in force who holds them, and what it takes to lift them."""
        return measures_report(self)

    def measure(self, name: str) -> Report:
        """Say what holds a measure, who can lift it and how, and by when at the earliest.

        Parameters
        ----------
        name
            Its id in any case, or a word of its name alone.

        Raises
        ------
        InputError
            If there is none, or more than one, of that name; with those most like it.
        """
        return measure_report(self, self._meant(name))

    def calendar(self, first: dt.date | str, last: dt.date | str) -> Report:
        """Say every renewal window, deadline and expiry between two days.

        Raises
        ------
        InputError
            If one of them is no day, or the later one comes first.
        """
        return calendar_report(self, *parse_period(first, last, "--calendar"))

    def sheets(
        self, first: dt.date | str | None = None, last: dt.date | str | None = None
    ) -> list[Sheet]:
        """Return it as sheets: all measures, what holds them, sources; the calendar if wanted.

        Parameters
        ----------
        first, last
            First and last day of the calendar; None for none.

        Raises
        ------
        InputError
            If one of them is no day, or the later one comes first.
        """
        days = None
        page = self.measures().page
        if first is not None and last is not None:
            days = parse_period(first, last, "--calendar")
            page = Page([*page, Line(), *self.calendar(*days).page])
        sheets: list[Sheet] = _tables().law_sheets(self, page, days)
        return sheets

    def to_csv(self, file: str | Path) -> Path:
        """Write all measures in force, each with its sources, to a file of CSV, and return it.

        Raises
        ------
        InputError
            If the folder is missing, or it is a folder.
        ThawError
            If it cannot be written.
        """
        write_file(
            Path(file), partial(write_csv, sheet=_tables().measures_sheet(self)), replace=True
        )
        return Path(file)

    def to_xlsx(
        self,
        file: str | Path,
        first: dt.date | str | None = None,
        last: dt.date | str | None = None,
    ) -> Path:
        """Write its `sheets` to a workbook, and return the file.

        Raises
        ------
        InputError
            If the folder is missing, or it is a folder, or xlsxwriter is not installed.
        ThawError
            If it cannot be written.
        """
        sheets = self.sheets(first, last)
        write_file(Path(file), partial(write_workbook, sheets=sheets), replace=True)
        return Path(file)

    def to_ics(self, file: str | Path, first: dt.date | str, last: dt.date | str) -> Path:
        """Write the calendar between two days as a file of iCalendar, and return it.

        Raises
        ------
        InputError
            If there is no date between these days, or icalendar is not installed, or the folder
            is missing.
        ThawError
            If it cannot be written.
        """
        text = calendar_file(self, *parse_period(first, last, "--calendar"))
        write_file(Path(file), text, replace=True)
        return Path(file)

    def _meant(self, name: str) -> str:
        """Return the id of the measure that is meant."""
        names = {key: entry.name for key, entry in self.catalogue.measures.items()}
        ids = called(name, names)
        if len(ids) == 1 or (ids and ids[0].casefold() == name.casefold().replace("-", "_")):
            return ids[0]
        several = "more than one measure is called so" if ids else "there is no such measure"
        hint = did_you_mean_one_of(name, names)
        allowed = "" if hint else "an id or a name, as `law` without --measure lists them"
        raise InputError.of(f"--measure {name[:60]}", message=several, allowed=allowed, hint=hint)


def _tables() -> ModuleType:
    """Import what makes tables when one is wanted: the rest needs no library of numbers."""
    from sim.workflows.laws import sheets

    return sheets


def read_law(
    scenario: str | Path | None = None,
    on: dt.date | str | None = None,
    *,
    set: Sequence[str] = (),
    run: str | Path | None = None,
    replication: int | None = None,
    tell: Reporter = SILENT,
) -> Law:
    """Read the law on a day.

    Nothing is simulated for a scenario: it is the law of its catalogue as the scenario reads it.

    Parameters
    ----------
    scenario
        A scenario, by name or file; the shipped catalogue of Russia if there is neither this nor
        `run`.
    on
        The day, or as it is written: ``2026-07-15``; the scenario's first, today, or the last of
        `run` if None.
    set
        Fields of the scenario to override, such as ``"agents.target.jv=0.5"``.
    run
        A folder of a run or a batch: the law as it stands in a future that was simulated.
    replication
        Which future of a batch.
    tell
        Is told what is to be known of the scenario.

    Raises
    ------
    InputError
        If something is wrong with the scenario, or the day lies outside it, or no future of a
        batch is named.
    ThawError
        If the folder holds neither a run nor a batch.
    """
    day = parse_date(on, "--on") if isinstance(on, str) else on
    if run is not None:
        given = {"SCENARIO": scenario, "--set": set}
        wrong = [Problem(name, message="--run says it all") for name, it in given.items() if it]
        if wrong:
            raise InputError(wrong)
        from sim.workflows.laws.future import law_of_future  # simulates, which others need not load

        return Law(**vars(law_of_future(Path(run), replication, day, tell)))
    if replication is not None:
        raise InputError.of("--replication", message="of which results? take --run")
    if scenario is not None:
        return _of_scenario(Path(scenario), set, day, tell)
    if set:
        raise InputError.of("--set", message="there is no scenario to override")
    return Law(load_catalogue("russia"), Agents(), day or dt.date.today())


def _of_scenario(path: Path, set: Sequence[str], day: dt.date | None, tell: Reporter) -> Law:
    """Read the law of a scenario's world, on a day or on its first."""
    loaded = load(path, set, tell)
    on = day or loaded.scenario.start
    catalogue = as_foreseen(loaded.scenario, loaded.catalogue, on)
    return Law(
        catalogue, loaded.scenario.agents, on, scenario=loaded.scenario, source=loaded.catalogue
    )
