"""Parameters of steps that grow (rule R23)."""

from __future__ import annotations

from pydantic import Field

from sim.catalogue.fields import Strict, parameter

__all__ = ["Steps"]


class Steps(Strict):
    """How small steps grow, and when they are made permanent (rule R23)."""

    held_days: float = parameter(
        365.0,
        "How long a step must have held without a violation.",
        unit="d",
        ge=1,
        le=3650,
        likely=(180, 730),
    )
    growth: float = parameter(
        1.5,
        "By how much the next step may then be larger; by so much it shrinks after a violation.",
        ge=1,
        le=10,
        likely=(1.2, 2.5),
    )
    match: float = parameter(
        1.0,
        "Worth of relief beyond the size of a step for each LP that the target gives for it.",
        ge=0,
        le=10,
        likely=(0.5, 1.5),
    )
    refusals: int = Field(
        4,
        ge=0,
        le=1000,
        description="Refused packages until small steps may also be such as cannot be undone.",
        json_schema_extra={"source": "A", "likely": [1, 10]},
    )
