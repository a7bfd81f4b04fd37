"""Windows: how long shut talks stay shut that open by way of contacts (R22)."""

from math import exp, sqrt

__all__ = ["still_shut"]


def still_shut(begin: float, opens: float, ends: float, years: float) -> float:
    """Return the probability that talks that are shut have not opened after a time.

    Contacts begin, and turn into talks or end; then they may begin again.

    Parameters
    ----------
    begin
        Hazard that contacts begin, 1/y, positive.
    opens, ends
        Hazards that contacts turn into talks, positive, and that they end, at least 0, 1/y.
    years
        Length of time, years, at least 0.

    Returns
    -------
    float
        A sum of two exponentials: survival in a phase-type distribution of two phases.

    Raises
    ------
    ValueError
        If a hazard or `years` is out of range.

    Notes
    -----
    The rates of decay are the roots of ``x**2 - (begin + opens + ends) x + begin opens``.
    """
    if begin <= 0.0 or opens <= 0.0 or ends < 0.0 or years < 0.0:
        raise ValueError(
            f"hazards and times are positive, found {begin}, {opens}, {ends} and {years}"
        )
    whole = begin + opens + ends
    root = sqrt(whole * whole - 4.0 * begin * opens)
    fast = (whole + root) / 2.0
    slow = begin * opens / fast
    if fast - slow < 1e-9 * fast:
        return (1.0 + fast * years) * exp(-fast * years)
    return (fast * exp(-slow * years) - slow * exp(-fast * years)) / (fast - slow)
