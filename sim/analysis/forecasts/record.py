"""How the forecasters fare on the library: every case forecast as if it were not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.fitting import answers
from sim.analysis.forecasts.forecaster import Forecaster
from sim.analysis.forecasts.library import Library

__all__ = ["FORECASTERS", "Record", "left_out_record"]

Floats = NDArray[np.float64]

FORECASTERS: Final = ("library", "near", "simulated", "blend")
"""As often as in all other cases; cases like this one count more; simulated; the pool of both."""


@dataclass(frozen=True, eq=False)
class Record:
    """What was said of every answer, by forecasters who did not know its case.

    Attributes
    ----------
    cases, questions
        Case and question of each answer.
    happened
        1 for what happened, 0 for what did not, shape ``(n,)``.
    said
        For each of `FORECASTERS` what it said, shape ``(n,)``.
    """

    cases: tuple[str, ...]
    questions: tuple[str, ...]
    happened: Floats
    said: dict[str, Floats]


def left_out_record(library: Library) -> Record:
    """Forecast every answer of a library without its case.

    Base rates and weights are those of a library without the case, and without those of the same
    country that share a day with it.
    """
    known = answers(library)
    forecasters = {
        case.name: Forecaster(library, case.features, library.of_case(case))
        for case in library.cases
    }
    said: dict[str, list[float]] = {who: [] for who in FORECASTERS}
    for answer in known:
        forecaster = forecasters[answer.case]
        predictions = forecaster.predictions(answer.rate.asked, answer.simulated)
        for who in FORECASTERS:
            found = predictions.get(who)
            said[who].append(answer.simulated if found is None else found.probability)
    return Record(
        tuple(answer.case for answer in known),
        tuple(answer.question for answer in known),
        np.array([answer.happened for answer in known]),
        {who: np.array(values) for who, values in said.items()},
    )
