"""LP eased and imposed: when, how far, by which road, and what is left of it at the end."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import Final

from sim.engine.model.model import Model
from sim.outcomes import classes
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History
from sim.outcomes.moves import LAPSE, ROADS

measures = Group()


@measures(
    Column("outcome", "str", "", "class of the outcome", primary=True, short="how it ends"),
    Column(
        "reversed",
        "bool",
        "",
        "half of the agreed relief was undone by the end",
        primary=True,
        short="relief undone again",
    ),
    Column(
        "escalated",
        "bool",
        "",
        "LP in force at the end exceed the start by more than 5",
        primary=True,
        short="sanctions grew on balance",
    ),
)
def outcome_class(history: History) -> tuple[str, bool, bool]:
    """Return the class of the outcome, and whether it was reversed and escalated."""
    accounts = history.accounts
    return (
        classes.outcome_class(accounts),
        classes.was_reversed(accounts),
        classes.escalated(accounts),
    )


@measures(
    Column(
        "days_to_relief",
        "float",
        "d",
        "until the first relief of any kind",
        primary=True,
        short="first relief",
    ),
    Column(
        "days_to_bargain",
        "float",
        "d",
        "until the first agreed relief takes effect",
        primary=True,
        short="first agreed relief",
    ),
    Column(
        "days_to_termination",
        "float",
        "d",
        "until a measure is first ended, not only suspended",
        short="first measure ended, not only suspended",
    ),
    Column(
        "days_to_half",
        "float",
        "d",
        "until half of what was in force at the start is eased",
        short="half of all eased",
    ),
    Column(
        "days_to_end",
        "float",
        "d",
        "until nothing is in force of what the executive had imposed by the start",
        short="all of the executive's eased",
    ),
)
def first_times(history: History) -> tuple[float | None, ...]:
    """Return the days until relief gets so far."""
    accounts = history.accounts
    return accounts.relief, accounts.bargain, accounts.termination, accounts.half, accounts.over


@measures(
    Column(
        "legal_end",
        "float",
        "LP",
        "eased in law at the end",
        primary=True,
        short="relief at the end",
    ),
    Column("legal_max", "float", "LP", "eased in law at most", short="most relief"),
    Column(
        "effective_end",
        "float",
        "LP",
        "felt at the end: not withheld by banks and firms",
        primary=True,
        short="of it felt",
    ),
    Column("effective_max", "float", "LP", "effective at most"),
    Column("added", "float", "LP", "imposed since the start", primary=True, short="new sanctions"),
    Column(
        "net_end",
        "float",
        "LP",
        "in force at the end above the start; negative if below",
        signed=True,
        short="in force above the start",
    ),
)
def leverage_points(history: History) -> tuple[float, ...]:
    """Return LP eased, in law and in effect, and imposed, of all senders together."""
    accounts = history.accounts
    return (
        accounts.total,
        accounts.total_max,
        fsum(accounts.effective.values()),
        accounts.effective_total_max,
        fsum(accounts.added.values()),
        accounts.net,
    )


@measures(
    Column("bargained_ever", "float", "LP", "ever eased by agreement, or because of one"),
    Column(
        "bargained_end",
        "float",
        "LP",
        "eased by agreement, or because of one, at the end",
        primary=True,
        short="of it by agreement",
    ),
    Column("bargained_max", "float", "LP", "eased by agreement, or because of one, at most"),
    Column("undone", "float", "[0, 1]", "share of the bargained relief undone by the end"),
)
def bargained(history: History) -> tuple[float, ...]:
    """Return LP of bargained relief: ever, at the end, at most, and the share undone."""
    accounts = history.accounts
    return (
        accounts.bargained_ever,
        accounts.bargained_end,
        accounts.bargained_max,
        accounts.undone,
    )


@measures(Column("oil_max", "float", "LP", "eased by licences on oil at most"))
def oil_max(history: History) -> float:
    """Return LP eased by licences on oil at most."""
    return history.accounts.oil_max


@measures(
    Column("restored_snapback", "float", "LP", "relief reversed after a violation, in all"),
    Column("restored_lapse", "float", "LP", "relief gone with a licence that ran out, in all"),
)
def restored(history: History) -> tuple[float, ...]:
    """Return LP that bit again, by how they came back."""
    lp = history.accounts.restored
    return lp["snapback"], lp[LAPSE]


def _by_sender(model: Model) -> Iterator[Column]:
    for name, sender in model.catalogue.senders.items():
        whose = f"of {sender.name}"
        main = name == model.executive
        yield Column(f"legal_end_{name}", "float", "LP", f"eased in law at the end, {whose}", main)
        yield Column(f"legal_max_{name}", "float", "LP", f"eased in law at most, {whose}")
        yield Column(f"effective_end_{name}", "float", "LP", f"effective at the end, {whose}", main)
        yield Column(f"effective_max_{name}", "float", "LP", f"effective at most, {whose}")
        yield Column(f"added_{name}", "float", "LP", f"imposed since the start, {whose}")
        relief = f"until the first relief of any kind, {whose}"
        yield Column(f"days_to_relief_{name}", "float", "d", relief)


@measures.by_model(_by_sender)
def by_sender(history: History) -> list[float | None]:
    """Return LP eased, in law and in effect, and imposed, and the first relief, by sender."""
    accounts = history.accounts
    return [
        value
        for name in accounts.legal
        for value in (
            accounts.legal[name],
            accounts.legal_max[name],
            accounts.effective[name],
            accounts.effective_max[name],
            accounts.added[name],
            accounts.first.get(name),
        )
    ]


_ROAD_NAMES: Final = {
    "bargain": "agreed packages",
    "gesture": "unilateral gestures",
    "oil": "licences on oil",
    "council": "the council",
    "follower": "followers",
    "statute": "statute",
    "start": "licences of the first day",
    "wind_down": "winding down what is no longer held for its aim",
    "favour": "favours to single persons and firms",
    "lapse": "lapse, order or repeal that ended what held it",
}


@measures(
    *(
        Column(f"via_{road}_end", "float", "LP", f"eased at the end by {_ROAD_NAMES[road]}")
        for road in ROADS
    )
)
def by_road(history: History) -> list[float]:
    """Return LP eased at the end, by the road by which it came about."""
    return [history.accounts.by_road.get(road, 0.0) for road in ROADS]
