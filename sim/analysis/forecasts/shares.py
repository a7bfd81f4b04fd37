"""The base rates of all answers of a library at once: what `rates` says of each, without words.

A pool is fitted for every case that is forecast: to the answers of all others, each with the base
rate from cases other than itself. One by one that takes as many rates as there are cases, squared,
times the questions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.arrivals import LEAST_LEFT, Window
from sim.analysis.forecasts.library import Library
from sim.analysis.forecasts.near import weights
from sim.analysis.forecasts.rates import rate_of
from sim.analysis.forecasts.topics import TOPICS, Asked, Topic
from sim.analysis.likeness.cases import Case

__all__ = ["answered"]

Floats = NDArray[np.float64]


def answered(
    library: Library, without: frozenset[str], bandwidth: float
) -> tuple[Floats, Floats, Floats]:
    """Return what was simulated of each answer of a library, its base rate, and what happened.

    Parameters
    ----------
    library
        The library.
    without
        Names of cases that are as if they were not there.
    bandwidth
        See `sim.analysis.forecasts.near.weights`.

    Returns
    -------
    simulated, base, happened
        Shape ``(n,)`` each. Answers of which nothing was simulated are left out.
    """
    kept = library.without(without)
    cases = [library.cases[i] for i in kept]
    apart = library.apart[np.ix_(kept, kept)]
    usable = library.strangers[np.ix_(kept, kept)]
    parts: list[tuple[int, float, float, float]] = []
    for topic in TOPICS.values():
        there = np.array([topic.answered_by(case) for case in cases], dtype=np.bool_)
        counting = weights(apart, bandwidth, usable & there)
        total = counting.sum(axis=1)
        least = np.zeros(len(cases))
        for years, question in topic.asked:
            happened = np.array([_by(topic, case, years, question) for case in cases])
            with np.errstate(invalid="ignore"):
                least = np.maximum(least, (counting * happened).sum(axis=1) / total)
            for i, case in enumerate(cases):
                said = library.simulated.get(case.name, {}).get(question)
                if said is not None and question in case.answers:
                    base = min(float(least[i]), 1.0 - LEAST_LEFT)
                    if not total[i]:  # no other case answers it
                        asked = Asked(min(topic.kinds), topic.name, Window(0.0, years))
                        base = rate_of(asked, (), np.empty(0)).probability
                    parts.append((i, said, base, float(bool(case.answers[question]))))
    parts.sort(key=lambda part: part[0])  # case by case, questions in their order
    columns = np.array(parts).reshape(-1, 4).T
    return columns[1], columns[2], columns[3]


def _by(topic: Topic, case: Case, years: float, question: str) -> bool:
    """Return whether what a topic is about had come in a case after some years."""
    if not topic.dates:
        return bool(case.answers.get(question))
    return topic.dates in case.answers and case.years_to_relief <= years
