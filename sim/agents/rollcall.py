"""Roll calls: how many of a chamber vote aye.

Members belong to blocs (party by chamber). Members of a bloc vote aye independently with the
same probability; what moves all of them together is in the logit that the blocs share. A vote
is one draw per bloc by the inverse of the binomial distribution, so that one uniform per bloc is
all the chance a vote needs.
"""

from math import exp, lgamma, log, log1p, nextafter, sqrt
from typing import Final

from sim.bargaining.acceptance import logistic

# Below 9 standard deviations under the mean lies less than 3e-18 of a binomial with p <= 1/2
# (Okamoto 1958, Annals of the Institute of Statistical Mathematics 10).
_LOWEST_DEVIATIONS: Final = 9.0


def bloc_probability(alpha: float, z: float) -> float:
    """Return the probability that a member of a bloc votes aye.

    Parameters
    ----------
    alpha
        Log odds of the bloc for a package of no size in quiet times.
    z
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
    n
        Members, at least 0.
    p
        Probability that one votes aye, in [0, 1].
    u
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
