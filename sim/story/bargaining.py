"""The talks in sentences: offers, demands, refusals, deals, road-maps, gestures."""

from __future__ import annotations

from sim.engine.state.log import Entry
from sim.story import words
from sim.story.registry import tells
from sim.story.tale import Tale, deal_name, number, numbers_of, text, texts

__all__ = ["package", "refused"]

_MOST = 4
"""Measures of a package that are named before the rest is counted."""

_MOTIVES = ("economic gain", "the wedge against a rival", "socialisation by trade")


def package(tale: Tale, entry: Entry) -> str:
    """The relief in a package: its measures, size and instruments."""
    parts = numbers_of(entry, "measures")
    tools = words.joined([tale.instrument(name) for name in texts(entry, "instruments")])
    size = words.lp(number(entry, "lp"))
    return f"{tale.measures(parts, _MOST)} ({size}{'; ' + tools if tools else ''})"


def _in_return(tale: Tale, entry: Entry) -> str:
    return tale.concessions(texts(entry, "concessions"))


@tells("options_ordered")
def _options_ordered(tale: Tale, entry: Entry) -> str:
    return (
        f"{entry.agent} orders a list of what could be lifted; until it is ready there will be "
        "no offer."
    )


@tells("options_ready")
def _options_ready(tale: Tale, entry: Entry) -> str:
    return f"the list of what could be lifted is ready; {entry.agent} can make offers."


def _road_map(tale: Tale, entry: Entry) -> str:
    verb = "offers" if entry.kind == "offer" else "demands"
    stages = words.count(round(number(entry, "stages")), "stage")
    return f"{entry.agent} {verb} a road-map of {stages} ({words.lp(number(entry, 'lp'))} in all)"


@tells("offer")
def _offer(tale: Tale, entry: Entry) -> str:
    if entry.subject == "road_map":
        return f"{_road_map(tale, entry)}."
    given = _in_return(tale, entry)
    terms = f" in return for {given}" if given else ", asking nothing in return"
    return f"{entry.agent} offers to ease {package(tale, entry)}{terms}."


@tells("demand")
def _demand(tale: Tale, entry: Entry) -> str:
    if entry.subject == "road_map":
        return f"{_road_map(tale, entry)}."
    if entry.subject == "everything":
        symbols = [tale.measure(name) for name in texts(entry, "symbols")]
        named = f", {words.joined(symbols)} included," if symbols else ""
        return (
            f"{entry.agent} demands, for show, that everything{named} be lifted at once "
            f"({words.lp(number(entry, 'lp'))}) and offers nothing in return."
        )
    given = _in_return(tale, entry) or "nothing"
    relief = package(tale, entry)
    return f"{entry.agent} demands relief from {relief} and offers in return: {given}."


_REASONS = {
    "everything at once": "everything at once is not to be had",
    "too large": "that is more than it will put into one step",
}


def refused(tale: Tale, entry: Entry) -> str:
    """Why a proposal is refused, as a clause."""
    unit = words.up if entry.agent == tale.executive else words.lp
    why = _REASONS.get(text(entry, "why"), "")
    if not why and "worth" in entry.numbers:
        worth, wanted = number(entry, "worth"), number(entry, "wanted")
        rest = number(entry, "rest", worth)
        if rest < worth >= wanted and not number(entry, "probability"):
            why = f"on the way the rest of it would come to be worth {unit(rest)} to it"
        elif worth < wanted:
            why = f"that is worth {unit(worth)} to it, and it holds out for {unit(wanted)}"
        else:
            why = f"it wavers, although that is worth {unit(worth)} to it"
    if entry.numbers.get("cites_congress"):
        believed = "believes" if entry.numbers.get("believed") else "does not believe"
        why += (
            f"{', and ' if why else ''}it cites {tale.legislature}, which ties its hands on part "
            f"of it ({tale.target} {believed} it)"
        )
    return why


@tells("refusal")
def _refusal(tale: Tale, entry: Entry) -> str:
    proposal = tale.cause(entry)
    what = "the offer" if proposal is None or proposal.kind == "offer" else "the demand"
    if entry.subject == "road_map":
        what = "the road-map"
    why = refused(tale, entry)
    return f"{entry.agent} refuses {what}{': ' + why if why else ''}."


@tells("deal")
def _deal(tale: Tale, entry: Entry) -> str:
    label = deal_name(entry.subject)
    given = _in_return(tale, entry) or "nothing"
    proposal = tale.cause(entry)
    by = f", on a proposal of {proposal.agent}" if proposal is not None else ""
    sentence = (
        f"{label}{by}: {tale.executive} eases {package(tale, entry)}; {tale.target} gives: "
        f"{given}. It is worth {words.up(number(entry, 'utility_executive'))} to "
        f"{tale.executive} and {words.lp(number(entry, 'utility_target'))} to {tale.target}"
    )
    if "efficiency" in entry.numbers:
        sentence += f", {words.percent(number(entry, 'efficiency'))} of the best joint gain"
    motive = _motive(entry)
    return sentence + (f"; the motive beside the concessions: {motive}." if motive else ".")


def _motive(entry: Entry) -> str:
    """The strongest motive of a deal, if any."""
    values = entry.numbers.get("motives")
    if not isinstance(values, list | tuple):
        return ""
    best, name = max(zip((float(v) for v in values), _MOTIVES, strict=False), default=(0.0, ""))
    return name if best > 0.0 else ""


@tells("road_map")
def _agreed(tale: Tale, entry: Entry) -> str:
    stages = words.count(round(number(entry, "stages")), "stage")
    proposal = tale.cause(entry)
    size = f" ({words.lp(number(proposal, 'lp'))} in all)" if proposal is not None else ""
    by = f", on a proposal of {proposal.agent}" if proposal is not None else ""
    return (
        f"a road-map of {stages}{size} is agreed{by}: each once its trigger is verified. It is "
        f"worth {words.up(number(entry, 'utility_executive'))} to {tale.executive} and "
        f"{words.lp(number(entry, 'utility_target'))} to {tale.target}."
    )


@tells("stage")
def _stage(tale: Tale, entry: Entry) -> str:
    given = _in_return(tale, entry) or "nothing more"
    relief = package(tale, entry) if numbers_of(entry, "measures") else "nothing"
    return (
        f"stage {round(number(entry, 'stage'))} of {round(number(entry, 'of'))} of the road-map "
        f"begins: {tale.target} is to give: {given}; once that is verified, {tale.executive} is "
        f"to ease {relief}."
    )


@tells("silence")
def _silence(tale: Tale, entry: Entry) -> str:
    what = "a road-map" if entry.subject == "road_map" else "a package"
    unit = words.up if entry.agent == tale.executive else words.lp
    worth, rest = number(entry, "worth"), number(entry, "rest")
    reservation = number(entry, "reservation")
    without = unit(reservation)
    if worth >= reservation:
        return (
            f"{entry.agent} does not propose {what}: on the way the rest of it would come to be "
            f"worth {unit(rest)} to it, and to do without is worth {without}."
        )
    return (
        f"{entry.agent} does not propose {what}: the best it could propose is worth "
        f"{unit(worth)} to it, and to do without is worth {without}."
    )


@tells("leaves")
def _leaves(tale: Tale, entry: Entry) -> str:
    unit = words.up if entry.agent == tale.executive else words.lp
    return (
        f"{entry.agent} leaves the road-map at stage {round(number(entry, 'stage'))} of "
        f"{round(number(entry, 'of'))}: what is left of it has come to be worth "
        f"{unit(number(entry, 'worth'))} to it, and to do without is worth "
        f"{unit(number(entry, 'reservation'))}."
    )


_CLOSED_BY = {
    "refusal": "after the refusal",
    "violation": "after the violation",
    "offensive": "after the offensive",
    "intervention": "with that",
}


@tells("breakdown")
def _breakdown(tale: Tale, entry: Entry) -> str:
    why = _CLOSED_BY.get(entry.subject, entry.subject)
    days = entry.numbers.get("days")
    closed = "until further notice" if days is None else f"for {words.days(number(entry, 'days'))}"
    return f"the channel closes{' ' + why if why else ''}, {closed}."


@tells("reopened")
def _reopened(tale: Tale, entry: Entry) -> str:
    return "the channel opens again."


@tells("gesture")
def _gesture(tale: Tale, entry: Entry) -> str:
    return (
        f"{entry.agent} makes a step of its own, to be answered: it will ease "
        f"{package(tale, entry)}. That is worth {words.up(number(entry, 'utility_executive'))} to "
        f"itself and {words.lp(number(entry, 'utility_target'))} to {tale.target}."
    )


@tells("withheld")
def _withheld(tale: Tale, entry: Entry) -> str:
    if entry.subject == "road_map":
        return "the road-map is given up: what was agreed was not kept."
    why = {
        "conditions": "what was certified holds no longer.",
        "a further authority": "by now it rests on a further authority, which that does not ease.",
    }.get(text(entry, "why"), "the other side has not kept its part.")
    return (
        f"{entry.agent} withholds the relief that was agreed for {tale.subjects(entry.subject)}: "
        f"{why}"
    )
