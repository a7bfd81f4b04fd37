"""Reversal that follows no violation: successors, and crackdowns that are answered."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from sim.events.fields import Lp, Nothing, Probability
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CHANCE
from sim.events.subjects import AGREEMENT
from sim.wording import words


class Reverses(TypedDict):
    """A successor reverses relief of his predecessor."""

    probability: Annotated[Probability, "that he would"]
    lp: Annotated[Lp, "weight of what he reverses"]


CRACKDOWN: Final = Kind(
    "crackdown", "a crackdown in the target country", Nothing, tone="pressure", root=CHANCE
)
SUCCESSOR_REVERSES: Final = Kind(
    "successor_reverses",
    "a new president reverses what his predecessor gave",
    Reverses,
    about=AGREEMENT,
    tone="pressure",
    odds="He would do so with a probability of {p}.",
)


@CRACKDOWN.sentence
def _crackdown(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"a crackdown in {tale.catalogue.target.name}."


@SUCCESSOR_REVERSES.sentence
def _reverses(tale: Narrator, entry: Entry, fields: Reverses) -> str:
    return (
        f"a new president: {entry.agent} turns against what it gave under the one before "
        f"({words.lp(fields['lp'])})."
    )
