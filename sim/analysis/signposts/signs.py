"""What each observable tells of the answer to a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.batch.gathering import Observed
from sim.outcomes.observables import Observable, place
from sim.statistics.information import (
    Information,
    benjamini_hochberg,
    difference_of_shares,
    information,
)
from sim.statistics.intervals import Estimated, share

__all__ = ["FALSE", "RARE", "WITH", "Sign", "signs"]

RARE: Final = 0.01
"""An observable comes in this share of futures at least, and stays away in as many."""

FALSE: Final = 0.05
"""Share of those that are said to tell something which may tell nothing, on average."""

WITH: Final = 0.9
"""Share of futures from which on it is said that something comes with the answer, not before it."""

Bools = NDArray[np.bool_]
Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sign:
    """What an observable tells of an answer.

    Attributes
    ----------
    what
        The observable: the plainest of those that are seen in the same futures.
    same, opposite
        Others that are seen in the same futures, and those that are seen in all others.
    seen
        Share of futures in which it is seen.
    yes, no
        Share of these, and of the others, in which the answer is yes.
    difference
        The one less the other.
    information
        What whether it is seen tells of the answer, bits.
    q
        Its p, adjusted for all observables (Benjamini and Hochberg).
    answers
        Whether it is nothing but what the question asks for.
    come
        Where it is seen and the answer is yes: share of these futures in which the answer has
        come within the window, too.
    """

    what: Observable
    same: tuple[Observable, ...]
    opposite: tuple[Observable, ...]
    seen: Estimated
    yes: Estimated
    no: Estimated
    difference: Estimated
    information: Information
    q: float
    answers: bool
    come: float

    @property
    def ahead(self) -> bool:
        """Whether it may be seen before the answer: it is not it, and does not come with it."""
        return not self.answers and self.come < WITH

    @property
    def tells(self) -> bool:
        """Whether it says something of the answer before that is there."""
        return self.q < FALSE and self.ahead


def signs(
    observed: Observed,
    open_: Bools,
    last: float,
    groups: Groups | None = None,
    level: float = 0.95,
) -> list[Sign]:
    """Return what each observable tells of the answer.

    Parameters
    ----------
    observed
        What was observed in n futures, and when the question came true.
    open_
        Futures in which the question is open when the window begins; the others are left out,
        shape ``(n,)``.
    last
        The end of the window, days from the start.
    groups
        Groups of futures that are not independent, shape ``(n,)``; None if all are.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    list of Sign
        Those that come in 1 to 99 % of the futures: first what may be seen before the answer,
        then what comes with it; of each what tells most first.
    """
    came, day = observed.came[open_], observed.day[open_]
    y = np.isfinite(day)
    member = None if groups is None else groups[open_]
    if not y.size:
        return []
    chosen = _distinct(observed, came)
    told = [information(came[:, of[0]], y, member, level) for of, _ in chosen]
    adjusted = benjamini_hochberg([one.p for one in told])
    found = []
    for (same, opposite), tells, q in zip(chosen, told, adjusted, strict=True):
        x = came[:, same[0]]
        parts = [None, None] if member is None else [member[x], member[~x]]
        found.append(
            Sign(
                what=observed.what[same[0]],
                same=tuple(observed.what[k] for k in same[1:]),
                opposite=tuple(observed.what[k] for k in opposite),
                seen=_share(x, member, level),
                yes=_share(y[x], parts[0], level),
                no=_share(y[~x], parts[1], level),
                difference=difference_of_shares(x, y, member, level),
                information=tells,
                q=q,
                answers=any(observed.answers[k] for k in same),
                come=float((day[x & y] < last).mean()) if (x & y).any() else 0.0,
            )
        )
    return sorted(found, key=_rank)


def _rank(sign: Sign) -> tuple[object, ...]:
    told = sign.information
    return not sign.ahead, -told.bits, -told.plain, place(sign.what)


def _share(hits: Bools, groups: Groups | None, level: float) -> Estimated:
    return share(hits.astype(np.float64), groups, level)


def _distinct(observed: Observed, came: Bools) -> list[tuple[list[int], list[int]]]:
    """Return which columns are worth looking at: those alike together, the plainest first.

    A column and what is true where it is not tell the same: they stand together, too.
    """
    columns: dict[bytes, tuple[list[int], list[int]]] = {}
    for k in _in_order(observed.what):
        x = came[:, k]
        if not RARE <= float(x.mean()) <= 1.0 - RARE:
            continue
        own, other = x.tobytes(), (~x).tobytes()
        if other in columns:
            columns[other][1].append(k)
        else:
            columns.setdefault(own, ([], []))[0].append(k)
    return list(columns.values())


def _in_order(what: Sequence[Observable]) -> list[int]:
    return sorted(range(len(what)), key=lambda k: place(what[k]))
