"""The cases that come with thaw, how far they are apart, and what was simulated of each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.likeness.cases import FOLLOWED, Case
from sim.analysis.likeness.features import Coded
from sim.analysis.likeness.nearest import distance_of_placed, placed
from sim.analysis.likeness.table import shipped_cases
from sim.scenario.shipped import CASES, folder
from sim.scenario.window import in_years

__all__ = ["SIMULATED", "Library", "distances", "shipped_library"]

Floats = NDArray[np.float64]

SIMULATED: Final = "base/simulated.json"
"""What was simulated of each case with parameters that were fitted without it, within their folder:
for each its ``name``, and ``probabilities`` by id of the question."""


@dataclass(frozen=True, eq=False)
class Library:
    """Cases whose answers are known.

    Attributes
    ----------
    cases
        The cases, with names that differ.
    simulated
        By name of a case and id of a question, the probability that was simulated. Cases and
        questions may be missing.
    """

    cases: tuple[Case, ...]
    simulated: Mapping[str, Mapping[str, float]]

    def meeting(self, target: str, start: dt.date, end: dt.date) -> frozenset[str]:
        """Return the names of cases of the same country that share a day with some others.

        What happened in them is in part what happens in these days: a scenario that is a case, or
        extends one, is forecast without it, whatever it is called and wherever it was read from.
        """
        return frozenset(case.name for case in self.cases if case.meets(target, start, end))

    def of_case(self, case: Case) -> frozenset[str]:
        """Return the names of the cases without which a case is forecast, itself among them."""
        return self.meeting(case.target, case.start, in_years(case.start, FOLLOWED)) | {case.name}

    def without(self, names: Collection[str]) -> list[int]:
        """Return the places of the cases with other names."""
        return [i for i, case in enumerate(self.cases) if case.name not in names]

    @cached_property
    def apart(self) -> Floats:
        """Distance of every two cases, NaN where too little is known, shape ``(n, n)``."""
        places = [placed(case.features) for case in self.cases]
        found = np.full((len(places), len(places)), np.nan)
        for i, place in enumerate(places):
            for j, other in enumerate(places[: i + 1]):
                d = distance_of_placed(place, other)
                if d is not None:
                    found[i, j] = found[j, i] = d
        return found

    @cached_property
    def strangers(self) -> NDArray[np.bool_]:
        """Whether a case, by row, may be forecast from another, by column, shape ``(n, n)``."""
        own = [self.of_case(case) for case in self.cases]
        return np.array([[case.name not in known for case in self.cases] for known in own])


def distances(features: Coded, cases: Collection[Case]) -> Floats:
    """Return the distance of a scenario to each case, NaN where too little is known, ``(n,)``."""
    place = placed(features)
    found = [distance_of_placed(place, placed(case.features)) for case in cases]
    return np.array([np.nan if d is None else d for d in found])


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    """Return the library that comes with thaw."""
    rows = json.loads((folder() / CASES / SIMULATED).read_text("utf-8"))
    simulated = {row["name"]: row["probabilities"] for row in rows}
    return Library(tuple(shipped_cases().values()), simulated)
