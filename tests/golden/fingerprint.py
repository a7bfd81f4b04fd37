"""Fingerprints of batches: every event in a hash, every outcome in two sums.

A refactoring leaves them as they are; a change of the model does not, and then they are written
anew with ``python -m tests.golden.write`` in the same commit, which says why. What a refactoring
calls by another name stands in `RENAMED`, from the new name to the one of the fingerprints.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache
from math import fsum
from pathlib import Path
from typing import Any, Final

from sim.engine.kernel.streams import Chance
from sim.engine.replication import replicate
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.outcomes.row import outcome_row
from tests.scenarios.worlds import OFF, compiled

HERE: Final = Path(__file__).parent
KEPT: Final = HERE / "fingerprints.json"
RENAMED: Final = HERE / "renamed.json"

WHOLE, FEW = 100, 8
"""Replications of each scenario, and those that the quick test looks at."""

_DIGITS: Final = 9
"""Significant digits of the numbers of events that are hashed: beyond them lies rounding."""


def first_edition(name: str) -> str:
    """A hash of what the first replications do with all rules of the second edition off."""
    return str(fingerprint(name, FEW, *OFF)["events"])


def fingerprint(name: str, n: int, *overrides: str) -> dict[str, Any]:
    """What `n` replications of a shipped scenario under seed 0 do, with some fields overridden.

    Returns
    -------
    dict
        ``events``: a hash of all of them; ``kinds``: how many there are of each kind;
        ``outcomes``: by column the number of values, their sum and their sum weighted by number
        (of texts: how many of each, and a hash of all in order).
    """
    digest, kinds = hashlib.sha256(), Counter[str]()
    rows: list[dict[str, Any]] = []
    model = compiled(name, *overrides)
    chance = Chance(0, 0, n)
    _point_as_it_was(chance, list(model.scenario.uncertain))
    for record in (replicate(model, chance, k) for k in range(n)):
        for entry in record.entries:
            digest.update(_line(entry).encode())
            kinds[_old("kinds", entry.kind)] += 1
        rows.append(_row(record))
    return {
        "events": digest.hexdigest()[:32],
        "kinds": dict(sorted(kinds.items())),
        "outcomes": {
            _old_path(_old("columns", column)): _column([row[column] for row in rows])
            for column in rows[0]
        },
    }


def _point_as_it_was(chance: Chance, uncertain: list[str]) -> None:
    """Draw uncertain parameters by the chance of their old names: dimensions go by name."""
    now = tuple(f"uncertain/{path}" for path in uncertain)
    before = tuple(_old_path(name) for name in now)
    if uncertain and now != before:
        chance.point(before, 0)
        chance._points[now] = chance._points[before]


def _row(record: Record) -> dict[str, Any]:
    return {**outcome_row(record), **record.drawn}


def _line(entry: Entry) -> str:
    numbers = {
        _old_path(_old("numbers", key)): _rounded(value) for key, value in entry.numbers.items()
    }
    told = json.dumps(numbers, sort_keys=True, default=str)
    kind, agent = _old("kinds", entry.kind), _old("agents", entry.agent)
    return f"{_rounded(entry.day)} {agent} {kind} {entry.subject} {entry.cause} {told}\n"


def _rounded(value: object) -> object:
    if isinstance(value, str):
        return _old_path(value)
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {_old_path(key): _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _column(values: list[Any]) -> list[Any]:
    """A column in a few values, such that no change of one of its numbers leaves them alone."""
    known = [(k, value) for k, value in enumerate(values, 1) if value is not None]
    if any(isinstance(value, str) for _, value in known):
        text = hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()[:16]
        return [dict(sorted(Counter(str(value) for _, value in known).items())), text]
    return [
        len(known),
        fsum(float(value) for _, value in known),
        fsum(k * float(value) for k, value in known),
    ]


@cache
def _renamed() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(RENAMED.read_text("utf-8"))
    return found


@cache  # the same few names over and over
def _old_path(text: str) -> str:
    """The path of a field as it was, where `text` is, or ends in, one that is called otherwise."""
    for new, old in _renamed()["paths"].items():
        text = text.replace(new, old)
    return text


@cache
def _old(what: str, name: str) -> str:
    """The name in the fingerprints of what is called so now."""
    return _renamed()[what].get(name, name)
