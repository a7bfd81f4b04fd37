"""The cases at the least distance from a scenario, what is alike and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sim.analysis.likeness.cases import Case
from sim.analysis.likeness.features import FEATURES, Coded, Feature
from sim.statistics.gower import Value, difference, gower

__all__ = ["ALIKE", "Neighbour", "distance", "distance_of_placed", "nearest", "placed"]

ALIKE: Final = 0.25
"""Difference of a feature up to which two scenarios are alike in it."""


class Neighbour(NamedTuple):
    """A case and how it compares.

    Attributes
    ----------
    case
        The case.
    distance
        Gower's distance, in [0, 1].
    alike, differs
        Features in which they are alike, and those in which they differ; the rest is unknown.
    """

    case: Case
    distance: float
    alike: tuple[Feature, ...]
    differs: tuple[Feature, ...]


_SCALES: Final = tuple(feature.scale for feature in FEATURES)
_WEIGHTS: Final = tuple(feature.weight for feature in FEATURES)


def distance(first: Coded, second: Coded) -> float | None:
    """Return Gower's distance of two scenarios by `FEATURES`; None if too little is known."""
    return distance_of_placed(placed(first), placed(second))


def placed(features: Coded) -> tuple[Value, ...]:
    """Return the values of `FEATURES` as they are compared (`Feature.placed`)."""
    return tuple([feature.placed(features[feature.name]) for feature in FEATURES])


def distance_of_placed(first: Sequence[Value], second: Sequence[Value]) -> float | None:
    """Return the `distance` of two scenarios whose values are `placed`."""
    return gower(first, second, _SCALES, _WEIGHTS)


def nearest(features: Coded, cases: Iterable[Case], k: int) -> list[Neighbour]:
    """Return the nearest cases, the nearest first; of those as near by name.

    Parameters
    ----------
    features
        Features of the scenario.
    cases
        The cases; those of which too little is known are passed over.
    k
        How many, at most.
    """
    found = [(d, case) for case in cases if (d := distance(features, case.features)) is not None]
    # Equal sums may differ in their last bit: that decides nothing.
    found.sort(key=lambda pair: (round(pair[0], 9), pair[1].name))
    return [_compared(features, case, d) for d, case in found[:k]]


def _compared(features: Coded, case: Case, d: float) -> Neighbour:
    apart = {
        feature: difference(
            feature.placed(features[feature.name]),
            feature.placed(case.features[feature.name]),
            feature.scale,
        )
        for feature in FEATURES
    }
    return Neighbour(
        case,
        d,
        tuple(feature for feature, by in apart.items() if by is not None and by <= ALIKE),
        tuple(feature for feature, by in apart.items() if by is not None and by > ALIKE),
    )
