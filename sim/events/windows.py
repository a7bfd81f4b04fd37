"""Windows: contacts begin, talks open or shut; steps that held grow and become permanent."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from sim.events import channel
from sim.events.fields import AtTable, Lp
from sim.events.kind import Kind, caused_by
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.subjects import MEASURE
from sim.wording import words

State = Literal["shut", "exploring", "open"]
"""Where a table stands: there are no contacts, there are contacts without offers, or talks."""


class Window(AtTable):
    """A window opens or shuts."""

    was: Annotated[State, "where the table stood"]
    to: Annotated[State, "where it stands from then on"]


class Step(AtTable):
    """How large the next step may be."""

    was: Annotated[Lp, "how large a step could be"]
    lp: Annotated[Lp, "how large the next may be"]
    held: Annotated[bool, "whether the last held; else there was a violation"]


class Permanent(TypedDict):
    """Relief is made permanent."""

    sender: Annotated[str, "id of the sender"]
    class_: Annotated[str, "class of the measure"]
    was: Annotated[str, "instrument by which it was eased"]
    instrument: Annotated[str, "instrument by which it is eased from then on"]
    tranches: Annotated[int, "of how many tranches"]
    lp: Annotated[Lp, "their weight"]
    authorities: Annotated[list[str], "ids of the authorities that held them"]


WINDOW: Final = Kind(
    "window",
    "contacts begin, talks open, or contacts end",
    Window,
    root="Nothing in particular opened it: sanctions of that age come to be talked about at the "
    "rate that the scenario gives.",
    part_of_another=lambda tale, entry: caused_by(tale, entry, channel.BREAKDOWN),
    # Talks are announced; contacts before them are not.
    public=lambda fields: "open" in (fields["was"], fields["to"]),
)


STEP: Final = Kind(
    "step",
    "a step has held, or was violated: the next may be larger, or is smaller",
    Step,
    deliberate=True,
    public=False,  # what a side would dare next it keeps to itself
)


MADE_PERMANENT: Final = Kind(
    "made_permanent",
    "relief that could be undone is made permanent",
    Permanent,
    about=MEASURE,
    tone="relief",
    deliberate=True,
)


_WHY: Final[dict[str, str]] = {
    "leader_exit": "{target} has a new leader",
    "government_change": "there is a new government on the other side",
    "new_president": "there is a new president",
    "succession": "there is a new president",
    "truce": "a truce has begun",
    "ceasefire": "the guns have fallen silent",
    "peace": "there is peace",
    "delivered": "{target} has given something for nothing",
    "oil_shock": "oil is dear",
    "deal": "another sender has come to terms with {target}",
    "stage": "another sender has come to terms with {target}",
    "intervention": "the scenario has it so",
}
"""Why a window opens, by the kind of the event behind it."""


def why_now(tale: Narrator, entry: Entry) -> str:
    """Return why a window opens, as a clause; nothing if nothing in particular opened it."""
    cause = tale.cause(entry)
    if cause is not None and cause.kind == WINDOW.name:
        cause = tale.cause(cause)
    if cause is None or cause.kind not in _WHY:
        return ""
    return _WHY[cause.kind].format(target=tale.target)


@WINDOW.sentence
def _window(tale: Narrator, entry: Entry, fields: Window) -> str:
    sender = tale.sender_at(fields.get("table", ""))
    pair = f"{sender} and {tale.target}"
    if fields["to"] == "shut":
        if fields["was"] == "open":
            return f"talks between {pair} are over, and there are no contacts."
        return f"contacts between {pair} come to nothing."
    why = why_now(tale, entry)
    if fields["to"] == "open":
        return f"talks between {pair} open{': ' + why if why else ''}."
    return f"{pair} begin to sound each other out{': ' + why if why else ''}."


@STEP.sentence
def _step(tale: Narrator, entry: Entry, fields: Step) -> str:
    sender = tale.sender_at(fields.get("table", ""))
    if fields["held"]:
        return (
            f"a step has held without a violation: the next of {sender} may be as large "
            f"as {words.lp(fields['lp'])} (so far {words.lp(fields['was'])})."
        )
    return (
        f"after the violation {sender} goes back to smaller steps: at most "
        f"{words.lp(fields['lp'])}, and only such as can be undone."
    )


@MADE_PERMANENT.sentence
def _made_permanent(tale: Narrator, entry: Entry, fields: Permanent) -> str:
    return (
        f"{entry.agent} makes relief permanent that has held: {tale.measure(entry.subject)} "
        f"({words.lp(fields['lp'])}), eased by {tale.instrument(fields['was'])} so far, from now "
        f"on by {tale.instrument(fields['instrument'])}."
    )
