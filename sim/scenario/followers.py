"""Parameters of those who follow another sender, and of those who only watch (rule R18)."""

from __future__ import annotations

from pydantic import Field

from sim.catalogue.fields import Identifier, LogSpread, Median, Strict, parameter

__all__ = ["Bystander", "Follower"]


class Follower(Strict):
    """A government that follows another sender (rule R18)."""

    leader: Identifier = Field("EU", description="Sender it follows.")
    adopts: float = parameter(0.95, "P(it adopts a tightening of its leader).", ge=0, le=1)
    own_rate: float = parameter(0.0, "Tightening of its own.", unit="1/y", ge=0, le=50)
    own_lp: float = parameter(0.3, "LP a tightening of its own adds.", unit="LP", ge=0, le=50)
    follow_lp: float = parameter(
        0.08, "LP an adopted tightening adds, as a share of the leader's.", ge=0, le=1
    )
    persons_days: tuple[Median, LogSpread] = Field(
        (5.0, 0.3), description="Lag for persons: lognormal median (days) and log-sd."
    )
    sectoral_days: tuple[Median, LogSpread] = Field(
        (56.0, 0.3), description="Lag for sectors: lognormal median (days) and log-sd."
    )
    eases_with_leader: float = parameter(1.0, "P(it eases when its leader does).", ge=0, le=1)
    ease_days: tuple[Median, LogSpread] = Field(
        (20.0, 0.5), description="Lag of easing: lognormal median (days) and log-sd."
    )
    eases_with_executive: float = parameter(
        0.0, "P(it eases after the executive alone).", ge=0, le=1
    )


class Bystander(Strict):
    """An agent that watches and does nothing (it must change no trajectory)."""

    id: Identifier
    name: str = Field(
        "a bystander", min_length=1, max_length=80, description="What stories call it."
    )
    rate: float = parameter(1.0, "How often it looks.", unit="1/y", ge=0, le=365)
