"""How sanctions end: by a bargain, a war's end, a government, an aim given up, a licence."""

from __future__ import annotations

from math import fsum, inf
from typing import Final

from sim.events import law, war
from sim.events.compliance import SETTLEMENT
from sim.events.governments import AIM_GIVEN_UP, AIM_MET, FAVOUR, GOVERNMENT_CHANGE, WIND_DOWN
from sim.events.law import EMERGENCY_ENDED, EMERGENCY_LAPSE, ENDED, REPEAL
from sim.events.log import Entry
from sim.events.relief import EASED
from sim.events.road_maps import ROAD_MAP, STAGE
from sim.events.talks import DEAL
from sim.events.threats import THREAT
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()

CAUSES: Final = (
    "bargain",
    "war",
    "government",
    "given up",
    "licence",
    "gesture",
    "favour",
    "allies",
    "silence",
    "repeal",
    "other",
)
"""What relief may go back to; of several that brought about as much, the first."""

CONCEDED: Final = frozenset({"bargain", "war", "government"})
"""Those of them in which the target did what was asked of it."""

_NAMES: Final = {
    "bargain": "agreed packages, and settlements that were bargained for",
    "war": "a settlement that came without a bargain",
    "government": "a government of the target that met the aims by itself",
    "given up": "an aim that the sender gave up",
    "licence": "licences on oil, and those of the first day",
    "gesture": "unilateral gestures",
    "favour": "favours to single persons and firms",
    "allies": "the council and followers, of their own accord",
    "silence": "emergencies that lapsed in silence",
    "repeal": "repeals",
    "other": "anything else, such as a last day set by law or a scenario",
}
_BY_ROAD: Final = {
    "oil": "licence",
    "start": "licence",
    "gesture": "gesture",
    "favour": "favour",
    "statute": "repeal",
    "bargain": "bargain",
}
_BY_KIND: Final = {
    AIM_GIVEN_UP.name: "given up",
    GOVERNMENT_CHANGE.name: "government",
    DEAL.name: "bargain",
    THREAT.name: "bargain",  # the target gave what was asked, in return for being spared
    STAGE.name: "bargain",
    ROAD_MAP.name: "bargain",
    EMERGENCY_LAPSE.name: "silence",
    law.ACT_LAPSE.name: "allies",
}
_OF_WAR: Final = (SETTLEMENT.name, war.PEACE.name, war.CEASEFIRE.name)
_OF_WAR_ALL: Final = (SETTLEMENT, war.PEACE, war.CEASEFIRE, war.WAR_RESUMES)
_ALLIES: Final = frozenset({"council", "follower"})
_UNBARGAINED: Final = frozenset({"itself", "scenario"})


def _root(entries: list[Entry], entry: Entry) -> str:
    """Return what an event goes back to, by the nearest cause that says so."""
    repealed = False
    while True:
        if entry.kind in _BY_KIND:
            return _BY_KIND[entry.kind]
        if entry.kind in _OF_WAR and entry.numbers.get("by") in _UNBARGAINED:
            return "war"
        repealed = repealed or entry.kind == REPEAL.name
        if entry.cause < 0:
            break
        entry = entries[entry.cause]
    if repealed:
        return "repeal"
    return "war" if entry.kind in _OF_WAR else "other"


def _state(history: History, entries: list[Entry], day: float) -> str:
    """Return what allies eased for on a day: how things stood then with the target and the war."""
    governments = [e for e in history.entries(GOVERNMENT_CHANGE) if e.day <= day]
    if governments and GOVERNMENT_CHANGE.of(governments[-1])["meets_aims"]:
        return "government"
    moves = [e for kind in _OF_WAR_ALL for e in history.entries(kind) if e.day <= day]
    last = max(moves, key=lambda e: e.id, default=None)
    if last is not None and last.kind in _OF_WAR:
        return _root(entries, last)
    deals = history.entries(DEAL)
    return "bargain" if deals and deals[0].day <= day else "allies"


def eased_at(history: History, day: float) -> dict[str, float]:
    """Return the LP that are eased at a moment, by what their relief goes back to."""
    record = history.record
    entries = list(record.entries)
    acts = {
        (entry.day, entry.subject): entry
        for kind in (EASED, ENDED)
        for entry in history.log.get(kind.name, ())
    }
    off: dict[int, tuple[float, str]] = {}
    for change in record.changes:
        if change.day > day:
            break
        if change.on:
            off.pop(change.tranche, None)
        else:
            off[change.tranche] = change.day, change.via
    parts: dict[str, list[float]] = {}
    for i, (when, via) in off.items():
        tranche = record.tranches[i]
        cause = _BY_ROAD.get(via, "")
        if via in _ALLIES:
            cause = _state(history, entries, when)
        elif not cause:
            act = acts.get((when, tranche.measure))
            cause = "other" if act is None else _root(entries, act)
        parts.setdefault(cause, []).append(tranche.lp)
    return {cause: fsum(lps) for cause, lps in parts.items()}


def _most(eased: dict[str, float]) -> str:
    return max(CAUSES, key=lambda cause: eased.get(cause, 0.0))


@measures(
    Column(
        "ended_by",
        "str",
        "",
        "what most of the relief goes back to when half of all has been eased; none if it never is",
        short="how it ended",
    ),
    Column("ended_conceded", "bool", "", "whether the target had done then what was asked of it"),
)
def ended_by(history: History) -> tuple[str, bool | None]:
    """Return what brought about most of the relief at the moment when half of all is eased."""
    half = history.accounts.half
    if half is None:
        return "none", None
    cause = _most(eased_at(history, half))
    return cause, cause in CONCEDED


@measures(
    *(
        Column(f"eased_by_{cause.replace(' ', '_')}", "float", "LP", f"eased at the end by {name}")
        for cause, name in _NAMES.items()
    )
)
def eased_by(history: History) -> list[float]:
    """Return the LP that are eased at the end, by what their relief goes back to."""
    eased = eased_at(history, inf)
    return [eased.get(cause, 0.0) for cause in CAUSES]


measures.count("government_changes", GOVERNMENT_CHANGE, "governments of the target of another kind")


@measures(Column("governments_meeting", "int", "", "of these, those that met the aims"))
def governments_meeting(history: History) -> int:
    """Return how many governments did by themselves what the sanctions were for."""
    changes = history.entries(GOVERNMENT_CHANGE)
    return len([e for e in changes if GOVERNMENT_CHANGE.of(e)["meets_aims"]])


measures.count("aims_given_up", AIM_GIVEN_UP, "aims of sanctions that a sender gave up")
measures.count("aims_met", AIM_MET, "aims of sanctions that a sender saw met")
measures.count("wind_down_steps", WIND_DOWN, "steps by which sanctions were wound down")
measures.count("favours", FAVOUR, "favours to single persons and firms")


@measures(
    Column("emergency_years", "float", "y", "years for which emergencies were in force, in all"),
    Column("emergencies_by_order", "int", "", "emergencies that an order ended in mid-term"),
    Column("emergencies_by_silence", "int", "", "emergencies that lapsed for want of a notice"),
)
def emergencies(history: History) -> tuple[float, int, int]:
    """Return how long emergencies were in force, and how many ended in which way."""
    record = history.record
    ended = {
        entry.subject: entry.day
        for kind in (EMERGENCY_ENDED, EMERGENCY_LAPSE)
        for entry in history.entries(kind)
    }
    years = fsum(
        max(ended.get(name, record.horizon) - max(day, 0.0), 0.0) / 365.25
        for name, day in record.model.dates.declared.items()
    )
    return years, len(history.entries(EMERGENCY_ENDED)), len(history.entries(EMERGENCY_LAPSE))
