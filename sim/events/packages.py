"""Packages: what is eased, and what is given for it."""

from __future__ import annotations

from typing import Annotated, NotRequired, final

from sim.events.fields import AtTable, Lp, Share, Up
from sim.events.narrator import Narrator
from sim.wording import words


class Terms(AtTable):
    """What is eased, and what is given for it."""

    lp: Annotated[Lp, "relief in it"]
    measures: Annotated[dict[str, int], "tranches by measure"]
    tranches: Annotated[int, "tranches in all"]
    instruments: Annotated[list[str], "by what they are eased"]
    concessions: Annotated[list[str], "what is given in return"]


class Valued(Terms):
    """Terms and what they are worth to both sides."""

    share: Annotated[Share, "relief, of all LP in force"]
    utility_executive: Annotated[Up, "what it is worth to the executive"]
    utility_target: Annotated[Lp, "what it is worth to the target"]


@final
class Package(Valued):
    """A package."""


@final
class Proposal(Valued):
    """A package that is proposed."""

    moved: NotRequired[Annotated[list[str], "what has moved since the side's last was refused"]]


_MOST = 4
"""Measures of a package that are named before the rest is counted."""


def deal_name(subject: str) -> str:
    """Return a deal by its id; people count from one."""
    number = subject.rpartition("_")[2]
    if number.startswith("-"):
        return "a step of its own" if int(number) > -1_000_000 else "what it has wound down"
    return f"deal {int(number) + 1}" if number.isdigit() else "the deal"


def relief_in_words(tale: Narrator, fields: Terms) -> str:
    """Return the relief in a package: its measures, size and instruments."""
    tools = words.joined([tale.instrument(name) for name in fields["instruments"]])
    size = words.lp(fields["lp"])
    return f"{tale.measures(fields['measures'], _MOST)} ({size}{'; ' + tools if tools else ''})"
