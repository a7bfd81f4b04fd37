"""What ``docs/forecasts.md`` has of how forecasters fare on the case library."""

from __future__ import annotations

from math import inf
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.arrivals import Window
from sim.analysis.forecasts.fitting import answers, pool_without
from sim.analysis.forecasts.forecaster import Forecaster
from sim.analysis.forecasts.library import Library, shipped_library
from sim.analysis.forecasts.near import BANDWIDTH
from sim.analysis.forecasts.pool import Pool, fitted
from sim.analysis.forecasts.prediction import Prediction, predicted
from sim.analysis.forecasts.record import FORECASTERS, Record, left_out_record
from sim.analysis.forecasts.shares import answered
from sim.analysis.forecasts.topics import RELIEF, TOPICS, Asked
from sim.analysis.likeness.cases import FOLLOWED
from sim.engine.kernel.clock import YEAR
from sim.statistics.precision import mean_half_width
from sim.statistics.scores import brier_score, log_score
from tools.cases import MARK, wrapped

__all__ = ["page"]

Floats = NDArray[np.float64]

_CALLED: Final = {
    "library": "the library, all cases alike",
    "near": "base rate: near cases count more",
    "simulated": "simulated",
    "blend": "**blended**",
}
_BANDWIDTHS: Final = (0.03, 0.05, BANDWIDTH, 0.1, 0.15, 0.2)
_FAMILIES: Final = {
    "relief": ("relief", "main"),
    "law": ("emergency", "repeal"),
    "pressure": ("reversed", "new"),
    "politics": ("delivered", "government"),
}
"""Questions of which the weights might differ."""

_FIRM: Final = 0.001
"""Log scores take no probability to be closer to 0 or 1 than this."""

_HALF, _MOST = (0.25, 0.75), (0.05, 0.95)
"""Ends of the intervals of dates that hold half, and nine tenths."""


def page(text: str) -> str:
    """Return the page with its tables as the library is now.

    Parameters
    ----------
    text
        The page as it is; what is below the mark is written anew.
    """
    library = shipped_library()
    lines = [text.split(MARK)[0].rstrip("\n"), "", MARK, ""]
    record = left_out_record(library)
    lines += [*_fares(record), *_by_question(record), *_weights(library, record)]
    lines += [*_bandwidths(library), *_dates(library)]
    return "\n".join(line if line.startswith("|") else wrapped(line) for line in lines)


def _fares(record: Record) -> list[str]:
    """Return the scores of all answers, and how far each is from those of the library."""
    groups = np.unique(record.cases, return_inverse=True)[1]
    reference = _squares(record, "library")
    rows = []
    for who in FORECASTERS:
        saved = _squares(record, who) - reference
        half = mean_half_width(saved, groups=groups)
        apart = f"{_signed(saved.mean() - half)} to {_signed(saved.mean() + half)}"
        against = f"{_signed(saved.mean())} | {apart}" if who != "library" else " | "
        rows.append(
            f"| {_CALLED[who]} | {_brier(record, who):.3f} | {_log(record, who):.3f} "
            f"| {_auc(record, who, 'relief_1y')} | {_auc(record, who, 'relief_2y')} | {against} |"
        )
    best = min(FORECASTERS, key=lambda who: _brier(record, who))
    return [
        "## How they fare",
        "",
        f"{len(set(record.cases))} cases, {record.happened.size} answers, each forecast as if its "
        "case were not there. *AUC*: the probability that of a case with relief within a year, or "
        "two, and one without, the first was given the higher probability. *Against the library*: "
        "difference of the Brier scores, with the 95 % interval over cases; below 0 is better. "
        f"The least Brier score is that of: {_CALLED[best].strip('*')}.",
        "",
        "| Forecaster | Brier | Log | AUC, 1 year | 2 years | Against the library | Interval |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        *rows,
        "",
    ]


def _by_question(record: Record) -> list[str]:
    questions = np.array(record.questions)
    rows = []
    for question in dict.fromkeys(record.questions):
        of = questions == question
        scores = [f"{_squares(record, who)[of].mean():.3f}" for who in FORECASTERS]
        rows.append(f"| {question} | {of.sum()} | {' | '.join(scores)} |")
    return [
        "Brier scores by question:",
        "",
        "| Question | Answers | Library | Base rate | Simulated | Blended |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
    ]


def _weights(library: Library, record: Record) -> list[str]:
    """Return the weights of the pool, and whether those by family would be better."""
    pool = pool_without(library, frozenset())
    whole, family = _brier(record, "blend"), fmean(_by_family(library))
    which = "no better" if family >= whole else "better"
    return [
        "## The weights",
        "",
        f"Fitted to all {pool.n} answers: intercept {pool.intercept:.2f}, simulated "
        f"{pool.simulated:.2f}, base rate {pool.base:.2f}. With weights of each family of "
        f"questions ({', '.join(_FAMILIES)}), drawn to these, the Brier score would be "
        f"{family:.4f}, {which} than {whole:.4f}.",
        "",
    ]


def _by_family(library: Library) -> list[float]:
    """Return the squared errors of pools of families, fitted around the pool of all answers."""
    errors = []
    family = {topic: name for name, topics in _FAMILIES.items() for topic in topics}
    fits: dict[tuple[str, str], Pool] = {}
    every = answers(library)
    for case in library.cases:
        own = library.of_case(case)
        # In the same order, and all at once: one by one takes a hundred times as long.
        said = np.array(answered(library, own, BANDWIDTH))
        families = np.array([family[one.topic] for one in every if one.case not in own])
        overall = fitted(*said)
        for name in _FAMILIES:
            simulated, base, happened = said[:, families == name]
            fits[case.name, name] = fitted(simulated, base, happened, overall)
    for answer in every:
        pool = fits[answer.case, family[answer.topic]]
        blended = float(pool.blended(answer.simulated, answer.rate.probability))
        errors.append((blended - answer.happened) ** 2)
    return errors


def _bandwidths(library: Library) -> list[str]:
    rows = []
    for bandwidth in _BANDWIDTHS:
        known = answers(library, bandwidth=bandwidth)
        said = [answer.rate.probability for answer in known]
        happened = [int(answer.happened) for answer in known]
        counting = [answer.rate.n for answer in known if answer.rate.n is not None]
        rows.append(
            f"| {bandwidth:g} | {brier_score(said, happened):.4f} "
            f"| {log_score(said, happened):.4f} | {np.median(counting):.0f} |"
        )
    return [
        "## The bandwidth",
        "",
        "Scores of the base rate by the distance over which the weight of a case falls by a "
        "factor of e, and as how many cases of equal weight the cases then count (the median).",
        "",
        "| Bandwidth | Brier | Log | Cases |",
        "| ---: | ---: | ---: | ---: |",
        *rows,
        "",
    ]


def _dates(library: Library) -> list[str]:
    """Return how often intervals of the date of the first relief hold it."""
    held: dict[str, list[tuple[bool, bool]]] = {"library": [], "near": []}
    asked = Asked(min(TOPICS[RELIEF].kinds), RELIEF, Window(0.0, float(FOLLOWED), dated=True))
    for case in library.cases:
        forecaster = Forecaster(library, case.features, library.of_case(case))
        day = case.first_relief
        seen = inf if day is None else (day - case.start).days / YEAR
        for who, rate in (
            ("library", forecaster.plain_rate(asked)),
            ("near", forecaster.rate(asked)),
        ):
            said = predicted(asked.window, rate.arrivals)
            held[who].append((_holds(said, _HALF, seen), _holds(said, _MOST, seen)))
    rows = []
    for who, of in held.items():
        half, most = (fmean(column) for column in zip(*of, strict=True))
        rows.append(f"| {_CALLED[who]} | {100.0 * half:.0f} % | {100.0 * most:.0f} % |")
    return [
        "## Dates",
        "",
        "In how many cases intervals of the date of the first relief hold it; what is not eased "
        "within eight years lies in an interval that has no end within them. Intervals of the "
        "blend are scored by `thaw backtest`, which has dates of futures.",
        "",
        "| Forecaster | Interval of 50 % | Interval of 90 % |",
        "| --- | ---: | ---: |",
        *rows,
        "",
    ]


def _holds(said: Prediction, ends: tuple[float, float], seen: float) -> bool:
    low, high = np.quantile(said.times, ends, method="inverted_cdf")
    return bool(low <= seen <= (inf if high > FOLLOWED else high))


def _squares(record: Record, who: str) -> Floats:
    squares: Floats = (record.said[who] - record.happened) ** 2
    return squares


def _brier(record: Record, who: str) -> float:
    return float(_squares(record, who).mean())


def _log(record: Record, who: str) -> float:
    said = np.clip(record.said[who], _FIRM, 1.0 - _FIRM)
    return log_score(said.tolist(), record.happened.astype(int).tolist())


def _auc(record: Record, who: str, question: str) -> str:
    """Return the probability that a yes was given more than a no, ties counted as half.

    Of who says the same of all cases there is none: that a case is left out makes the difference.
    """
    if who == "library":
        return "–"
    of = np.array(record.questions) == question
    said, happened = record.said[who][of], record.happened[of] == 1.0
    above = said[happened][:, None] - said[~happened][None, :]
    return f"{(above > 0.0).mean() + 0.5 * (above == 0.0).mean():.2f}"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")
