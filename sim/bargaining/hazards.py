"""Chances over time: what lasts, what ends first, and what goes unseen.

Hazards are per year and constant; decisions that recur (renewals, monthly calendars) have a
probability each time. Whatever is asked here can be answered without a simulation, which is
what makes it a check on one.
"""

from collections.abc import Sequence
from math import exp, expm1, fsum, prod


def _check_hazards(hazards: Sequence[float], years: float) -> float:
    if not years >= 0.0:
        raise ValueError(f"years ({years}) must not be negative")
    if not all(h >= 0.0 for h in hazards):
        raise ValueError(f"hazards must not be negative, found {list(hazards)}")
    return fsum(hazards)


def _check_probability(name: str, p: float) -> None:
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"{name} ({p}) must lie in [0, 1]")


def survival(hazards: Sequence[float], years: float) -> float:
    """Return the probability that none of several competing events happens in `years`.

    Parameters
    ----------
    hazards : sequence of float
        Hazard of each kind of event, 1/y, at least 0.
    years : float
        Length of time, y, at least 0.

    Returns
    -------
    float
        ``exp(-years * sum(hazards))``.

    Raises
    ------
    ValueError
        If a hazard or `years` is negative.
    """
    return exp(-_check_hazards(hazards, years) * years)


def cause_share(hazards: Sequence[float], cause: int) -> float:
    """Return the probability that the first event is of the kind `cause`.

    Parameters
    ----------
    hazards : sequence of float
        Hazard of each kind, 1/y, at least 0 and not all 0.
    cause : int
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
    total = _check_hazards(hazards, 0.0)
    if total == 0.0:
        raise ValueError(f"no event ever happens: hazards {list(hazards)}")
    return hazards[cause] / total


def cumulative_incidence(hazards: Sequence[float], cause: int, years: float) -> float:
    """Return the probability that `cause` happens within `years` and before the others.

    Parameters
    ----------
    hazards : sequence of float
        Hazard of each kind, 1/y, at least 0.
    cause : int
        Index of the kind.
    years : float
        Length of time, y, at least 0.

    Returns
    -------
    float
        Over all causes these add up to one less the survival.

    Raises
    ------
    ValueError
        If a hazard or `years` is negative.
    """
    total = _check_hazards(hazards, years)
    if total == 0.0:
        return 0.0
    return hazards[cause] / total * -expm1(-total * years)


def poisson_none(rate: float, years: float) -> float:
    """Return the probability that a shock of the given rate does not come in `years`.

    Parameters
    ----------
    rate : float
        Events per year, at least 0.
    years : float
        Length of time, y, at least 0.

    Returns
    -------
    float
        ``exp(-rate * years)``.

    Raises
    ------
    ValueError
        If an argument is negative.
    """
    return survival((rate,), years)


def undetected(rate: float, detection: float, years: float) -> float:
    """Return the probability that no violation has been detected so far.

    Parameters
    ----------
    rate : float
        Violations per year, at least 0.
    detection : float
        Probability that a violation is seen, in [0, 1].
    years : float
        Length of time, y, at least 0.

    Returns
    -------
    float
        ``exp(-rate * detection * years)``: what is detected is a thinned Poisson process.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    _check_probability("detection", detection)
    return survival((rate * detection,), years)


def gate_passes(p_each: float, occasions: int) -> float:
    """Return the probability that a calendar opens at least once.

    Parameters
    ----------
    p_each : float
        Probability on each occasion (each month, say), in [0, 1].
    occasions : int
        Number of occasions, at least 0.

    Returns
    -------
    float
        ``1 - (1 - p) ** n``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Blocking by not scheduling: Cox & McCubbins 2005, Setting the Agenda.
    """
    return 1.0 - renewed(1.0 - p_each, occasions)


def renewed(p_each: float, times: int, programmes: int = 1) -> float:
    """Return the probability that independent programmes are all renewed every time.

    Parameters
    ----------
    p_each : float
        Probability of one renewal, in [0, 1].
    times : int
        Renewals of each programme, at least 0.
    programmes : int
        Number of programmes, at least 0.

    Returns
    -------
    float
        ``p ** (times * programmes)``.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    _check_probability("probability", p_each)
    if times < 0 or programmes < 0:
        raise ValueError(f"times ({times}) and programmes ({programmes}) must not be negative")
    return float(p_each ** (times * programmes))


def layered(p_each: Sequence[float], times: int) -> float:
    """Return the probability that a measure on several layers of law still holds.

    A measure is in force while any of its layers is: it ends only when all have lapsed.

    Parameters
    ----------
    p_each : sequence of float
        For each layer, the probability of one renewal, in [0, 1].
    times : int
        Renewals that each layer needs, at least 0.

    Returns
    -------
    float
        ``1 - prod(1 - p ** times)``; 0 for a measure without a layer.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    return 1.0 - prod(1.0 - renewed(p, times) for p in p_each)


def council_renews(vetoes: Sequence[float], settled: float = 0.0, renewals: int = 1) -> float:
    """Return the probability that a council which needs unanimity renews every time.

    Each member holds out, and each hold-out is settled in time, independently of the others.

    Parameters
    ----------
    vetoes : sequence of float
        Probability that each member holds out at one renewal, in [0, 1].
    settled : float
        Probability that a hold-out is settled in time, in [0, 1].
    renewals : int
        Number of renewals, at least 0.

    Returns
    -------
    float
        ``prod(1 - v * (1 - settled)) ** renewals``; a council of nobody always renews.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Veto players: Tsebelis 2002. The settlement is per hold-out, not one for all of them.
    """
    _check_probability("settled", settled)
    for v in vetoes:
        _check_probability("veto", v)
    return renewed(prod(1.0 - v * (1.0 - settled) for v in vetoes), renewals)


def critical_discount_factor(gain: float, loss: float, detection: float) -> float:
    """Return the least patience at which keeping an agreement pays.

    Cheating gains `gain` once and, if detected, loses `loss` in every period that follows.
    Keeping pays when ``gain <= q * loss * delta / (1 - delta)``.

    Parameters
    ----------
    gain : float
        One-off gain from cheating, at least 0.
    loss : float
        Loss per period once the other side punishes, same units, at least 0.
    detection : float
        Probability that cheating is detected, in [0, 1].

    Returns
    -------
    float
        ``gain / (gain + q * loss)``, a discount factor per period in [0, 1].

    Raises
    ------
    ValueError
        If an argument is out of range, or nothing is at stake at all.

    Notes
    -----
    Folk theorem with grim punishment: Friedman 1971, Review of Economic Studies 38.
    """
    _check_probability("detection", detection)
    if not gain >= 0.0 or not loss >= 0.0:
        raise ValueError(f"gain ({gain}) and loss ({loss}) must not be negative")
    stake = gain + detection * loss
    if stake == 0.0:
        raise ValueError("neither gain nor expected loss: any discount factor will do")
    return gain / stake
