"""Fields that were called otherwise in files of the first form: hints, and files rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from sim.documents import Document, Place, Position, dotted
from sim.errors import Problem

__all__ = ["RENAMED", "Renaming", "explained", "renamings", "rewritten", "successor"]

RENAMED: Final = {
    "agents.kremlin": "target",
    "world.shocks.kremlin_exit_rate": "target_exit_rate",
    "classes.*.us_gain": "gain",
    "concessions.*.us_value": "value",
    "concessions.*.eu_value": "council_value",
}
"""By the place of a field as it was, the last step as it is. A star stands for any one step."""

_WITHIN: Final = ("amendments", "catalogue")
"""Sections of a scenario that hold a catalogue's."""

_OLD: Final = tuple((tuple(old.split(".")), new) for old, new in RENAMED.items())


_QUOTED = re.compile(r'"([^"]+)"$')


class Renaming(NamedTuple):
    """A key of a file that is called otherwise now.

    Attributes
    ----------
    place
        Where it stands.
    new
        What it is called now.
    position
        Line and column of the key.
    """

    place: Place
    new: str
    position: Position


def successor(path: str) -> str | None:
    """Return the path of a field as it is, or None if it was never called otherwise.

    What lies beneath a field goes with it: ``agents.kremlin.jv`` gives ``agents.target.jv``.
    """
    steps = path.split(".")
    first = 1 if steps[0] in _WITHIN else 0
    for old, new in _OLD:
        part = steps[first : first + len(old)]
        if len(part) == len(old) and all(o in ("*", s) for o, s in zip(old, part, strict=True)):
            return ".".join([*steps[: first + len(old) - 1], new, *steps[first + len(old) :]])
    return None


def explained(refused: Iterable[Problem]) -> Iterator[Problem]:
    """Name the new field wherever an old one is refused; that the new one is missing goes."""
    problems = [(problem, _successor(problem.path)) for problem in refused]
    successors = {new for _, new in problems}
    for problem, new in problems:
        if new is None:
            if problem.path not in successors:
                yield problem
        else:
            yield replace(
                problem,
                message="this field has another name now",
                found="",
                allowed=new,
                hint="`thaw upgrade FILE` rewrites a file of the first form",
            )


def _successor(path: str) -> str | None:
    """As `successor`, of keys too that are paths themselves: ``uncertain."agents.kremlin.jv"``."""
    key = _QUOTED.search(path)
    return successor(path) if key is None else successor(key.group(1))


def renamings(document: Document) -> list[Renaming]:
    """Return the keys of a file that are called otherwise now, in the order of the file.

    Both fields and keys that are themselves paths of fields, such as those of ``uncertain``.
    """
    renamed = []
    for place, position in document.keys.items():
        key = str(place[-1])
        whole = successor(dotted(place)) if len(place) > 1 else None
        if whole is not None and successor(dotted(place[:-1])) is None:
            renamed.append(Renaming(place, whole.rpartition(".")[2], position))
        elif "." in key and (new := successor(key)) is not None:
            renamed.append(Renaming(place, new, position))
    return sorted(renamed, key=lambda one: (one.position.line or 0, one.position.column or 0))


def rewritten(text: str, changes: Iterable[Renaming]) -> str:
    """Return the text of a file with its keys renamed; all else stays, comments too."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = re.split(r"(\r\n|\r|\n)", text.removeprefix(mark))  # breaks at odd places
    for place, new, position in reversed(list(changes)):
        assert position.line is not None
        assert position.column is not None
        number, start = 2 * (position.line - 1), position.column - 1
        line = lines[number]
        written = re.match(rf"([\"']?){re.escape(str(place[-1]))}\1", line[start:])
        assert written is not None, f"{dotted(place)} is not where it was read"
        quote = written.group(1)
        end = start + written.end()
        lines[number] = f"{line[:start]}{quote}{new}{quote}{line[end:]}"
    return mark + "".join(lines)
