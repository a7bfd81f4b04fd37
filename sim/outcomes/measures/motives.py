"""Motives of agreed packages by decade: what relief was for, over a long history."""

from __future__ import annotations

from collections.abc import Iterator

from sim.engine.model.model import Model
from sim.outcomes.decades import MOTIVES, decades, motive_shares
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()


def _by_decade(model: Model) -> Iterator[Column]:
    for decade, _ in decades(model.calendar):
        for motive, name in MOTIVES.items():
            meaning = f"share of {name} in the packages of the {decade}"
            yield Column(f"motive_{motive}_{decade}", "float", "[0, 1]", meaning)


@measures.by_model(_by_decade)
def motives_by_decade(history: History) -> list[float | None]:
    """Return the share of each motive in the gains from the packages agreed in each decade."""
    begins = [day for _, day in decades(history.record.model.calendar)]
    shares: list[float | None] = []
    for day, end in zip(begins, [*begins[1:], float("inf")], strict=False):
        shares += motive_shares([d for d in history.record.deals if day <= d.day < end])
    return shares
