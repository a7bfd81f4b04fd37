"""Alternating offers over one pie: exact shares in games of complete information.

The simulator's talks are richer than these games; these are the yardsticks at which its
kernel is checked, and the quick answers for a reader who asks what patience, the right to
propose, an outside option or the risk of breakdown should be worth.
"""

from math import exp
from typing import NamedTuple


class RandomProposerShares(NamedTuple):
    """Equilibrium of the game in which chance names the proposer of each round."""

    value_1: float
    """What side 1 expects before the proposer is known."""
    keeps_1: float
    """What side 1 keeps when it proposes."""
    keeps_2: float
    """What side 2 keeps when it proposes."""


def discount_factor(rate: float, interval_years: float) -> float:
    """Return the discount factor per round for a yearly rate.

    Parameters
    ----------
    rate : float
        Discount rate, 1/y, at least 0.
    interval_years : float
        Time between two offers, y, at least 0.

    Returns
    -------
    float
        ``exp(-rate * interval)`` in (0, 1].

    Raises
    ------
    ValueError
        If an argument is negative.
    """
    if not rate >= 0.0 or not interval_years >= 0.0:
        raise ValueError(f"rate ({rate}) and interval ({interval_years}) must not be negative")
    return exp(-rate * interval_years)


def _check_factors(delta_1: float, delta_2: float) -> None:
    if not 0.0 <= delta_1 <= 1.0 or not 0.0 <= delta_2 <= 1.0 or delta_1 * delta_2 == 1.0:
        raise ValueError(
            f"discount factors ({delta_1}, {delta_2}) must lie in [0, 1] and not both be 1"
        )


def rubinstein_share(delta_proposer: float, delta_responder: float) -> float:
    """Return the share of the first proposer under alternating offers.

    Parameters
    ----------
    delta_proposer, delta_responder : float
        Discount factors per round, in [0, 1], not both 1.

    Returns
    -------
    float
        ``(1 - delta_2) / (1 - delta_1 * delta_2)``.

    Raises
    ------
    ValueError
        If a factor is out of range.

    Notes
    -----
    Rubinstein 1982, Econometrica 50.
    """
    _check_factors(delta_proposer, delta_responder)
    return (1.0 - delta_responder) / (1.0 - delta_proposer * delta_responder)


def random_proposer_shares(p_first: float, delta_1: float, delta_2: float) -> RandomProposerShares:
    """Return the stationary equilibrium when side 1 proposes with probability `p_first`.

    Parameters
    ----------
    p_first : float
        Probability that side 1 proposes in a round, in [0, 1].
    delta_1, delta_2 : float
        Discount factors per round, in [0, 1], not both 1.

    Returns
    -------
    RandomProposerShares
        The value of side 1 and what either side keeps as proposer.

    Raises
    ------
    ValueError
        If an argument is out of range, or the equilibrium is not unique because a side that
        always waits loses nothing by it.

    Notes
    -----
    Binmore 1987, in The Economics of Bargaining; Baron & Ferejohn 1989, American Political
    Science Review 83, for two sides. Side 1's value solves
    ``v = p * (1 - delta_2 * (1 - v)) + (1 - p) * delta_1 * v``.
    """
    if not 0.0 <= p_first <= 1.0:
        raise ValueError(f"probability to propose ({p_first}) must lie in [0, 1]")
    _check_factors(delta_1, delta_2)
    waiting = 1.0 - p_first * delta_2 - (1.0 - p_first) * delta_1
    if not waiting > 0.0:
        raise ValueError(
            f"no unique split with probability {p_first} and factors ({delta_1}, {delta_2})"
        )
    value_1 = p_first * (1.0 - delta_2) / waiting
    return RandomProposerShares(value_1, 1.0 - delta_2 * (1.0 - value_1), 1.0 - delta_1 * value_1)


def outside_option_share(delta_proposer: float, delta_responder: float, outside: float) -> float:
    """Return the proposer's share when the responder may leave for `outside`.

    An outside option that is worth less than what bargaining gives anyway is no threat and
    changes nothing; a better one is what the responder gets.

    Parameters
    ----------
    delta_proposer, delta_responder : float
        Discount factors per round, in [0, 1], not both 1.
    outside : float
        What the responder gets on leaving, as a share of the pie, at most 1.

    Returns
    -------
    float
        The smaller of the Rubinstein share and of ``1 - outside``.

    Raises
    ------
    ValueError
        If a factor is out of range, or the option exceeds the whole pie (no deal exists).

    Notes
    -----
    The outside option principle: Shaked & Sutton 1984, Econometrica 52; Binmore, Shaked &
    Sutton 1989, Quarterly Journal of Economics 104.
    """
    if not outside <= 1.0:
        raise ValueError(f"no deal: the outside option ({outside}) exceeds the whole pie (1)")
    return min(rubinstein_share(delta_proposer, delta_responder), 1.0 - outside)


def breakdown_share(p_breakdown: float, payoff_1: float, payoff_2: float) -> float:
    """Return the proposer's share when each refusal may end the talks.

    Nobody is impatient; what presses is the probability `p_breakdown` that after a refusal
    the talks collapse and the sides get their breakdown payoffs.

    Parameters
    ----------
    p_breakdown : float
        Probability of collapse after a refusal, in [0, 1]; 0 gives the limit.
    payoff_1, payoff_2 : float
        What the proposer and the responder get on collapse, together at most 1.

    Returns
    -------
    float
        ``(1 - b2 + (1 - p) * b1) / (2 - p)``; in the limit of small `p` the Nash solution
        with the breakdown payoffs as disagreement point.

    Raises
    ------
    ValueError
        If `p_breakdown` is outside [0, 1], or breakdown is better than any deal.

    Notes
    -----
    Binmore, Rubinstein & Wolinsky 1986, RAND Journal of Economics 17.
    """
    if not 0.0 <= p_breakdown <= 1.0:
        raise ValueError(f"probability of breakdown ({p_breakdown}) must lie in [0, 1]")
    if not payoff_1 + payoff_2 <= 1.0:
        raise ValueError(
            f"no deal: breakdown payoffs ({payoff_1}, {payoff_2}) add up to more than the pie"
        )
    return (1.0 - payoff_2 + (1.0 - p_breakdown) * payoff_1) / (2.0 - p_breakdown)
