"""Which authority a sender takes where several would do: the one under most of its measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sim.catalogue.schema import Catalogue, Measure

__all__ = ["usual", "usual_order"]


def usual_order(catalogue: Catalogue, sender: str) -> str:
    """Return a sender's authority for new designations: the uncodified order under most measures.

    Parameters
    ----------
    catalogue
        The catalogue.
    sender
        Id of the sender.

    Returns
    -------
    str
        Id of the authority; nothing if the sender has no such order.
    """
    return usual(
        catalogue,
        catalogue.measures.values(),
        [
            name
            for name, authority in catalogue.authorities.items()
            if authority.sender == sender
            and authority.emergency is not None
            and not authority.codified
            and not authority.statute
        ],
    )


def usual(catalogue: Catalogue, measures: Iterable[Measure], among: list[str]) -> str:
    """Return the authority that is under most of some measures; nothing if it is under none."""
    count = Counter(layer.authority for measure in measures for layer in measure.layers)
    best = max(among, key=count.__getitem__, default="")
    return best if count[best] else ""
