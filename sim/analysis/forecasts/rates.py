"""The base rate of what is asked: of cases like the scenario, as published, or one half."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.arrivals import Arrivals, Curve
from sim.analysis.forecasts.base_rates import base_rates
from sim.analysis.forecasts.near import BANDWIDTH, effective, weights
from sim.analysis.forecasts.prediction import Prediction, half, predicted
from sim.analysis.forecasts.topics import TOPICS, Asked, Topic
from sim.analysis.likeness.cases import FOLLOWED, Case
from sim.wording.rounding import percent
from sim.wording.words import count

__all__ = ["Rate", "rate_of", "rate_words"]

Floats = NDArray[np.float64]

_PUBLISHED: Final = "published"
"""With this word begins what makes a rate that is published."""

_NONE_KNOWN: Final = "none known"
"""What is said of a base rate that nobody knows."""

_NAMED: Final = 3
"""Cases that are named: the heaviest; the others are counted."""

_NO_CASES: Final[Floats] = np.empty(0)

_LATE: Final = FOLLOWED / 2.0
"""Years since which relief is counted for what comes after all that is known."""


def rate_words(probability: float, n: float | None, made_of: str) -> str:
    """Say a base rate and where it is from: ``21.6 % (11 cases)``.

    Parameters
    ----------
    probability, n, made_of
        As in `Rate`.
    """
    if n is not None:
        return f"{percent(probability)} ({count(round(n), 'case')})"
    return (
        f"{percent(probability)} ({_PUBLISHED})" if made_of.startswith(_PUBLISHED) else _NONE_KNOWN
    )


class Rate(NamedTuple):
    """How often what is asked happens.

    Attributes
    ----------
    asked
        What is asked.
    arrivals
        When it comes.
    names, counting
        Names of the cases that make it, and how many cases' worth each of them counts; none if it
        is from elsewhere.
    source
        Where it is published; empty if it is not from there.
    """

    asked: Asked
    arrivals: Arrivals
    names: tuple[str, ...] = ()
    counting: Floats = _NO_CASES
    source: str = ""

    @property
    def n(self) -> float | None:
        """As how many cases of equal weight those that make it count; None if no cases make it."""
        return float(effective(self.counting)) if self.names else None

    @property
    def cases(self) -> list[tuple[str, float]]:
        """Names of these cases with their shares of the weight, which add up to one.

        The heaviest first; of cases of equal weight by name.
        """
        shares = (self.counting / self.counting.sum()).tolist()
        made = list(zip(self.names, shares, strict=True))
        return sorted(made, key=lambda pair: (-round(pair[1], 9), pair[0]))

    @property
    def known(self) -> bool:
        """Whether anything is known of such events: else it says one half, who knows nothing."""
        return bool(self.names or self.source)

    @property
    def probability(self) -> float:
        """That it happens within the window; of a date, before the scenario ends."""
        return self.arrivals.within(self.asked.window)

    @property
    def made_of(self) -> str:
        """What makes it, in words: the heaviest cases, where it is published, or nothing."""
        if not self.known:
            return "nothing is known of such events: one half"
        if not self.names:
            return f"{_PUBLISHED}: {self.source}"
        heaviest = [f"{name} {percent(share)}" for name, share in self.cases[:_NAMED]]
        others = len(self.names) - len(heaviest)
        return ", ".join(heaviest) + (f" and {count(others, 'other')}" if others else "")

    @property
    def in_words(self) -> str:
        """It and where it is from, in words."""
        return rate_words(self.probability, self.n, self.made_of)

    @property
    def prediction(self) -> Prediction:
        """What it says of the question."""
        return predicted(self.asked.window, self.arrivals, known=self.known)


def rate_of(
    asked: Asked, cases: Sequence[Case], distances: Floats, bandwidth: float = BANDWIDTH
) -> Rate:
    """Return the base rate of what is asked.

    Parameters
    ----------
    asked
        What is asked.
    cases
        Cases from which it may be taken: not the one that is forecast.
    distances
        How far they are from the scenario, NaN where too little is known, shape ``(cases,)``. All
        NaN makes them count alike.
    bandwidth
        See `sim.analysis.forecasts.near.weights`.

    Returns
    -------
    Rate
        Of the cases that answer its topic. If there are none, or it has no topic, as published by
        kind of event; if nothing is published, one half.
    """
    topic = TOPICS.get(asked.topic)
    if topic is not None:
        there = [i for i, case in enumerate(cases) if topic.answered_by(case)]
        if there:
            answering = [cases[i] for i in there]
            counting = weights(distances[there], bandwidth)
            names = tuple(case.name for case in answering)
            return Rate(asked, _curve(topic, answering, counting), names, counting)
    published = base_rates()
    entry, rate = published.entry(asked.event), published.rate(asked.event)
    if entry is not None and rate is not None:
        return Rate(asked, rate, source=entry.source)
    # Who knows nothing says one half, however many it takes.
    window = asked.window._replace(at_least=1, before=0)
    return Rate(asked._replace(window=window), half(window))


def _curve(topic: Topic, cases: Sequence[Case], counting: Floats) -> Curve:
    """Return when what a topic is about came in some cases, each with its weight.

    Notes
    -----
    Of dates Kaplan and Meier's curve with weights: all cases are followed to the same year, until
    which it is the share of the weight that has had it. Else the shares in the years that were
    asked for. Between what is known, and after it, the hazard is constant: after it that of the
    last interval, of dates that of the later half of the years followed.
    """
    total = counting.sum()
    if topic.dates:
        came = np.array([case.years_to_relief for case in cases])
        years = np.append(np.unique(came[came < FOLLOWED]), float(FOLLOWED))
        shares = np.array([counting[came <= year].sum() for year in years]) / total
        return Curve.through(years, shares, _LATE, stepwise=True)
    years = np.array([year for year, _ in topic.asked])
    said = np.array([[bool(case.answers[q]) for case in cases] for _, q in topic.asked])
    shares = np.maximum.accumulate((said * counting).sum(axis=1) / total)
    return Curve.through(years, shares, float(years[-2]) if years.size > 1 else 0.0)
