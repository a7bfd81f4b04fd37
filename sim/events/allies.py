"""New measures: imposed by the scenario, packages of the council, what followers adopt."""

from __future__ import annotations

from collections import Counter
from math import fsum
from typing import Annotated, Final, Literal, TypedDict

from sim.events.aftermath import Held
from sim.events.fields import AtTable, Days, Lp, Points
from sim.events.kind import Kind, caused_by
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CALENDAR, CHANCE, MEETING
from sim.events.subjects import ADDITION, MEASURE
from sim.wording import words


class Proposed(TypedDict):
    """A package that is discussed."""

    class_: Annotated[str, "class of its measures"]


class Delayed(TypedDict):
    """A delay."""

    days: Annotated[Days, "how long"]


class Added(TypedDict):
    """New measures."""

    sender: Annotated[str, "whose they are"]
    class_: Annotated[str, "their class"]
    lp: Annotated[Lp, "their weight"]


class Adopted(Added):
    """Measures of another that a follower adopts."""

    lag: Annotated[Days, "time since its leader took them"]


class Layer(TypedDict):
    """A further authority."""

    authority: Annotated[str, "that authority"]


WhyBlocked = Literal["out of reach", "not for sale", "too dear"]
"""Why members beyond theta* are not bought: they are too far off, they will not have it, or it
costs more than the package is worth."""


class Agreed(AtTable):
    """The members of a council agree on a package."""

    members: Annotated[list[str], "who held out and was bought"]
    price: Annotated[Points, "what that cost the council, EP"]
    threshold: Annotated[float, "theta*: the most hawkish position that accepts it by itself"]


class Blocked(TypedDict):
    """Members keep the council from a common position."""

    members: Annotated[list[str], "who is beyond theta*, the furthest first"]
    gap: Annotated[float, "how far the furthest is beyond it"]
    threshold: Annotated[float, "theta*: the most hawkish position that accepts it by itself"]
    why: Annotated[WhyBlocked, "why they are not bought"]


COMMON_POSITION: Final[Kind[Agreed]] = Kind(
    "common_position",
    "the council's members agree after some of them were bought",
    Agreed,
    root=MEETING,
    # At a review it is told with what is eased.
    part_of_another=lambda tale, entry: "table" not in entry.numbers,
)
BLOCKED_BY: Final[Kind[Blocked]] = Kind(
    "blocked_by",
    "members keep the council from a common position",
    Blocked,
    root=MEETING,
    routine=lambda n: f"{words.count(n, 'common position')} of the council blocked by members",
    notable=lambda tale, entry, fields: tale.earlier(entry, BLOCKED_BY, agent=entry.agent) is None,
)
PACKAGE_PROPOSED: Final = Kind(
    "package_proposed",
    "the council begins to discuss a new package",
    Proposed,
    about=ADDITION,
    root=CHANCE,
    part_of_another=lambda tale, entry: True,
)
PACKAGE_DELAYED: Final = Kind(
    "package_delayed",
    "a veto delays a package",
    Delayed,
    about=ADDITION,
    part_of_another=lambda tale, entry: bool(tale.following(entry, PACKAGE)),
)
PACKAGE: Final[Kind[Added]] = Kind(
    "package",
    "the council adopts a package",
    Added,
    about=ADDITION,
    tone="pressure",
    # A delay is news; so is the first one.
    notable=lambda tale, entry, fields: (
        caused_by(tale, entry, PACKAGE_DELAYED) or tale.earlier(entry, PACKAGE) is None
    ),
)
ADOPTS: Final = Kind(
    "adopts",
    "a follower adopts a tightening",
    Adopted,
    about=ADDITION,
    tone="pressure",
    routine=lambda n: f"{words.count(n, 'tightening')} adopted by followers",
)
TIGHTENS: Final = Kind(
    "tightens",
    "a follower tightens by itself",
    Added,
    about=ADDITION,
    tone="pressure",
    root=CHANCE,
)
DESIGNATION: Final = Kind(
    "designation",
    "the executive adds designations",
    Added,
    about=ADDITION,
    tone="pressure",
    root=CHANCE,
)


IMPOSED: Final = Kind(
    "imposed",
    "a measure is imposed, as the scenario says",
    Held,
    about=MEASURE,
    tone="pressure",
    root=CALENDAR,
)


LAYER: Final = Kind(
    "layer",
    "a measure comes to rest on a further authority",
    Layer,
    about=MEASURE,
    tone="law",
    root=CALENDAR,
)


@COMMON_POSITION.sentence
def _common_position(tale: Narrator, entry: Entry, fields: Agreed) -> str:
    who = members_in_words(tale, fields["members"])
    price = tale.points(entry.agent, fields["price"])
    held = "holds" if len(fields["members"]) == 1 else "hold"
    return (
        f"{entry.agent} comes to a common position: {who} {held} out and "
        f"{'is' if len(fields['members']) == 1 else 'are'} bought, for {price}."
    )


def members_in_words(tale: Narrator, members: list[str]) -> str:
    """Return members of the council by name, of many the first three."""
    few = [tale.who(name) for name in members[: 3 if len(members) > 4 else 4]]
    rest = len(members) - len(few)
    return words.joined([*few, words.count(rest, "other member")] if rest else few)


_BLOCKED: Final[dict[WhyBlocked, str]] = {
    "out of reach": "too far from what is proposed to be bought",
    "not for sale": "nothing on offer moves them",
    "too dear": "to buy them would cost more than the package is worth",
}


@BLOCKED_BY.sentence
def _blocked(tale: Narrator, entry: Entry, fields: Blocked) -> str:
    who = members_in_words(tale, fields["members"]) or entry.agent
    keep = "keeps" if len(fields["members"]) < 2 else "keep"
    return f"{who} {keep} the council from a common position: {_BLOCKED[fields['why']]}."


@PACKAGE_PROPOSED.sentence
def _proposed(tale: Narrator, entry: Entry, fields: Proposed) -> str:
    return f"{entry.agent} begins to discuss a new package ({tale.class_(fields['class_'])})."


@PACKAGE_DELAYED.sentence
def _delayed(tale: Narrator, entry: Entry, fields: Delayed) -> str:
    return f"{tale.who(entry.agent)} holds up the package, for {words.days(fields['days'])}."


@PACKAGE.sentence
def _package(tale: Narrator, entry: Entry, fields: Added) -> str:
    cause = tale.cause(entry)
    late = ""
    if cause is not None and cause.kind == PACKAGE_DELAYED.name:
        days = words.days(PACKAGE_DELAYED.of(cause)["days"])
        late = f", {days} late because of {tale.who(cause.agent)}"
    return f"{entry.agent} adopts a new package ({_size(tale, fields)}){late}."


@PACKAGE.in_sum
def _packages(tale: Narrator, entries: list[Entry]) -> str:
    total = fsum(PACKAGE.of(entry)["lp"] for entry in entries)
    of_class = Counter(tale.class_(PACKAGE.of(entry)["class_"]) for entry in entries)
    classes = words.joined([f"{name} ({n})" if n > 1 else name for name, n in of_class.items()])
    packages = words.count(len(entries), "further package")
    return f"{packages} of {entries[0].agent} ({classes}; {words.lp(total)})"


@ADOPTS.sentence
def _adopts(tale: Narrator, entry: Entry, fields: Adopted) -> str:
    return (
        f"{tale.who(entry.agent)} adopts {tale.measure(entry.subject)}, "
        f"{words.days(fields['lag'])} later."
    )


@TIGHTENS.sentence
def _tightens(tale: Narrator, entry: Entry, fields: Added) -> str:
    return f"{tale.who(entry.agent)} tightens on its own account ({words.lp(fields['lp'])})."


@DESIGNATION.sentence
def _designation(tale: Narrator, entry: Entry, fields: Added) -> str:
    return f"{entry.agent} adds designations ({_size(tale, fields)})."


@IMPOSED.sentence
def _imposed(tale: Narrator, entry: Entry, fields: Held) -> str:
    held = tale.held_by(fields["held_by"])
    return f"imposed: {tale.measure(entry.subject)} ({words.lp(fields['lp'])}), held by {held}."


@LAYER.sentence
def _layer(tale: Narrator, entry: Entry, fields: Layer) -> str:
    authority = tale.authority(fields["authority"])
    return f"from now on a further authority, {authority}, holds {tale.measure(entry.subject)}."


def _size(tale: Narrator, fields: Added) -> str:
    return f"{tale.class_(fields['class_'])}, {words.lp(fields['lp'])}"
