"""Bills that come by chance, wait for the floor, ride on acts that must pass, or die."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp


def becomes_law(
    hazard: float, term: float, occasions: Sequence[float] = (), rides: float = 0.0
) -> float:
    """Return the probability that a bill becomes law before its legislature ends.

    Parameters
    ----------
    hazard
        Hazard that it gets to the floor and passes, at least 0.
    term
        Length of the legislature, above 0; the bill comes at any time of it alike.
    occasions
        When acts pass on which it may ride, from 0 to `term`, in order.
    rides
        Probability that it rides on one of them, if it is still pending.

    Returns
    -------
    float
        ``1 - (1/T) int_0^T exp(-h (T - t)) (1 - r)**n(t) dt``, n(t) being the occasions after t.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Competing risks: Kalbfleisch & Prentice 2002, The Statistical Analysis of Failure Time Data, 8.
    """
    if hazard < 0.0 or term <= 0.0 or not 0.0 <= rides <= 1.0:
        raise ValueError(
            f"need hazard ({hazard}) >= 0, term ({term}) > 0, rides ({rides}) in [0, 1]"
        )
    cuts = [0.0, *occasions, term]
    if sorted(cuts) != cuts:
        raise ValueError(f"occasions {list(occasions)} must be in order, from 0 to {term}")
    dies = 0.0
    for number, (begin, end) in enumerate(pairwise(cuts)):
        left = len(occasions) - number
        if hazard > 0.0:
            waits = (exp(-hazard * (term - end)) - exp(-hazard * (term - begin))) / hazard
        else:
            waits = end - begin
        dies += waits * (1.0 - rides) ** left
    return 1.0 - dies / term


def laws_a_year(bills: float, reported: float, passes: float) -> float:
    """Return how many laws a year come of so many bills: those with a chance that pass.

    Parameters
    ----------
    bills
        Bills introduced in a year, at least 0.
    reported
        Share of them that have a chance, in [0, 1].
    passes
        Probability that one of these becomes law, in [0, 1], such as from `becomes_law`.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    if bills < 0.0 or not 0.0 <= reported <= 1.0 or not 0.0 <= passes <= 1.0:
        raise ValueError(
            f"bills ({bills}) >= 0, reported ({reported}), passes ({passes}) in [0, 1]"
        )
    return bills * reported * passes
