"""What figures found of several scenarios that also are drawn of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.over_time import wait
from sim.analysis.quantities import chosen_columns
from sim.analysis.wording import class_words, short
from sim.batch.batch import Batch
from sim.figures.base import naming
from sim.figures.base.series import label
from sim.outcomes.classes import CLASSES
from sim.statistics.intervals import quantiles
from sim.wording.cells import duration
from sim.wording.rounding import number, percent
from sim.wording.units import BESIDE_NUMBERS
from sim.wording.words import capital, joined

FIRST: Final = "days_to_relief"
"""The time that is compared unless another is named."""

_NAME: Final = 30
"""Letters of a scenario's name."""

_MOST: Final = 3
"""Scenarios that are told of one by one."""


def classes(batches: Sequence[Batch]) -> str:
    """Say which end is the most frequent in each scenario, or in how many of them."""
    if not batches:
        return "There is no scenario"
    ends: dict[str, tuple[str, float]] = {}
    for name, batch in zip(naming.scenarios(batches, _NAME), batches, strict=True):
        counts = Counter(batch.column("outcome").to_list())
        most = max(CLASSES, key=lambda one: counts[one])
        ends[name] = (class_words(most), counts[most] / max(batch.rows, 1))
    if len({first for first, _ in ends.values()}) == 1:
        (first, _), *_ = ends.values()
        low, high = (percent(f(share for _, share in ends.values())) for f in (min, max))
        how = f"in {low} of futures" if low == high else f"in {low} to {high} of futures"
        return f"{first} is the most frequent end in each scenario, {how}"
    if len(ends) <= _MOST:
        told = [f"{end.lower()} {percent(share)} ({name})" for name, (end, share) in ends.items()]
        return f"The most frequent end of each: {'; '.join(told)}"
    alike = Counter(end.lower() for end, _ in ends.values())
    told = [f"{end} in {n}" for end, n in alike.most_common()]
    return f"The most frequent end of {len(ends)} scenarios is {joined(told)}"


def fan(batches: Sequence[Batch], name: str) -> str:
    """Say in which scenario a series ends highest, in the median future."""
    if not batches:
        return "There is no scenario"
    title, unit = label(batches[0].model, name)
    lp = suffix(unit)
    names = naming.scenarios(batches, _NAME)
    medians = [float(quantiles(ends(batch, name), (0.5,))[0]) for batch in batches]
    high = int(np.argmax(medians))
    if number(max(medians)) == number(min(medians)):
        return f"{title}: in each scenario the median future ends at {number(medians[0])}{lp}"
    low = int(np.argmin(medians)) if high == 0 else 0
    what = "" if low else ", the baseline"
    return (
        f"{title}: the median future ends highest in {names[high]}, at "
        f"{number(medians[high])}{lp}; in {names[low]}{what}, at {number(medians[low])}"
    )


def survival(batches: Sequence[Batch], outcome: str) -> str:
    """Say in which scenario something happens soonest, in half of the futures."""
    if not batches:
        return "There is no scenario"
    (column,) = chosen_columns(batches[0], [outcome])
    names = naming.scenarios(batches, _NAME)
    curves = [wait(batch, outcome) for batch in batches]
    halves = [curve.quantile(0.5) for curve in curves]
    by_end = [1.0 - curve.never for curve in curves]
    order = sorted(range(len(batches)), key=lambda k: (halves[k], -by_end[k]))
    best = order[0]
    other = order[-1] if best == 0 else 0
    what = capital(event(column.name, column.meaning))
    if np.isfinite(halves[best]) and np.isfinite(halves[other]):
        soon, late = duration(halves[best]), duration(halves[other])
        how = "after {} in {}"
        what = f"{what}, in half of all futures"
    else:
        soon, late = percent(by_end[best]), percent(by_end[other])
        how = "in {} of futures in {}"
        what = f"{what} by the end"
    if soon == late:
        return f"{what}: {how.format(soon, f'{names[best]} as in {names[other]}')}"
    told = [how.format(soon, names[best]), how.format(late, names[other])]
    return f"{what}: {'; '.join(told)}"


def suffix(unit: str) -> str:
    """Return what is written behind a number of a series, of what its axis says."""
    word = unit.partition(" ")[0]
    return f" {word}" if word in BESIDE_NUMBERS or word.startswith("$") else ""


def event(name: str, meaning: str) -> str:
    """Return what is waited for, in a few words."""
    return short(name, meaning.removeprefix("until "))


def ends(batch: Batch, series: str) -> NDArray[np.float64]:
    """Return where a series ends in each future, shape ``(n,)``."""
    *_, (_, last) = batch.by_days(series)
    return np.asarray(last[:, -1], dtype=np.float64)
