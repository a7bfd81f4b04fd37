"""Reversal that follows no violation: successors, and crackdowns that are answered."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from sim.events.fields import Lp, Nothing, Probability
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CHANCE
from sim.events.subjects import Subject
from sim.wording import words


class Reverses(TypedDict):
    """A successor reverses relief of his predecessor."""

    probability: Annotated[Probability, "that he would"]
    lp: Annotated[Lp, "weight of what he reverses"]
    steps: Annotated[int, "deals and steps of which he takes something back"]


CRACKDOWN: Final = Kind(
    "crackdown", "a crackdown in the target country", Nothing, tone="pressure", root=CHANCE
)
SUCCESSOR_REVERSES: Final = Kind(
    "successor_reverses",
    "a new president reverses what his predecessor gave",
    Reverses,
    about=Subject("name of the sender", party=True),
    tone="pressure",
    odds="He would do so with a probability of {p}.",
)


@CRACKDOWN.sentence
def _crackdown(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"a crackdown in {tale.catalogue.target.name}."


@SUCCESSOR_REVERSES.sentence
def _reverses(tale: Narrator, entry: Entry, fields: Reverses) -> str:
    steps = "one step" if fields["steps"] == 1 else f"{fields['steps']} steps"
    return (
        f"{entry.agent}: the new president reverses what his predecessor gave, "
        f"{words.lp(fields['lp'])} in {steps}."
    )
