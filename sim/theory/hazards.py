"""Events at rates: when the first of several kinds comes, and which it is."""

from collections.abc import Sequence
from math import exp, expm1, fsum


def survival(hazards: Sequence[float], years: float) -> float:
    """Return the probability that none of several competing events happens in a time.

    Parameters
    ----------
    hazards
        Hazard of each kind of event, 1/y, at least 0.
    years
        Length of time, years, at least 0.

    Returns
    -------
    float
        ``exp(-years * sum(hazards))``.

    Raises
    ------
    ValueError
        If a hazard or `years` is negative.
    """
    return exp(-_total(hazards, years) * years)


def piecewise_survival(pieces: Sequence[tuple[float, float]], years: float) -> float:
    """Return the probability that an event whose hazard changes on the way does not happen.

    Parameters
    ----------
    pieces
        Length of each piece of time, years, and the hazard in it, 1/y; the last hazard goes on.
    years
        Length of time, years, at least 0.

    Returns
    -------
    float
        The exponential of minus the hazard that has accumulated.

    Raises
    ------
    ValueError
        If there is no piece, or a hazard or a length is negative.
    """
    if not pieces or min(length for length, _ in pieces) < 0.0:
        raise ValueError(f"pieces of time have a length of at least 0, found {list(pieces)}")
    alive, left = 1.0, years
    for length, hazard in pieces[:-1]:
        alive *= survival((hazard,), min(length, max(left, 0.0)))
        left -= length
    return alive * survival((pieces[-1][1],), max(left, 0.0))


def cause_share(hazards: Sequence[float], cause: int) -> float:
    """Return the probability that the first event is of one kind.

    Parameters
    ----------
    hazards
        Hazard of each kind, 1/y, at least 0 and not all 0.
    cause
        Index of the kind.

    Returns
    -------
    float
        Its hazard as a share of the sum.

    Raises
    ------
    ValueError
        If a hazard is negative or all are 0.
    """
    total = _total(hazards, 0.0)
    if total == 0.0:
        raise ValueError(f"no event ever happens: hazards {list(hazards)}")
    return hazards[cause] / total


def cumulative_incidence(hazards: Sequence[float], cause: int, years: float) -> float:
    """Return the probability that a kind of event happens in a time, and before the others.

    Parameters
    ----------
    hazards
        Hazard of each kind, 1/y, at least 0.
    cause
        Index of the kind.
    years
        Length of time, years, at least 0.

    Returns
    -------
    float
        Over all kinds these add up to one less the survival.

    Raises
    ------
    ValueError
        If a hazard or `years` is negative.
    """
    total = _total(hazards, years)
    if total == 0.0:
        return 0.0
    return hazards[cause] / total * -expm1(-total * years)


def undetected(rate: float, detection: float, years: float) -> float:
    """Return the probability that no violation has been detected so far.

    Parameters
    ----------
    rate
        Violations per year, at least 0.
    detection
        Probability that a violation is seen, in [0, 1].
    years
        Length of time, years, at least 0.

    Returns
    -------
    float
        ``exp(-rate * detection * years)``: what is detected is a thinned Poisson process.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    if not 0.0 <= detection <= 1.0:
        raise ValueError(f"detection ({detection}) must lie in [0, 1]")
    return survival((rate * detection,), years)


def _total(hazards: Sequence[float], years: float) -> float:
    if not years >= 0.0:
        raise ValueError(f"years ({years}) must not be negative")
    if not all(h >= 0.0 for h in hazards):
        raise ValueError(f"hazards must not be negative, found {list(hazards)}")
    return fsum(hazards)
