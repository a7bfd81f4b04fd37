"""What figures of a batch found; those that also take several scenarios ask `batches`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from sim.analysis.headline import SOON
from sim.analysis.over_time import measure_weights, wait
from sim.analysis.quantities import categories, chosen_columns, groups, numbers
from sim.analysis.questions import questions as answers
from sim.analysis.uncertainty.drivers import drivers as first_order
from sim.analysis.uncertainty.spread import spread
from sim.analysis.wording import class_words, most_frequent, parameter_words, short
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.figures.base import naming
from sim.figures.base.series import label
from sim.figures.batch.measured import measured
from sim.figures.findings import batches as several
from sim.outcomes.classes import CLASSES
from sim.outcomes.decades import MOTIVES, decades
from sim.statistics.intervals import mean, quantiles, share
from sim.wording.rounding import number, percent, share_with_range
from sim.wording.words import capital, clipped, count

_QUESTION: Final = 72
"""Letters of a question."""

_MAIN: Final = "days_to_bargain"
"""The time that is told of several: until relief that somebody has bargained for."""


def classes(of: Batch | Sequence[Batch], level: float = 0.95) -> str:
    """Say which end is the most frequent, and which comes next."""
    batches = [of] if isinstance(of, Batch) else list(of)
    if len(batches) != 1:
        return several.classes(batches)
    (batch,) = batches
    if not batch.rows:
        return _none(batch)
    ends, member = batch.column("outcome"), groups(batch)
    shares = {name: share(numbers(ends == name), member, level) for name in CLASSES}
    first, second, *_ = sorted(CLASSES, key=lambda name: -shares[name].value)
    text = most_frequent(first, share_with_range(*shares[first]))
    if not shares[second].value:
        return f"{text}; there is no other"
    return f"{text}; next, {class_words(second).lower()}: {percent(shares[second].value)}"


def fan(of: Batch | Sequence[Batch], series: Sequence[str] | None = None) -> str:
    """Say where the first of the series ends: in the median future, and in nine of ten."""
    batches = [of] if isinstance(of, Batch) else list(of)
    name = series[0] if series else "legal"
    if len(batches) != 1:
        return several.fan(batches, name)
    (batch,) = batches
    if not batch.rows:
        return _none(batch)
    title, unit = label(batch.model, name)
    low, middle, high = quantiles(several.ends(batch, name), (0.05, 0.5, 0.95))
    lp = several.suffix(unit)
    if low == high:
        return f"{title}: {number(middle)}{lp} at the end in nine futures of ten, or more of them"
    return (
        f"{title}: {number(middle)}{lp} at the end in the median future, "
        f"{number(low)} to {number(high)} in nine of ten"
    )


def questions(batch: Batch, level: float = 0.95) -> str:
    """Say how probable a yes to the first question is: blended, if there is a base rate."""
    if not batch.questions:
        return "This scenario asks no questions"
    if not batch.rows:
        return _none(batch)
    row = answers(batch, level).row(0, named=True)
    asked = clipped(row["text"], _QUESTION)
    simulated = share_with_range(row["probability"], row["low"], row["high"])
    by = "" if row["by"] is not None else "By the end: "
    if row["base_rate"] is None:
        return f"{asked} {by}{simulated} of simulated futures"
    return f"{asked} {by}{percent(row['blended'])}, blended (simulated {simulated})"


def survival(
    of: Batch | Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> str:
    """Say in how many futures the first agreed relief, or what else is drawn, has come by when."""
    batches = [of] if isinstance(of, Batch) else list(of)
    if len(batches) != 1:
        return several.survival(batches, outcomes[0] if outcomes else several.FIRST)
    (batch,) = batches
    if not batch.rows:
        return _none(batch)
    name = _MAIN if not outcomes or _MAIN in outcomes else outcomes[0]
    (column,) = chosen_columns(batch, [name])
    horizon = batch.model.calendar.horizon
    curve = wait(batch, name, level)
    what = capital(several.event(column.name, column.meaning))
    end = share_with_range(1.0 - curve.never, 1.0 - curve.high[-1], 1.0 - curve.low[-1])
    if horizon <= SOON * YEAR:
        return f"{what}: by the end in {end} of futures"
    soon = percent(1.0 - float(curve.at(SOON * YEAR)))
    return f"{what}: within {count(int(SOON), 'year')} in {soon} of futures, by the end in {end}"


def heatmap(batch: Batch) -> str:
    """Say how much of what was in force on the first day is left, and what is eased most."""
    if not batch.rows:
        return _none(batch)
    weights = dict.fromkeys(batch.in_force, 0.0) | measure_weights(batch.model)
    left = {name: min(float(path[-1]), 1.0) for name, path in batch.in_force.items()}
    whole = sum(weights[name] for name in left)
    if not whole:
        return "Nothing was in force on the first day"
    kept = sum(weights[name] * share for name, share in left.items()) / whole
    text = f"{percent(kept)} of what was in force on the first day is left at the end"
    least = min(left, key=lambda name: left[name])
    if left[least] == max(left.values()):
        return text
    name = clipped(batch.model.catalogue.measures[least].name, 34)
    return f"{text}; least of {name}: {percent(left[least])}"


def drivers(batch: Batch, outcomes: Sequence[str] | None = None, level: float = 0.95) -> str:
    """Say how much of the spread of the first outcome is assumed, and what it is due to most."""
    if not batch.rows:
        return _none(batch)
    chosen = list(outcomes or ["legal_end"])[:1]
    (column,) = chosen_columns(batch, chosen)
    what = f"the variance of {short(column.name, column.meaning)}"
    split = next(iter(spread(batch, outcomes=chosen, level=level).to_dicts()), None)
    if split is None or split["epistemic"] is None or not split["low"]:
        return f"The part of the assumptions in {what} cannot be told from luck"
    least = "at least " if split["method"] == "regression" else ""
    text = f"Of {what}, {least}{percent(split['epistemic'])} comes from what is assumed"
    rows = first_order(batch, outcomes=chosen, level=level).to_dicts()
    strongest = next((row for row in rows if row["low"]), None)
    if strongest is None:
        return text
    words = parameter_words(strongest["parameter"]).partition(" (")[0]
    return f"{text}; most by {clipped(words, 50)}: {percent(strongest['first_order'])}"


def motives(batch: Batch, level: float = 0.95) -> str:
    """Say which motive weighs most, in the decade in which most futures have a step."""
    best: tuple[int, str, str, Any] | None = None
    for name, _ in decades(batch.model.calendar):
        for motive, words in MOTIVES.items():
            values = numbers(batch.column(f"motive_{motive}_{name}"))
            there = ~np.isnan(values)
            if not there.any():
                continue
            member = groups(batch)
            found = mean(values[there], None if member is None else member[there])
            n = int(there.sum())
            if best is None or (n, found.mean) > (best[0], best[3].mean):
                best = (n, name, words, found)
    if best is None:
        return "No package is agreed in any decade"
    n, name, words, found = best
    low, high = found.interval(level, (0.0, 1.0)) or (None, None)
    return (
        f"{capital(words)} weighs most in the {name}: {share_with_range(found.mean, low, high)} "
        f"of the gains, in {count(n, 'future')}"
    )


def histogram(batch: Batch, outcome: str = "legal_end", level: float = 0.95) -> str:
    """Say what an outcome is on average, and in the middle; or which of its names is frequent."""
    if not batch.rows:
        return _none(batch)
    (column,) = chosen_columns(batch, [outcome])
    name = capital(naming.outcome(column.name, None, column.meaning))
    if outcome == "outcome":
        return classes(batch, level)
    if column.type in ("str", "bool"):
        return f"{name}: {_most_often(batch, outcome, column.type, level)}"
    values = measured(batch, outcome, level)
    if not values.values.size:
        return f"{name}: {values.missing}, in any future"
    return f"{name}: {', '.join(values.summary(middle) for middle in values.middle)}"


ecdf = histogram
"""The same is found in the cumulative distribution."""


def _most_often(batch: Batch, outcome: str, kind: str, level: float) -> str:
    """Return the most frequent name, or how often the answer is yes."""
    values, member = batch.column(outcome), groups(batch)
    if kind == "bool":
        yes = share(np.nan_to_num(numbers(values == True)), member, level)  # noqa: E712
        return f"yes in {share_with_range(*yes)} of futures"
    named = {
        name: share(np.nan_to_num(numbers(values == name)), member, level)
        for name in categories(outcome, [values])
    }
    if not named:
        return "there is no such thing in any future"
    first = max(named, key=lambda name: named[name].value)
    return f"most often {first}, in {share_with_range(*named[first])} of futures"


def _none(batch: Batch) -> str:
    return f"All {batch.n:,} futures failed"
