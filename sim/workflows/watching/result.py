"""What to watch, as it is handed on: a page, plain values, a calendar, a table, a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim import figures
from sim.analysis.signposts.labels import headline
from sim.analysis.signposts.signposts import Signposts
from sim.errors import ThawError
from sim.results.json_values import to_json
from sim.wording.rounding import number, percent, signed
from sim.wording.words import date
from sim.workflows.calendars import WholeDay, calendar_of
from sim.workflows.files.text_files import write_file
from sim.workflows.page import Page
from sim.workflows.result import left_out
from sim.workflows.sheets.keeping import write_csv
from sim.workflows.watching.page import ASSOCIATION, watched_page
from sim.workflows.watching.rows import rows_of, sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Watched"]

_MAKER: Final = "what to watch"


@dataclass(frozen=True, repr=False)
class Watched:
    """What to watch, and what it would tell of a question.

    Attributes
    ----------
    signposts
        What was found.
    first, last
        First and last day of the window.
    earliest
        The first day on which its futures differ.
    top
        Observables that are shown, and that are forced.
    """

    signposts: Signposts
    first: dt.date
    last: dt.date
    earliest: dt.date
    top: int

    def __repr__(self) -> str:
        return f"<watch: {self.sentence}>"

    def _repr_html_(self) -> str:
        """Show its page in a notebook."""
        return self.page()._repr_html_()

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each observable as plain values, what tells most first."""
        return rows_of(self.signposts)

    @property
    def sentence(self) -> str:
        """How many observables say something of the answer, and which says most."""
        return f"{headline(self.signposts)}."

    @property
    def failures(self) -> int:
        """Futures that failed and are left out."""
        return self.signposts.failed

    @property
    def folder(self) -> Path | None:
        """Where the batch is kept; None if it is in memory only."""
        return self.signposts.batch.folder

    def page(self) -> Page:
        """Return what there is to read of it."""
        return Page(watched_page(self.signposts, self.rows, self.top))

    def to_json(self) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        found = self.signposts
        batch, asked = found.batch, found.question
        conditioned = batch.model.scenario.conditioned
        value, low, high = (None, None, None) if found.yes is None else found.yes
        values = {
            "scenario": {"name": batch.name, "title": batch.title},
            "conditioned": None
            if conditioned is None
            else {"title": conditioned.facts.title, "until": conditioned.facts.until},
            "question": {"id": asked.id, "text": asked.text, "by": asked.by},
            "window": {"first": self.first, "last": self.last},
            "seed": batch.seed,
            "n": batch.n,
            "open": len(found.open),
            "decided": found.decided,
            "failed": found.failed,
            "level": found.level,
            "yes": value,
            "yes_low": low,
            "yes_high": high,
            "answer": self.sentence if found.yes is not None else None,
            "telling": len(found.telling),
            "observables": self.rows,
            "association": ASSOCIATION,
            "notes": self.warnings(),
            "results": None if batch.folder is None else str(batch.folder),
        }
        plain: dict[str, Any] = to_json(values)
        return plain

    def warnings(self) -> list[str]:
        """Return what somebody must know beside the page."""
        notes = left_out(self.failures)
        if self.first > self.earliest:
            notes.append(
                f"thaw: by {date(self.first)} these futures have gone apart since "
                f"{date(self.earliest)}; part of what observables tell is what anybody knows by "
                "then: branch there, or condition the scenario on what has happened"
            )
        return notes

    def to_csv(self, file: str | Path) -> Path:
        """Write its rows to a file of CSV, and return it.

        Raises
        ------
        InputError
            If the folder is missing, or it is a folder.
        ThawError
            If it cannot be written.
        """
        write_file(Path(file), partial(write_csv, sheet=sheet(self.rows)), replace=True)
        return Path(file)

    def to_ics(self, file: str | Path) -> Path:
        """Write what has a date in the law's calendar as a file of iCalendar, and return it.

        Raises
        ------
        InputError
            If icalendar is not installed, or the folder is missing.
        ThawError
            If nothing has a date, or it cannot be written.
        """
        days = list(self._days())
        if not days:
            raise ThawError(
                f"no calendar: nothing that may or may not be seen from {date(self.first)} to "
                f"{date(self.last)} has a date in the law"
            )
        source = self.signposts.batch.model.source
        stamp = source.as_of or self.earliest
        name = f"{self.signposts.batch.title}: what to watch"
        write_file(Path(file), calendar_of(name, _MAKER, stamp, days), replace=True)
        return Path(file)

    def _days(self) -> Iterator[WholeDay]:
        asked = self.signposts.question
        for row in self.rows:
            for day in row["dates"]:
                yield WholeDay(
                    date=dt.date.fromisoformat(day),
                    summary=f"Watch: {row['what']}",
                    lines=[asked.text, *_said(row)],
                    category="signpost",
                    key=(asked.id, day, row["kind"], row["subject"] or "", row["sender"] or ""),
                )

    def figure(self) -> Figure:
        """Draw what its first observables tell and cause, as a figure of matplotlib.

        Raises
        ------
        ThawError
            If there is nothing to draw.
        """
        drawn: Figure = figures.signposts(self.signposts, top=self.top)
        return drawn

    def draw(self, stem: str | Path) -> list[Path]:
        """Write its figure as PNG and SVG, and return both.

        Parameters
        ----------
        stem
            Path without the ending.

        Raises
        ------
        ThawError
            If there is nothing to draw, or they cannot be written.
        """
        figure = self.figure()
        try:
            return list(figures.save(figure, Path(stem)))
        except OSError as error:
            raise ThawError(f"cannot write {stem}: {error.strerror or error}") from error


def _said(row: dict[str, Any]) -> Iterator[str]:
    """Yield what a row says of an observable, line by line."""
    yield f"Probability: {percent(row['seen'])}."
    yield f"The answer is yes in {percent(row['yes'])} if it is seen, {percent(row['no'])} if not."
    yield f"Seeing it tells {number(row['bits'], 3)} bits; that is no advice to bring it about."
    if row["causes"] is not None:
        yield f"Made to happen it moves yes by {signed(100.0 * row['causes'], 1)} points."
