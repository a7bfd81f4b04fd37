"""New sanctions and who adopted them after what time; relief by the council and its followers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.engine.model.model import Model
from sim.events.allies import ADOPTS, DESIGNATION, PACKAGE, PACKAGE_DELAYED, TIGHTENS
from sim.events.relief import COUNCIL_EASES, FOLLOWS
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, median_or_none

measures = Group()

measures.count("designations", DESIGNATION, "new designations by the executive")
measures.count("packages", PACKAGE, "new packages of the council")
measures.count("packages_delayed", PACKAGE_DELAYED, "packages delayed by a veto")
measures.count("adoptions", ADOPTS, "adoptions of packages by followers")
measures.count("tightenings", TIGHTENS, "followers' own tightenings")
measures.count("council_eases", COUNCIL_EASES, "decisions of the council to ease")
measures.count("follows", FOLLOWS, "decisions of followers to ease")


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
        for name, sender in model.catalogue.senders.items()
        if sender.role == "follower"
        for of_persons in (True, False)
    ]
