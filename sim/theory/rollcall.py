"""Roll calls: the exact distribution of the ayes, and of what several chambers carry together.

Members belong to blocs. Members of a bloc vote aye independently with the same probability; what
moves all of them together is a normal shock to the log odds of every bloc in every chamber.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, exp, fsum, lgamma, log, log1p, pi, prod, sqrt
from typing import Final

from scipy.special import expit

Bloc = tuple[int, float]
"""Members of a bloc, and the log odds that one of them votes aye."""

# The trapezoid rule is exact to rounding once its steps resolve what is integrated: a chamber
# of n turns around within about 2 / sqrt(n) in log odds. Beyond 7 deviations lie 3e-12.
_REACH: Final = 7.0
_STEP: Final = 0.9


def ayes_distribution(n: int, p: float) -> list[float]:
    """Return the probabilities of 0 to `n` ayes in a bloc, which add up to one.

    Parameters
    ----------
    n
        Members, at least 0.
    p
        Probability that one votes aye, in [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    if n < 0 or not 0.0 <= p <= 1.0:
        raise ValueError(f"need members ({n}) >= 0 and p ({p}) in [0, 1]")
    if p == 0.0 or p == 1.0:
        return [1.0 if k == n * p else 0.0 for k in range(n + 1)]
    odds, none = log(p) - log1p(-p), n * log1p(-p)
    return [exp(choices + none + k * odds) for k, choices in enumerate(_log_choices(n))]


def expected_ayes(blocs: Sequence[Bloc], shock_sd: float = 0.0) -> float:
    """Return the mean number of ayes.

    Parameters
    ----------
    blocs
        Members and log odds of each bloc.
    shock_sd
        Standard deviation of a normal shock to all log odds, at least 0.

    Raises
    ------
    ValueError
        If a bloc has fewer than no members or `shock_sd` is negative.
    """
    members = _members(blocs)
    return fsum(
        share * fsum(n * float(expit(alpha + shock)) for n, alpha in blocs)
        for shock, share in _shocks(shock_sd, members)
    )


def probability_at_least(blocs: Sequence[Bloc], threshold: int, shock_sd: float = 0.0) -> float:
    """Return the probability that at least so many members of a chamber vote aye.

    Parameters
    ----------
    blocs
        Members and log odds of each bloc.
    threshold
        Votes needed.
    shock_sd
        Standard deviation of a normal shock to all log odds, at least 0: what makes the
        votes of a party move together.

    Raises
    ------
    ValueError
        If a bloc has fewer than no members or `shock_sd` is negative.
    """
    return probability_all_carry([(blocs, threshold)], shock_sd)


def probability_all_carry(
    chambers: Sequence[tuple[Sequence[Bloc], int]], shock_sd: float = 0.0
) -> float:
    """Return the probability that several chambers all carry a motion.

    Parameters
    ----------
    chambers
        The blocs of each chamber, and the votes that it needs.
    shock_sd
        Standard deviation of the normal shock that all chambers share, at least 0.

    Returns
    -------
    float
        Exact up to rounding: convolutions of the blocs' binomials, integrated over the shock by
        the trapezoid rule.

    Raises
    ------
    ValueError
        If a bloc has fewer than no members or `shock_sd` is negative.
    """
    largest = max((_members(blocs) for blocs, _ in chambers), default=0)
    total = fsum(
        share
        * prod(
            _tail([(n, float(expit(alpha + shock))) for n, alpha in blocs], threshold)
            for blocs, threshold in chambers
        )
        for shock, share in _shocks(shock_sd, largest)
    )
    return min(total, 1.0)


def _members(blocs: Sequence[Bloc]) -> int:
    """Return the number of members of all blocs."""
    if any(n < 0 for n, _ in blocs):
        raise ValueError(f"a bloc cannot have fewer than no members: {list(blocs)}")
    return sum(n for n, _ in blocs)


def _shocks(sd: float, members: int) -> list[tuple[float, float]]:
    """Return values of a normal shock with their weights, which add up to one."""
    if not sd >= 0.0:
        raise ValueError(f"standard deviation of the shock ({sd}) must not be negative")
    if sd == 0.0:
        return [(0.0, 1.0)]
    steps = ceil(2.0 * _REACH / _STEP * sqrt(1.0 + 0.25 * sd * sd * members))
    width = 2.0 * _REACH / steps
    density = width / sqrt(2.0 * pi)
    grid = (-_REACH + width * i for i in range(steps + 1))
    return [(sd * x, density * exp(-0.5 * x * x)) for x in grid]


@lru_cache(maxsize=64)
def _log_choices(n: int) -> tuple[float, ...]:
    """Return the logarithms of n over k; chambers have the same blocs vote after vote."""
    whole = lgamma(n + 1)
    return tuple(whole - lgamma(k + 1) - lgamma(n - k + 1) for k in range(n + 1))


def _tail(blocs: Sequence[tuple[int, float]], threshold: int) -> float:
    """Return P(at least `threshold` ayes) for blocs of given members and probabilities."""
    if threshold <= 0:
        return 1.0
    if threshold > sum(n for n, _ in blocs):
        return 0.0
    ayes = [1.0]
    for n, p in blocs[:-1]:
        ayes = _convolve(ayes, ayes_distribution(n, p))
    # The last bloc need not be convolved: only its tails matter.
    last = ayes_distribution(*blocs[-1])
    at_least = [*last, 0.0]
    for k in range(len(last) - 1, -1, -1):
        at_least[k] = last[k] + at_least[k + 1]
    return fsum(
        mass * at_least[min(max(threshold - k, 0), len(last))] for k, mass in enumerate(ayes)
    )


def _convolve(a: Sequence[float], b: Sequence[float]) -> list[float]:
    result = [0.0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return result
