"""The legislature: reviews of relief and how they ended; bills, laws, repeals."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.engine.model.model import Model
from sim.events.log import Entry
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, mean_or_none, number

measures = Group()

measures.count("reviews", "report", "reports of relief to the legislature")
measures.count("disapprovals", "disapproval", "resolutions of disapproval filed")


def _votes_on_disapproval(history: History) -> list[Entry]:
    return [e for e in history.entries("vote") if e.numbers.get("on") == "disapproval"]


@measures(
    Column("disapprovals_passed", "int", "", "resolutions that passed every chamber"),
    Column("disapprovals_vetoed", "int", "", "resolutions vetoed"),
)
def disapprovals(history: History) -> tuple[int, int]:
    """Return how many resolutions of disapproval passed every chamber, and how many vetoes."""
    votes: dict[int, list[bool]] = {}
    for vote in _votes_on_disapproval(history):
        votes.setdefault(vote.cause, []).append(bool(vote.numbers.get("carried")))
    chambers = len(history.record.model.chambers)
    resolutions = {e.id for e in history.entries("disapproval")}
    return (
        sum(len(carried) == chambers and all(carried) for carried in votes.values()),
        sum(e.cause in resolutions for e in history.entries("veto")),
    )


measures.count("blocked", "blocked", "relief barred by a disapproval enacted")


@measures(Column("overridden", "int", "", "of these, over a veto"))
def overridden(history: History) -> int:
    """Return how often relief was barred over a veto."""
    return sum(e.numbers.get("how") == "over a veto" for e in history.entries("blocked"))


def _by_chamber(model: Model) -> Iterator[Column]:
    for name, chamber in model.chambers.items():
        meaning = f"ayes for disapprovals in the {chamber.name}, mean over first votes"
        yield Column(f"disapproval_ayes_{name}", "float", "votes", meaning)


@measures.by_model(_by_chamber)
def disapproval_ayes(history: History) -> list[float | None]:
    """Return the mean ayes for disapprovals, chamber by chamber."""
    votes = _votes_on_disapproval(history)
    return [
        mean_or_none([number(v, "ayes") for v in votes if v.numbers.get("chamber") == name])
        for name in history.record.model.chambers
    ]


measures.count("bills", "bill", "bills of new sanctions introduced")
measures.count("bills_floor", "bill_floor", "bills that got to the floor")
measures.count("laws", "law", "bills that became law")


@measures(Column("laws_lp", "float", "LP", "put under statute by laws"))
def laws_lp(history: History) -> float:
    """Return LP put under statute by laws."""
    return fsum(number(e, "lp") for e in history.entries("law"))


measures.count("repeals", "repeal", "statutes repealed")
