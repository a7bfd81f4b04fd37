"""Governments and aims: who governs the target, and what the senders hold their sanctions for."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from sim.events import world
from sim.events.fields import AtTable, Lp
from sim.events.kind import Kind, caused_by
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CHANCE
from sim.events.subjects import MEASURE, Subject
from sim.wording import words

Regime = Literal["heir", "new"]
"""Who follows a leader: somebody of the same regime, or a government of another kind."""

Why = Literal["government", "settlement", "gives in", "stalemate"]
"""Why a sender no longer holds its sanctions for their aim."""

HowEnded = Literal["licences", "delistings", "order"]
"""A step by which sanctions are wound down."""


class Change(TypedDict):
    """A new government."""

    regime: Annotated[Regime, "whether it is of the same regime as the last one"]
    meets_aims: Annotated[bool, "whether it does by itself what the sanctions are for"]


class GivenUp(AtTable):
    """An aim that is held no more."""

    why: Annotated[Why, "why"]


class WoundDown(AtTable):
    """A step of winding down."""

    step: Annotated[HowEnded, "by what means"]
    lp: Annotated[Lp, "weight of what it is to ease"]


class Favour(AtTable):
    """A favour."""

    lp: Annotated[Lp, "weight of what is eased; 0 for a name that weighs too little to be counted"]


GOVERNMENT_CHANGE: Final = Kind(
    "government_change",
    "the target gets a government of another kind, or one that does what was asked for",
    Change,
    about=Subject("name of the target", party=True),
    root=CHANCE,
)
AIM_MET: Final = Kind(
    "aim_met",
    "a sender has what its sanctions were for",
    GivenUp,
    about=Subject("name of the sender", party=True),
    tone="relief",
    public=False,  # a government's own judgement, until it acts on it
)
AIM_GIVEN_UP: Final = Kind(
    "aim_given_up",
    "a sender gives up what its sanctions were for",
    GivenUp,
    about=Subject("name of the sender", party=True),
    tone="relief",
    root="Senders give up now and then, at the rate that the scenario gives.",
    public=False,
)
WIND_DOWN: Final = Kind(
    "wind_down",
    "a sender takes a step to wind its sanctions down",
    WoundDown,
    about=Subject("name of the sender", party=True),
    tone="relief",
    joins=lambda tale, one, other: True,
)
FAVOUR: Final = Kind(
    "favour",
    "a sender frees a single person or firm, for nothing",
    Favour,
    about=MEASURE,
    tone="relief",
    root=CHANCE,
    routine=lambda n: words.count(n, "person or firm let off the lists", "names let off the lists"),
)


@GOVERNMENT_CHANGE.sentence
def _government_change(tale: Narrator, entry: Entry, fields: Change) -> str:
    country = tale.catalogue.target.name
    who = (
        f"{country} has a new government, of another kind than the last"
        if fields["regime"] == "new"
        else f"the new leader of {country} breaks with the old line"
    )
    if caused_by(tale, entry, world.INTERVENTION):
        who = f"{country} has a new government"
    if fields["meets_aims"]:
        return f"{who}: it does by itself what the sanctions were meant to bring about."
    return f"{who}; on what the sanctions are about it does as the last one did."


@AIM_MET.sentence
def _aim_met(tale: Narrator, entry: Entry, fields: GivenUp) -> str:
    why = {
        "government": f"{tale.catalogue.target.name} has a government that does what was asked",
        "settlement": "the settlement holds",
    }.get(fields["why"], "it has what it wanted")
    return f"{entry.agent} has what its sanctions were for: {why}. It begins to wind them down."


@AIM_GIVEN_UP.sentence
def _aim_given_up(tale: Narrator, entry: Entry, fields: GivenUp) -> str:
    why = {
        "gives in": "it no longer thinks that they can bring it about",
        "stalemate": "neither side has moved, and it lets the quarrel rest",
    }.get(fields["why"], "")
    return (
        f"{entry.agent} gives up what its sanctions were for: {why}. It begins to wind them down."
    )


_MEANS: Final[dict[HowEnded, str]] = {
    "licences": "by licences and waivers",
    "delistings": "by taking names off the lists and revoking rules",
}


@WIND_DOWN.shared_sentence
def _wind_down(tale: Narrator, entries: list[Entry]) -> str:
    steps = [WIND_DOWN.of(entry) for entry in entries]
    parts = [
        f"{words.lp(step['lp'])} {_MEANS[step['step']]}" for step in steps if step["step"] in _MEANS
    ]
    does = [f"winds down a further {words.joined(parts)}"] if parts else []
    if any(step["step"] == "order" for step in steps):
        does.append("has an order drawn up that ends what the emergency holds")
    return f"{entries[0].agent} {words.joined(does)}."


@FAVOUR.sentence
def _favour(tale: Narrator, entry: Entry, fields: Favour) -> str:
    what = f" ({words.lp(fields['lp'])})" if fields["lp"] > 0.0 else ""
    name = tale.measure(entry.subject)
    return f"{entry.agent} takes a name off the lists as a favour: {name}{what}."
