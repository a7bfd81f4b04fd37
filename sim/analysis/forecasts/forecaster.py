"""What is forecast of one scenario, without the case of the library that it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.fitting import pool_without
from sim.analysis.forecasts.library import Library, distances, shipped_library
from sim.analysis.forecasts.pool import PRIOR, Pool
from sim.analysis.forecasts.prediction import LEVELS, Prediction
from sim.analysis.forecasts.rates import Rate, rate_of
from sim.analysis.forecasts.topics import Asked
from sim.analysis.likeness.coding import coded
from sim.analysis.likeness.features import Coded
from sim.engine.model.model import Model

__all__ = ["Forecaster", "forecaster_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Forecaster:
    """Forecasts what a scenario asks from a library, and pools that with what was simulated.

    Attributes
    ----------
    library
        The library.
    features
        What the scenario is compared by.
    left_out
        Names of cases that are as if they were not there: neither base rates nor weights know of
        them.
    """

    library: Library
    features: Coded
    left_out: frozenset[str] = frozenset()

    def rate(self, asked: Asked) -> Rate:
        """Return the base rate of what is asked: cases like the scenario count more."""
        return rate_of(asked, [self.library.cases[i] for i in self._others], self._distances)

    def plain_rate(self, asked: Asked) -> Rate:
        """Return what is asked as often as in the library: all cases count alike."""
        alike = np.full(len(self._others), np.nan)
        return rate_of(asked, [self.library.cases[i] for i in self._others], alike)

    def pool(self, rate: Rate) -> Pool:
        """Return the weights for a base rate: those of the prior if no cases make it."""
        return PRIOR if rate.n is None else pool_without(self.library, self.left_out)

    def blend(self, rate: Rate, simulated: float | Floats, levels: Floats = LEVELS) -> Prediction:
        """Return the pool of a base rate and what was simulated.

        Parameters
        ----------
        rate
            The base rate, see `rate`.
        simulated
            Of yes or no the probability. Of a date the years from the first day at which it
            happens in each future, shape ``(n,)``, n >= 1; what is not before the end is not
            before the end of the scenario.
        levels
            Of a date, probabilities in (0, 1) by which times are given, ascending, ``(k,)``.

        Returns
        -------
        Prediction
            Of a date the pool of the two distribution functions at each time, with the times by
            which it reaches the levels, infinite where it does not before the end; of yes or no
            all of them are.
        """
        pool, window = self.pool(rate), rate.asked.window
        if not window.dated:
            probability = float(pool.blended(simulated, rate.probability))
            return Prediction(probability, np.full(levels.size, np.inf))
        members = np.sort(np.asarray(simulated, dtype=np.float64))
        members = members[members < window.last]
        known = rate.arrivals.times(window, LEVELS)
        years = np.unique([*members, *known[known < window.last], window.last])
        by = np.searchsorted(members, years, side="right") / np.size(simulated)
        shares = pool.blended(by, rate.arrivals.by(window, years))
        reached = np.searchsorted(shares, levels, side="left")
        return Prediction(float(shares[-1]), np.append(years, np.inf)[reached])

    def predictions(self, asked: Asked, simulated: float | Floats) -> dict[str, Prediction]:
        """Return what the library and the pool say of a question, as a backtest scores it.

        Parameters
        ----------
        asked
            What is asked.
        simulated
            See `blend`.

        Returns
        -------
        dict
            ``library``: as often as in all other cases; ``near``: cases like this one count
            more; ``blend``: that, and what was simulated, pooled.
        """
        rate = self.rate(asked)
        return {
            "library": self.plain_rate(asked).prediction,
            "near": rate.prediction,
            "blend": self.blend(rate, simulated),
        }

    @cached_property
    def _others(self) -> list[int]:
        return self.library.without(self.left_out)

    @cached_property
    def _distances(self) -> Floats:
        return distances(self.features, [self.library.cases[i] for i in self._others])


def forecaster_of(model: Model, leave_out: Collection[str] = ()) -> Forecaster:
    """Return the forecaster of a scenario from the library that comes with thaw.

    Parameters
    ----------
    model
        The compiled scenario. Cases of the same country that share a day with it are left out:
        it is one of them, or extends it, or knows how it goes on.
    leave_out
        Names of further cases to leave out.
    """
    library, scenario = shipped_library(), model.scenario
    own = library.meeting(model.catalogue.target.name, scenario.start, scenario.end)
    return Forecaster(library, coded(model), own | frozenset(leave_out))
