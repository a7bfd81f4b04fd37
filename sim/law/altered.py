"""A catalogue as it has become: what has lapsed holds nothing, what is fulfilled is known to be.

What comes of it is not checked again: none of this breaks what holds a catalogue together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sim.catalogue.schema import Authority, Catalogue, Measure


def without(
    catalogue: Catalogue, measures: Mapping[str, Measure], lapsed: Collection[str]
) -> Catalogue:
    """Return a catalogue with other measures, in which emergencies and acts have ended.

    Parameters
    ----------
    catalogue
        The catalogue.
    measures
        Its measures from now on, by id.
    lapsed
        Ids of the emergencies and council acts that have ended: no authority hangs on them any
        more, and no calendar has them.
    """
    return catalogue.model_copy(
        update={
            "measures": dict(measures),
            "authorities": {k: _freed(entry, lapsed) for k, entry in catalogue.authorities.items()},
            "emergencies": {k: e for k, e in catalogue.emergencies.items() if k not in lapsed},
            "acts": {k: act for k, act in catalogue.acts.items() if k not in lapsed},
        }
    )


def _freed(authority: Authority, lapsed: Collection[str]) -> Authority:
    """Return an authority that no longer hangs on what has lapsed."""
    if authority.emergency not in lapsed and authority.act not in lapsed:
        return authority
    return authority.model_copy(
        update={
            "emergency": None if authority.emergency in lapsed else authority.emergency,
            "act": None if authority.act in lapsed else authority.act,
        }
    )


def with_fulfilled(catalogue: Catalogue, names: Collection[str]) -> Catalogue:
    """Return the catalogue with these conditions known to be fulfilled."""
    if not names:
        return catalogue
    conditions = {
        name: entry.model_copy(update={"fulfilled": True}) if name in names else entry
        for name, entry in catalogue.conditions.items()
    }
    return catalogue.model_copy(update={"conditions": conditions})
