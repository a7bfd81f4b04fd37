"""Roll calls: how many of a chamber vote aye, and who is pivotal.

Members belong to blocs (party by chamber). Members of a bloc vote aye independently with the
same probability; what moves all of them together is in the logit that the blocs share. A
vote in the simulator is one draw per bloc by the inverse of the binomial distribution, so
that one uniform number per bloc is all the chance a vote needs.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, exp, fsum, lgamma, log, log1p, nextafter, pi, sqrt
from typing import Final

from sim.bargaining.acceptance import logistic

Bloc = tuple[int, float]
"""Members of a bloc, and the log odds that one of them votes aye."""

# Below 9 standard deviations under the mean lies less than 3e-18 of a binomial with p <= 1/2
# (Okamoto 1958, Annals of the Institute of Statistical Mathematics 10).
_LOWEST_DEVIATIONS: Final = 9.0
# The trapezoid rule is exact to rounding once its steps resolve what is integrated: a chamber
# of n turns around within about 2 / sqrt(n) in log odds. Beyond 7 deviations lie 3e-12.
_REACH: Final = 7.0
_STEP: Final = 0.9


def bloc_probability(alpha: float, z: float) -> float:
    """Return the probability that a member of a bloc votes aye.

    Parameters
    ----------
    alpha : float
        Log odds of the bloc for a package of no size in quiet times.
    z : float
        What moves all members: size of the package, war, violations, shock, in log odds.

    Returns
    -------
    float
        ``logistic(alpha + z)``.
    """
    return logistic(alpha + z)


def draw_ayes(n: int, p: float, u: float) -> int:
    """Return the number of ayes among `n` members at the uniform number `u`.

    Parameters
    ----------
    n : int
        Members, at least 0.
    p : float
        Probability that one votes aye, in [0, 1].
    u : float
        Uniform number in [0, 1]; at the ends, the extremes as far as rounding allows.

    Returns
    -------
    int
        The smallest k with ``P(X <= k) >= u`` for X binomial (n, p): never falls as `u`
        rises, so that common random numbers and antithetic pairs work.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Inversion by the recurrence of the probabilities (Devroye 1986, Non-Uniform Random
    Variate Generation, X.4), from 9 standard deviations below the mean.
    """
    if n < 0 or not 0.0 <= p <= 1.0 or not 0.0 <= u <= 1.0:
        raise ValueError(f"need members ({n}) >= 0, and p ({p}) and u ({u}) in [0, 1]")
    if p <= 0.5:
        return _invert(n, p, u)
    # Count the noes, which are the fewer. P(ayes <= k) >= u means P(noes < n - k) <= 1 - u,
    # so the noes are the smallest number whose distribution exceeds 1 - u.
    return n - _invert(n, 1.0 - p, nextafter(1.0 - u, 2.0))


def _invert(n: int, p: float, u: float) -> int:
    """Return the smallest k with P(X <= k) >= u, or n if there is none, for p <= 1/2."""
    if p == 0.0:
        return 0
    q = 1.0 - p
    k = int(n * p - _LOWEST_DEVIATIONS * sqrt(n * p * q))
    if k > 0:
        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        mass = exp(ways + k * log(p) + (n - k) * log1p(-p))
    else:
        # Here n * p < 81 (1 - p), so this cannot underflow.
        k, mass = 0, exp(n * log1p(-p))
    odds = p / q
    below = mass
    while below < u and k < n:
        mass *= odds * (n - k) / (k + 1)
        k += 1
        below += mass
    return k


def ayes_distribution(n: int, p: float) -> list[float]:
    """Return the probabilities of 0 to `n` ayes in a bloc.

    Parameters
    ----------
    n : int
        Members, at least 0.
    p : float
        Probability that one votes aye, in [0, 1].

    Returns
    -------
    list of float
        Length ``n + 1``, adding up to one.

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
    blocs : sequence of (int, float)
        Members and log odds of each bloc.
    shock_sd : float
        Standard deviation of a normal shock to all log odds, at least 0.

    Returns
    -------
    float
        Votes.

    Raises
    ------
    ValueError
        If a bloc has fewer than no members or `shock_sd` is negative.
    """
    members = _check(blocs)
    return fsum(
        share * fsum(n * logistic(alpha + shock) for n, alpha in blocs)
        for shock, share in _shocks(shock_sd, members)
    )


def probability_at_least(blocs: Sequence[Bloc], threshold: int, shock_sd: float = 0.0) -> float:
    """Return the probability that at least `threshold` members vote aye.

    Parameters
    ----------
    blocs : sequence of (int, float)
        Members and log odds of each bloc.
    threshold : int
        Votes needed.
    shock_sd : float
        Standard deviation of a normal shock to all log odds, at least 0: what makes the
        votes of a party move together.

    Returns
    -------
    float
        Exact up to rounding: a convolution of the blocs' binomials, integrated over the
        shock by the trapezoid rule.

    Raises
    ------
    ValueError
        If a bloc has fewer than no members or `shock_sd` is negative.
    """
    members = _check(blocs)
    shocks = _shocks(shock_sd, members)
    if threshold <= 0:
        return 1.0
    if threshold > members:
        return 0.0
    total = fsum(
        share * _tail([(n, logistic(alpha + shock)) for n, alpha in blocs], threshold)
        for shock, share in shocks
    )
    return min(total, 1.0)


def pivot(positions: Sequence[float], votes: int, *, from_low: bool) -> tuple[int, float]:
    """Return the member whose vote decides, when support builds up from one end.

    A motion that appeals to one end of a line wins the members nearest that end first; the
    last one that it needs is pivotal: for cloture the filibuster pivot, for an override the
    veto pivot.

    Parameters
    ----------
    positions : sequence of float
        Position of each member on the line, in any order.
    votes : int
        Votes needed, from 1 to the number of members.
    from_low : bool
        Whether support builds up from the low end.

    Returns
    -------
    tuple of (int, float)
        Place of the pivotal member in ascending order of positions, counted from 1, and its
        position.

    Raises
    ------
    ValueError
        If `votes` cannot be had.

    Notes
    -----
    Krehbiel 1998, Pivotal Politics.
    """
    if not 1 <= votes <= len(positions):
        raise ValueError(f"votes needed ({votes}) must be from 1 to {len(positions)}")
    place = votes if from_low else len(positions) + 1 - votes
    return place, sorted(positions)[place - 1]


def _check(blocs: Sequence[Bloc]) -> int:
    """Return the number of members of all blocs."""
    if any(n < 0 for n, _ in blocs):
        raise ValueError(f"a bloc cannot have fewer than no members: {list(blocs)}")
    return sum(n for n, _ in blocs)  # whole numbers


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
