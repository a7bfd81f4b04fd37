"""Alternating offers over one pie between two impatient sides."""

from math import exp


def discount_factor(rate: float, interval: float) -> float:
    """Return the discount factor of a round.

    Parameters
    ----------
    rate
        Discount rate, 1/y, at least 0.
    interval
        Time between two offers, years, at least 0.

    Raises
    ------
    ValueError
        If an argument is negative.
    """
    if not rate >= 0.0 or not interval >= 0.0:
        raise ValueError(f"rate ({rate}) and interval ({interval}) must not be negative")
    return exp(-rate * interval)


def rubinstein_share(delta_proposer: float, delta_responder: float) -> float:
    """Return the share of the first proposer under alternating offers.

    Parameters
    ----------
    delta_proposer, delta_responder
        Discount factors of a round, in [0, 1], not both 1.

    Returns
    -------
    float
        ``(1 - delta_2) / (1 - delta_1 * delta_2)``; as rounds get short, the other side's rate
        as a share of both.

    Raises
    ------
    ValueError
        If a factor is out of range.

    Notes
    -----
    Rubinstein 1982, Econometrica 50; the limit in Binmore, Rubinstein & Wolinsky 1986, RAND
    Journal of Economics 17.
    """
    first, second = delta_proposer, delta_responder
    if not 0.0 <= first <= 1.0 or not 0.0 <= second <= 1.0 or first * second == 1.0:
        raise ValueError(
            f"discount factors ({first}, {second}) must lie in [0, 1] and not both be 1"
        )
    return (1.0 - second) / (1.0 - first * second)
