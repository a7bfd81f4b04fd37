"""When relief first came in some cases: within some years, and half of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite, nan
from typing import Any, Final, NamedTuple

from sim.analysis.likeness.cases import FOLLOWED, Case
from sim.scenario.window import in_years
from sim.statistics.precision import wilson_interval
from sim.statistics.survival import survival

__all__ = ["YEARS", "Relief", "Within", "relief"]

YEARS: Final = (1, 2, 4, 8)
"""Years within which relief is counted."""

_YEAR: Final = 365.25


class Within(NamedTuple):
    """In how many cases relief came within some years.

    Attributes
    ----------
    years
        The years.
    k
        How many cases; each counts as one.
    share
        Their share.
    low, high
        Wilson's interval of it, 95 %.
    """

    years: int
    k: int
    share: float
    low: float
    high: float


class Relief(NamedTuple):
    """When relief first came in some cases.

    Attributes
    ----------
    n
        How many cases.
    within
        For each of `YEARS`.
    median
        Years by which it had come in half of them; infinite if it had not in eight.
    """

    n: int
    within: tuple[Within, ...]
    median: float

    def to_plain(self) -> dict[str, Any]:
        """Return it as values of JSON; null stands for a median beyond the eight years."""
        return {
            "n": self.n,
            "within": [row._asdict() for row in self.within],
            "median_years": self.median if isfinite(self.median) else None,
        }


def relief(cases: Sequence[Case]) -> Relief:
    """Return when relief first came in some cases.

    Parameters
    ----------
    cases
        At least one. None of them counts more than another.

    Notes
    -----
    The median is that of Kaplan and Meier's curve, cases without relief censored at eight years,
    until which all are followed.
    """
    n = len(cases)
    within = []
    for years in YEARS:
        k = sum(
            case.first_relief is not None and case.first_relief <= in_years(case.start, years)
            for case in cases
        )
        within.append(Within(years, k, k / n, *wilson_interval(k, n)))
    days = [
        nan if case.first_relief is None else float((case.first_relief - case.start).days)
        for case in cases
    ]
    middle = survival(days, FOLLOWED * _YEAR).quantile(0.5)
    return Relief(n, tuple(within), middle / _YEAR if isfinite(middle) else inf)
