"""The law's own time: its first day, renewals, lapses, and what outlives them."""

from __future__ import annotations

from math import fsum
from typing import Annotated, Any, Final, NotRequired, TypedDict

from sim.events.aftermath import Held, aftermath
from sim.events.fields import Date, Days, Probability, Share
from sim.events.hold_outs import Bought, dropped, renewed_in_a_year
from sim.events.kind import Kind, caused_by
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CALENDAR, CHANCE
from sim.events.subjects import ACT, AUTHORITY, EMERGENCY, MEASURE
from sim.wording import words


class Continued(TypedDict):
    """An emergency is continued."""

    until: Annotated[Date, "next anniversary"]
    probability: Annotated[Probability, "that it is continued"]
    decided: Annotated[bool, "whether the scenario has decided it"]


class EmergencyEnds(TypedDict):
    """An emergency ends."""

    probability: NotRequired[Annotated[Probability, "that it ends so, by chance"]]
    decided: Annotated[bool, "whether the scenario has decided it"]


class ActRenewed(TypedDict):
    """A council act is renewed."""

    expired: Annotated[Date, "day on which it would have expired"]
    price: Annotated[Share, "what a hold-out gets of its price; 0 without one"]
    days_before: Annotated[Days, "time left until it would have expired"]


class ActLapse(TypedDict):
    """A council act expires."""

    decided: Annotated[bool, "whether the scenario has decided it"]


class HoldOut(TypedDict):
    """A member holds out."""

    expires: Annotated[Date, "day on which the act expires"]
    names: Annotated[int, "names that it wants dropped from the lists"]
    probability: Annotated[Probability, "that anybody holds out"]


class Sunset(TypedDict):
    """A last day set by law is over."""

    until: NotRequired[Annotated[Date, "that day, of a measure"]]
    section: NotRequired[Annotated[str, "where the law of an authority sets it"]]


class Repeal(TypedDict):
    """A repeal."""

    probability: NotRequired[Annotated[Probability, "of such a repeal in a Congress, by chance"]]


def _of_lapse(tale: Narrator, entry: Entry) -> bool:
    return caused_by(tale, entry, *LAPSES)


CONTINUED: Final = Kind(
    "continued",
    "an emergency is continued for a year",
    Continued,
    about=EMERGENCY,
    tone="law",
    root=CALENDAR,
    odds="It was continued with a probability of {p}.",
    routine=lambda n: f"{words.count(n, 'emergency', 'emergencies')} continued",
)
EMERGENCY_LAPSE: Final = Kind(
    "emergency_lapse",
    "an emergency ends: no notice of continuation was published in time",
    EmergencyEnds,
    about=EMERGENCY,
    tone="law",
    root=CALENDAR,
    odds="It lapsed with a probability of {p}.",
)
EMERGENCY_ENDED: Final = Kind(
    "emergency_ended",
    "an order ends an emergency before its year is over",
    EmergencyEnds,
    about=EMERGENCY,
    tone="law",
    root=CHANCE,
)
ACT_RENEWED: Final = Kind(
    "act_renewed",
    "a council act is renewed",
    ActRenewed,
    about=ACT,
    tone="law",
    root=CALENDAR,
    # The first of a member is news.
    notable=lambda tale, entry, fields: _is_first_hold_out(tale, entry),
)
ACT_LAPSE: Final = Kind(
    "act_lapse",
    "a council act expires: it was not renewed in time",
    ActLapse,
    about=ACT,
    tone="law",
    root=CALENDAR,
)
SUNSET: Final = Kind(
    "sunset",
    "the last day is over that the law gives a measure, or an authority",
    Sunset,
    about=MEASURE,
    tone="law",
    root=CALENDAR,
)
ENDED: Final = Kind(
    "ended",
    "a measure ends because nothing holds it any more",
    Held,
    about=MEASURE,
    tone="relief",
    part_of_another=_of_lapse,
)
STAYS: Final = Kind(
    "stays",
    "a measure stays although one of its authorities has gone",
    Held,
    about=MEASURE,
    tone="law",
    part_of_another=_of_lapse,
)
HOLD_OUT: Final = Kind(
    "hold_out",
    "a member holds out at a renewal",
    HoldOut,
    about=ACT,
    tone="law",
    root=CALENDAR,
    odds="Somebody was to hold out with a probability of {p}.",
    part_of_another=lambda tale, entry: bool(tale.following(entry, ACT_RENEWED, ACT_LAPSE)),
)
REPEAL: Final = Kind(
    "repeal",
    "a statute is repealed",
    Repeal,
    about=AUTHORITY,
    tone="law",
    root=CHANCE,
    odds="Such a repeal comes with a probability of {p} in a Congress.",
)

LAPSES: Final[tuple[Kind[Any], ...]] = (EMERGENCY_LAPSE, EMERGENCY_ENDED, ACT_LAPSE, REPEAL, SUNSET)
"""Ends of what holds measures; each is told with the measures that end and those that stay."""


@CONTINUED.sentence
def _continued(tale: Narrator, entry: Entry, fields: Continued) -> str:
    decided = ", as the scenario has decided" if fields["decided"] else ""
    until = words.day(fields["until"])
    return f"{entry.agent} continues {tale.emergency(entry.subject)} until {until}{decided}."


@EMERGENCY_LAPSE.sentence
def _emergency_lapse(tale: Narrator, entry: Entry, fields: EmergencyEnds) -> str:
    decided = " (the scenario has decided so)" if fields["decided"] else ""
    return (
        f"{tale.emergency(entry.subject)} lapses: no notice of continuation was published in "
        f"time{decided}. {_aftermath(tale, entry)}"
    )


@EMERGENCY_ENDED.sentence
def _emergency_ended(tale: Narrator, entry: Entry, fields: EmergencyEnds) -> str:
    emergency = tale.emergency(entry.subject)
    return f"{entry.agent} ends {emergency} by an order. {_aftermath(tale, entry)}"


@SUNSET.sentence
def _sunset(tale: Narrator, entry: Entry, fields: Sunset) -> str:
    if "section" in fields:  # it is an authority that ends
        section = f" ({fields['section']})" if fields["section"] else ""
        end = f"{tale.authority(entry.subject)} ends on the day that its own law has set{section}"
        return f"{end}. {_aftermath(tale, entry)}"
    last = f" ({words.day(fields['until'])})" if "until" in fields else ""
    ended, stay = tale.following(entry, ENDED), tale.following(entry, STAYS)
    effect = f"no longer in force ({_lp(ended)})" if ended else "what was left of it had been eased"
    if stay:
        effect = f"it stays, held by {tale.held_by(STAYS.of(stay[0])['held_by'])}"
    return f"the last day of {tale.measure(entry.subject)} in law is over{last}: {effect}."


@ACT_LAPSE.sentence
def _act_lapse(tale: Narrator, entry: Entry, fields: ActLapse) -> str:
    cause = tale.cause(entry)
    why = "it was not renewed in time"
    if cause is not None and cause.kind == HOLD_OUT.name:
        why = f"{tale.who(cause.agent)} held out and it was not renewed in time"
    decided = " (the scenario has decided so)" if fields["decided"] else ""
    return f"{tale.act(entry.subject)} expires: {why}{decided}. {_aftermath(tale, entry)}"


@REPEAL.shared_sentence
def _repeal(tale: Narrator, entries: list[Entry]) -> str:
    """Return repeals; what ends with each is told with it, what ends with none is told once."""
    idle = [entry for entry in entries if not tale.following(entry, ENDED, STAYS)]
    told = [
        f"{entry.agent} repeals {tale.authority(entry.subject)}. {_aftermath(tale, entry)}"
        for entry in entries
        if entry not in idle
    ]
    if idle:
        names = words.listed([tale.authority(entry.subject) for entry in idle])
        it = "it" if len(idle) == 1 else "them"
        told.append(f"{idle[0].agent} repeals {names}. Nothing in force rests on {it} any more.")
    return " ".join(told)


def _lp(entries: list[Entry]) -> str:
    return words.lp(fsum(ENDED.of(entry)["lp"] for entry in entries))


def _aftermath(tale: Narrator, entry: Entry) -> str:
    return aftermath(
        tale,
        [(other.subject, ENDED.of(other)) for other in tale.following(entry, ENDED)],
        [(other.subject, STAYS.of(other)) for other in tale.following(entry, STAYS)],
    )


@ENDED.sentence
def _ended(tale: Narrator, entry: Entry, fields: Held) -> str:
    size = words.lp(fields["lp"])
    return f"no longer in force, because nothing holds it: {tale.measure(entry.subject)} ({size})."


@STAYS.sentence
def _stays(tale: Narrator, entry: Entry, fields: Held) -> str:
    size, held = words.lp(fields["lp"]), tale.held_by(fields["held_by"])
    return f"still in force: {tale.measure(entry.subject)} ({size}), held by {held}."


def _held_out(tale: Narrator, entry: Entry) -> Entry | None:
    """Return the hold-out after which an act is renewed, if there was one."""
    cause = tale.cause(entry)
    return cause if cause is not None and cause.kind == HOLD_OUT.name else None


def _is_first_hold_out(tale: Narrator, entry: Entry) -> bool:
    cause = _held_out(tale, entry)
    return cause is not None and tale.earlier(cause, HOLD_OUT, agent=cause.agent) is None


@ACT_RENEWED.in_sum
def _acts_renewed(tale: Narrator, entries: list[Entry]) -> str:
    bought = [
        Bought(tale.who(cause.agent), HOLD_OUT.of(cause)["names"], ACT_RENEWED.of(entry)["price"])
        for entry in entries
        if (cause := _held_out(tale, entry)) is not None
    ]
    return renewed_in_a_year(len(entries), bought)


@ACT_RENEWED.sentence
def _act_renewed(tale: Narrator, entry: Entry, fields: ActRenewed) -> str:
    cause = _held_out(tale, entry)
    renews = (
        f"{entry.agent} renews {tale.act(entry.subject)} {words.days(fields['days_before'])} "
        "before it expires"
    )
    if cause is None:
        return f"{renews}."
    asked = HOLD_OUT.of(cause)["names"]
    return (
        f"{renews}: {tale.who(cause.agent)}, which had held out since "
        f"{tale.date_in_words(cause.day)} for "
        f"{words.count(asked, 'name')} to be dropped, settles for "
        f"{dropped(fields['price'], asked) or 'none'}."
    )


@HOLD_OUT.sentence
def _hold_out(tale: Narrator, entry: Entry, fields: HoldOut) -> str:
    return (
        f"{tale.who(entry.agent)} holds out at the renewal of {tale.act(entry.subject)} "
        f"(it expires on {words.day(fields['expires'])}): it wants "
        f"{words.count(fields['names'], 'name')} dropped from the lists."
    )
