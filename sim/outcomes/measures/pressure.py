"""New sanctions and who adopted them after what time; relief by the council and its followers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.engine.model.model import Model
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, median_or_none, number

measures = Group()

measures.count("designations", "designation", "new designations by the executive")
measures.count("packages", "package", "new packages of the council")
measures.count("packages_delayed", "package_delayed", "packages delayed by a veto")
measures.count("adoptions", "adopts", "adoptions of packages by followers")
measures.count("tightenings", "tightens", "followers' own tightenings")
measures.count("council_eases", "council_eases", "decisions of the council to ease")
measures.count("follows", "follows", "decisions of followers to ease")


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
    for entry in history.entries("adopts"):
        days[entry.agent, entry.numbers["class_"] in persons].append(number(entry, "lag"))
    return [
        median_or_none(days[name, of_persons])
        for name, sender in model.catalogue.senders.items()
        if sender.role == "follower"
        for of_persons in (True, False)
    ]
