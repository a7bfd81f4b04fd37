"""What one side believes of the other: whether it deals or stalls.

Two types, Bayes' rule, and a weight on the evidence so that a side which expects to be
deceived, or which reciprocates by temper rather than by inference, learns more slowly.
Trust is the posterior probability that the other is a dealer.
"""

from collections.abc import Iterable
from math import inf, log
from typing import NamedTuple

from sim.bargaining.acceptance import logistic


class GritTotals(NamedTuple):
    """What the two sides of a spiral of conciliation give in all."""

    sender: float
    """Sum of the initiator's steps, in the units of its first step."""
    target: float
    """Sum of the other side's answers, same units."""


def posterior(
    prior: float,
    likelihood_if_true: float,
    likelihood_if_false: float,
    weight: float = 1.0,
) -> float:
    """Return the probability of a hypothesis after one observation.

    Parameters
    ----------
    prior : float
        Probability before, in [0, 1]. Certainty does not change.
    likelihood_if_true, likelihood_if_false : float
        Probability (or density) of what was seen under either hypothesis, at least 0.
    weight : float
        Power of the likelihood ratio, at least 0: 1 is Bayes' rule, 0 learns nothing.

    Returns
    -------
    float
        The posterior in [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of range, or the observation is impossible under every
        hypothesis that the prior allows.

    Notes
    -----
    Bayes' rule in odds; the power as in generalised Bayesian updating (Bissiri, Holmes &
    Walker 2016, JRSS B 78).
    """
    if not 0.0 <= prior <= 1.0:
        raise ValueError(f"prior ({prior}) must lie in [0, 1]")
    if not likelihood_if_true >= 0.0 or not likelihood_if_false >= 0.0 or not weight >= 0.0:
        raise ValueError(
            f"likelihoods ({likelihood_if_true}, {likelihood_if_false}) and weight ({weight}) "
            "must not be negative"
        )
    if weight == 0.0:
        return prior
    possible_if_true = prior > 0.0 and likelihood_if_true > 0.0
    possible_if_false = prior < 1.0 and likelihood_if_false > 0.0
    if not possible_if_true:
        if not possible_if_false:
            raise ValueError(
                f"with prior {prior} an observation of likelihood {likelihood_if_true} if true "
                f"and {likelihood_if_false} if false cannot happen"
            )
        return 0.0
    if not possible_if_false:
        return 1.0
    # In log odds, so that no power of a small likelihood can underflow.
    log_ratio = log(likelihood_if_true) - log(likelihood_if_false)
    return logistic(log(prior) - log(1.0 - prior) + weight * log_ratio)


def posterior_after(
    prior: float, likelihoods: Iterable[tuple[float, float]], weight: float = 1.0
) -> float:
    """Return the probability after a sequence of independent observations.

    Parameters
    ----------
    prior : float
        Probability before the first, in [0, 1].
    likelihoods : iterable of (float, float)
        For each observation its likelihood if the hypothesis is true, and if it is false.
    weight : float
        Power of each likelihood ratio, at least 0.

    Returns
    -------
    float
        The posterior in [0, 1]; `prior` if nothing was observed.

    Raises
    ------
    ValueError
        As `posterior`.
    """
    for if_true, if_false in likelihoods:
        prior = posterior(prior, if_true, if_false, weight)
    return prior


def good_faith(pi: float, floor: float = 0.5) -> float:
    """Return the share of a promised concession that a side counts, given its trust.

    Parameters
    ----------
    pi : float
        Probability that the other is a dealer, in [0, 1].
    floor : float
        Share that even a certain staller delivers, in [0, 1].

    Returns
    -------
    float
        ``B = pi + floor * (1 - pi)``.

    Raises
    ------
    ValueError
        If `pi` or `floor` is outside [0, 1].
    """
    if not 0.0 <= pi <= 1.0 or not 0.0 <= floor <= 1.0:
        raise ValueError(f"trust ({pi}) and floor ({floor}) must lie in [0, 1]")
    return pi + floor * (1.0 - pi)


def grit_totals(a0: float, rho: float, sigma: float) -> GritTotals:
    """Return what graduated reciprocation brings in all, if nothing breaks it.

    The initiator makes a step `a0`; the target answers each step with the share `sigma` of
    it; the initiator answers each answer with the share `rho` of it; and so on.

    Parameters
    ----------
    a0 : float
        First unilateral step, any unit, at least 0.
    rho, sigma : float
        Reciprocation of the initiator and of the target, at least 0; their product below 1.

    Returns
    -------
    GritTotals
        ``a0 / (1 - rho * sigma)`` and `sigma` times that.

    Raises
    ------
    ValueError
        If an argument is negative, or the steps do not shrink.

    Notes
    -----
    Graduated and reciprocated initiatives in tension reduction: Osgood 1962, An Alternative
    to War or Surrender; here as a geometric series.
    """
    if not a0 >= 0.0 or not rho >= 0.0 or not sigma >= 0.0:
        raise ValueError(f"first step ({a0}), rho ({rho}) and sigma ({sigma}) must be >= 0")
    if not rho * sigma < 1.0 or a0 == inf:
        raise ValueError(f"the steps must shrink: rho * sigma is {rho * sigma}, first step {a0}")
    sender = a0 / (1.0 - rho * sigma)
    return GritTotals(sender, sigma * sender)
