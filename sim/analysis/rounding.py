"""Stands for `sim.wording.rounding` until all import that."""

from sim.wording.rounding import (
    between,
    number,
    percent,
    percent_range,
    places,
    three_digits,
    with_range,
)

__all__ = [
    "between",
    "number",
    "percent",
    "percent_range",
    "places",
    "three_digits",
    "with_range",
]
