"""The legislature: reviews of relief and how they ended; bills, laws, repeals."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.events.law import REPEAL
from sim.events.lawmaking import BILLS, LAW, STANCE, STICK_USED
from sim.events.legislature import BILL_FLOOR, BILL_INTRODUCED, VETO, VOTE
from sim.events.log import Entry
from sim.events.reviews import BLOCKED, DISAPPROVAL, REPORT
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, mean_or_none

measures = Group()

measures.count("reviews", REPORT, "reports of relief to the legislature")
measures.count("disapprovals", DISAPPROVAL, "resolutions of disapproval filed")


def _votes_on_disapproval(history: History) -> list[Entry]:
    return [e for e in history.entries(VOTE) if VOTE.of(e)["on"] == "disapproval"]


@measures(
    Column("disapprovals_passed", "int", "", "resolutions that passed every chamber"),
    Column("disapprovals_vetoed", "int", "", "resolutions vetoed"),
)
def disapprovals(history: History) -> tuple[int, int]:
    """Return how many resolutions of disapproval passed every chamber, and how many vetoes."""
    votes: dict[int, list[bool]] = {}
    for vote in _votes_on_disapproval(history):
        votes.setdefault(vote.cause, []).append(VOTE.of(vote)["carried"])
    chambers = len(history.record.model.chambers)
    resolutions = {e.id for e in history.entries(DISAPPROVAL)}
    return (
        sum(len(carried) == chambers and all(carried) for carried in votes.values()),
        sum(e.cause in resolutions for e in history.entries(VETO)),
    )


measures.count("blocked", BLOCKED, "relief barred by a disapproval enacted")


@measures(Column("overridden", "int", "", "of these, over a veto"))
def overridden(history: History) -> int:
    """Return how often relief was barred over a veto."""
    return sum(disapproval["how"] == "over a veto" for disapproval in history.fields(BLOCKED))


def _by_chamber(model: Model) -> Iterator[Column]:
    for name, chamber in model.chambers.items():
        meaning = f"ayes for disapprovals in the {chamber.name}, mean over first votes"
        yield Column(f"disapproval_ayes_{name}", "float", "votes", meaning)


@measures.by_model(_by_chamber)
def disapproval_ayes(history: History) -> list[float | None]:
    """Return the mean ayes for disapprovals, chamber by chamber."""
    votes = [VOTE.of(vote) for vote in _votes_on_disapproval(history)]
    return [
        mean_or_none([float(vote["ayes"]) for vote in votes if vote["chamber"] == name])
        for name in history.record.model.chambers
    ]


@measures(Column("bills", "int", "", "bills of new sanctions introduced"))
def bills(history: History) -> int:
    """Return how many bills were introduced, those that were only counted included."""
    counted = sum(tally["introduced"] for tally in history.fields(BILLS))  # whole numbers
    return counted + len(history.entries(BILL_INTRODUCED))


measures.count("bills_floor", BILL_FLOOR, "bills that got to the floor")
measures.count("laws", LAW, "bills that became law")


@measures(Column("laws_lp", "float", "LP", "put under statute by laws"))
def laws_lp(history: History) -> float:
    """Return LP put under statute by laws."""
    return fsum(law["lp"] for law in history.fields(LAW))


measures.count("repeals", REPEAL, "statutes repealed")


@measures(Column("laws_a_year", "float", "1/y", "laws of new sanctions a year"))
def laws_a_year(history: History) -> float:
    """Return how many laws there were in a year, on average."""
    return len(history.entries(LAW)) * YEAR / history.record.horizon


measures.count("sticks_used", STICK_USED, "sanctions imposed that a law let the president impose")
measures.count("stance_moves", STANCE, "moves of the president's stance on new sanctions")
