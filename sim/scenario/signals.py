"""Parameters of signals, and of rivalry and size (rules R31, R32)."""

from __future__ import annotations

from sim.catalogue.fields import Strict, parameter

__all__ = ["Signals", "Size"]


class Signals(Strict):
    """What a visible step says, beside what it is worth (rule R31)."""

    step: float = parameter(
        0.2,
        "Share of the distance to full alignment that a visible step closes.",
        ge=0,
        le=1,
        likely=(0.05, 0.4),
    )
    fades_years: float = parameter(
        2.0,
        "Time in which alignment falls to 1/e, unless there are further steps.",
        unit="y",
        ge=0.05,
        le=100,
        likely=(1, 4),
    )


class Size(Strict):
    """Rivalry with the target, and how much the sender would hurt itself (rule R32)."""

    rivalry: float = parameter(
        0.0, "Rivalry with the target itself: designations come more often.", ge=0, le=1
    )
    rivalry_raises: float = parameter(
        3.0,
        "By how much more often at the highest rivalry.",
        ge=0,
        le=100,
        likely=(1, 6),
    )
    trade_share: float = parameter(
        0.0, "Share of the sender's foreign trade that is with the target.", ge=0, le=1
    )
    spared: float = parameter(
        20.0,
        "How strongly large targets are spared what is systemic: it is imposed with the "
        "probability exp(-this x trade_share x how systemic the class is).",
        ge=0,
        le=1000,
        likely=(5, 60),
    )
    pinpoint: float = parameter(
        0.1,
        "Size of a listing that takes its place, of the usual.",
        ge=0.001,
        le=1,
        likely=(0.02, 0.3),
    )
