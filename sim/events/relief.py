"""Relief: how it takes effect, whose licences run out, and who follows."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Annotated, Final, Literal, NotRequired, TypedDict

from sim.events import allies, licences, talks, world
from sim.events.fields import AtTable, Days, Lp, Share, Via
from sim.events.kind import Kind, caused_by
from sim.events.licences import WhyLapsed
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.subjects import MEASURE, MEASURES, Subject
from sim.wording import words


class Eased(TypedDict):
    """Relief of a measure."""

    sender: Annotated[str, "its sender"]
    class_: Annotated[str, "its class"]
    instrument: Annotated[str, "by what it is eased"]
    tranches: Annotated[int, "tranches eased"]
    lp: Annotated[Lp, "their weight"]
    via: Annotated[Via, "what the relief goes back to"]
    authorities: NotRequired[Annotated[list[str], "from which it is eased"]]


class Withheld(AtTable):
    """Relief that is not given."""

    why: Annotated[
        Literal["violated", "conditions", "a further authority"],
        "what was agreed was not kept, conditions no longer hold, or it does not ease all",
    ]
    years: NotRequired[Annotated[float, "y", "time from the start, of a road-map"]]


class LicenceRenewed(TypedDict):
    """A licence is rolled over."""

    days: Annotated[Days, "for how long"]
    via: Annotated[Via, "what the relief goes back to"]


class LicenceLapse(TypedDict):
    """A licence runs out."""

    why: Annotated[WhyLapsed, "why"]
    via: Annotated[Via, "what the relief goes back to"]
    lp: NotRequired[Annotated[Lp, "weight of what it covered, unless it was one on oil"]]


class Snapback(TypedDict):
    """Relief of a measure is reversed."""

    sender: Annotated[str, "its sender"]
    class_: Annotated[str, "its class"]
    tranches: Annotated[int, "tranches in force again"]
    lp: Annotated[Lp, "their weight"]
    held_by: Annotated[list[str], "names of the authorities that hold it"]


class CouncilEases(TypedDict):
    """Relief by the council."""

    lp: Annotated[Lp, "weight of what is eased"]
    tranches: Annotated[int, "tranches eased"]
    threshold: Annotated[float, "level of support that it took"]


class Follows(TypedDict):
    """Relief by a follower."""

    share: Annotated[Share, "of its leader's LP that was eased"]
    tranches: Annotated[int, "tranches eased"]
    lag: Annotated[Days, "time since its leader eased"]


def _is_told(tale: Narrator, entry: Entry) -> bool:
    """Whether relief is told with the decision to give it."""
    if caused_by(tale, entry, COUNCIL_EASES, FOLLOWS):
        return True
    cause = tale.cause(entry)
    return (
        cause is not None
        and cause.kind == talks.GESTURE.name
        and tale.same_day(cause.day, entry.day)
    )


EASED: Final = Kind(
    "eased",
    "relief takes effect",
    Eased,
    about=MEASURE,
    tone="relief",
    part_of_another=_is_told,
    # The step of winding down tells how much it is in all.
    notable=lambda tale, entry, fields: fields["via"] != "wind_down",
)
WITHHELD: Final = Kind(
    "withheld",
    "agreed relief is not given",
    Withheld,
    about=Subject("`road_map`, or a measure", several=True),
    tone="pressure",
)
LICENCE_RENEWED: Final = Kind(
    "licence_renewed",
    "a licence is rolled over",
    LicenceRenewed,
    about=MEASURES,
)
LICENCE_LAPSE: Final = Kind(
    "licence_lapse",
    "a licence runs out and is not renewed",
    LicenceLapse,
    about=MEASURES,
    tone="pressure",
    # It comes again a few days later, and that is told.
    part_of_another=lambda tale, entry: bool(tale.following(entry, EASED)),
)
SNAPBACK: Final = Kind(
    "snapback",
    "relief is reversed after a violation",
    Snapback,
    about=MEASURE,
    tone="pressure",
)
COUNCIL_EASES: Final[Kind[CouncilEases]] = Kind(
    "council_eases",
    "the council eases measures",
    CouncilEases,
    tone="relief",
    root="The council looked at what it could ease.",
    # The first step is news, however small.
    notable=lambda tale, entry, fields: (
        fields["lp"] >= _SMALL_LP or tale.earlier(entry, COUNCIL_EASES, agent=entry.agent) is None
    ),
)
FOLLOWS: Final[Kind[Follows]] = Kind(
    "follows",
    "a follower eases",
    Follows,
    tone="relief",
    notable=lambda tale, entry, fields: (
        _lp_of(tale, entry) >= _SMALL_FOLLOWED_LP
        or tale.earlier(entry, FOLLOWS, agent=entry.agent) is None
    ),
)

_MOST = 4
_SMALL_LP: Final = 1.5
"""Relief of a council below which a further step is routine."""
_SMALL_FOLLOWED_LP: Final = 0.5
"""Relief of a follower below which a further step is routine."""


def _tranches(kind: Kind[Eased] | Kind[Snapback], entries: Sequence[Entry]) -> dict[str, int]:
    """Return tranches by measure of several events."""
    count: dict[str, int] = {}
    for entry in entries:
        count[entry.subject] = count.get(entry.subject, 0) + kind.of(entry)["tranches"]
    return count


@EASED.shared_sentence
def _eased(tale: Narrator, entries: list[Entry]) -> str:
    first, fields = entries[0], EASED.of(entries[0])
    total = words.lp(fsum(EASED.of(entry)["lp"] for entry in entries))
    tools = dict.fromkeys(tale.instrument(EASED.of(entry)["instrument"]) for entry in entries)
    relief = f"{tale.measures(_tranches(EASED, entries))} ({total}; {words.joined(list(tools))})"
    via = fields["via"]
    who = tale.who(first.agent)
    if via == "oil":
        again = tale.cause(first)
        if again is not None and again.kind == LICENCE_LAPSE.name:
            return f"{who} licenses oil again after {words.days(first.day - again.day)}: {relief}."
        shock = tale.origin(first, world.OIL_SHOCK, world.OIL_HIGH)
        dear = ""
        if shock is not None:
            kind = world.OIL_SHOCK if shock.kind == world.OIL_SHOCK.name else world.OIL_HIGH
            dear = f", at {kind.of(shock)['price']:.0f} $ a barrel,"
        return f"{who} licenses oil{dear} and asks nothing in return: {relief}."
    if via == "wind_down":
        return f"{who} eases {relief}, as it winds its sanctions down."
    if via == "gesture":
        return f"{who} eases {relief}, as a step of its own."
    deal = tale.deal(first)
    if via == "bargain" and deal:
        return f"{who} eases {relief}, as {deal} says."
    if via == "follower":
        return f"{who} eases {relief} in its turn."
    return f"{who} eases {relief}."


@LICENCE_RENEWED.sentence
def _licence_renewed(tale: Narrator, entry: Entry, fields: LicenceRenewed) -> str:
    noun = licences.term_of(tale.origin(entry, EASED, licences.LICENSED))
    measures, long = tale.subjects(entry.subject), words.days(fields["days"])
    return f"{entry.agent} {noun.renews} the {noun.name} {noun.of} {measures} for {long}."


@LICENCE_RENEWED.in_sum
def _licences_renewed(tale: Narrator, entries: list[Entry]) -> str:
    return licences.renewed_in_a_year(
        [licences.term_of(tale.origin(entry, EASED, licences.LICENSED)) for entry in entries]
    )


@LICENCE_LAPSE.sentence
def _licence_lapse(tale: Narrator, entry: Entry, fields: LicenceLapse) -> str:
    back = tale.restored(entry)
    effect = f"{words.lp(back)} bite again" if back > 0.0 else "nothing holds them any more"
    noun = licences.term_of(tale.origin(entry, EASED, licences.LICENSED))
    why = licences.lapsed(fields["why"], noun)
    return f"the {noun.name} {noun.of} {tale.subjects(entry.subject)} runs out: {why}; {effect}."


@EASED.in_sum
def _wound_down(tale: Narrator, entries: list[Entry]) -> str:
    """Return what has taken effect in a year of what senders wind down."""
    total = words.lp(fsum(EASED.of(entry)["lp"] for entry in entries))
    measures = words.count(len({entry.subject for entry in entries}), "measure")
    return f"relief of {measures} in effect as sanctions are wound down ({total})"


@SNAPBACK.shared_sentence
def _snapped_back(tale: Narrator, entries: list[Entry]) -> str:
    total = words.lp(fsum(SNAPBACK.of(entry)["lp"] for entry in entries))
    return f"snapback, in force again: {tale.measures(_tranches(SNAPBACK, entries))} ({total})."


@WITHHELD.sentence
def _withheld(tale: Narrator, entry: Entry, fields: Withheld) -> str:
    if entry.subject == "road_map":
        return "the road-map is given up: what was agreed was not kept."
    why = {
        "conditions": "what was certified holds no longer.",
        "a further authority": "by now it rests on a further authority, which that does not ease.",
        "violated": "the other side has not kept its part.",
    }[fields["why"]]
    return (
        f"{entry.agent} withholds the relief that was agreed for {tale.subjects(entry.subject)}: "
        f"{why}"
    )


def _followed(tale: Narrator, eased: list[Entry]) -> str:
    """Return the measures that a decision to ease has eased, if the log names them."""
    return f": {tale.measures(_tranches(EASED, eased), _MOST)}" if eased else ""


@COUNCIL_EASES.sentence
def _council_eases(tale: Narrator, entry: Entry, fields: CouncilEases) -> str:
    measures = _followed(tale, tale.following(entry, EASED))
    cause = tale.cause(entry)
    won = ""
    if cause is not None and cause.kind == allies.COMMON_POSITION.name:
        agreed = allies.COMMON_POSITION.of(cause)
        price = tale.points(entry.agent, agreed["price"])
        price = price if agreed["price"] >= 0.005 else "next to nothing"
        members = allies.members_in_words(tale, agreed["members"])
        won = f", once {members} had been won over for {price}"
    return f"{entry.agent} eases {words.lp(fields['lp'])}{won}{measures}."


@COUNCIL_EASES.in_sum
def _small_steps(tale: Narrator, entries: list[Entry]) -> str:
    by_whom: dict[str, list[float]] = {}
    for entry in entries:
        by_whom.setdefault(entry.agent, []).append(COUNCIL_EASES.of(entry)["lp"])
    return "; ".join(
        f"{words.count(len(sizes), 'small step of relief', 'small steps of relief')} by {who} "
        f"({words.lp(fsum(sizes))})"
        for who, sizes in by_whom.items()
    )


@FOLLOWS.sentence
def _follows(tale: Narrator, entry: Entry, fields: Follows) -> str:
    total = words.lp(_lp_of(tale, entry))
    measures = _followed(tale, tale.following(entry, EASED))
    return f"{tale.who(entry.agent)} follows and eases {total}{measures}."


@FOLLOWS.in_sum
def _small_follows(tale: Narrator, entries: list[Entry]) -> str:
    total = words.lp(fsum(_lp_of(tale, entry) for entry in entries))
    return f"{words.count(len(entries), 'small step', 'small steps')} by followers ({total})"


def _lp_of(tale: Narrator, entry: Entry) -> float:
    """Return LP that are eased by a decision."""
    return fsum(EASED.of(other)["lp"] for other in tale.following(entry, EASED))
