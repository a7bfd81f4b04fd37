"""What a side believes of the other after signs that speak for it or against it."""

from collections.abc import Sequence
from math import prod


def trust_after(
    prior: float, signs: Sequence[tuple[float, float, int]], weight: float = 1.0
) -> float:
    """Return the probability that the other side is a dealer, after so many signs of each kind.

    Parameters
    ----------
    prior
        Probability before the first sign, strictly between 0 and 1.
    signs
        For each kind of sign how likely it is with a dealer, how likely with a staller, both
        positive, and how often it was seen.
    weight
        Power of each likelihood ratio, at least 0: 1 is Bayes' rule, 0 learns nothing.

    Returns
    -------
    float
        Odds grow geometrically: ``o = o0 * prod((a / b) ** (w * n))``, trust is ``o / (1 + o)``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Bayes' rule in odds; the power as in generalised Bayesian updating (Bissiri, Holmes & Walker
    2016, JRSS B 78).
    """
    if not 0.0 < prior < 1.0 or not weight >= 0.0:
        raise ValueError(f"need a prior ({prior}) in (0, 1) and a weight ({weight}) >= 0")
    if any(min(dealer, staller) <= 0.0 or times < 0 for dealer, staller, times in signs):
        raise ValueError(f"signs are possible with both and come at least 0 times: {list(signs)}")
    factors = [float((dealer / staller) ** (weight * times)) for dealer, staller, times in signs]
    odds = prior / (1.0 - prior) * prod(factors)
    return odds / (1.0 + odds)
