"""By when something has come: under a constant hazard, under renewals, in the history of cases."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEAST_LEFT", "Arrivals", "Curve", "Hazard", "Renewal", "Window"]

Floats = NDArray[np.float64]

LEAST_LEFT: Final = 1e-6
"""Share that is taken never to have had it, at least: a hazard has no infinite end."""


_SPECK: Final = 1e-12
"""What a sum of floats may lack of a hazard that is reached."""


class Window(NamedTuple):
    """When events count, and how many of them it takes.

    Attributes
    ----------
    first, last
        Years from the first day between which they count.
    at_least
        How many it takes.
    before
        Of a renewal, how often what is renewed falls due before the window opens: it must have
        been renewed each time to be there.
    dated
        Whether it is asked when it happens, and not only whether.
    """

    first: float
    last: float
    at_least: int = 1
    before: int = 0
    dated: bool = False


class Renewal(NamedTuple):
    """What falls due `per_year` times a year and is each time done with a `probability`.

    Notes
    -----
    What fell due b times before the window opens is renewed m times more with p^(b + m), one
    falling due within the window for each that is asked for; the m-th of them is due within the
    m-th period from when the window opens, as likely on any of its days as on any other.
    """

    probability: float
    per_year: float

    def by(self, window: Window, years: Floats) -> Floats:
        """Return the probability that it has happened by some years from the first day."""
        due = (years - window.first) * self.per_year - (window.at_least - 1)
        shares: Floats = self._all(window) * np.clip(due, 0.0, 1.0)
        return shares

    def times(self, window: Window, levels: Floats) -> Floats:
        """Return the years by which it has happened with given probabilities, below 1."""
        probability = self._all(window)
        share = levels / probability if probability > 0.0 else np.full_like(levels, np.inf)
        due = window.first + (window.at_least - 1 + share) / self.per_year
        return np.where(share < 1.0, due, np.inf)

    def within(self, window: Window) -> float:
        """Return the probability that it happens within the window."""
        if window.dated:
            return float(self.by(window, np.array([window.last]))[0])
        return self._all(window)

    def _all(self, window: Window) -> float:
        return self.probability ** (window.before + window.at_least)


class Hazard(NamedTuple):
    """What may happen at any time, `rate` times a year."""

    rate: float

    def by(self, window: Window, years: Floats) -> Floats:
        """Return the probability that it has happened by some years from the first day."""
        return _constant(self.rate).by(window, years)

    def times(self, window: Window, levels: Floats) -> Floats:
        """Return the years by which it has happened with given probabilities, below 1."""
        return _constant(self.rate).times(window, levels)

    def within(self, window: Window) -> float:
        """Return the probability that it happens within the window."""
        return _constant(self.rate).within(window)


@dataclass(frozen=True, eq=False)
class Curve:
    """A hazard that changes with the years since the first day.

    Attributes
    ----------
    years
        Years at which it is known how many have had it, ascending, above 0, shape ``(k,)``.
    gathered
        Hazard gathered by each of them, -ln(share that has not had it), shape ``(k,)``.
    rate
        Hazard a year from the last of them on.
    stepwise
        Whether it comes at these years only, as in the history of cases, and not evenly between.

    Notes
    -----
    Events count as those of a Poisson process with this hazard: the m-th of them has come within
    a window with the probability that Gamma(m, 1) is below the hazard gathered in it.
    """

    years: Floats
    gathered: Floats
    rate: float
    stepwise: bool = False

    @classmethod
    def through(
        cls, years: Floats, shares: Floats, rate_since: float = 0.0, *, stepwise: bool = False
    ) -> Curve:
        """Return the curve by which given shares have had it after given years.

        Parameters
        ----------
        years
            Ascending, above 0, shape ``(k,)``, k >= 1.
        shares
            Share that has had it by then, shape ``(k,)``; does not fall.
        rate_since
            The year since which the hazard that is gathered by the last one is spread evenly
            over what comes after it.
        stepwise
            See `Curve`.
        """
        gathered = -np.log(np.maximum(1.0 - shares, LEAST_LEFT)) + 0.0  # no −0
        curve = cls(years, gathered, 0.0, stepwise)
        late = gathered[-1] - curve._at(np.array([rate_since]))[0]
        return cls(years, gathered, float(late / (years[-1] - rate_since)), stepwise)

    def by(self, window: Window, years: Floats) -> Floats:
        """Return the probability that it has happened by some years from the first day."""
        opened = self._at(np.array([window.first]))
        in_window = self._at(np.maximum(years, window.first)) - opened
        return _come(window.at_least, in_window)

    def times(self, window: Window, levels: Floats) -> Floats:
        """Return the years by which it has happened with given probabilities, below 1."""
        needed = self._at(np.array([window.first])) + _needed(window.at_least, levels)
        return np.maximum(self._reached(needed), window.first)

    def within(self, window: Window) -> float:
        """Return the probability that it happens within the window."""
        return float(self.by(window, np.array([window.last]))[0])

    def _at(self, years: Floats) -> Floats:
        """Return the hazard gathered by some years from the first day."""
        if self.stepwise:
            place = np.searchsorted(self.years, years, side="right")
            gathered = np.append(0.0, self.gathered)[place]
        else:
            gathered = np.interp(years, np.append(0.0, self.years), np.append(0.0, self.gathered))
        beyond: Floats = gathered + self.rate * np.maximum(years - self._last, 0.0)
        return beyond

    def _reached(self, gathered: Floats) -> Floats:
        """Return the first years by which so much hazard is gathered; infinite if it never is."""
        known = np.append(0.0, self.gathered)
        at = np.append(0.0, self.years)
        if self.stepwise:
            place = np.searchsorted(known, gathered - _SPECK, side="left")
            years = np.append(at, at[-1])[place]
        else:
            years = np.interp(gathered, known, at)
        more = np.maximum(gathered - known[-1], 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            after = self._last + more / self.rate
        return np.where(more > 0.0, after, years)

    @property
    def _last(self) -> float:
        return float(self.years[-1]) if self.years.size else 0.0


def _come(count: int, gathered: Floats) -> Floats:
    """Return the probability that so many events have come by when a hazard is gathered."""
    if count == 1:
        return -np.expm1(-gathered)
    shares: Floats = _special().gammainc(count, gathered)
    return shares


def _needed(count: int, levels: Floats) -> Floats:
    """Return the hazard by which so many events have come with given probabilities, below 1."""
    if count == 1:
        return -np.log1p(-levels)
    needed: Floats = _special().gammaincinv(count, levels)
    return needed


def _special() -> ModuleType:
    """Import what is slow to import, and seldom asked for."""
    from scipy import special

    return special


def _constant(rate: float) -> Curve:
    return Curve(np.empty(0), np.empty(0), rate)


Arrivals: TypeAlias = Renewal | Hazard | Curve
"""By when something has come."""
