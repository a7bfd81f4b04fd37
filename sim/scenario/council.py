"""Parameters of the allied council (rules R16, R17, R21)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.catalogue.fields import Days, Identifier, Shape, Strict, parameter

__all__ = ["CommonPosition", "Council"]

Names = Annotated[int, Field(ge=0, le=10_000)]
"""A number of persons."""


class CommonPosition(Strict):
    """How the council comes to a common position at its table (rule R21)."""

    bargains: bool = Field(
        True,
        description="Whether the council bargains at a table of its own, where it has something "
        "to ease; `agents.senders` says how, and what is not written there is as usual for a "
        "council.",
    )
    worth: float = parameter(
        0.01,
        "theta*: per EP of what the target gives for it. Of a settlement's 90 EP that is what "
        "`theta_settlement` says.",
        unit="1/EP",
        ge=0,
        le=1,
        likely=(0.005, 0.02),
        source="A",
    )
    size: float = parameter(
        0.5,
        "theta*: how much it falls for a package of all that the council holds, and in proportion.",
        ge=0,
        le=5,
        likely=(0, 1),
        source="A",
    )
    reversible: float = parameter(
        0.2,
        "theta*: how much it rises for a package of nothing but what runs out by itself, and in "
        "proportion. To suspend for a term is what the reluctant agree to.",
        ge=0,
        le=5,
        likely=(0, 0.4),
        source="M",
    )
    seen: float = parameter(
        0.2,
        "theta*: share of the executive's leverage that was eased, beside `theta_follow`.",
        ge=0,
        le=5,
        likely=(0, 0.5),
        source="A",
    )
    silence: float = parameter(
        0.3,
        "theta*: what it gains while the guns stay silent. The hawkish come to where the middle "
        "stands.",
        ge=0,
        le=5,
        likely=(0.1, 0.6),
        source="A",
    )
    silence_years: float = parameter(
        1.5,
        "Time constant with which it does so.",
        unit="y",
        ge=0.05,
        le=50,
        likely=(0.5, 3),
        source="M",
    )
    border: float = parameter(
        0.2,
        "Hawkishness that the war at W = 1 adds to a member at the target's border.",
        ge=0,
        le=2,
        likely=(0, 0.5),
        source="A",
    )
    reach: float = parameter(
        0.3,
        "How far beyond theta* a member may be that can still be bought.",
        ge=0,
        le=2,
        likely=(0, 0.5),
        source="A",
    )
    price: float = parameter(
        2.0,
        "What buying those beyond costs the council, per unit of theta that the furthest is: what "
        "wins that one wins the others.",
        unit="EP",
        ge=0,
        le=1000,
        likely=(0.5, 10),
        source="A",
    )
    sold: float = parameter(
        0.7,
        "P(those that can be bought are bought), of all of them together.",
        ge=0,
        le=1,
        likely=(0.3, 0.95),
        source="A",
    )
    opening_days: float = parameter(
        90.0,
        "Mean time from an occasion to the opening of the council's channel.",
        unit="d",
        ge=1,
        le=3650,
        likely=(30, 365),
        source="A",
    )
    relief_seen: float = parameter(
        0.1,
        "Share of the executive's leverage eased at which the council opens a channel too.",
        ge=0,
        le=1,
        likely=(0.05, 0.3),
        source="A",
    )


class Council(Strict):
    """The allied council (rules R16-R17)."""

    name: str = Field(
        "the EU Council", description="What stories call it.", min_length=1, max_length=80
    )
    hold_out: float = parameter(
        0.5, "P(at least one hold-out at a renewal).", ge=0, le=1, likely=(0.2, 0.8)
    )
    hold_out_friendly: float = parameter(
        0.1, "The same when the usual hold-outs have changed government.", ge=0, le=1
    )
    settled: float = parameter(0.995, "P(a hold-out is settled in time).", ge=0, le=1)
    settle_days: float = parameter(
        2.0, "Mean days before expiry it settles.", unit="d", ge=0.1, le=60
    )
    settle_max_days: float = parameter(30.0, "Earliest days before expiry.", unit="d", ge=1, le=365)
    price: tuple[Shape, Shape] = Field((1.2, 3.5), description="Beta(a, b) of the price paid.")
    names_demanded: tuple[Names, Names] = Field((2, 8), description="Names a hold-out demands.")
    theta_base: float = parameter(-0.2, "theta*: constant.", ge=-5, le=5)
    theta_settlement: float = parameter(0.9, "theta*: settlement.", ge=-5, le=5)
    theta_ceasefire: float = parameter(0.25, "theta*: ceasefire held > 180 d.", ge=-5, le=5)
    theta_war: float = parameter(-0.5, "theta*: war intensity.", ge=-5, le=5)
    theta_follow: float = parameter(
        0.0, "theta*: share of the executive's leverage that was eased.", ge=-5, le=5
    )
    ease_share: float = parameter(
        0.34, "Share of an act eased at a review that passes.", ge=0, le=1
    )
    qualified_members: float = parameter(0.55, "Qualified majority: members.", ge=0, le=1)
    qualified_people: float = parameter(0.65, "Qualified majority: population.", ge=0, le=1)
    package_rate: float = parameter(2.6, "New packages while W is high.", unit="1/y", ge=0, le=50)
    package_war: float = parameter(0.4, "War intensity above which packages come.", ge=0, le=1)
    package_lp: float = parameter(1.0, "LP each package adds.", unit="LP", ge=0, le=50)
    package_authority: Identifier | None = Field(
        None,
        description="Authority of new packages; if empty, for each class the act under most "
        "measures of it.",
    )
    package_veto: float = parameter(0.3, "P(a veto delays a package).", ge=0, le=1)
    package_delay: tuple[Days, Days] = Field((20.0, 60.0), description="Delay by a veto, days.")
    common: CommonPosition = Field(
        default_factory=CommonPosition, description="How it bargains, and votes on it (rule R21)."
    )
