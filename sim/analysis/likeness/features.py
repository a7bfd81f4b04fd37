"""What is compared of two scenarios: one table, with weights and reasons, and how values read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log10
from typing import Final, NamedTuple

from sim.statistics.gower import Value
from sim.wording.rounding import number
from sim.wording.words import percent

__all__ = ["FEATURES", "Coded", "Feature"]

Coded = Mapping[str, Value]
"""Values of features by name; None of those that a scenario does not say."""


class Feature(NamedTuple):
    """A feature of a scenario.

    Attributes
    ----------
    name
        What it is called among plain values.
    label
        What it is called in tables.
    meaning
        What it is, and where it is taken from.
    reason
        Why it is compared: how it bears on relief.
    said
        A value in words.
    bounds
        Numbers that are wholly different; what lies beyond either counts as it. None for words.
    logarithmic
        Whether numbers are compared by their logarithm.
    weight
        Its weight in the distance; why all are equal, `FEATURES` says.
    """

    name: str
    label: str
    meaning: str
    reason: str
    said: Callable[[Value], str]
    bounds: tuple[float, float] | None = None
    logarithmic: bool = False
    weight: float = 1.0

    @property
    def scale(self) -> float | None:
        """The difference that counts as 1; None for words."""
        return None if self.bounds is None else 1.0

    def placed(self, value: Value) -> Value:
        """Return a value as it is compared: numbers from 0 to 1, words as they are."""
        if self.bounds is None or value is None:
            return value
        low, high = self.bounds
        within = min(max(float(value), low), high)
        if self.logarithmic:
            low, high, within = log10(low), log10(high), log10(within)
        return (within - low) / (high - low)


_REGIMES: Final = {"party": "rule of a party", "military": "rule of officers"}
_FOUGHT: Final = ((0.55, "a war"), (0.25, "some"))
"""Intensities of fighting from which it is called so; the code book has .7, .4 and .1."""


def _yes(value: Value) -> str:
    return "yes" if value else "no"


def _count(value: Value) -> str:
    return str(round(float(value or 0.0)))


def _share(value: Value) -> str:
    return percent(float(value or 0.0))


def _word(value: Value) -> str:
    return _REGIMES.get(str(value), str(value))


def _war(value: Value) -> str:
    return next((word for least, word in _FOUGHT if float(value or 0.0) >= least), "none")


def _trade(value: Value) -> str:
    return percent(float(value)) if value else "hardly any"


FEATURES: Final = (
    Feature(
        "emergency",
        "emergency that can lapse",
        "whether the authority under which most LP of the first sender rests hangs on an emergency "
        "that ends each year unless it is continued, and no statute holds it",
        "what lapses by silence needs nobody's courage to end",
        _yes,
    ),
    Feature(
        "acts",
        "acts that expire",
        "whether a measure in force rests on an act of a council that expires unless all renew it",
        "one member can end what all must renew",
        _yes,
    ),
    Feature(
        "review",
        "review",
        "share of the first sender's LP for which the easiest way to suspend it, or to end it, is "
        "reported to the legislature first",
        "a review delays relief, and its votes deter it",
        _share,
        bounds=(0.0, 1.0),
    ),
    Feature(
        "statute",
        "held by statute",
        "share of the first sender's LP that an act of the legislature holds, be it a statute or "
        "an order that one has codified",
        "what the executive did not make it cannot unmake alone",
        _share,
        bounds=(0.0, 1.0),
    ),
    Feature(
        "vetoes",
        "others with a say",
        "how many can stop the end of it all beside the executive: the legislature, if any LP of "
        "the first sender takes its review or its act; a council that has measures in force; "
        "parties whose consent deals need",
        "the more must agree, the less can change (Tsebelis 2002)",
        _count,
        bounds=(0.0, 3.0),
    ),
    Feature(
        "regime",
        "regime",
        "`world.governments.kind`",
        "regimes differ in how leaders leave, and in what sanctions do to them (Escribà-Folch and "
        "Wright 2010)",
        _word,
    ),
    Feature(
        "issue",
        "issue",
        "`issue`: what the sanctions are for",
        "what is asked decides what it costs to give",
        _word,
    ),
    Feature(
        "war",
        "fighting",
        "`world.war.start`; none if `world.war.state` is `none` or `settled`",
        "while there is fighting senders do not rest, and targets do not turn",
        _war,
        bounds=(0.1, 0.7),
    ),
    Feature(
        "rivalry",
        "rivalry",
        "`agents.executive.rivalry`",
        "a target with a great friend needs relief less, and is courted more",
        lambda value: number(float(value or 0.0)),
        bounds=(0.2, 0.6),
    ),
    Feature(
        "size",
        "share of trade",
        "`agents.executive.size.trade_share`, by its logarithm",
        "who trades with the target loses by its sanctions, and asks for their end",
        _trade,
        bounds=(0.0025, 0.25),
        logarithmic=True,
    ),
    Feature(
        "talks",
        "talks",
        "`talks.open`: whether talks about the matter are public on the first day",
        "who talks already has gone part of the way",
        _yes,
    ),
    Feature(
        "age",
        "age",
        "years since each measure of the first sender in force was first imposed, weighted by LP",
        "old sanctions have outlived attempts to end them, and the sting of new ones",
        lambda value: f"{number(float(value or 0.0))} years",
        bounds=(0.0, 10.0),
    ),
    Feature(
        "senders",
        "senders",
        "how many senders have measures in force",
        "each has reasons of its own to stay or to leave",
        _count,
        bounds=(1.0, 4.0),
    ),
)
"""What is compared.

All weigh 1: nothing that was known beforehand says which matters more, and weights fitted to a few
dozen cases would fit their noise. A weight other than 1 needs a reason of its own.
"""
