"""Reciprocity: what steps bring in all, those that are answered and those that are not."""


def conceded_for_initiatives(
    rate: float, worth: float, reciprocity: float, memory: float, years: float
) -> float:
    """Return by how much the other side's aspiration falls on average through unilateral steps.

    Steps come at random. Each brings the aspiration of the other side down by a part of what it
    is worth to it; of steps that no deal follows, half of that comes back after a time.

    Parameters
    ----------
    rate
        Steps per year, at least 0.
    worth
        Worth of a step to the other side, in its points.
    reciprocity
        Part of it by which the aspiration falls, in [0, 1].
    memory
        Time after which half of it comes back, years, at least 0.
    years
        Time since the first step could come, years, at least 0.

    Returns
    -------
    float
        ``rate * reciprocity * worth * (t - max(t - m, 0) / 2)``: what a shot adds, summed over
        shots of all ages.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Unilateral initiatives: Osgood 1962, An Alternative to War or Surrender. The mean of shot
    noise: Campbell 1909, Proceedings of the Cambridge Philosophical Society 15.
    """
    if not min(rate, memory, years) >= 0.0 or not 0.0 <= reciprocity <= 1.0:
        raise ValueError(
            f"need rate ({rate}), memory ({memory}) and years ({years}) >= 0, "
            f"and reciprocity ({reciprocity}) in [0, 1]"
        )
    return rate * reciprocity * worth * (years - 0.5 * max(years - memory, 0.0))


def demanded_in_all(first: float, reciprocity: float, steps: int) -> float:
    """Return what a side gets in all that asks for less after each step of the other.

    It comes down by a part of what it got, so that its demands are a geometric series.

    Parameters
    ----------
    first
        Its first demand, in its points, at least 0.
    reciprocity
        Part of what it got by which it asks for less, in (0, 1].
    steps
        How many demands are met, at least 0.

    Returns
    -------
    float
        ``first * (1 - (1 - rho) ** n) / rho``; however often it is met, never ``first / rho``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Graduated reciprocation in tension reduction: Osgood 1962, An Alternative to War or Surrender;
    here as a geometric series.
    """
    if not first >= 0.0 or not 0.0 < reciprocity <= 1.0 or steps < 0:
        raise ValueError(
            f"need first demand ({first}) >= 0, reciprocity ({reciprocity}) in (0, 1] "
            f"and steps ({steps}) >= 0"
        )
    return float(first * (1.0 - (1.0 - reciprocity) ** steps) / reciprocity)
