"""What makes laws of new sanctions: the president's stance."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from sim.events.fields import AtTable
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator

Position = Literal["opposed", "neutral", "asking"]


class Stance(AtTable):
    """A president's stance on new sanctions."""

    was: Annotated[Position, "where he stood"]
    to: Annotated[Position, "where he stands from then on"]


STANCE: Final = Kind(
    "stance",
    "the president moves his stance on laws of new sanctions",
    Stance,
    tone="pressure",
    deliberate=True,
)

_STANDS: Final[dict[Position, str]] = {
    "opposed": "sets itself against new sanctions by {0}",
    "neutral": "no longer stands in the way of new sanctions by {0}",
    "asking": "asks {0} for new sanctions",
}


@STANCE.sentence
def _stance(tale: Narrator, entry: Entry, fields: Stance) -> str:
    stands = _STANDS[fields["to"]].format(tale.legislature)
    if fields["was"] == "asking":
        stands = f"no longer asks {tale.legislature} for new sanctions"
    return f"{entry.agent} {stands}."
