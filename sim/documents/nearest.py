"""The name somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

__all__ = ["did_you_mean", "nearest"]

_ALIKE = 0.6  # share of matching characters below which a guess only irritates
_MOST = 1000  # candidates looked at; beyond that the search costs more than it helps


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like a name, None if none is much like it.

    Case, hyphens, underscores and spaces make no difference; of equally close
    candidates the first is taken.
    """
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for candidate in islice(candidates, _MOST):
        folded.setdefault(_fold(candidate), candidate)
    if len(name) > 100:  # difflib's cost grows with the square of the length
        return None
    close = get_close_matches(_fold(name), list(folded), n=1, cutoff=_ALIKE)
    return folded[close[0]] if close else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return the hint ``did you mean 'x'?``, or nothing."""
    guess = nearest(name, candidates)
    return f"did you mean {guess!r}?" if guess is not None else ""


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
