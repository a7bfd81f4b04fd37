"""What ends and what stays when an authority ends, in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Annotated, TypedDict

from sim.events.fields import Lp
from sim.events.narrator import Narrator
from sim.wording import words

__all__ = ["Held", "aftermath"]


class Held(TypedDict):
    """A measure and what holds it."""

    sender: Annotated[str, "its sender"]
    class_: Annotated[str, "its class"]
    lp: Annotated[Lp, "its weight"]
    held_by: Annotated[list[str], "names of the authorities that hold it"]


def aftermath(
    tale: Narrator, ended: Sequence[tuple[str, Held]], stay: Sequence[tuple[str, Held]]
) -> str:
    """Return which measures end with an authority, and which stay and why.

    Parameters
    ----------
    tale
        Who tells it.
    ended, stay
        The measures by id, each with what holds it now.
    """
    parts = []
    if ended:
        names = words.listed([tale.measure(measure) for measure, _ in ended])
        verb = "rests on it alone ends" if len(ended) == 1 else "rest on it alone end"
        size = words.lp(fsum(held["lp"] for _, held in ended))
        parts.append(f"{words.count(len(ended), 'measure')} that {verb} ({size}): {names}")
    if stay:
        reasons: dict[str, list[str]] = {}
        for measure, held in stay:
            reasons.setdefault(tale.held_by(held["held_by"]), []).append(tale.measure(measure))
        held_by = [f"{words.listed(names)} (held by {by})" for by, names in reasons.items()]
        verb = "stays" if len(stay) == 1 else "stay"
        noun = f"{len(stay)}" if ended else words.count(len(stay), "measure")
        parts.append(f"{noun} {verb}: {words.listed(held_by)}")
    if not parts:
        return "Nothing in force rests on it any more."
    return "; ".join(parts) + "."
