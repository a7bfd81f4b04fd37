"""Parameters of reversal that follows no violation: successors and crackdowns (rule R29)."""

from __future__ import annotations

from pydantic import Field

from sim.catalogue.fields import Days, Strict, parameter

__all__ = ["Reversal"]


class Reversal(Strict):
    """Who reverses relief though nothing that was agreed has been broken (rule R29)."""

    successor: float = parameter(
        0.3,
        "P(a new president of the other party reverses what his predecessor has given).",
        ge=0,
        le=1,
        likely=(0.1, 0.6),
        source="M",
    )
    heir: float = parameter(
        0.05,
        "The same for a new president of the same party.",
        ge=0,
        le=1,
        likely=(0, 0.2),
        source="M",
    )
    permanent: float = parameter(
        0.5,
        "P(a president who reverses also imposes anew what had been ended, not only suspended).",
        ge=0,
        le=1,
        likely=(0.2, 0.9),
    )
    review_days: tuple[Days, Days] = Field(
        (60.0, 480.0), description="Days in office after which a successor reverses."
    )
    crackdown_rate: float = parameter(
        0.03,
        "Crackdowns in the target country that the world sees: an uprising put down by force.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.01, 0.1),
        source="M",
    )
    in_democracy: float = parameter(
        0.2,
        "Crackdowns are so much rarer where the government is elected, or meets the aims.",
        ge=0,
        le=1,
        likely=(0.05, 0.5),
    )
    answered: float = parameter(
        0.6,
        "P(a crackdown, or a war that goes on, is answered: by reversal, else by new measures).",
        ge=0,
        le=1,
        likely=(0.3, 0.9),
    )
    courted: float = parameter(
        0.8,
        "Share by which full rivalry with a third party lowers the chances that a violation or a "
        "crackdown is answered and a successor reverses: one does not drop whom one courts.",
        ge=0,
        le=1,
        likely=(0.4, 1),
        source="M",
    )
    alleged: float = parameter(
        0.1, "Odds of reversal after a false alarm, of those after a violation.", ge=0, le=1
    )
