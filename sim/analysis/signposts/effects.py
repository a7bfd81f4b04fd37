"""What making something happen does to the answer: the same futures with it and without it.

That is another question than what seeing it tells. What is seen may be a mark of futures that
would have gone that way anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import group_of
from sim.analysis.signposts.signs import Sign
from sim.batch.batch import Batch
from sim.batch.gathering import Observed
from sim.batch.observing import Forced, Window, force
from sim.engine.steering import kinds_steered
from sim.outcomes.observables import Observable
from sim.statistics.intervals import mean, paired_shares

__all__ = ["Effect", "Unknown", "effect", "forceable"]

WORKED: Final = 0.9
"""Share of futures in which what was forced came about, below which nothing is said."""

Unknown = Literal["", "not a draw", "cannot be forced", "not known", "the answer", "not asked"]
"""Why it is not known what something causes; empty if it is."""

Groups = NDArray[np.int64]


class Effect(NamedTuple):
    """What making something happen does to the answer.

    Attributes
    ----------
    value, low, high
        Share of futures in which the answer is yes where it is made to happen, less that where it
        is kept from happening, and its interval; None where that is not known.
    n
        Futures that were simulated both ways.
    made, kept
        Share of futures in which it came that were made to have it, and did not come of those
        that were kept from it.
    unknown
        Why it is not known.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    made: float | None = None
    kept: float | None = None
    unknown: Unknown = ""


def forceable(batch: Batch, sign: Sign, window: Window) -> Observable | Unknown:
    """Return as what an observable can be forced, or why it cannot.

    Parameters
    ----------
    batch
        The batch.
    sign
        The observable, with others that are seen in the same futures.
    window
        The time in which it is to happen.
    """
    if sign.answers:
        return "the answer"
    if batch.branch is not None:
        return "not known"  # what is forced comes after another future, which is played first
    steered = [one for one in (sign.what, *sign.same) if one.kind in kinds_steered()]
    if not steered:
        return "not a draw"
    for one in steered:
        if all(force(batch.model, window, Forced(one, absent)) for absent in (False, True)):
            return one
    return "cannot be forced"


def effect(
    batch: Batch,
    what: Observable,
    made: Observed,
    kept: Observed,
    open_: Sequence[int],
    level: float = 0.95,
) -> Effect:
    """Compare the answers of futures with something made to happen, and kept from happening.

    Parameters
    ----------
    batch
        The batch.
    what
        What was forced.
    made, kept
        What was observed in futures that were made to have it, and that were kept from it.
    open_
        Numbers of the futures in which the question is open when the window begins.
    level
        Level of confidence, in (0, 1).

    Notes
    -----
    The interval of a difference of paired shares is Bonett and Price's
    (`sim.statistics.intervals.paired_shares`); of groups Student's of the differences.
    """
    both = np.intersect1d(np.intersect1d(made.replications, kept.replications), list(open_))
    if not both.size:
        return Effect(unknown="cannot be forced")
    came = float(_seen(made, what, both).mean())
    missing = 1.0 - float(_seen(kept, what, both).mean())
    tried = Effect(n=int(both.size), made=came, kept=missing, unknown="cannot be forced")
    if min(came, missing) < WORKED:
        return tried
    differences = _answers(made, both) - _answers(kept, both)
    groups = group_of(batch, both)
    if groups is None:
        more, less = int((differences > 0).sum()), int((differences < 0).sum())
        low, high = paired_shares(more, less, both.size, level)
    else:
        ends = mean(differences, groups).interval(level, (-1.0, 1.0))
        low, high = (-1.0, 1.0) if ends is None else ends
    return tried._replace(value=float(differences.mean()), low=low, high=high, unknown="")


def _seen(observed: Observed, what: Observable, replications: Groups) -> NDArray[np.bool_]:
    rows = np.searchsorted(observed.replications, replications)
    if what not in observed.what:
        return np.zeros(rows.size, dtype=np.bool_)
    came: NDArray[np.bool_] = observed.came[rows, observed.what.index(what)]
    return came


def _answers(observed: Observed, replications: Groups) -> NDArray[np.float64]:
    rows = np.searchsorted(observed.replications, replications)
    return np.isfinite(observed.day[rows]).astype(np.float64)
