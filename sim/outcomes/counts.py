"""What the log of a replication says in numbers: one pass, then plain counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import fsum
from statistics import fmean, median

from sim.engine.agreements import Deal
from sim.engine.log import Entry
from sim.engine.record import Record
from sim.outcomes.noted import POINTS

Value = float | int | str | bool | None
Row = dict[str, Value]
Groups = dict[str, list[Entry]]

HELD_DAYS = 180.0
"""Days after which a ceasefire counts as one that held, not as a truce (model, section 5)."""


def by_kind(record: Record) -> Groups:
    """Entries of the log by kind, each in order."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in record.entries:
        groups[entry.kind].append(entry)
    return dict(groups)


def number(entry: Entry, key: str) -> float:
    """A number of an entry; 0 if it says nothing of the kind."""
    value = entry.numbers.get(key, 0.0)
    return float(value) if isinstance(value, (int, float)) else 0.0


def mean(values: Sequence[float]) -> float | None:
    """Mean; None of nothing."""
    return fmean(values) if values else None


def middle(values: Sequence[float]) -> float | None:
    """Median; None of nothing."""
    return float(median(values)) if values else None


def first(entries: Iterable[Entry]) -> float | None:
    """Day of the first of some entries; None if there is none."""
    return next((entry.day for entry in entries), None)


# -- what the columns say ------------------------------------------------------------------


def talks(record: Record, log: Groups) -> Row:
    """Offers, demands, refusals, packages agreed and what each side made of them."""
    demands, refusals = log.get("demand", []), log.get("refusal", [])
    # Only the executive can say that its hands are tied.
    coded = [e for e in refusals if e.numbers.get("coded")]
    citing = sum(bool(e.numbers.get("cites_congress")) for e in coded)
    opening = demands[0] if demands else None
    deals = record.deals
    # A package from the target's list may beat the best of the executive's: then none is known
    # that is better. Stages of a road-map are agreed as a whole and not compared.
    priced = [min(deal.efficiency, 1.0) for deal in deals if deal.stage < 0]
    motives = [fsum(gains) for gains in zip(*(deal.motives for deal in deals), strict=True)]
    whole = fsum(motives)
    shares = [gain / whole for gain in motives] if whole > 0.0 else [None, None, None]
    return {
        "offers": len(log.get("offer", ())),
        "demands": len(demands),
        "refusals": len(refusals),
        "opening_demand_share": min(number(opening, "share"), 1.0) if opening else None,
        "opening_demand_symbols": bool(opening.numbers.get("symbols")) if opening else None,
        "refusals_coded": len(coded),
        "refusals_citing": citing,
        "citing_share": citing / len(coded) if coded else None,
        "breakdowns": len(log.get("breakdown", ())),
        "road_maps": len(log.get("road_map", ())),
        "road_maps_left": len(log.get("leaves", ())),
        "deals": len(deals),
        "days_to_deal": deals[0].day if deals else None,
        "gestures": len(record.gestures),
        "utility_executive": fsum(deal.own for deal in deals),
        "utility_target": fsum(deal.other for deal in deals),
        "nash_efficiency": mean(priced),
        "motive_economic": shares[0],
        "motive_wedge": shares[1],
        "motive_socialisation": shares[2],
    }


def bargained_steps(record: Record, log: Groups) -> Row:
    """Packages of which at least something took effect: how large, how far apart, by what act."""
    owner = {deal.event: deal for deal in record.deals}
    sizes: dict[int, float] = {}
    begun: dict[int, float] = {}
    light: dict[int, bool] = {}
    small = record.model.scenario.talks.baby_instruments
    for entry in log.get("eased", ()):
        if entry.numbers.get("via") != "bargain":
            continue
        deal = _deal(record.entries, entry, owner)
        if deal is None:
            continue
        k = deal.number
        sizes[k] = sizes.get(k, 0.0) + number(entry, "lp")
        begun.setdefault(k, entry.day)
        light[k] = light.get(k, True) and entry.numbers.get("instrument") in small
    days = sorted(begun.values())
    gaps = [b - a for a, b in pairwise(days)]
    lp = list(sizes.values())
    return {
        "steps": len(lp),
        "step_lp": middle(lp),
        "step_lp_largest": max(lp, default=None),
        "step_gap": middle(gaps),
        "steps_light": fsum(light.values()) / len(light) if light else None,
    }


def _deal(entries: list[Entry], entry: Entry, owner: dict[int, Deal]) -> Deal | None:
    """The deal from which an event follows, however far back."""
    cause = entry.cause
    while cause >= 0:
        if cause in owner:
            return owner[cause]
        cause = entries[cause].cause
    return None


def renewals(record: Record, log: Groups) -> Row:
    """Emergencies and council acts at their dates; hold-outs and what they were paid."""
    renewed, hold_outs = log.get("act_renewed", []), log.get("hold_out", [])
    # A renewal is caused by the hold-out that it settled.
    prices = [number(e, "price") for e in renewed if e.cause >= 0]
    who: dict[str, int] = {}
    for entry in hold_outs:
        who[entry.agent] = who.get(entry.agent, 0) + 1
    return {
        "emergencies_continued": len(log.get("continued", ())),
        "emergencies_lapsed": sum(
            len(log.get(kind, ())) for kind in ("emergency_lapse", "emergency_ended")
        ),
        "acts_renewed": len(renewed),
        "acts_lapsed": len(log.get("act_lapse", ())),
        "hold_outs": len(hold_outs),
        "hold_out_price": mean(prices),
        "hold_out_most": max(who, key=who.__getitem__) if who else None,
    }


def licences(record: Record, log: Groups) -> Row:
    """Dated licences, those on oil apart: given, rolled over, run out, and why."""
    renewed, lapsed = log.get("licence_renewed", []), log.get("licence_lapse", [])
    oil = {e.day for e in log.get("eased", ()) if e.numbers.get("via") == "oil"}
    on_oil = sum(e.numbers.get("via") == "oil" for e in renewed)
    why = [e.numbers.get("why") for e in lapsed]
    return {
        "licences_renewed": len(renewed) - on_oil,
        "licences_lapsed_administrative": why.count("administrative"),
        "licences_lapsed_disapproval": why.count("disapproval"),
        "licences_lapsed_violation": why.count("violation"),
        "oil_shocks": len(log.get("oil_shock", ())),
        "oil_licences": len(oil),
        "oil_licences_renewed": on_oil,
        "oil_licences_lapsed": why.count("policy"),
    }


def legislature(record: Record, log: Groups) -> Row:
    """Reviews of relief and how they ended; bills, laws, repeals."""
    votes = [e for e in log.get("vote", ()) if e.numbers.get("on") == "disapproval"]
    by_filing: dict[int, list[bool]] = {}
    for vote in votes:
        by_filing.setdefault(vote.cause, []).append(bool(vote.numbers.get("carried")))
    chambers = list(record.model.chambers)
    passed = sum(len(v) == len(chambers) and all(v) for v in by_filing.values())
    blocked, laws = log.get("blocked", []), log.get("law", [])
    disapprovals = {e.id for e in log.get("disapproval", ())}
    row: Row = {
        "reviews": len(log.get("report", ())),
        "disapprovals": len(disapprovals),
        "disapprovals_passed": passed,
        "disapprovals_vetoed": sum(e.cause in disapprovals for e in log.get("veto", ())),
        "blocked": len(blocked),
        "overridden": sum(e.numbers.get("how") == "over a veto" for e in blocked),
    }
    for name in chambers:
        ayes = [number(v, "ayes") for v in votes if v.numbers.get("chamber") == name]
        row[f"disapproval_ayes_{name}"] = mean(ayes)
    row |= {
        "bills": len(log.get("bill", ())),
        "bills_floor": len(log.get("bill_floor", ())),
        "laws": len(laws),
        "laws_lp": fsum(number(e, "lp") for e in laws),
        "repeals": len(log.get("repeal", ())),
    }
    return row


def compliance(record: Record, log: Groups) -> Row:
    """Concessions given, kept and broken; relief reversed, by cause; truces and ceasefires."""
    violations = log.get("violation", [])
    seen = [e for e in violations if e.numbers.get("detected")]
    withdrawn, decided = log.get("withdrawn", []), log.get("snapback_decided", [])
    alleged = {e.id for e in log.get("false_alarm", ())}
    on_alarm = sum(e.cause in alleged for e in decided)
    live, longest = _live(record, log, seen)
    concessions = record.model.concessions
    delivered = log.get("delivered", [])
    return {
        "delivered": len(delivered),
        "live_end": live,
        "violations": len(violations),
        "violations_detected": len(seen),
        "false_alarms": len(alleged),
        "broken": len(seen) + len(withdrawn),
        "expired": len(log.get("expired", ())),
        "tolerated": len(log.get("tolerated", ())),
        "snapbacks": len(decided),
        "snapbacks_violation": len(decided) - on_alarm,
        "snapbacks_false_alarm": on_alarm,
        "snapback_lp": fsum(number(e, "lp") for e in log.get("snapback", ())),
        "withheld": len(log.get("withheld", ())),
        "days_to_truce": first(e for e in delivered if concessions[e.subject].truce),
        "truce": any(concessions[e.subject].truce for e in delivered),
        "ceasefire_days": longest,
        "ceasefire_held": longest > HELD_DAYS,
        "days_to_settlement": first(log.get("settlement", ())),
    }


def _live(record: Record, log: Groups, seen: list[Entry]) -> tuple[int, float]:
    """Concessions in force at the end, and the longest time for which a ceasefire held, days."""
    concessions = record.model.concessions
    live: set[str] = set()
    since: float | None = None
    longest = 0.0
    gone = (*seen, *log.get("withdrawn", ()), *log.get("expired", ()))
    for entry in sorted((*log.get("delivered", ()), *gone)):
        if entry.kind != "delivered":
            live.discard(entry.subject)
        elif concessions[entry.subject].kind != "one_off":
            live.add(entry.subject)
        held = any(concessions[name].ceasefire for name in live)
        if held and since is None:
            since = entry.day
        elif not held and since is not None:
            longest, since = max(longest, entry.day - since), None
    if since is not None:
        longest = max(longest, record.horizon - since)
    return len(live), longest


def pressure(record: Record, log: Groups) -> Row:
    """New measures and who adopted them after what time; relief by the council and after it."""
    row: Row = {
        "designations": len(log.get("designation", ())),
        "packages": len(log.get("package", ())),
        "packages_delayed": len(log.get("package_delayed", ())),
        "adoptions": len(log.get("adopts", ())),
        "tightenings": len(log.get("tightens", ())),
        "council_eases": len(log.get("council_eases", ())),
        "follows": len(log.get("follows", ())),
    }
    persons = {name for name, entry in record.model.classes.items() if entry.persons}
    lags: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for entry in log.get("adopts", ()):
        lags[entry.agent, entry.numbers["class_"] in persons].append(number(entry, "lag"))
    for name, sender in record.model.catalogue.senders.items():
        if sender.role == "follower":
            row[f"lag_persons_{name}"] = middle(lags[name, True])
            row[f"lag_sectoral_{name}"] = middle(lags[name, False])
    return row


def world(record: Record, log: Groups) -> Row:
    """Shocks, and where beliefs, aspirations and leverage stand at the end."""
    row: Row = {
        "offensives": len(log.get("offensive", ())),
        "crises": len(log.get("crisis", ())),
        "new_presidents": len(log.get("new_president", ())) + len(log.get("succession", ())),
        "leader_exits": len(log.get("leader_exit", ())),
        "governments": len(log.get("government", ())),
        "interventions": len(log.get("intervention", ())),
    }
    ends: dict[str, float] = {}
    for _, series, value in reversed(record.points):
        ends.setdefault(series, value)
        if len(ends) == len(POINTS):
            break
    return row | {f"{series}_end": ends[series] for series in POINTS}
