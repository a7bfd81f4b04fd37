"""What series are called in figures, and their units."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from sim.engine.model.model import Model
from sim.errors import ThawError
from sim.outcomes.trajectories import POINTS, names


class Label(NamedTuple):
    """What a series is called.

    Attributes
    ----------
    title
        What it is, in a few words.
    unit
        Its unit.
    """

    title: str
    unit: str


_TOTALS: Final[dict[str, Label]] = {
    "legal": Label("Relief in law, all senders", "LP eased"),
    "effective": Label("Effective relief, all senders", "LP eased"),
    "in_force": Label("In force, all senders, with what was imposed since", "LP in force"),
    "added": Label("Imposed since the start", "LP imposed"),
    "share": Label("Relief in law as a share of all ever imposed", "share, 0 to 1"),
}

_POINTS: Final[dict[str, str]] = {
    "war": "Intensity of the war",
    "oil": "Price of oil",
    "trust_executive": "Executive's trust: its belief that the target keeps bargains",
    "trust_target": "Target's trust: its belief that the executive keeps bargains",
    "aspiration_executive": "Aspiration of the executive",
    "aspiration_target": "Aspiration of the target",
    "leverage": "Leverage left to the executive",
}

_UNITS: Final[dict[str, str]] = {"[0, 1]": "0 to 1", "0-100": "0 to 100"}


class _Family(NamedTuple):
    prefix: str
    what: str
    unit: str
    of: Literal["classes", "instruments", "senders", "roads"]


# Longer prefixes first.
_FAMILIES: Final = (
    _Family("effective_class_", "Effective relief,", "LP eased", "classes"),
    _Family("class_", "Relief in law,", "LP eased", "classes"),
    _Family("instrument_", "Relief in law by", "LP eased", "instruments"),
    _Family("via_", "Relief in law by way of", "LP eased", "roads"),
    _Family("legal_", "Relief in law,", "LP eased", "senders"),
    _Family("effective_", "Effective relief,", "LP eased", "senders"),
    _Family("in_force_", "In force,", "LP in force", "senders"),
)


def label(model: Model, series: str) -> Label:
    """Return what a series of a model is called in figures.

    Raises
    ------
    ThawError
        If the model has no such series.
    """
    if series not in names(model):
        raise ThawError(f"there is no series {series!r}; there are: {', '.join(names(model))}")
    if series in _TOTALS:
        return _TOTALS[series]
    if series in POINTS:
        return Label(_POINTS[series], _UNITS.get(POINTS[series], POINTS[series]))
    family = next(family for family in _FAMILIES if series.startswith(family.prefix))
    of = series.removeprefix(family.prefix)
    name = of.replace("_", " ")
    if family.of != "roads":
        parts = getattr(model.catalogue, family.of)
        name = parts[of].name if of in parts else name
    return Label(f"{family.what} {name}", family.unit)
