"""Further tables, and those whose consent deals need: columns with the name of the table behind.

A model in which only the executive bargains, and nobody must consent, has none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.engine.model.model import Model
from sim.engine.model.pairs import Pair
from sim.events.channel import BREAKDOWN
from sim.events.talks import DEMAND, OFFER, REFUSAL
from sim.outcomes.measures.column import Column, Value
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, at_tables

measures = Group()

_COUNTED = (OFFER.name, DEMAND.name, REFUSAL.name, BREAKDOWN.name)
"""Kinds of events that a table has columns of."""

_ENDS = (
    "trust_executive",
    "trust_target",
    "aspiration_executive",
    "aspiration_target",
    "leverage",
)
"""Series of a table whose last value is a column."""


def table_sides(model: Model, pair: Pair) -> tuple[str, str]:
    """Return what stories call the two sides of a further table."""
    agents = model.scenario.agents
    sender = agents.senders[pair.name].name or model.catalogue.senders[pair.sender].name
    return sender, agents.target.name


def _by_table(model: Model) -> Iterator[Column]:
    for pair in model.pairs[1:]:
        yield from _columns(model, pair)


def _columns(model: Model, pair: Pair) -> Iterator[Column]:
    name = pair.name
    sender, target = table_sides(model, pair)
    at = f"at the table of {sender}"
    yield Column(f"offers_{name}", "int", "", f"offers {at}")
    yield Column(f"demands_{name}", "int", "", f"demands {at}")
    yield Column(f"refusals_{name}", "int", "", f"offers and demands refused {at}")
    yield Column(f"breakdowns_{name}", "int", "", f"times that the channel {at} closed")
    yield Column(f"deals_{name}", "int", "", f"packages agreed {at}", primary=True)
    yield Column(f"days_to_deal_{name}", "float", "d", f"until the first package {at}")
    yield Column(f"gestures_{name}", "int", "", f"unilateral steps of {sender}")
    for side, unit, who in (("executive", pair.points, sender), ("target", "LP", target)):
        meaning = f"gain of {who}, summed over packages {at}"
        yield Column(f"utility_{side}_{name}", "float", unit, meaning, primary=True, signed=True)
    for side, who in (("executive", sender), ("target", target)):
        meaning = f"belief of {who} in a dealer {at}, at the end"
        yield Column(f"trust_{side}_{name}_end", "float", "[0, 1]", meaning)
    for side, unit, who in (("executive", pair.points, sender), ("target", "LP", target)):
        meaning = f"aspiration of {who} {at}, at the end"
        yield Column(f"aspiration_{side}_{name}_end", "float", unit, meaning, signed=True)
    yield Column(f"leverage_{name}_end", "float", "0-100", f"leverage left of {sender} at the end")


@measures.by_model(_by_table)
def further_tables(history: History) -> list[Value]:
    """Return what became of the talks at each further table."""
    if history.one_table:
        return []
    values: list[Value] = []
    record = history.record
    logs = at_tables(record)
    ends: dict[str, float] = {}
    for point in reversed(record.points):
        ends.setdefault(point.series, point.value)
    for number, pair in enumerate(record.model.pairs[1:], 1):
        log, deals = logs[pair.name], history.deals(number)
        values += [len(log.get(k, ())) for k in _COUNTED]
        values += [len(deals), deals[0].day if deals else None, len(history.gestures(number))]
        values += [fsum(deal.own for deal in deals), fsum(deal.other for deal in deals)]
        values += [ends[f"{series}_{pair.name}"] for series in _ENDS]
    return values


def _by_consenter(model: Model) -> Iterator[Column]:
    for name, consenter in model.scenario.agents.consenters.items():
        yield Column(f"vetoes_{name}", "int", "", f"proposals refused by {consenter.name}")


@measures.by_model(_by_consenter)
def vetoes(history: History) -> list[int]:
    """Return how many proposals each of those whose consent is needed has refused."""
    consenters = history.record.model.parameters.agents.consenters
    if not consenters:
        return []
    refusals = [e.agent for e in history.record.entries if e.kind == REFUSAL.name]
    return [refusals.count(consenter.name) for consenter in consenters.values()]
