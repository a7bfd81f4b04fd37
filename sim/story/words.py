"""Stands for `sim.wording.words` until all import that."""

from sim.wording.words import (
    brief,
    capital,
    count,
    date,
    days,
    joined,
    listed,
    lower,
    lp,
    percent,
    the,
    up,
)

__all__ = [
    "brief",
    "capital",
    "count",
    "date",
    "days",
    "joined",
    "listed",
    "lower",
    "lp",
    "percent",
    "the",
    "up",
]
