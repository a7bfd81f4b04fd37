"""The name somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

__all__ = ["called", "did_you_mean", "did_you_mean_one_of", "nearest"]

_ALIKE = 0.6  # share of matching characters below which a guess only irritates
_WORD = 3  # the rank of a name with a word that begins with what was typed
_MOST = 1000  # candidates looked at; beyond that the search costs more than it helps


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like a name, None if none is much like it.

    Case, hyphens, underscores and spaces make no difference; of equally close
    candidates the first is taken.
    """
    folded: dict[str, str] = {}
    for candidate in islice(candidates, _MOST):
        folded.setdefault(_fold(candidate), candidate)
    if len(name) > 100:  # difflib's cost grows with the square of the length
        return None
    close = _closest(_fold(name), tuple(folded))
    return None if close is None else folded[close]


@lru_cache(maxsize=1024)
def _closest(name: str, candidates: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(name, candidates, n=1, cutoff=_ALIKE)
    return close[0] if close else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return the hint ``did you mean 'x'?``, or nothing."""
    guess = nearest(name, candidates)
    return f"did you mean {guess!r}?" if guess is not None else ""


def called(text: str, names: Mapping[str, str], most: int = 5) -> list[str]:
    """Ids of the entries that a word names, the likeliest first.

    Looked for are, in this order: the id itself; names that begin with the text; names with a
    word that is, or begins with, the text; ids and names that hold it anywhere. Of names alike in
    this the shorter comes first.

    Parameters
    ----------
    text
        What was typed.
    names
        The name of each entry, by id.
    most
        How many to return at most.
    """
    wanted = _fold(text[:100])
    if not wanted:
        return []
    ranked = []
    for key, name in names.items():
        rank = _rank(wanted, _fold(key), _fold(name))
        if rank is not None:
            ranked.append((rank, len(name), key))
    ranked.sort()
    # What only holds the text somewhere is not offered beside what begins with it.
    worst = max(_WORD, ranked[0][0]) if ranked else 0
    return [key for rank, _, key in ranked[:most] if rank <= worst]


def did_you_mean_one_of(text: str, names: Mapping[str, str]) -> str:
    """Return the hint ``did you mean US_SDN_SBER (Sberbank full blocking)?``, or nothing."""
    found = [f"{key} ({names[key].split(' (', 1)[0]})" for key in called(text, names)]
    if not found:
        return did_you_mean(text, names)
    if len(found) > 1:
        found[-2:] = [f"{found[-2]} or {found[-1]}"]
    return f"did you mean {', '.join(found)}?"


def _rank(wanted: str, key: str, name: str) -> int | None:
    """How well a folded text fits a folded id and name; None if it does not."""
    if wanted == key:
        return 0
    if len(wanted) < 3:  # found in too much
        return None
    words = name.split("_")
    if name.startswith(wanted):
        return 1
    if wanted in words:
        return 2
    if any(word.startswith(wanted) for word in words):
        return _WORD
    return 4 if wanted in name or wanted in key else None


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
