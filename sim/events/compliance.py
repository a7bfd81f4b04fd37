"""Concessions: given, broken and answered."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from sim.events import war
from sim.events.fields import Days, Lp, Nothing
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.packages import deal_name
from sim.events.roots import CALENDAR
from sim.events.subjects import AGREEMENT, CONCESSION
from sim.wording import words


class Delivered(TypedDict):
    """A concession."""

    until_days: Annotated[int | None, "d", "its term, if it has one"]


class Violation(TypedDict):
    """A violation."""

    detected: Annotated[bool, "whether it is seen"]


class SnapbackDecided(TypedDict):
    """A decision to reverse relief."""

    days: Annotated[Days, "wind-down until it takes effect"]
    lp: Annotated[Lp, "weight of what is reversed"]
    of: Annotated[Lp, "weight of all relief of the deal"]


DELIVERED: Final = Kind(
    "delivered",
    "the target starts to deliver a concession",
    Delivered,
    about=CONCESSION,
    tone="relief",
    root="It was in force before the scenario started.",
)
EXPIRED: Final = Kind(
    "expired", "a dated concession runs out", Nothing, about=CONCESSION, root=CALENDAR
)
VIOLATION: Final = Kind(
    "violation",
    "a concession is violated",
    Violation,
    about=CONCESSION,
    tone="pressure",
    public=lambda fields: fields["detected"],
)
FALSE_ALARM: Final = Kind(
    "false_alarm",
    "a violation is alleged that was none",
    Nothing,
    about=CONCESSION,
    seen_as="violation",  # nobody can tell
)
TOLERATED: Final = Kind(
    "tolerated",
    "a violation goes unanswered",
    Nothing,
    about=CONCESSION,
    public=False,  # an answer may still come, as far as anybody else knows
)
SNAPBACK_DECIDED: Final = Kind(
    "snapback_decided",
    "the executive decides to reverse relief",
    SnapbackDecided,
    about=AGREEMENT,
    tone="pressure",
)
WITHDRAWN: Final = Kind(
    "withdrawn",
    "the target withdraws a concession",
    Nothing,
    about=CONCESSION,
    tone="pressure",
)
SETTLEMENT: Final = Kind(
    "settlement",
    "a comprehensive settlement is in place",
    Nothing,
    tone="relief",
    # Where there is a war, that it is settled says so.
    part_of_another=lambda tale, entry: tale.with_it(entry, war.PEACE),
)


@DELIVERED.sentence
def _delivered(tale: Narrator, entry: Entry, fields: Delivered) -> str:
    name = tale.concession(entry.subject)
    if entry.cause < 0:
        return f"{entry.agent} has already granted: {name}."
    term = f", for {words.days(fields['until_days'])}" if fields["until_days"] else ""
    return f"{entry.agent} delivers: {name}{term}."


@EXPIRED.sentence
def _expired(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"the term of a concession is over: {tale.concession(entry.subject)}."


@VIOLATION.sentence
def _violation(tale: Narrator, entry: Entry, fields: Violation) -> str:
    seen = "" if fields["detected"] else "; nobody notices"
    return f"{entry.agent} breaks its word on: {tale.concession(entry.subject)}{seen}."


@FALSE_ALARM.sentence
def _false_alarm(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"{entry.agent} alleges a breach that was none: {tale.concession(entry.subject)}."


@TOLERATED.sentence
def _tolerated(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"{entry.agent} lets it pass; the concession is over: {tale.concession(entry.subject)}."


@SNAPBACK_DECIDED.sentence
def _snapback_decided(tale: Narrator, entry: Entry, fields: SnapbackDecided) -> str:
    violated = tale.origin(entry, VIOLATION, FALSE_ALARM)
    deal = tale.deal(violated) if violated is not None else ""
    deal = deal or deal_name(entry.subject)
    lp, of = fields["lp"], fields["of"]
    part = f"{words.lp(lp)} of {words.lp(of)} of the relief" if lp < of - 1e-9 else "the relief"
    wind_down = words.days(fields["days"])
    return f"{entry.agent} decides to reverse {part} of {deal}, after a wind-down of {wind_down}."


@WITHDRAWN.sentence
def _withdrawn(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"{entry.agent} takes back: {tale.concession(entry.subject)}."


@SETTLEMENT.sentence
def _settlement(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return "a comprehensive settlement is in place."
