"""Records: read from a file or by name, or what a scenario itself says has happened."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.catalogue.checks import MOST_MISFITS
from sim.catalogue.schema import Catalogue
from sim.documents import Document, did_you_mean, read_document, validate
from sim.documents.document import dotted
from sim.documents.scalars import short
from sim.errors import InputError, Problem
from sim.scenario.fact_checks import of_facts
from sim.scenario.facts import Facts, known_by
from sim.scenario.schema import Scenario
from sim.scenario.shipped import record_names

__all__ = ["Recorded", "own_record", "read_record"]


_SAME: Final = ("id", "date", "what", "source", "event", "after", "by")
"""What a scenario's record and a record have alike."""


class Recorded(NamedTuple):
    """A record, and where it is written.

    Attributes
    ----------
    name
        What it is called: its file, or the scenario whose own it is.
    facts
        What it says.
    document
        The file, for places of what is wrong with it; None if it is a scenario's own.
    """

    name: str
    facts: Facts
    document: Document | None = None

    def until(self, day: dt.date | None) -> Recorded:
        """Return what it says of the time up to a day; all of it if None.

        Raises
        ------
        InputError
            If it says nothing of it, or does not reach so far.
        """
        if day is None:
            return self
        if day > self.facts.until:
            raise InputError.of(
                "--on",
                found=str(day),
                allowed=f"a day that the record knows of, up to {self.facts.until}",
            )
        try:
            return self._replace(facts=known_by(self.facts, day))
        except ValueError:
            message = f"{self.name} says nothing of the time up to then"
            raise InputError.of("--on", found=str(day), message=message) from None

    def fitting(self, scenario: Scenario, catalogue: Catalogue) -> Recorded:
        """Return it if it fits a scenario.

        Raises
        ------
        InputError
            With everything that does not, each at its place.
        """
        problems = []
        for misfit in islice(of_facts(self.facts, scenario, catalogue), MOST_MISFITS):
            found, at = misfit.found, None
            if self.document is not None:
                at = self.document.value_position(misfit.path)
                found = short(self.document.at(misfit.path)) if found is None else found
            problems.append(
                Problem(
                    self.name if at is None else at.file,
                    None if at is None else at.line,
                    None if at is None else at.column,
                    dotted(misfit.path),
                    found=found or "",
                    allowed=misfit.allowed or "",
                    hint=misfit.hint or "",
                    message=misfit.message,
                )
            )
        if problems:
            raise InputError(sorted(problems, key=lambda problem: problem.order))
        return self


def read_record(reference: str | Path) -> Recorded:
    """Read a record.

    Parameters
    ----------
    reference
        A file, or the name of a record that comes with thaw.

    Raises
    ------
    InputError
        If there is none, or something is wrong with it: with everything, each at its place.
    """
    path, name = Path(reference), str(reference)
    known = record_names()
    if not path.exists() and name in known:
        path = known[name]
    elif not path.exists() and not path.suffix:
        raise InputError.of(
            str(reference),
            message="no such record",
            allowed=f"a file, or one that comes with thaw: {', '.join(known)}",
            hint=did_you_mean(str(reference), known),
        )
    document = read_document(path, name=str(path))
    return Recorded(name, validate(Facts, document), document)


def own_record(name: str, scenario: Scenario, day: dt.date | None) -> Recorded:
    """Return what a scenario itself says has happened by a day, and what has not.

    Events of its record (`observed`) happened, within the days that these allow or thirty about
    their date; what a question asks after whose answer is no by a day that has passed did not.

    Raises
    ------
    InputError
        If no day is given, or the scenario says nothing of the time up to it.
    """
    known = ", ".join(record_names())
    if day is None or not scenario.start <= day < scenario.end:
        raise InputError.of(
            "--on",
            found="" if day is None else str(day),
            message="up to which day does the scenario's own record count?",
            allowed=f"a day from {scenario.start} to the day before {scenario.end}",
            hint=f"or give a record: --record FILE, or one that comes with thaw ({known})",
        )
    facts: list[dict[str, Any]] = []
    for entry in scenario.observed:
        if entry.event is None or entry.at_least > 1 or entry.date > day:
            continue
        fact = {key: it for key in _SAME if (it := getattr(entry, key)) is not None}
        if entry.by is not None:  # any day up to that one, as where it is forecast
            fact.setdefault("after", scenario.start)
        facts.append(fact)
    absent = [
        {
            "id": question.id,
            "what": question.text,
            "event": question.event,
            "after": question.after,
            "by": question.by,
        }
        for question in scenario.questions
        if question.answer is False
        and question.by is not None
        and question.by <= day
        and question.at_least == 1
    ]
    if not facts and not absent:
        raise InputError.of(
            name,
            message=f"it says of nothing that it had happened by {day}, or that it had not",
            hint=f"give a record: --record FILE, or one that comes with thaw ({known})",
        )
    said = Facts.model_validate(
        {
            "title": f"What {scenario.title} says has happened",
            "until": day,
            "facts": facts,
            "absent": absent,
        }
    )
    return Recorded(name, said)
