"""Scores of forecasts: how good the probabilities were, once the answers are known.

All are losses (smaller is better) and proper: what a forecaster believes is what it should
say. The ensemble scores take replications of the simulator as they are.
"""

from collections.abc import Sequence
from math import erf, exp, pi, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _pairs(
    forecasts: Sequence[float], outcomes: Sequence[int]
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    import numpy as np

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
    forecasts : sequence of float
        Probabilities of yes, shape (n,), in [0, 1].
    outcomes : sequence of int
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
    return float(((f - o) ** 2).mean())


def log_score(forecasts: Sequence[float], outcomes: Sequence[int]) -> float:
    """Return the mean surprise at what happened.

    Parameters
    ----------
    forecasts : sequence of float
        Probabilities of yes, shape (n,), in [0, 1].
    outcomes : sequence of int
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
    import numpy as np

    f, o = _pairs(forecasts, outcomes)
    given = np.where(o == 1.0, f, 1.0 - f)
    if not bool(given.all()):
        return float("inf")
    return float(-np.log(given).mean())


def crps_normal(mean: float, sd: float, observation: float) -> float:
    """Return the continuous ranked probability score of a normal forecast.

    Parameters
    ----------
    mean, sd : float
        The forecast, in the units of the observation; `sd` positive.
    observation : float
        What was observed.

    Returns
    -------
    float
        In the units of the observation; the absolute error in the limit of no spread.

    Raises
    ------
    ValueError
        If `sd` is not positive.

    Notes
    -----
    Gneiting et al. 2005, Monthly Weather Review 133, eq. 5.
    """
    if not sd > 0.0:
        raise ValueError(f"standard deviation ({sd}) must be positive")
    z = (observation - mean) / sd
    density = exp(-0.5 * z * z) / sqrt(2.0 * pi)
    return sd * (z * erf(z / sqrt(2.0)) + 2.0 * density - 1.0 / sqrt(pi))


def crps_ensemble(members: Sequence[float], observation: float, *, fair: bool = False) -> float:
    """Return the continuous ranked probability score of an ensemble.

    Parameters
    ----------
    members : sequence of float
        One value per replication, shape (n,).
    observation : float
        What was observed.
    fair : bool
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
    Gneiting & Raftery 2007, JASA 102, eq. 21; fair: Ferro 2014, QJRMS 140.
    """
    import numpy as np

    x = np.sort(np.asarray(members, dtype=np.float64))
    n = x.size
    if x.ndim != 1 or n < (2 if fair else 1):
        raise ValueError(f"need at least {2 if fair else 1} members, found shape {x.shape}")
    error = float(np.abs(x - observation).mean())
    # Sum of |x_i - x_j| over pairs i < j: the k-th smallest is added k times, taken n-1-k.
    spread = float(((2.0 * np.arange(n) - (n - 1)) * x).sum())
    return error - spread / (n * (n - 1) if fair else n * n)
