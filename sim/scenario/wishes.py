"""Parameters of first steps and wishes (rule R24)."""

from __future__ import annotations

from sim.catalogue.fields import Strict, parameter

__all__ = ["FirstSteps", "Moved", "Wishes"]


class Wishes(Strict):
    """What the target wishes most, and what it thinks it may ask for (rule R24)."""

    strength: float = parameter(
        1.0,
        "How much its ranking of wishes counts: power of the classes' `wish`; 0 ranks none.",
        ge=0,
        le=3,
        likely=(0, 2),
    )
    fair_chance: float = parameter(
        0.5,
        "Chance of a yes below which it demands no package once its patience is used up.",
        ge=0.01,
        le=0.99,
        likely=(0.3, 0.7),
    )
    fair_chance_patient: float = parameter(
        0.25,
        "The same at the outset, while it has all its patience.",
        ge=0.01,
        le=0.99,
        likely=(0.1, 0.5),
    )


class FirstSteps(Strict):
    """What the sender likes to begin with, and what its later designations are worth (R24)."""

    taste: float = parameter(
        0.15,
        "Gain from a visible first step that can be undone, per LP of full visibility.",
        unit="UP/LP",
        ge=0,
        le=5,
        likely=(0, 0.5),
    )
    imposed_again: float = parameter(
        0.7,
        "Hazard, in the eyes of both sides, that what was imposed after the start and is given "
        "away is imposed again.",
        unit="1/y",
        ge=0,
        le=20,
        likely=(0.2, 2),
    )


class Moved(Strict):
    """What counts as a reason to propose again after a refusal (rule R24)."""

    aspiration: float = parameter(
        0.15,
        "Fall of a side's aspiration, as a share of that at the outset.",
        ge=0.001,
        le=1,
        likely=(0.05, 0.4),
    )
    chance: float = parameter(
        0.2,
        "Rise of the chance of a yes at which a side proposes the same once more, word for word.",
        ge=0.001,
        le=1,
        likely=(0.1, 0.4),
    )
    war: float = parameter(
        0.1, "Change of the war's intensity.", ge=0.001, le=1, likely=(0.05, 0.2)
    )
    prices: float = parameter(
        0.1, "Change of the price of oil, as a share.", ge=0.001, le=1, likely=(0.05, 0.25)
    )
