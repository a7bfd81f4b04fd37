"""Chances that come by the calendar: gates that open, programmes that are renewed."""

from collections.abc import Sequence
from math import prod


def gate_passes(p: float, occasions: int) -> float:
    """Return the probability that a gate opens at least once.

    Parameters
    ----------
    p
        Probability on each occasion (each month, say), in [0, 1].
    occasions
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
    _check_probability(p)
    return 1.0 - renewed(1.0 - p, occasions)


def renewed(p: float, times: int, programmes: int = 1) -> float:
    """Return the probability that independent programmes are all renewed every time.

    Parameters
    ----------
    p
        Probability of one renewal, in [0, 1].
    times
        Renewals of each programme, at least 0.
    programmes
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
    _check_probability(p)
    if times < 0 or programmes < 0:
        raise ValueError(f"times ({times}) and programmes ({programmes}) must not be negative")
    return float(p ** (times * programmes))


def layered(p: Sequence[float], times: int) -> float:
    """Return the probability that a measure on several layers of law still holds.

    A measure is in force while any of its layers is: it ends only when all have lapsed.

    Parameters
    ----------
    p
        For each layer, the probability of one renewal, in [0, 1].
    times
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
    return 1.0 - prod(1.0 - renewed(layer, times) for layer in p)


def unanimously_renewed(hold_out: float, settled: float = 0.0, times: int = 1) -> float:
    """Return the probability that a council which needs unanimity renews every time.

    Parameters
    ----------
    hold_out
        Probability that somebody holds out at one renewal, in [0, 1].
    settled
        Probability that a hold-out is settled in time, in [0, 1].
    times
        Number of renewals, at least 0.

    Returns
    -------
    float
        ``(1 - v * (1 - s)) ** n``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Veto players: Tsebelis 2002.
    """
    _check_probability(hold_out)
    _check_probability(settled)
    return renewed(1.0 - hold_out * (1.0 - settled), times)


def _check_probability(p: float) -> None:
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"probability ({p}) must lie in [0, 1]")
