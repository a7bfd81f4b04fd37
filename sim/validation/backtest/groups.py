"""Groups of items whose scores stand beside each other: by question, by case, by what cases are.

- *kind*: by family of question;
- *case*: by case;
- a feature of `sim.analysis.likeness.features`, such as *issue* or *regime*: all items of the
  cases that are alike in it. Values that read the same are one group; of numbers that read in more
  than `FEW` ways the cases are parted into thirds, those with the same number staying together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.likeness.features import FEATURES, Coded, Feature
from sim.validation.backtest.families import FAMILIES

__all__ = ["ALL", "BY", "CASE", "EVERYTHING", "KIND", "REST", "Group", "groups_of"]

ALL: Final = "all"
"""Stands for all cases together."""

REST: Final = "all but renewals"
"""Stands for all cases without the renewals, which are many and alike."""

EVERYTHING: Final = "all"
"""What the groups that are not by anything are by."""

KIND: Final = "kind"
CASE: Final = "case"

BY: Final = (KIND, CASE, *(feature.name for feature in FEATURES))
"""What items may be grouped by."""

FEW: Final = 4
"""Numbers that read in no more ways than this are groups as they are."""

UNSAID: Final = "not said"
"""The group of the cases that do not say what they are."""


class Group(NamedTuple):
    """Some of the items.

    Attributes
    ----------
    by
        What they are grouped by.
    name
        What the group is called.
    rows
        Whether each item belongs to it, shape ``(n,)``.
    """

    by: str
    name: str
    rows: NDArray[np.bool_]


def groups_of(items: pl.DataFrame, features: Mapping[str, Coded], by: str) -> list[Group]:
    """Return the groups of a table of items: all of them, those by something, and each case.

    Parameters
    ----------
    items
        Scored items, see `sim.validation.backtest.scoring.SCHEMA`.
    features
        What each case is, by its name.
    by
        One of `BY`.

    Returns
    -------
    list of Group
        First all items; then those that are no renewals, if there are both; then the groups asked
        for; then each case, unless that was asked for. None of them is empty.
    """
    cases = items["case"].to_list()
    groups = [Group(EVERYTHING, ALL, np.full(len(cases), True))]
    rest = ~items["renewal"].to_numpy()
    if rest.any() and not rest.all():
        groups.append(Group(EVERYTHING, REST, rest))
    if by == KIND:
        groups += _parted(KIND, items["family"].to_list(), FAMILIES)
    elif by != CASE:
        (feature,) = (feature for feature in FEATURES if feature.name == by)
        names = dict.fromkeys(cases)
        called = _called(feature, {case: features[case] for case in names})
        order = [*dict.fromkeys(called.values())]
        groups += _parted(by, [called[case] for case in cases], order)
    return groups + _parted(CASE, cases, [*dict.fromkeys(cases)])


def _parted(by: str, of: Sequence[str], order: Sequence[str]) -> list[Group]:
    """Return a group for each name that some item has, in an order of names."""
    names = np.array(of)
    return [Group(by, name, names == name) for name in order if (names == name).any()]


def _called(feature: Feature, cases: Mapping[str, Coded]) -> dict[str, str]:
    """Return what the group of each case is called, in the order of the groups."""
    known = {case: coded[feature.name] for case, coded in cases.items()}
    said = {case: value for case, value in known.items() if value is not None}
    ordered = sorted(said, key=lambda case: (feature.placed(said[case]), said[case]))
    called = {case: feature.said(said[case]) for case in ordered}
    if feature.bounds is not None and len(set(called.values())) > FEW:
        called = _thirds(feature, {case: float(said[case] or 0.0) for case in ordered})
    return called | {case: UNSAID for case in known if case not in said}


def _thirds(feature: Feature, values: Mapping[str, float]) -> dict[str, str]:
    """Return the ends of the third that each case is in, by its middle rank; values ascend."""
    numbers = np.array([*values.values()])
    below, upto = (np.searchsorted(numbers, numbers, side=side) for side in ("left", "right"))
    thirds = 3 * (below + upto) // (2 * numbers.size)
    called: dict[str, str] = {}
    for third in np.unique(thirds):
        inside = numbers[thirds == third]
        low, high = feature.said(float(inside[0])), feature.said(float(inside[-1]))
        members = [case for case, own in zip(values, thirds, strict=True) if own == third]
        called |= dict.fromkeys(members, low if low == high else f"{low} to {high}")
    return called
