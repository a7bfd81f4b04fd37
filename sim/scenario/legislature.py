"""How laws of new sanctions are made: a stock of bills, vehicles, and a stance that moves (R28)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.catalogue.fields import MOST_SEATS, Identifier, Lp, Rate, Strict, Weight, parameter
from sim.catalogue.schema import Confidence

BillKind = Literal["codify", "impose", "stick", "narrow"]
"""What a bill of new sanctions does: put measures held by orders under a statute; impose a new
one; give the president a stick; take away the easy ways in which some measures can be eased."""

Members = Annotated[int, Field(ge=0, le=MOST_SEATS)]
"""A number of members of a chamber."""


class Lawmaking(Strict):
    """How laws of new sanctions, and acts for relief, are made (rule R28)."""

    bills: float = parameter(
        30.0,
        "Bills of new sanctions introduced while the war is as fierce as votes take for usual: "
        "dozens in a Congress, 20 a year over a time of which a third is such a war.",
        unit="1/y",
        ge=0,
        le=500,
        likely=(15, 60),
        source="M",
    )
    reported: float = parameter(
        0.06,
        "Share of them that have a chance: committee reports them, or leaders take them up.",
        ge=0,
        le=1,
        likely=(0.03, 0.1),
        source="M",
    )
    calm: float = parameter(
        0.2,
        "How many there are without war or violation, as a share of that.",
        ge=0,
        le=1,
        likely=(0.05, 0.5),
    )
    met: float = parameter(
        0.1,
        "How many there are once the aims of the sanctions are met or given up, as a share.",
        ge=0,
        le=1,
        likely=(0.02, 0.3),
    )
    kinds: dict[BillKind, Weight] = Field(
        {"codify": 0.2, "impose": 0.4, "stick": 0.25, "narrow": 0.15},
        description="What bills do, by weight: as the eleven statutes on Russia of 2012 to 2025.",
    )
    waiver: float = parameter(
        0.8,
        "Share of laws that let the president waive what they hold, after a report.",
        ge=0,
        le=1,
        likely=(0.6, 0.95),
        source="M",
    )
    petition: float = parameter(
        0.05,
        "Rate at which a bill with the votes is discharged to the floor of the lower house.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.01, 0.3),
    )
    rides: float = parameter(
        0.3,
        "P(a bill with the votes rides on an act that must pass) if the president is neutral.",
        ge=0,
        le=1,
        likely=(0.1, 0.5),
    )
    rides_opposed: float = parameter(
        0.6, "The same, as a share of that, if he is opposed.", ge=0, le=1, likely=(0.3, 1)
    )
    vehicle_veto: float = parameter(
        0.05,
        "P(such an act is vetoed and comes back without its riders) if he is opposed: four annual "
        "defence acts of 64 were vetoed, one of them over-ridden.",
        ge=0,
        le=1,
        likely=(0.01, 0.1),
        source="C",
    )
    impose_lp: tuple[Lp, Lp] = Field((1.0, 4.0), description="LP of a measure imposed by law.")
    mandatory: float = parameter(
        0.5,
        "Share of sticks that he must use unless he waives them; he may use the others.",
        ge=0,
        le=1,
        likely=(0.2, 0.8),
    )
    stick_use: dict[Literal["opposed", "neutral", "asking"], Rate] = Field(
        {"opposed": 0.05, "neutral": 0.3, "asking": 1.5},
        description="Rate at which he uses a stick by his stance, 1/y; three times that if he must "
        "unless he waives it.",
    )
    tougher_violation: float = parameter(
        0.4, "P(the president's stance hardens) at a violation seen.", ge=0, le=1, likely=(0.1, 0.8)
    )
    tougher_offensive: float = parameter(
        0.2, "The same at an offensive.", ge=0, le=1, likely=(0.05, 0.5)
    )
    tougher_stalled: float = parameter(
        0.15,
        "Rate at which it hardens while talks stall, threats (R25) apart.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.05, 0.5),
    )
    softer_deal: float = parameter(0.4, "P(it softens) with a deal.", ge=0, le=1, likely=(0.1, 0.8))
    softer_ceasefire: float = parameter(
        0.6, "P(it softens) with a ceasefire.", ge=0, le=1, likely=(0.2, 0.9)
    )
    quiet_years: float = parameter(
        3.0,
        "Years for which all that a statute holds has been eased, and nothing was violated, before "
        "the president asks for its repeal.",
        unit="y",
        ge=0,
        le=50,
        likely=(1, 10),
    )
    graduation: float = parameter(
        0.12,
        "P(he asks for such a repeal) in a Congress: twelve countries left the waivers of "
        "Jackson-Vanik for good in some 250 country-years.",
        ge=0,
        le=1,
        likely=(0.05, 0.35),
        source="M",
    )
    repeal_asked: float = parameter(
        0.5,
        "P(he asks for the repeal of all statutes) in a Congress, once a settlement has held or "
        "the aims are met or given up.",
        ge=0,
        le=1,
        likely=(0.2, 0.8),
    )
    repeal_votes: float = parameter(
        2.0,
        "How much readier members are to repeal what has been eased for years than to let new "
        "relief pass: trade with Vietnam (2006) and Russia (2012), logit.",
        ge=0,
        le=20,
        likely=(0.5, 4),
        source="M",
    )
    approval_asked: float = parameter(
        0.05,
        "P(he asks for a resolution of approval of what is reported on a day) where it would "
        "carry: nuclear agreements with China (1985) and India (2008), of dozens before Congress.",
        ge=0,
        le=1,
        likely=(0.01, 0.15),
        source="M",
    )


class PendingBill(Strict):
    """A bill of new sanctions that is pending on the first day."""

    id: Identifier
    title: str = Field(min_length=1, max_length=120, description="What stories call it.")
    kind: BillKind = Field(description="What it does.")
    sponsors: dict[Identifier, Members] = Field(
        default_factory=dict,
        max_length=20,
        description="Sponsors and co-sponsors by chamber; the bill is as popular as that says.",
    )
    signatures: Members = Field(
        0, description="Signatures on a petition to discharge it to the floor of the lower house."
    )
    source: str = Field("", max_length=300, description="Where it is known from.")
    confidence: Confidence = Field("assumption", description="How well it is known.")
