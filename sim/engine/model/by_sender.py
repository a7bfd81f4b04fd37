"""What a model knows of each sender: its authorities, where it tightens, whom it lists."""

from __future__ import annotations

from sim.catalogue.schema import Catalogue
from sim.engine.model.parts import Tranche


def bits_by_sender(catalogue: Catalogue, bit: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the bits of each sender's authorities."""
    return {
        sender: tuple(
            bit[name]
            for name, authority in catalogue.authorities.items()
            if authority.sender == sender
        )
        for sender in catalogue.senders
    }


def tightened_by_sender(
    catalogue: Catalogue, tranches: tuple[Tranche, ...]
) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the classes in which each sender may tighten, with their weights."""
    return {
        sender: tuple(
            (name, entry.designation_weight)
            for name, entry in catalogue.classes.items()
            if entry.designation_weight > 0.0
            and any(t.class_ == name and t.sender == sender for t in tranches)
        )
        for sender in catalogue.senders
    }


def loyalty_by_sender(tranches: tuple[Tranche, ...]) -> dict[str, float]:
    """Return the mean loyalty, by LP, of the persons that each sender lists."""
    sums: dict[str, tuple[float, float]] = {}
    for tranche in tranches:
        if tranche.persons:
            weight, loyal = sums.get(tranche.sender, (0.0, 0.0))
            sums[tranche.sender] = (weight + tranche.lp, loyal + tranche.lp * tranche.loyalty)
    return {sender: loyal / weight for sender, (weight, loyal) in sums.items() if weight > 0.0}


def statutes_by_sender(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the acts of each sender's legislature."""
    return {
        sender: tuple(
            name
            for name, entry in catalogue.authorities.items()
            if entry.statute and entry.sender == sender
        )
        for sender in catalogue.senders
    }
