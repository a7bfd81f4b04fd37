"""The law of a simulated world: what holds on a day of a run, in the shape of a catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sim.catalogue.schema import Catalogue, Layer, Measure
from sim.law.altered import without


@dataclass(frozen=True, slots=True)
class Eased:
    """Relief that tranches of a measure have.

    Attributes
    ----------
    instrument
        Instrument by which they were eased.
    since
        Day of effect.
    via
        How it came about: a bargain, a gesture, an oil licence, a council, a follower, a statute.
    tranches
        How many of the measure's tranches.
    permanent
        Whether their authorities were ended, so that they cannot come back by themselves.
    """

    instrument: str
    since: dt.date
    via: str
    tranches: int
    permanent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a measure stands on a day of a run.

    Attributes
    ----------
    sender, class_
        Ids of its sender and class.
    held_by
        Authorities that hold what has not been ended, in the order of the catalogue.
    since
        Day from which each of them is under it, as far as the run knows.
    tranches, on
        All its tranches, and how many of them are in force.
    eased
        Relief of the others; those that have ended for want of a basis are in neither.
    ended
        First day on which nothing is left that holds any of it; None if something does.
    """

    sender: str
    class_: str
    held_by: tuple[str, ...]
    since: dt.date
    tranches: int
    on: int
    eased: tuple[Eased, ...]
    ended: dt.date | None


def as_simulated(
    catalogue: Catalogue,
    standings: Mapping[str, Standing],
    lapsed: frozenset[str],
    on: dt.date,
) -> Catalogue:
    """Return the catalogue as a run has made it by a day.

    Parameters
    ----------
    catalogue
        The catalogue of the run.
    standings
        Where each measure stands, those that were imposed on the way among them.
    lapsed
        Ids of emergencies and council acts that have ended.
    on
        The day.

    Returns
    -------
    Catalogue
        With its measures and what was imposed on the way; what nothing holds any more has a last
        day, and authorities no longer hang on what has ended. It is not checked again: a run
        cannot break what holds a catalogue together.
    """
    measures = {
        name: _measure(catalogue, name, standing, on)
        for name, standing in standings.items()
        if standing.held_by or name in catalogue.measures
    }
    return without(catalogue, measures, lapsed)


def _measure(catalogue: Catalogue, name: str, standing: Standing, on: dt.date) -> Measure:
    """Return a measure with the authorities that hold it in the run."""
    entry = catalogue.measures.get(name)
    dated = {layer.authority: layer.since for layer in entry.layers} if entry else {}
    order = [*(authority for authority in dated if authority in standing.held_by)]
    order += [authority for authority in standing.held_by if authority not in dated]
    layers = tuple(
        Layer(authority=authority, since=min(dated.get(authority, standing.since), on))
        for authority in order
    )
    if entry is not None:
        until = standing.ended - dt.timedelta(days=1) if standing.ended else entry.until
        if standing.ended is None and until is not None and on > until:
            until = None  # another statute holds it beyond its own last day
        return entry.model_copy(update={"layers": layers or entry.layers, "until": until})
    kind = catalogue.classes[standing.class_].name
    return Measure.model_validate(
        {
            "name": f"Imposed on the way: {kind}",
            "sender": standing.sender,
            "class": standing.class_,
            "weight_lp": 0.0,
            "tranches": standing.tranches,
            "layers": layers,
            "confidence": "assumption",
            "note": "Imposed in the simulation: not in the catalogue.",
        }
    )
