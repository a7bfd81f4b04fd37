"""Relief, concessions and their reversal in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import fsum

from sim.engine.state.log import Entry
from sim.story import words
from sim.story.registry import tells
from sim.story.tale import Tale, deal_name, number, text

__all__ = ["eased", "snapped_back"]

_MOST = 4


def parts(entries: Sequence[Entry]) -> dict[str, int]:
    """Parts by measure of several events."""
    found: dict[str, int] = {}
    for entry in entries:
        found[entry.subject] = found.get(entry.subject, 0) + round(number(entry, "tranches"))
    return found


def eased(tale: Tale, entries: Sequence[Entry], *, most: int = 0) -> str:
    """Relief that takes effect at once and for one reason, as one sentence."""
    first = entries[0]
    total = words.lp(fsum(number(entry, "lp") for entry in entries))
    tools = words.joined(
        list(dict.fromkeys(tale.instrument(text(entry, "instrument")) for entry in entries))
    )
    relief = f"{tale.measures(parts(entries), most)} ({total}; {tools})"
    via = text(first, "via")
    who = tale.who(first.agent)
    if via == "oil":
        again = tale.cause(first)
        if again is not None and again.kind == "licence_lapse":
            return f"{who} licenses oil again after {words.days(first.day - again.day)}: {relief}."
        shock = tale.origin(first, "oil_shock")
        dear = f", at {number(shock, 'price'):.0f} $ a barrel," if shock is not None else ""
        return f"{who} licenses oil{dear} and asks nothing in return: {relief}."
    if via == "gesture":
        return f"{who} eases {relief}, as a step of its own."
    deal = tale.deal(first)
    if via == "bargain" and deal:
        return f"{who} eases {relief}, as {deal} says."
    if via == "follower":
        return f"{who} eases {relief} in its turn."
    return f"{who} eases {relief}."


@tells("eased")
def _eased(tale: Tale, entry: Entry) -> str:
    return eased(tale, [entry])


@tells("certified")
def _certified(tale: Tale, entry: Entry) -> str:
    measures = tale.subjects(entry.subject)
    return f"{entry.agent} certifies that the conditions for easing {measures} are met."


@tells("licensed")
def _licensed(tale: Tale, entry: Entry) -> str:
    covered = round(number(entry, "tranches"))
    size = f", {words.lp(number(entry, 'lp'))}" if covered else ", less than a part of it"
    until = text(entry, "until")
    term = f", until {words.date(dt.date.fromisoformat(until))}" if until else ""
    licence = text(entry, "licence")
    said = f"{licence}: " if licence else ""
    return f"in force on the first day: {said}{tale.measures(parts([entry]))}{size}{term}."


@tells("licence_renewed")
def _licence_renewed(tale: Tale, entry: Entry) -> str:
    return (
        f"{entry.agent} rolls over the licence on {tale.subjects(entry.subject)} for "
        f"{words.days(number(entry, 'days'))}."
    )


_LAPSED = {
    "administrative": "nobody rolls it over, though nothing is wrong",
    "disapproval": "a disapproval of its renewal was enacted",
    "violation": "the bargain behind it no longer holds",
    "policy": "it was a licence for dear oil and is not rolled over",
}


@tells("licence_lapse")
def _licence_lapse(tale: Tale, entry: Entry) -> str:
    why = _LAPSED.get(text(entry, "why"), "it is not rolled over")
    back = tale.restored(entry)
    effect = f"{words.lp(back)} bite again" if back > 0.0 else "nothing holds them any more"
    return f"the licence on {tale.subjects(entry.subject)} runs out: {why}; {effect}."


def snapped_back(tale: Tale, entries: Sequence[Entry]) -> str:
    """Relief that is reversed at once and for one reason, as one sentence."""
    total = words.lp(fsum(number(entry, "lp") for entry in entries))
    return f"snapback, in force again: {tale.measures(parts(entries))} ({total})."


@tells("snapback")
def _snapback(tale: Tale, entry: Entry) -> str:
    return snapped_back(tale, [entry])


@tells("snapback_decided")
def _snapback_decided(tale: Tale, entry: Entry) -> str:
    violated = tale.origin(entry, "violation", "false_alarm")
    deal = tale.deal(violated) if violated is not None else ""
    deal = deal or deal_name(entry.subject)
    wind_down = words.days(number(entry, "days"))
    lp, of = number(entry, "lp"), number(entry, "of")
    part = f"{words.lp(lp)} of {words.lp(of)} of the relief" if lp < of - 1e-9 else "the relief"
    return f"{entry.agent} decides to reverse {part} of {deal}, after a wind-down of {wind_down}."


@tells("delivered")
def _delivered(tale: Tale, entry: Entry) -> str:
    name = tale.concession(entry.subject)
    if entry.cause < 0:
        return f"{entry.agent} has already granted: {name}."
    until = number(entry, "until_days")
    return f"{entry.agent} delivers: {name}{', for ' + words.days(until) if until else ''}."


@tells("expired")
def _expired(tale: Tale, entry: Entry) -> str:
    return f"the term of a concession is over: {tale.concession(entry.subject)}."


@tells("violation")
def _violation(tale: Tale, entry: Entry) -> str:
    seen = "" if entry.numbers.get("detected") else "; nobody notices"
    return f"{entry.agent} breaks its word on: {tale.concession(entry.subject)}{seen}."


@tells("false_alarm")
def _false_alarm(tale: Tale, entry: Entry) -> str:
    return f"{entry.agent} alleges a breach that was none: {tale.concession(entry.subject)}."


@tells("tolerated")
def _tolerated(tale: Tale, entry: Entry) -> str:
    return f"{entry.agent} lets it pass; the concession is over: {tale.concession(entry.subject)}."


@tells("withdrawn")
def _withdrawn(tale: Tale, entry: Entry) -> str:
    return f"{entry.agent} takes back: {tale.concession(entry.subject)}."


@tells("settlement")
def _settlement(tale: Tale, entry: Entry) -> str:
    return "a comprehensive settlement is in place."


@tells("designation")
def _designation(tale: Tale, entry: Entry) -> str:
    return (
        f"{entry.agent} adds designations ({tale.class_(text(entry, 'class_'))}, "
        f"{words.lp(number(entry, 'lp'))})."
    )


def followed(tale: Tale, entry: Entry) -> str:
    """The measures that a decision to ease has eased, if the log names them."""
    children = tale.following(entry, "eased")
    return f": {tale.measures(parts(children), _MOST)}" if children else ""


@tells("council_eases")
def _council_eases(tale: Tale, entry: Entry) -> str:
    return f"{entry.agent} eases {words.lp(number(entry, 'lp'))}{followed(tale, entry)}."


@tells("follows")
def _follows(tale: Tale, entry: Entry) -> str:
    children = tale.following(entry, "eased")
    total = fsum(number(child, "lp") for child in children)
    return f"{tale.who(entry.agent)} follows and eases {words.lp(total)}{followed(tale, entry)}."
