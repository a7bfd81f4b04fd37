"""The weights of the pool that fit the cases of a library, those left out that are forecast."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sim.analysis.forecasts.arrivals import Window
from sim.analysis.forecasts.library import Library
from sim.analysis.forecasts.near import BANDWIDTH
from sim.analysis.forecasts.pool import PRIOR, Pool, fitted
from sim.analysis.forecasts.rates import Rate, rate_of
from sim.analysis.forecasts.shares import answered
from sim.analysis.forecasts.topics import TOPICS, Asked

__all__ = ["Answer", "answers", "pool_without"]


class Answer(NamedTuple):
    """An answer of a case, and what was said of it without it.

    Attributes
    ----------
    case, question, topic
        Its case, the id of the question, and what that is about.
    happened
        1 if it happened, 0 if not.
    simulated
        The probability that was simulated.
    rate
        Its base rate, from cases other than this one.
    """

    case: str
    question: str
    topic: str
    happened: float
    simulated: float
    rate: Rate


@lru_cache(maxsize=128)
def answers(
    library: Library, without: frozenset[str] = frozenset(), bandwidth: float = BANDWIDTH
) -> tuple[Answer, ...]:
    """Return the answers of a library of which something was simulated.

    Parameters
    ----------
    library
        The library.
    without
        Names of cases that are as if they were not there.
    bandwidth
        See `sim.analysis.forecasts.near.weights`.
    """
    return tuple(_answers(library, without, bandwidth))


def _answers(library: Library, without: frozenset[str], bandwidth: float) -> Iterator[Answer]:
    for i in library.without(without):
        case = library.cases[i]
        others = library.without(without | library.of_case(case))
        cases, apart = [library.cases[j] for j in others], library.apart[i, others]
        said = library.simulated.get(case.name, {})
        for topic in TOPICS.values():
            longest = Window(0.0, topic.asked[-1][0])
            asked = Asked(min(topic.kinds), topic.name, longest)
            questions = [q for q in topic.asked if q[1] in case.answers and q[1] in said]
            if not questions:
                continue
            rate = rate_of(asked, cases, apart, bandwidth)
            for years, question in questions:
                within = asked._replace(window=Window(0.0, years))
                yield Answer(
                    case.name,
                    question,
                    topic.name,
                    float(bool(case.answers[question])),
                    said[question],
                    rate._replace(asked=within),
                )


@lru_cache(maxsize=128)
def pool_without(library: Library, without: frozenset[str]) -> Pool:
    """Return the pool that fits a library without some cases; the prior if nothing is left."""
    simulated, base, happened = answered(library, without, BANDWIDTH)
    return fitted(simulated, base, happened) if happened.size else PRIOR
