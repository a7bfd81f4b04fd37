"""Road-maps: several stages that are agreed at once."""

from __future__ import annotations

from typing import Annotated, Final, final

from sim.events.fields import AtTable, Lp, Up
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.packages import Terms, relief_in_words
from sim.events.subjects import AGREEMENT, Subject
from sim.wording import words


@final
class RoadMap(AtTable):
    """A road-map."""

    lp: Annotated[Lp, "relief in all its stages"]
    utility_executive: Annotated[Up, "what it is worth to the executive"]
    utility_target: Annotated[Lp, "what it is worth to the target"]
    stages: Annotated[int, "how many stages it has"]


class Stage(Terms):
    """A stage of a road-map."""

    stage: Annotated[int, "which, from 1"]
    of: Annotated[int, "of how many"]
    utility_executive: Annotated[Up, "what the rest is worth to the executive"]
    utility_target: Annotated[Lp, "what the rest is worth to the target"]
    stage_executive: Annotated[Up, "what the stage is worth to the executive"]
    stage_target: Annotated[Lp, "what the stage is worth to the target"]


ROAD_MAP: Final[Kind[RoadMap]] = Kind(
    "road_map",
    "a road-map of stages is agreed",
    RoadMap,
    about=Subject("`road_map`"),
    tone="relief",
    deliberate=True,
)


STAGE: Final = Kind(
    "stage", "a stage of the road-map begins", Stage, about=AGREEMENT, tone="relief"
)


@ROAD_MAP.sentence
def _road_map(tale: Narrator, entry: Entry, fields: RoadMap) -> str:
    proposal = tale.cause(entry)
    by = f", on a proposal of {proposal.agent}" if proposal is not None else ""
    sender = tale.sender_at(fields.get("table", ""))
    return (
        f"a road-map of {words.count(fields['stages'], 'stage')} ({words.lp(fields['lp'])} in all) "
        f"is agreed{by}: each once its trigger is verified. It is "
        f"worth {tale.points(sender, fields['utility_executive'])} to {sender} and "
        f"{words.lp(fields['utility_target'])} to {tale.target}."
    )


@STAGE.sentence
def _stage(tale: Narrator, entry: Entry, fields: Stage) -> str:
    given = tale.concessions(fields["concessions"]) or "nothing more"
    relief = relief_in_words(tale, fields) if fields["measures"] else "nothing"
    sender = tale.sender_at(fields.get("table", ""))
    return (
        f"stage {fields['stage']} of {fields['of']} of the road-map "
        f"begins: {tale.target} is to give: {given}; once that is verified, {sender} is "
        f"to ease {relief}."
    )
