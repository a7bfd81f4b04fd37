"""Law at its dates: emergencies, acts of the council, licences."""

from __future__ import annotations

from sim.events.law import (
    ACT_LAPSE,
    ACT_RENEWED,
    CONTINUED,
    EMERGENCY_ENDED,
    EMERGENCY_LAPSE,
    HOLD_OUT,
)
from sim.events.relief import EASED, LICENCE_LAPSE, LICENCE_RENEWED
from sim.events.world import OIL_SHOCK
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, mean_or_none

measures = Group()

measures.count("emergencies_continued", CONTINUED, "continuations of emergencies")
measures.count(
    "emergencies_lapsed",
    EMERGENCY_LAPSE,
    "emergencies that ended",
    EMERGENCY_ENDED,
    primary=True,
    short="emergencies ended",
)
measures.count("acts_renewed", ACT_RENEWED, "renewals of council acts")
measures.count(
    "acts_lapsed",
    ACT_LAPSE,
    "council acts that lapsed",
    primary=True,
    short="council acts lapsed",
)
measures.count("hold_outs", HOLD_OUT, "renewals at which a member held out")


@measures(
    Column("hold_out_price", "float", "[0, 1]", "share of names demanded that were paid, mean")
)
def hold_out_price(history: History) -> float | None:
    """Return what hold-outs were paid, of renewals that one of them caused."""
    return mean_or_none(
        [ACT_RENEWED.of(e)["price"] for e in history.entries(ACT_RENEWED) if e.cause >= 0]
    )


@measures(Column("hold_out_most", "str", "", "member that held out most often"))
def hold_out_most(history: History) -> str | None:
    """Return the member that held out most often; of several the first that did."""
    times: dict[str, int] = {}
    for entry in history.entries(HOLD_OUT):
        times[entry.agent] = times.get(entry.agent, 0) + 1
    return max(times, key=times.__getitem__) if times else None


@measures(
    Column("licences_renewed", "int", "", "licences rolled over, those on oil apart"),
    Column("licences_lapsed_administrative", "int", "", "licences run out with nothing wrong"),
    Column("licences_lapsed_disapproval", "int", "", "licences whose renewal Congress barred"),
    Column("licences_lapsed_violation", "int", "", "licences run out because a deal was broken"),
)
def licences(history: History) -> tuple[int, ...]:
    """Return dated licences, those on oil apart: rolled over, and run out for what reason."""
    reasons = [lapse["why"] for lapse in history.fields(LICENCE_LAPSE)]
    return (
        sum(renewal["via"] != "oil" for renewal in history.fields(LICENCE_RENEWED)),
        reasons.count("administrative"),
        reasons.count("disapproval"),
        reasons.count("violation"),
    )


measures.count("oil_shocks", OIL_SHOCK, "jumps of the oil price")


@measures(
    Column("oil_licences", "int", "", "licences on oil given after a shock or a gap"),
    Column("oil_licences_renewed", "int", "", "licences on oil rolled over"),
    Column("oil_licences_lapsed", "int", "", "licences on oil that ran out"),
)
def oil_licences(history: History) -> tuple[int, int, int]:
    """Return licences on oil: given (all of one day are one), rolled over, run out."""
    return (
        len({e.day for e in history.entries(EASED) if EASED.of(e)["via"] == "oil"}),
        sum(renewal["via"] == "oil" for renewal in history.fields(LICENCE_RENEWED)),
        sum(lapse["why"] == "policy" for lapse in history.fields(LICENCE_LAPSE)),
    )
