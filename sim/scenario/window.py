"""What a base says that lies outside a scenario whose first or last day was moved.

Who shortens a scenario, by ``--set end=…`` or in a file that extends it, means its days and not
its questions: those that no longer fit are left out, and named. What stands beside the dates that
leave it out is a mistake, and stays for the checks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from sim.documents import Document, Place, Plain, Position
from sim.documents.notation import is_date

__all__ = ["MOST_YEARS", "fitted", "in_years"]

MOST_YEARS: Final = 200
"""Years from its first day beyond which nothing is asked of a scenario."""

_YEAR: Final = 365.25

_LISTS: Final = (
    ("questions", ("by", "after", "answer"), "asked"),
    ("interventions", ("on",), "made"),
    ("observed", ("date", "by", "after"), "held against it"),
)
"""Lists of dated entries: their dates, and what is not done with those that are left out."""

_DECISIONS: Final = ("emergencies", "acts")


class _Window(NamedTuple):
    """First and last day, and how late in the chain of files each was written."""

    start: dt.date
    end: dt.date
    start_layer: int
    end_layer: int

    def leaves_out(self, first: dt.date, last: dt.date, layer: int) -> bool:
        """Whether a span, written in a layer, lies outside because of a later layer."""
        return (last < self.start and layer < self.start_layer) or (
            first > self.end and layer < self.end_layer
        )


def fitted(document: Document) -> tuple[Document, tuple[str, ...]]:
    """A scenario without what its bases say of days that it no longer has.

    Parameters
    ----------
    document
        The scenario as resolved, not yet checked.

    Returns
    -------
    tuple
        The document, and a sentence for each section of which something was left out.
    """
    start, end = document.at(("start",)), document.at(("end",))
    if not (isinstance(start, str) and isinstance(end, str) and is_date(start) and is_date(end)):
        return document, ()
    layer = _layers(document)
    window = _Window(
        dt.date.fromisoformat(start),
        dt.date.fromisoformat(end),
        layer(("start",)),
        layer(("end",)),
    )
    if window.start >= window.end:
        return document, ()
    notes: list[str] = []
    for section, keys, done in _LISTS:
        entries = document.data.get(section)
        if not isinstance(entries, list):
            continue
        answers = document.data.get("answers") if section == "questions" else None
        answers = answers if isinstance(answers, dict) else {}
        out = [
            i
            for i, entry in enumerate(entries)
            if any(
                window.leaves_out(d, d, layer((section, i)))
                for d in (*_dates(entry, keys), *_asked(entry, window.start, answers))
            )
        ]
        if out:
            names = [_name(entries[i]) for i in out]
            document = _without_items(document, section, entries, out)
            left = {key: value for key, value in answers.items() if key not in names}
            if len(left) < len(answers):
                document = replace(document, data={**document.data, "answers": left})
            notes.append(_note(section, names, done))
    document, decided = _decisions(document, window, layer)
    if decided:
        notes.append(_note("decisions", decided, "taken"))
    return document, tuple(notes)


def _layers(document: Document) -> Callable[[Place], int]:
    """How late in the chain of files a value was written; an override comes last."""
    order = {name: i for i, name in enumerate(document.files)}

    def layer(place: Place) -> int:
        return order.get(document.value_position(place).file, len(order))

    return layer


def _dates(entry: Plain, keys: tuple[str, ...]) -> Iterator[dt.date]:
    for key in keys if isinstance(entry, dict) else ():
        value = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(value, str) and is_date(value):
            yield dt.date.fromisoformat(value)


def _asked(entry: Plain, start: dt.date, answers: Mapping[str, Plain]) -> Iterator[dt.date]:
    """Dates of a question that stand beside it: in years from the start, among the answers."""
    if not isinstance(entry, dict):
        return
    years, answer = entry.get("years"), answers.get(str(entry.get("id")))
    if isinstance(years, int | float) and not isinstance(years, bool) and 0 < years <= MOST_YEARS:
        yield in_years(start, years)
    if isinstance(answer, str) and is_date(answer):
        yield dt.date.fromisoformat(answer)


def in_years(start: dt.date, years: float) -> dt.date:
    """Return the day so many years of 365.25 days after another, or the last there is."""
    days = min(round(years * _YEAR), (dt.date.max - start).days)
    return start + dt.timedelta(days=days)


def _name(entry: Plain) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else "one without an id"


def _without_items(
    document: Document, section: str, entries: list[Plain], out: list[int]
) -> Document:
    """The document without items of a list; positions of the others move up."""
    gone = set(out)
    kept = [i for i in range(len(entries)) if i not in gone]
    moved = {old: new for new, old in enumerate(kept)}

    def shift(place: Place) -> Place | None:
        if len(place) < 2 or place[0] != section or not isinstance(place[1], int):
            return place
        return (section, moved[place[1]], *place[2:]) if place[1] in moved else None

    remaining: list[Plain] = [entries[i] for i in kept]
    return replace(
        document,
        data={**document.data, section: remaining},
        positions=_shifted(document.positions, shift),
        keys=_shifted(document.keys, shift),
    )


def _shifted(
    positions: dict[Place, Position], shift: Callable[[Place], Place | None]
) -> dict[Place, Position]:
    found: dict[Place, Position] = {}
    for old, at in positions.items():
        new = shift(old)
        if new is not None:
            found[new] = at
    return found


def _decisions(
    document: Document, window: _Window, layer: Callable[[Place], int]
) -> tuple[Document, list[str]]:
    """The document without decisions on renewals that lie outside, and their names."""
    decisions = document.data.get("decisions")
    if not isinstance(decisions, dict):
        return document, []
    names: list[str] = []
    changed: dict[str, Plain] = dict(decisions)
    for section in _DECISIONS:
        entries = decisions.get(section)
        if not isinstance(entries, dict):
            continue
        new: dict[str, Plain] = {}
        for name, decided in entries.items():
            if not isinstance(decided, dict):
                new[name] = decided
                continue
            left: dict[str, Plain] = {}
            for when, what in decided.items():
                span = _span(when)
                place = ("decisions", section, name, when)
                if span is not None and window.leaves_out(*span, layer(place)):
                    names.append(f"{name} {when}")
                else:
                    left[when] = what
            if left or not decided:
                new[name] = left
        changed[section] = new
    if not names:
        return document, []
    return replace(document, data={**document.data, "decisions": changed}), names


def _span(when: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a year or date that is the key of a decision."""
    if is_date(when):
        day = dt.date.fromisoformat(when)
        return day, day
    if len(when) == 4 and when.isascii() and when.isdigit() and when != "0000":
        return dt.date(int(when), 1, 1), dt.date(int(when), 12, 31)
    return None


def _note(section: str, names: list[str], done: str) -> str:
    word = section.removesuffix("s")
    if section == "observed":
        word = "entry of the record" if len(names) == 1 else "entries of the record"
    elif len(names) > 1:
        word = section
    verb = "lie" if len(names) > 1 else "lies"
    listed = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    return f"{len(names)} {word} of the base {verb} outside the scenario: not {done} ({listed})"
