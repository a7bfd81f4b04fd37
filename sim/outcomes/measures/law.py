"""Law at its dates: emergencies, acts of the council, licences."""

from __future__ import annotations

from collections.abc import Iterable

from sim.events.log import Entry
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, mean_or_none, number

measures = Group()

measures.count("emergencies_continued", "continued", "continuations of emergencies")
measures.count(
    "emergencies_lapsed",
    "emergency_lapse emergency_ended",
    "emergencies that ended",
    primary=True,
    short="emergencies ended",
)
measures.count("acts_renewed", "act_renewed", "renewals of council acts")
measures.count(
    "acts_lapsed",
    "act_lapse",
    "council acts that lapsed",
    primary=True,
    short="council acts lapsed",
)
measures.count("hold_outs", "hold_out", "renewals at which a member held out")


@measures(
    Column("hold_out_price", "float", "[0, 1]", "share of names demanded that were paid, mean")
)
def hold_out_price(history: History) -> float | None:
    """Return what hold-outs were paid, of renewals that one of them caused."""
    return mean_or_none(
        [number(e, "price") for e in history.entries("act_renewed") if e.cause >= 0]
    )


@measures(Column("hold_out_most", "str", "", "member that held out most often"))
def hold_out_most(history: History) -> str | None:
    """Return the member that held out most often; of several the first that did."""
    times: dict[str, int] = {}
    for entry in history.entries("hold_out"):
        times[entry.agent] = times.get(entry.agent, 0) + 1
    return max(times, key=times.__getitem__) if times else None


def _on_oil(entries: Iterable[Entry]) -> list[Entry]:
    return [e for e in entries if e.numbers.get("via") == "oil"]


@measures(
    Column("licences_renewed", "int", "", "licences rolled over, those on oil apart"),
    Column("licences_lapsed_administrative", "int", "", "licences run out with nothing wrong"),
    Column("licences_lapsed_disapproval", "int", "", "licences whose renewal Congress barred"),
    Column("licences_lapsed_violation", "int", "", "licences run out because a deal was broken"),
)
def licences(history: History) -> tuple[int, ...]:
    """Return dated licences, those on oil apart: rolled over, and run out for what reason."""
    renewed = history.entries("licence_renewed")
    reasons = [e.numbers.get("why") for e in history.entries("licence_lapse")]
    return (
        len(renewed) - len(_on_oil(renewed)),
        reasons.count("administrative"),
        reasons.count("disapproval"),
        reasons.count("violation"),
    )


measures.count("oil_shocks", "oil_shock", "jumps of the oil price")


@measures(
    Column("oil_licences", "int", "", "licences on oil given after a shock or a gap"),
    Column("oil_licences_renewed", "int", "", "licences on oil rolled over"),
    Column("oil_licences_lapsed", "int", "", "licences on oil that ran out"),
)
def oil_licences(history: History) -> tuple[int, int, int]:
    """Return licences on oil: given (all of one day are one), rolled over, run out."""
    reasons = [e.numbers.get("why") for e in history.entries("licence_lapse")]
    return (
        len({e.day for e in _on_oil(history.entries("eased"))}),
        len(_on_oil(history.entries("licence_renewed"))),
        reasons.count("policy"),
    )
