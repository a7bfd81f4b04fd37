"""Parameters of governments of the target, and of the aims of its senders (rule R27)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.catalogue.fields import Days, Lp, Strict, parameter

__all__ = ["Aims", "Governments", "Regime"]

Years = Annotated[float, Field(ge=0, le=100)]
"""A number of years."""


Kind = Literal["personalist", "party", "military", "democracy"]
"""Kinds of regimes (Geddes, Wright and Frantz 2014)."""


def _exits(default: float) -> Any:
    return parameter(
        default,
        "Leaders leave so many times as often as `world.shocks.target_exit_rate` says.",
        ge=0,
        le=50,
        likely=(0.5, 8),
    )


def _new(default: float) -> Any:
    return parameter(
        default,
        "P(a government of another kind follows, and not an heir).",
        ge=0,
        le=1,
        likely=(0.1, 0.8),
    )


class Regime(Strict):
    """How leaders of a kind of regime leave, and what comes after them."""

    exits: float = _exits(1.0)
    new: float = _new(0.6)


class Party(Regime):
    """Rule of a party: it replaces its leaders and stays."""

    exits: float = _exits(1.5)
    new: float = _new(0.2)


class Military(Regime):
    """Rule of officers: short, and often handed back."""

    exits: float = _exits(3.0)
    new: float = _new(0.5)


class Democracy(Regime):
    """Elected governments: the other side wins every other time."""

    exits: float = _exits(6.0)
    new: float = _new(0.5)


class Governments(Strict):
    """Governments of the target: how they change, and whether the next one meets the aims."""

    kind: Kind = Field("personalist", description="What kind of regime governs the target.")
    personalist: Regime = Field(
        default_factory=Regime, description="Rule of one man: he stays long and takes it with him."
    )
    party: Party = Field(default_factory=Party, description="Rule of a party, which stays.")
    military: Military = Field(default_factory=Military, description="Rule of officers.")
    democracy: Democracy = Field(
        default_factory=Democracy, description="Elected governments, of one side or the other."
    )
    meets: float = parameter(
        0.35,
        "P(a government of another kind does by itself what the sanctions are for).",
        ge=0,
        le=1,
        likely=(0.2, 0.5),
    )
    heir_meets: float = parameter(
        0.05, "The same of an heir of the same regime.", ge=0, le=1, likely=(0, 0.15)
    )
    meets_days: tuple[Days, Days] = Field(
        (60.0, 540.0), description="Days until a government that does so has done it."
    )


class Aims(Strict):
    """What a sender holds its sanctions for: when it gives that up, and what it does then."""

    give_in: float = parameter(
        0.021,
        "The sender gives in, on average over all years.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.01, 0.035),
        source="C",
    )
    stalemate: float = parameter(
        0.008,
        "It lets a stalemate rest, on average over all years.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.003, 0.016),
        source="C",
    )
    new_leader: float = parameter(
        2.0,
        "So much sooner after a change of leader on either side than in other years.",
        ge=0.1,
        le=20,
        likely=(1, 4),
        source="M",
    )
    new_leader_days: float = parameter(
        730.0, "How long that lasts.", unit="d", ge=1, le=36525, likely=(365, 1095)
    )
    recent: float = parameter(
        0.5,
        "Share of all years that are so soon after a change: with it the average over all years "
        "is what the source says.",
        ge=0,
        le=1,
        likely=(0.3, 0.7),
    )
    at_war: float = parameter(
        0.25, "So much more slowly while the target is at war.", ge=0, le=10, likely=(0, 1)
    )
    settled: float = parameter(
        0.4,
        "Once a settlement has held for half a year, it sees its aim met.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.2, 1),
    )
    step_days: tuple[Days, Days] = Field(
        (60.0, 360.0), description="Days between two steps of winding down."
    )
    step_share: float = parameter(
        0.4,
        "Share of what it could ease by itself that each step eases.",
        ge=0.01,
        le=1,
        likely=(0.2, 0.7),
    )
    order_years: tuple[Years, Years] = Field(
        (0.5, 5.0),
        description="Years from then until an order ends its emergencies.",
    )
    silence: float = parameter(
        0.003,
        "P(no notice continues an emergency at an anniversary, and it lapses).",
        ge=0,
        le=1,
        likely=(0.0003, 0.01),
        source="C",
    )
    favour_rate: float = parameter(
        0.2, "Favours to single persons and firms.", unit="1/y", ge=0, le=50, likely=(0.05, 0.6)
    )
    favour_lp: Lp = Field(
        0.5,
        description="Most LP that a favour eases; a name on a list of more weighs too little to be "
        "counted.",
    )
