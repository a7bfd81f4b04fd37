"""The war: truces, ceasefires, how they break, and peace."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypedDict

from sim.events.fields import Days, Nothing
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CHANCE
from sim.events.subjects import Subject
from sim.wording import words

How = Literal["itself", "bargain", "threat", "scenario", "government"]
"""By what a state of the war came: by itself, by a deal, under a threat, because the scenario says
so, or because the target has a government that wants it."""


class State(TypedDict):
    """The war pauses or ends."""

    by: Annotated[
        How,
        "how it came: by itself, by a bargain, under a threat, as the scenario says, or by a new "
        "government",
    ]


class Over(TypedDict):
    """A truce or a ceasefire is over."""

    lasted: Annotated[Days, "how long it lasted"]


TRUCE: Final = Kind("truce", "a truce of days or weeks begins", State, tone="relief", root=CHANCE)
TRUCE_OVER: Final = Kind("truce_over", "a truce ends, and the war goes on", Over, root=CHANCE)
CEASEFIRE: Final = Kind(
    "ceasefire",
    "the main fighting stops",
    State,
    tone="relief",
    root="The war had lasted long enough for both sides, at the rate that the scenario gives.",
)
WAR_RESUMES: Final = Kind(
    "war_resumes",
    "a ceasefire breaks and the war goes on",
    Over,
    tone="pressure",
    root="It broke by itself, at a rate that falls with its age.",
)
PEACE: Final = Kind("peace", "the war is settled", State, tone="relief", root=CHANCE)

PARTNER_AGREEMENT: Final = Kind(
    "partner_agreement",
    "a partner at war and the executive agree on minerals or aid",
    Nothing,
    about=Subject("name of the executive", party=True),
    root=CHANCE,
    deliberate=True,
)

OF_STATE: Final[dict[str, Kind[Any]]] = {"truce": TRUCE, "ceasefire": CEASEFIRE, "settled": PEACE}
"""The kind with which each state begins."""

_BY: Final[dict[How, str]] = {
    "itself": ", without a deal",
    "bargain": ", as agreed",
    "threat": ", under a threat",
    "scenario": ", as the scenario has it",
    "government": ", as the new government wants",
}


@TRUCE.sentence
def _truce(tale: Narrator, entry: Entry, fields: State) -> str:
    return f"a truce begins{_BY[fields['by']]}."


@TRUCE_OVER.sentence
def _truce_over(tale: Narrator, entry: Entry, fields: Over) -> str:
    return f"the truce is over after {words.days(fields['lasted'])}; the war goes on."


@CEASEFIRE.sentence
def _ceasefire(tale: Narrator, entry: Entry, fields: State) -> str:
    return f"a ceasefire on the line begins{_BY[fields['by']]}: the main fighting stops."


@WAR_RESUMES.sentence
def _war_resumes(tale: Narrator, entry: Entry, fields: Over) -> str:
    return f"the ceasefire breaks after {words.duration(fields['lasted'])}: the war goes on."


@PEACE.sentence
def _peace(tale: Narrator, entry: Entry, fields: State) -> str:
    return f"the war is settled{_BY[fields['by']]}."


@PARTNER_AGREEMENT.sentence
def _agreement(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return (
        f"{entry.agent} and {entry.subject} sign an agreement on minerals and aid; relief for "
        f"{tale.target} is easier to defend from now on."
    )
