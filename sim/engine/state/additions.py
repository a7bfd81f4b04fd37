"""Measures imposed on the way that the catalogue does not describe."""

from __future__ import annotations

from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche, tranche
from sim.engine.state.register import Register


def impose(
    register: Register, subject: str, sender: str, class_: str, lp: float, bit: int, day: float
) -> None:
    """Impose a measure of one tranche on an authority.

    Parameters
    ----------
    register
        The register.
    subject
        Id of the measure.
    sender, class_
        Ids of its sender and class.
    lp
        Its weight, LP.
    bit
        Bit of the authority on which it rests.
    day
        Day from which it is in force.
    """
    register.add(addition(register.model, subject, sender, class_, lp, day), bit, day)


def addition(
    model: Model, subject: str, sender: str, class_: str, lp: float, day: float
) -> Tranche:
    """Return such a measure; the persons that it lists are as loyal as others of its sender."""
    persons = model.classes[class_].persons
    loyalty = model.loyalty_of.get(sender, 1.0) if persons else 1.0
    return tranche((subject, sender, class_, lp, 1.0, loyalty, persons, day))
