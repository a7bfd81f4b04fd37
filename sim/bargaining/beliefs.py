"""What one side believes of the other: whether it deals or stalls.

Two types, Bayes' rule, and a weight on the evidence so that a side which expects to be
deceived, or which reciprocates by temper rather than by inference, learns more slowly.
Trust is the posterior probability that the other is a dealer.
"""

from math import log

from sim.bargaining.acceptance import logistic


def posterior(
    prior: float,
    likelihood_if_true: float,
    likelihood_if_false: float,
    weight: float = 1.0,
) -> float:
    """Return the probability of a hypothesis after one observation.

    Parameters
    ----------
    prior
        Probability before, in [0, 1]. Certainty does not change.
    likelihood_if_true, likelihood_if_false
        Probability (or density) of what was seen under either hypothesis, at least 0.
    weight
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


def good_faith(pi: float, floor: float = 0.5) -> float:
    """Return the share of a promised concession that a side counts, given its trust.

    Parameters
    ----------
    pi
        Probability that the other is a dealer, in [0, 1].
    floor
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
