"""Whether an offer is accepted: a logit rule around a threshold.

A side accepts an offer worth more than its threshold with a probability that rises with the
margin. The temperature `tau` says how much its decision depends on things the model does
not see; at 0 it is a calculator.
"""

from math import exp


def logistic(x: float) -> float:
    """Return ``1 / (1 + exp(-x))`` for any float, without overflow.

    Parameters
    ----------
    x
        Log odds; infinities are allowed.

    Returns
    -------
    float
        A probability in [0, 1].
    """
    # exp only of numbers that are not positive: it may underflow to 0 but never overflow.
    if x >= 0.0:
        return 1.0 / (1.0 + exp(-x))
    e = exp(x)
    return e / (1.0 + e)


def acceptance_probability(utility: float, threshold: float, tau: float) -> float:
    """Return the probability that an offer worth `utility` is accepted.

    Parameters
    ----------
    utility
        What the offer is worth to the side that answers, in its points.
    threshold
        The least it aims at: the lower of its aspiration and of its own next offer.
    tau
        Temperature in the same points, at least 0; 0 accepts exactly if
        ``utility >= threshold``.

    Returns
    -------
    float
        ``logistic((utility - threshold) / tau)``.

    Raises
    ------
    ValueError
        If `tau` is negative.

    Notes
    -----
    Quantal response: McKelvey & Palfrey 1995, Games and Economic Behavior 10.
    """
    if tau > 0.0:
        return logistic((utility - threshold) / tau)
    if tau == 0.0:
        return 1.0 if utility >= threshold else 0.0
    raise ValueError(f"temperature ({tau}) must not be negative")
