"""What chance is asked for: arrivals, silences and decisions that a future is steered to.

A future that is to agree with a record is simulated so that it does, where that is a draw: an
arrival comes within a window, none comes within a span, a decision falls as it fell. How likely
each of that was is kept as a weight, by the fact that asked for it (likelihood weighting: Fung &
Chang 1990; Shachter & Peot 1990), so that weighted futures are those that the record leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, log
from typing import NamedTuple

__all__ = ["Asked", "Course", "Demand", "Pin", "Span", "Steering", "edges", "joined"]


class Pin(NamedTuple):
    """An arrival that is asked for.

    Attributes
    ----------
    first, last
        It comes after the one and before or at the other, days from the start.
    fact
        Number of the fact that asks for it.
    otherwise
        How often it is made sure instead that it does not come, because the fact may have come
        about otherwise; 0 if it cannot.
    """

    first: float
    last: float
    fact: int
    otherwise: float = 0.0


class Span(NamedTuple):
    """A time in which there are no arrivals, and the number of the fact that says so."""

    first: float
    last: float
    fact: int


class Demand(NamedTuple):
    """How a decision is to fall, the first of its kind that is taken.

    Attributes
    ----------
    first, last
        Days between which it is taken.
    what
        How it falls.
    fact
        Number of the fact that asks for it.
    """

    first: float
    last: float
    what: str
    fact: int


class Course(NamedTuple):
    """What is asked of the arrivals of a stream.

    Attributes
    ----------
    pins
        Arrivals, in order, none over another.
    quiet
        Spans without others, in order.
    """

    pins: tuple[Pin, ...] = ()
    quiet: tuple[Span, ...] = ()


class Steering(NamedTuple):
    """What chance is asked for.

    Attributes
    ----------
    courses
        By the name of the stream of their arrivals.
    demands
        By what is decided, such as ``emergency/EO14024``.
    """

    courses: Mapping[str, Course]
    demands: Mapping[str, tuple[Demand, ...]]


def joined(one: Steering, other: Steering) -> Steering:
    """Return what two ask for together; of a stream the first asks before the second."""
    courses = {**one.courses}
    for stream, course in other.courses.items():
        first = courses.get(stream, Course())
        courses[stream] = Course((*first.pins, *course.pins), (*first.quiet, *course.quiet))
    demands = {**one.demands}
    for about, asked in other.demands.items():
        demands[about] = (*demands.get(about, ()), *asked)
    return Steering(courses, demands)


class Asked:
    """What one future has been asked for, and how likely it was that it did so by itself.

    Parameters
    ----------
    steering
        What it is asked for.

    Attributes
    ----------
    weights
        By the number of the fact, log of the probability of what was made sure of, over that of
        how it was: minus infinity if it cannot be.
    """

    def __init__(self, steering: Steering) -> None:
        self._steering = steering
        self._met: set[tuple[str, int]] = set()
        self.weights: dict[int, float] = {}

    def course(self, stream: str) -> Course | None:
        """Return what is asked of the arrivals of a stream; None for nothing."""
        return self._steering.courses.get(stream)

    def demand(self, about: str, day: float, *what: str) -> Demand | None:
        """Return how a decision is to fall on a day, if it is asked to be one of these."""
        for place, demand in enumerate(self._steering.demands.get(about, ())):
            met = (about, place)
            if demand.what in what and demand.first <= day <= demand.last and met not in self._met:
                self._met.add(met)
                return demand
        return None

    def weigh(self, fact: int, probability: float) -> None:
        """Count how likely it was what has been made sure of for a fact; more than 1 is a ratio."""
        self.weights[fact] = self.weights.get(fact, 0.0) + _log(probability)


def _log(probability: float) -> float:
    return log(probability) if probability > 0.0 else -inf


def edges(pins: Sequence[Pin], quiet: Sequence[Span]) -> list[float]:
    """Return the days on which what is asked for changes, in order."""
    days = {day for pin in pins for day in (pin.first, pin.last)}
    return sorted(days | {day for span in quiet for day in (span.first, span.last)})
