"""Parameters of threats and deadlines (rule R25)."""

from __future__ import annotations

from pydantic import Field

from sim.catalogue.fields import Date, Days, Identifier, Lp, Strict, parameter

__all__ = ["Threat", "Threats"]


class Threat(Strict):
    """A threat that the scenario states: a concession by a date, or else new measures."""

    demand: Identifier = Field(description="Concession that is demanded.")
    on: Date = Field(description="Day on which it is made.")
    by: Date = Field(description="Last day on which the demand may be met.")
    class_: Identifier = Field(alias="class", description="Class of the measures threatened.")
    lp: float = parameter(4.0, "Weight of these.", unit="LP", ge=0.01, le=100)


class Threats(Strict):
    """How a sender threatens: X by a date, or else Y (rule R25)."""

    stated: tuple[Threat, ...] = Field(
        (), max_length=100, description="Threats that the scenario states."
    )
    rate: float = parameter(
        0.5, "Threats of its own while talks stall.", unit="1/y", ge=0, le=50, likely=(0.1, 1.5)
    )
    days: tuple[Days, Days] = Field(
        (30.0, 120.0), description="Time that such a threat leaves, days."
    )
    lp: tuple[Lp, Lp] = Field((2.0, 6.0), description="Weight of what it threatens, LP.")
    credibility: float = parameter(
        0.5, "Prior credibility c0 of a threat.", ge=0, le=1, likely=(0.2, 0.8)
    )
    carry: float = parameter(
        0.0, "Carrying out, logit: constant.", ge=-20, le=20, likely=(-1.5, 1.5)
    )
    carry_stalled: float = parameter(
        0.5, "Carrying out, logit: while talks stall.", ge=-20, le=20, likely=(0, 1.5)
    )
    carry_audience: float = parameter(
        1.0, "Carrying out, logit: per weight of audiences.", ge=-20, le=20, likely=(0, 3)
    )
    carry_oil: float = parameter(
        -10.0,
        "Carrying out, logit: per share by which oil is dearer than hurts.",
        ge=-100,
        le=20,
        likely=(-20, 0),
    )
    toughens: float = parameter(
        0.5,
        "P(a threat that is not met makes the sender ask its legislature for more).",
        ge=0,
        le=1,
        likely=(0.2, 0.8),
    )
    by_chance: float = parameter(
        0.6,
        "Share of the usual designations that come by chance and follow no threat.",
        ge=0,
        le=1,
        likely=(0.3, 0.9),
    )
