"""The law's own time in sentences: renewals, lapses, and what outlives them."""

from __future__ import annotations

import datetime as dt
from math import fsum

from sim.engine.state.log import Entry
from sim.story import words
from sim.story.registry import tells
from sim.story.tale import Tale, number, text, texts

__all__ = ["aftermath"]


@tells("start")
def _start(tale: Tale, entry: Entry) -> str:
    scenario = tale.record.model.scenario
    held: dict[str, float] = {}
    for tranche in tale.record.model.tranches:
        held[tranche.sender] = held.get(tranche.sender, 0.0) + tranche.lp
    shares = words.joined([f"{tale.sender(name)} {words.lp(lp)}" for name, lp in held.items()])
    return (
        f"{scenario.title}. In force: "
        f"{words.count(len({t.measure for t in tale.record.model.tranches}), 'measure')} "
        f"({shares})."
    )


@tells("end")
def _end(tale: Tale, entry: Entry) -> str:
    return "the scenario ends."


@tells("continued")
def _continued(tale: Tale, entry: Entry) -> str:
    until = text(entry, "until")
    date = f" until {words.date(dt.date.fromisoformat(until))}" if until else ""
    decided = ", as the scenario has decided" if entry.numbers.get("decided") else ""
    return f"{entry.agent} continues {tale.emergency(entry.subject)}{date}{decided}."


@tells("emergency_lapse")
def _emergency_lapse(tale: Tale, entry: Entry) -> str:
    decided = " (the scenario has decided so)" if entry.numbers.get("decided") else ""
    return (
        f"{tale.emergency(entry.subject)} lapses: no notice of continuation was published in "
        f"time{decided}. {aftermath(tale, entry)}"
    )


@tells("emergency_ended")
def _emergency_ended(tale: Tale, entry: Entry) -> str:
    return (
        f"{entry.agent} ends {tale.emergency(entry.subject)} by an order. {aftermath(tale, entry)}"
    )


@tells("sunset")
def _sunset(tale: Tale, entry: Entry) -> str:
    if "section" in entry.numbers:  # it is an authority that ends
        said = f" ({text(entry, 'section')})" if text(entry, "section") else ""
        name = tale.authority(entry.subject)
        return f"{name} ends on the day that its own law has set{said}. {aftermath(tale, entry)}"
    until = text(entry, "until")
    last = f" ({words.date(dt.date.fromisoformat(until))})" if until else ""
    ended, stay = tale.following(entry, "ended"), tale.following(entry, "stays")
    size = words.lp(fsum(number(other, "lp") for other in ended))
    effect = f"no longer in force ({size})" if ended else "what was left of it had been eased"
    if stay:
        effect = f"it stays, held by {tale.held_by(texts(stay[0], 'held_by'))}"
    return f"the last day of {tale.measure(entry.subject)} in law is over{last}: {effect}."


@tells("act_lapse")
def _act_lapse(tale: Tale, entry: Entry) -> str:
    held_out = tale.cause(entry)
    why = "it was not renewed in time"
    if held_out is not None and held_out.kind == "hold_out":
        why = f"{tale.who(held_out.agent)} held out and it was not renewed in time"
    decided = " (the scenario has decided so)" if entry.numbers.get("decided") else ""
    return f"{tale.act(entry.subject)} expires: {why}{decided}. {aftermath(tale, entry)}"


@tells("repeal")
def _repeal(tale: Tale, entry: Entry) -> str:
    return f"{entry.agent} repeals {tale.authority(entry.subject)}. {aftermath(tale, entry)}"


def aftermath(tale: Tale, entry: Entry) -> str:
    """Which measures end with a lapse or repeal, and which stay and why."""
    ended = tale.following(entry, "ended")
    stay = tale.following(entry, "stays")
    parts = []
    if ended:
        names = words.listed([tale.measure(other.subject) for other in ended])
        total = words.lp(fsum(number(other, "lp") for other in ended))
        verb = "rests on it alone ends" if len(ended) == 1 else "rest on it alone end"
        parts.append(f"{words.count(len(ended), 'measure')} that {verb} ({total}): {names}")
    if stay:
        reasons: dict[str, list[str]] = {}
        for other in stay:
            held = tale.held_by(texts(other, "held_by"))
            reasons.setdefault(held, []).append(tale.measure(other.subject))
        kept = [f"{words.listed(names)} (held by {held})" for held, names in reasons.items()]
        verb = "stays" if len(stay) == 1 else "stay"
        noun = f"{len(stay)}" if ended else words.count(len(stay), "measure")
        parts.append(f"{noun} {verb}: {words.listed(kept)}")
    if not parts:
        return "Nothing in force rests on it any more."
    return "; ".join(parts) + "."


@tells("ended")
def _ended(tale: Tale, entry: Entry) -> str:
    size = words.lp(number(entry, "lp"))
    return f"no longer in force, because nothing holds it: {tale.measure(entry.subject)} ({size})."


@tells("stays")
def _stays(tale: Tale, entry: Entry) -> str:
    held = tale.held_by(texts(entry, "held_by"))
    size = words.lp(number(entry, "lp"))
    return f"still in force: {tale.measure(entry.subject)} ({size}), held by {held}."


@tells("imposed")
def _imposed(tale: Tale, entry: Entry) -> str:
    held = tale.held_by(texts(entry, "held_by"))
    size = words.lp(number(entry, "lp"))
    return f"imposed: {tale.measure(entry.subject)} ({size}), held by {held}."


@tells("layer")
def _layer(tale: Tale, entry: Entry) -> str:
    authority = tale.authority(text(entry, "authority"))
    return f"from now on a further authority, {authority}, holds {tale.measure(entry.subject)}."


@tells("act_renewed")
def _act_renewed(tale: Tale, entry: Entry) -> str:
    held_out = tale.cause(entry)
    before = words.days(number(entry, "days_before"))
    if held_out is None or held_out.kind != "hold_out":
        return f"{entry.agent} renews {tale.act(entry.subject)} {before} before it expires."
    return (
        f"{entry.agent} renews {tale.act(entry.subject)} {before} before it expires: "
        f"{tale.who(held_out.agent)}, which had held out since {tale.said(held_out.day)} for "
        f"{words.count(round(number(held_out, 'names')), 'name')} to be dropped, settles for "
        f"{words.percent(number(entry, 'price'))} of its price."
    )


@tells("hold_out")
def _hold_out(tale: Tale, entry: Entry) -> str:
    expires = text(entry, "expires")
    date = f" (it expires on {words.date(dt.date.fromisoformat(expires))})" if expires else ""
    return (
        f"{tale.who(entry.agent)} holds out at the renewal of {tale.act(entry.subject)}{date}: it "
        f"wants {words.count(round(number(entry, 'names')), 'name')} dropped from the lists."
    )
