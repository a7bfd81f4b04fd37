"""Where labels go that must not meet: texts along an axis of time, names at the ends of curves.

Found by rules, not by search, so that the same figure is the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Note(NamedTuple):
    """Something that a figure should say.

    Attributes
    ----------
    day
        When, days from the start.
    text
        What, in one or two lines.
    rank
        How much it matters; where there is no room the lowest goes first.
    """

    day: float
    text: str
    rank: float


class Placed(NamedTuple):
    """A note with its place.

    Attributes
    ----------
    note
        The note.
    left
        Where its text begins, in the units of the widths.
    level
        Row in which it stands, from 0.
    """

    note: Note
    left: float
    level: int


def place(
    notes: Sequence[Note],
    at: Sequence[float],
    widths: Sequence[float],
    *,
    right: float,
    gap: float,
    levels: int,
) -> list[Placed]:
    """Give notes places at which no two overlap; leave out what finds none.

    Each text begins at its moment, or so much to the left of it that it ends in time. Texts
    stand the higher the earlier they are, as far as they would overlap: then the line from a
    text down to its moment crosses no other text.

    Parameters
    ----------
    notes
        The notes, in order of time.
    at, widths
        Where each belongs, and how wide its text is, in one unit.
    right
        Right edge, in that unit.
    gap
        Least distance between two texts on one level.
    levels
        Rows there are; where they do not suffice, the note of the lowest rank is left out.

    Returns
    -------
    list of Placed
        Those that found a place, in order of time.
    """
    spans = [
        (min(x, right - width), min(x, right - width) + width)
        for x, width in zip(at, widths, strict=True)
    ]
    left = list(range(len(notes)))
    while True:
        level: dict[int, int] = {}
        crowd: list[int] = []
        for k in reversed(left):
            start, end = spans[k]
            beside = [j for j in level if spans[j][0] < end + gap and start < spans[j][1] + gap]
            level[k] = 1 + max((level[j] for j in beside), default=-1)
            if level[k] >= levels:
                crowd = [k, *beside]
                break
        if not crowd:
            return [Placed(notes[k], spans[k][0], level[k]) for k in left]
        left.remove(min(crowd, key=lambda k: (notes[k].rank, k)))


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places as near to those wanted as leaves a gap between any two, within limits.

    Parameters
    ----------
    wanted
        Where each should be.
    gap
        Least distance of two.
    low, high
        Limits; where there is not room enough for all, the gap shrinks.

    Notes
    -----
    Neighbours that would meet are merged into a block around the mean of what they want, until
    no two blocks meet (the pooling of adjacent violators: Ayer et al. 1955, Annals of
    Mathematical Statistics 26).
    """
    n = len(wanted)
    if n > 1:
        gap = min(gap, (high - low) / (n - 1))
    order = sorted(range(n), key=lambda i: (wanted[i], -i))
    # Without the gaps before it, each place may be no lower than the one before.
    blocks: list[tuple[float, int]] = []
    for rank, i in enumerate(order):
        centre, size = wanted[i] - rank * gap, 1
        while blocks and blocks[-1][0] >= centre:
            before, many = blocks.pop()
            centre, size = (before * many + centre * size) / (many + size), many + size
        blocks.append((centre, size))
    flat = [centre for centre, size in blocks for _ in range(size)]
    places = [0.0] * n
    for rank, i in enumerate(order):
        bound = min(max(flat[rank], low), high - (n - 1) * gap)
        places[i] = bound + rank * gap
    return places
