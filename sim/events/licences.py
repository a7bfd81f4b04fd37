"""Relief with a term: what is in force on the first day, and what a term is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal, NamedTuple, TypedDict

from sim.events.fields import Date, Lp
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CALENDAR
from sim.events.subjects import MEASURE
from sim.wording import words

WhyLapsed = Literal["administrative", "disapproval", "violation", "policy", "members"]
"""Why relief with a term is not renewed."""


class Licensed(TypedDict):
    """A licence that is in force on the first day."""

    instrument: Annotated[str, "its instrument"]
    licence: Annotated[str, "its name"]
    tranches: Annotated[int, "tranches that it covers"]
    lp: Annotated[Lp, "their weight"]
    until: Annotated[Date | None, "its last day, if it has one"]


class Term(NamedTuple):
    """What relief with a term is called.

    Attributes
    ----------
    name
        The noun.
    renews
        The verb for its renewal.
    renewed
        Its participle.
    of
        The preposition before what it is a licence on.
    """

    name: str
    renews: str
    renewed: str
    of: str = "of"


_LICENCE: Final = Term("licence", "rolls over", "rolled over", "on")
_WAIVER: Final = Term("waiver", "extends", "extended")
_SUSPENSION: Final = Term("suspension", "prolongs", "prolonged")

LICENSED: Final = Kind(
    "licensed",
    "a licence is in force on the first day",
    Licensed,
    about=MEASURE,
    tone="relief",
    root=CALENDAR,
)


def term_of(relief: Entry | None) -> Term:
    """Return what relief with a term is called, by the instrument that gave it."""
    instrument = str(relief.numbers.get("instrument", "")).lower() if relief is not None else ""
    if "suspension" in instrument:
        return _SUSPENSION
    return _WAIVER if "waiver" in instrument else _LICENCE


def renewed_in_a_year(terms: Sequence[Term]) -> str:
    """Return the renewals of a year as a phrase."""
    return ", ".join(
        f"{words.count(terms.count(term), term.name)} {term.renewed}"
        for term in dict.fromkeys(terms)
    )


def lapsed(why: WhyLapsed, term: Term) -> str:
    """Return why relief with a term runs out."""
    return {
        "administrative": f"it is not {term.renewed}, though nothing is wrong",
        "disapproval": "a disapproval of its renewal was enacted",
        "violation": "the bargain behind it no longer holds",
        "members": "the council's members no longer agree on it",
        "policy": f"it was a {term.name} for dear oil and is not {term.renewed}",
    }[why]


@LICENSED.sentence
def _licensed(tale: Narrator, entry: Entry, fields: Licensed) -> str:
    size = f", {words.lp(fields['lp'])}" if fields["tranches"] else ", less than a part of it"
    term = f", until {words.day(fields['until'])}" if fields["until"] else ""
    licence = f"{fields['licence']}: " if fields["licence"] else ""
    measure = tale.measure(entry.subject, fields["tranches"])
    return f"in force on the first day: {licence}{measure}{size}{term}."
