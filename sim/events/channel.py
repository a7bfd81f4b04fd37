"""The channel of talks: what is prepared, who keeps silent or leaves, when it closes and opens."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Annotated, Final, NotRequired, TypedDict

from sim.events.fields import AtTable, Days, Lp, Nothing, Points, Up
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import MEETING
from sim.events.subjects import Subject
from sim.wording import words


class Silence(TypedDict):
    """A side proposes nothing."""

    worth: Annotated[Points, "what the best that it could propose is worth to it"]
    rest: Annotated[Points, "least that it would be worth on the way"]
    reservation: Annotated[Points, "what doing without is worth to it"]


class Leaves(TypedDict):
    """A side leaves a road-map."""

    stage: Annotated[int, "at which stage, from 1"]
    of: Annotated[int, "of how many"]
    worth: Annotated[Points, "what the rest is worth to it"]
    reservation: Annotated[Points, "what doing without is worth to it"]
    utility_executive: Annotated[Up, "what the rest is worth to the executive"]
    utility_target: Annotated[Lp, "what the rest is worth to the target"]


class Breakdown(AtTable):
    """The channel closes."""

    days: NotRequired[Annotated[Days, "for how long, unless until further notice"]]
    contacts: NotRequired[Annotated[bool, "whether contacts go on, where nobody says how long"]]


OPTIONS_ORDERED: Final = Kind(
    "options_ordered",
    "the executive asks for a list of what could be lifted",
    Nothing,
    root="The executive prepares for talks.",
    public=False,  # staff work
)


OPTIONS_READY: Final = Kind(
    "options_ready", "the list of what could be lifted is ready", Nothing, public=False
)


SILENCE: Final = Kind(
    "silence",
    "a side has nothing to propose that it would rather have than do without",
    Silence,
    about=Subject("`package` or `road_map`"),
    root=MEETING,
    deliberate=True,
    public=False,  # nobody sees what is not proposed
)


LEAVES: Final = Kind(
    "leaves",
    "a side leaves a road-map whose rest has come to be worth less to it than none",
    Leaves,
    about=Subject("`road_map`"),
    tone="pressure",
    deliberate=True,
)


BREAKDOWN: Final = Kind(
    "breakdown",
    "the channel closes",
    Breakdown,
    about=Subject(
        "why: `refusal`, `violation`, `offensive`, `snapback_decided`, `crackdown`, `war_resumes`, "
        "`powerless` (the sender has no authority left) or `intervention`"
    ),
    routine=lambda n: "the channel closed for less than a day",
    notable=lambda tale, entry, fields: fields.get("days", inf) >= 0.5,
)


MANDATE: Final = Kind(
    "mandate",
    "the council decides to talk to the target",
    AtTable,
)


REOPENED: Final = Kind(
    "reopened",
    "the channel opens again",
    AtTable,
    part_of_another=lambda tale, entry: (
        (cause := tale.cause(entry)) is not None
        and cause.kind in (BREAKDOWN.name, MANDATE.name, "window")
    ),
)


@OPTIONS_ORDERED.sentence
def _options_ordered(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return (
        f"{entry.agent} orders a list of what could be lifted; until it is ready there will be "
        "no offer."
    )


@OPTIONS_READY.sentence
def _options_ready(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"the list of what could be lifted is ready; {entry.agent} can make offers."


@SILENCE.sentence
def _silence(tale: Narrator, entry: Entry, fields: Silence) -> str:
    what = "a road-map" if entry.subject == "road_map" else "a package"
    unit = partial(tale.points, entry.agent)
    without = unit(fields["reservation"])
    if fields["worth"] >= fields["reservation"]:
        return (
            f"{entry.agent} does not propose {what}: on the way the rest of it would come to be "
            f"worth {unit(fields['rest'])} to it, and to do without is worth {without}."
        )
    return (
        f"{entry.agent} does not propose {what}: the best it could propose is worth "
        f"{unit(fields['worth'])} to it, and to do without is worth {without}."
    )


@LEAVES.sentence
def _leaves(tale: Narrator, entry: Entry, fields: Leaves) -> str:
    unit = partial(tale.points, entry.agent)
    return (
        f"{entry.agent} leaves the road-map at stage {fields['stage']} of "
        f"{fields['of']}: what is left of it has come to be worth "
        f"{unit(fields['worth'])} to it, and to do without is worth "
        f"{unit(fields['reservation'])}."
    )


_CLOSED_BY = {
    "refusal": "after the refusal",
    "violation": "after the violation",
    "offensive": "after the offensive",
    "snapback_decided": "since relief is taken back",
    "crackdown": "after the crackdown",
    "war_resumes": "since the war goes on",
    "powerless": "since there is nothing left to lift",
    "intervention": "with that",
}


@BREAKDOWN.sentence
def _breakdown(tale: Narrator, entry: Entry, fields: Breakdown) -> str:
    why = _CLOSED_BY.get(entry.subject, entry.subject)
    if "days" in fields:
        closed = f"for {words.days(fields['days'])}"
    elif "contacts" in fields:
        closed = "but contacts go on" if fields["contacts"] else "and there are no contacts either"
    else:
        closed = "for good" if entry.subject == "powerless" else "until further notice"
    return f"the channel{_to(tale, fields)} closes{' ' + why if why else ''}, {closed}."


def _to(tale: Narrator, fields: AtTable) -> str:
    """Return to whom a channel leads, if not to the executive."""
    table = fields.get("table", "")
    return f" to {tale.sender_at(table)}" if table else ""


@MANDATE.sentence
def _mandate(tale: Narrator, entry: Entry, fields: AtTable) -> str:
    return f"{entry.agent} decides to open talks of its own."


@REOPENED.sentence
def _reopened(tale: Narrator, entry: Entry, fields: AtTable) -> str:
    return f"the channel{_to(tale, fields)} opens again."
