"""Parameters of the war: its intensity, and how it pauses, ends and begins again (rule R26)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.catalogue.fields import Days, Strict, parameter

__all__ = ["War"]


class War(Strict):
    """The war of the target: its intensity W in [0, 1], and its state (rule R26)."""

    start: float = parameter(0.7, "Intensity at the start.", ge=0, le=1)
    mean: float = parameter(0.7, "Level it reverts to while nothing restrains it.", ge=0, le=1)
    reversion: float = parameter(0.15, "Share of the gap closed each quarter.", ge=0, le=1)
    step_sd: float = parameter(0.06, "Step each quarter, standard deviation.", ge=0, le=1)
    state: Literal["auto", "none", "war", "truce", "ceasefire", "settled"] = Field(
        "auto",
        description="State on the first day; `auto` is war if the catalogue has a concession that "
        "is a ceasefire and the intensity is above 0, else none.",
    )
    truce_rate: float = parameter(
        0.8, "Truces that come by themselves.", unit="1/y", ge=0, le=50, likely=(0.3, 1.6)
    )
    truce_days: tuple[Days, Days] = Field(
        (3.0, 45.0), description="How long a truce lasts that came by itself, days."
    )
    truce_holds: float = parameter(
        0.05, "P(such a truce becomes a ceasefire as it ends).", ge=0, le=1, likely=(0, 0.2)
    )
    ceasefire_rate: float = parameter(
        0.29,
        "Main fighting ends by itself.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.11, 0.59),
        source="C",
    )
    break_rate: float = parameter(
        0.4,
        "A ceasefire breaks, on its first day.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.15, 1),
        source="M",
    )
    break_years: float = parameter(
        1.0,
        "Age at which half of that hazard is left.",
        unit="y",
        ge=0.01,
        le=100,
        likely=(0.5, 3),
        source="M",
    )
    settle_rate: float = parameter(
        0.05, "A ceasefire becomes a settlement.", unit="1/y", ge=0, le=50, likely=(0.02, 0.2)
    )
    settled_breaks: float = parameter(
        0.3, "Hazard of breaking once it is settled, as a share.", ge=0, le=1, likely=(0.1, 0.6)
    )
    after_offensive: float = parameter(
        0.7,
        "The fighting ends by so much more slowly after an offensive: no stalemate hurts.",
        ge=0,
        le=10,
        likely=(0.4, 1),
    )
    offensive_days: float = parameter(
        365.0, "How long that lasts.", unit="d", ge=1, le=36525, likely=(180, 730)
    )
    fierce: float = parameter(
        1.0,
        "The fiercer the war, the longer it goes on: the fighting ends by itself at the rate times "
        "exp(-this x (W - fierce_at)).",
        ge=0,
        le=20,
        likely=(0, 2),
    )
    fierce_at: float = parameter(
        0.7, "Intensity at which the rate is its source's.", ge=0, le=1, likely=(0.5, 0.8)
    )
    talking: float = parameter(
        1.2,
        "The fighting ends so much sooner while a sender and the target talk.",
        ge=0.1,
        le=10,
        likely=(1, 2),
    )
    new_leader: float = parameter(
        1.8,
        "The fighting ends so much sooner after a change of leader on either side.",
        ge=0.1,
        le=10,
        likely=(1, 4),
        source="M",
    )
    new_leader_days: float = parameter(
        730.0, "How long that lasts.", unit="d", ge=1, le=36525, likely=(365, 1461)
    )
    foresight_years: float = parameter(
        4.0,
        "How far both sides look ahead when they ask what a ceasefire brings that would not have "
        "come anyway.",
        unit="y",
        ge=0.1,
        le=100,
        likely=(2, 10),
    )
