"""Scores of forecasts: how good the probabilities were, once the answers are known.

All are losses (smaller is better) and proper: what a forecaster believes is what it should
say. The ensemble scores take replications of the simulator as they are. The formulas are those
of scoringrules; here is what they need to be given and when they refuse it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_BACKEND: Final = "numpy"
"""So that results do not depend on what else is installed."""


def _rules() -> Any:
    """Import scoringrules where something is scored: it takes a second."""
    import scoringrules

    return scoringrules


def _pairs(
    forecasts: Sequence[float], outcomes: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    f = np.asarray(forecasts, dtype=np.float64)
    o = np.asarray(outcomes, dtype=np.float64)
    if f.ndim != 1 or f.shape != o.shape or f.size == 0:
        raise ValueError(f"need as many forecasts as outcomes, found {f.shape} and {o.shape}")
    if not bool(np.all((f >= 0.0) & (f <= 1.0))):
        raise ValueError(f"forecasts must lie in [0, 1], found {f.min()} to {f.max()}")
    if not bool(np.all((o == 0.0) | (o == 1.0))):
        raise ValueError(f"outcomes must be 0 or 1, found {sorted(set(o.tolist()))}")
    return f, o


def brier_score(forecasts: Sequence[float], outcomes: Sequence[int]) -> float:
    """Return the mean squared error of probabilities of yes-or-no questions.

    Parameters
    ----------
    forecasts
        Probabilities of yes, shape (n,), in [0, 1].
    outcomes
        What happened, shape (n,): 1 for yes, 0 for no.

    Returns
    -------
    float
        From 0 (certain and right) to 1 (certain and wrong); .25 for saying one half always.

    Raises
    ------
    ValueError
        If the shapes differ or a value is out of range.

    Notes
    -----
    Brier 1950, Monthly Weather Review 78, in the form for two outcomes that counts one of
    them.
    """
    f, o = _pairs(forecasts, outcomes)
    return float(_rules().brier_score(o, f, backend=_BACKEND).mean())


def log_score(forecasts: Sequence[float], outcomes: Sequence[int]) -> float:
    """Return the mean surprise at what happened.

    Parameters
    ----------
    forecasts
        Probabilities of yes, shape (n,), in [0, 1].
    outcomes
        What happened, shape (n,): 1 for yes, 0 for no.

    Returns
    -------
    float
        ``-mean(ln(probability given to what happened))`` in nats; infinite if something
        happened that was called impossible.

    Raises
    ------
    ValueError
        If the shapes differ or a value is out of range.

    Notes
    -----
    Good 1952, JRSS B 14.
    """
    f, o = _pairs(forecasts, outcomes)
    if bool((abs(o - f) == 1.0).any()):
        return float("inf")
    # Of a score of 0 the library makes -0.
    return float(_rules().log_score(o, f, backend=_BACKEND).mean()) + 0.0


def crps_ensemble(members: ArrayLike, observation: float, *, fair: bool = False) -> float:
    """Return the continuous ranked probability score of an ensemble.

    Parameters
    ----------
    members
        One value per replication, shape (n,).
    observation
        What was observed.
    fair
        Whether to score the distribution the members were drawn from rather than the
        members themselves: without a penalty for there being few of them. It may then be
        negative.

    Returns
    -------
    float
        ``mean|x - y| - mean|x - x'| / 2``, the second mean over all pairs, or over pairs of
        different members if `fair`; in the units of the observation.

    Raises
    ------
    ValueError
        If there is no member, or only one and `fair`.

    Notes
    -----
    Gneiting & Raftery 2007, JASA 102, eq. 21; fair: Ferro 2014, QJRMS 140. Both are worked out
    from the sorted members, by probability-weighted moments and as an integral over the steps,
    which give the same without looking at every pair (Zamo & Naveau 2018, Mathematical
    Geosciences 50).
    """
    x = np.sort(np.asarray(members, dtype=np.float64))
    if x.ndim != 1 or x.size < (2 if fair else 1):
        raise ValueError(f"need at least {2 if fair else 1} members, found shape {x.shape}")
    form = "pwm" if fair else "int"
    return float(
        _rules().crps_ensemble(
            observation, x, estimator=form, sorted_ensemble=True, backend=_BACKEND
        )
    )
