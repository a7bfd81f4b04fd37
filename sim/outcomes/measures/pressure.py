"""New sanctions and who adopted them after what time; relief by the council and its followers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.engine.model.model import Model
from sim.events.allies import (
    ADOPTS,
    BLOCKED_BY,
    COMMON_POSITION,
    DESIGNATION,
    PACKAGE,
    PACKAGE_DELAYED,
    TIGHTENS,
)
from sim.events.relief import COUNCIL_EASES, EASED, FOLLOWS
from sim.events.talks import DEMAND, OFFER
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, first_day, median_or_none

measures = Group()

measures.count("designations", DESIGNATION, "new designations by the executive")
measures.count("packages", PACKAGE, "new packages of the council")
measures.count("packages_delayed", PACKAGE_DELAYED, "packages delayed by a veto")
measures.count("adoptions", ADOPTS, "adoptions of packages by followers")
measures.count("tightenings", TIGHTENS, "followers' own tightenings")
measures.count("council_eases", COUNCIL_EASES, "decisions of the council to ease")
measures.count("common_positions", COMMON_POSITION, "common positions for which members were won")
measures.count(
    "blocked_by_members", BLOCKED_BY, "common positions that members stood in the way of"
)
measures.count("follows", FOLLOWS, "decisions of followers to ease")


@measures(
    Column("council_talks", "bool", "", "whether anything was offered or demanded at its table"),
    Column("days_to_council_relief", "float", "d", "until the council first eases anything"),
)
def council(history: History) -> tuple[bool, float | None]:
    """Return whether the council bargained, and when it first eased, by review or by a deal."""
    name = history.record.model.council
    its = history.further.get(name, {})
    talks = OFFER.name in its or DEMAND.name in its
    eased = (e for e in history.entries(EASED) if e.numbers["sender"] == name)
    return talks, first_day(eased)


def _by_follower(model: Model) -> Iterator[Column]:
    for name, sender in model.catalogue.senders.items():
        if sender.role == "follower":
            lag = f"from a package to its adoption by {sender.name}, median"
            yield Column(f"lag_persons_{name}", "float", "d", f"{lag}, listed persons")
            yield Column(f"lag_sectoral_{name}", "float", "d", f"{lag}, all else")


@measures.by_model(_by_follower)
def lags(history: History) -> list[float | None]:
    """Return how long followers take to adopt a package, persons and all else."""
    model = history.record.model
    persons = {name for name, entry in model.classes.items() if entry.persons}
    days: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for entry in history.entries(ADOPTS):
        adopted = ADOPTS.of(entry)
        days[entry.agent, adopted["class_"] in persons].append(adopted["lag"])
    return [
        median_or_none(days[name, of_persons])
        for name, sender in model.law.senders.items()
        if sender.role == "follower"
        for of_persons in (True, False)
    ]
