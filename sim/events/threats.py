"""Threats and deadlines: made, met, carried out, dropped."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from sim.events.fields import AtTable, Date, Lp, Probability
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CHANCE
from sim.events.subjects import CONCESSION
from sim.wording import words


class Made(AtTable):
    """A threat."""

    by: Annotated[Date, "last day on which it may be met"]
    class_: Annotated[str, "class of the measures threatened"]
    lp: Annotated[Lp, "weight of these"]
    credibility: Annotated[Probability, "that it is thought to be carried out"]
    carried_out: Annotated[int, "threats carried out before, of those whose day has passed unmet"]
    decided: Annotated[int, "threats whose day has passed unmet before"]


class Carried(AtTable):
    """A threat carried out."""

    sender: Annotated[str, "who imposes the measures"]
    class_: Annotated[str, "their class"]
    lp: Annotated[Lp, "their weight"]
    probability: Annotated[Probability, "that it would be carried out"]


class Dropped(AtTable):
    """A threat not carried out."""

    probability: Annotated[Probability, "that it would be carried out"]
    credibility: Annotated[Probability, "of further threats from now on"]


class Met(TypedDict):
    """A threat that has had what it asked for."""

    alone: Annotated[bool, "whether the target gave way to it and not in a deal"]


THREAT: Final = Kind(
    "threat",
    "a sender sets a deadline",
    Made,
    about=CONCESSION,
    tone="pressure",
    root="Talks had stalled, or the scenario says so.",
    deliberate=True,
)
THREAT_MET: Final = Kind(
    "threat_met", "what a threat demands is given in time", Met, about=CONCESSION
)
THREAT_CARRIED_OUT: Final = Kind(
    "threat_carried_out",
    "a deadline passes and what was threatened is imposed",
    Carried,
    about=CONCESSION,
    tone="pressure",
    root=CHANCE,
    odds="It was carried out with a probability of {p}.",
)
THREAT_DROPPED: Final = Kind(
    "threat_dropped",
    "a deadline passes and nothing follows",
    Dropped,
    about=CONCESSION,
    root=CHANCE,
    odds="It would have been carried out with a probability of {p}.",
)


def _sanctions(tale: Narrator, class_: str) -> str:
    """Return sanctions of a class; some classes are called sanctions themselves."""
    name = tale.class_(class_)
    return name if "sanctions" in name else f"sanctions on {name}"


@THREAT.sentence
def _threat(tale: Narrator, entry: Entry, fields: Made) -> str:
    before = ""
    if fields["decided"]:
        before = (
            f" It has carried out {fields['carried_out']} of "
            f"{words.count(fields['decided'], 'such threat')} so far."
        )
    return (
        f"{entry.agent} gives {tale.target} until {words.day(fields['by'])}: "
        f"{tale.concession(entry.subject)}, or {_sanctions(tale, fields['class_'])} "
        f"({words.lp(fields['lp'])}).{before}"
    )


@THREAT_MET.sentence
def _met(tale: Narrator, entry: Entry, fields: Met) -> str:
    how = f"{tale.target} gives way" if fields["alone"] else "the demand is met in time"
    return f"{how}: {tale.concession(entry.subject)}; the threat is off."


@THREAT_CARRIED_OUT.sentence
def _carried_out(tale: Narrator, entry: Entry, fields: Carried) -> str:
    return (
        f"the deadline passes ({tale.concession(entry.subject)}); {entry.agent} does as it said: "
        f"{_sanctions(tale, fields['class_'])} ({words.lp(fields['lp'])})."
    )


@THREAT_DROPPED.sentence
def _dropped(tale: Narrator, entry: Entry, fields: Dropped) -> str:
    return (
        f"the deadline passes ({tale.concession(entry.subject)}) and {entry.agent} does nothing; "
        f"from now on its threats are believed with a probability of "
        f"{words.percent(fields['credibility'])}."
    )
