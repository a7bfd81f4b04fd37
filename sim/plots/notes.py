"""Events of note in a replication, in the words of a figure, and where to write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sim.engine.log import Entry
from sim.engine.record import Record


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


def notes(record: Record) -> list[Note]:
    """Events of note, in order of time."""
    return sorted(_notes(record), key=lambda note: note.day)


def _notes(record: Record) -> Iterator[Note]:
    model = record.model
    entries = record.entries
    lapsed = _following(entries, "ended")
    reversed_ = _following(entries, "snapback")
    concessions = model.concessions
    for e in entries:
        lp = _lp(e)
        match e.kind:
            case "deal":
                given = e.numbers.get("concessions")
                names = [concessions[c].name for c in given] if isinstance(given, list) else []
                yield Note(e.day, f"Deal: {lp:.1f} LP\nfor {_for(names)}", 50 + lp)
            case "stage":
                yield Note(e.day, f"Stage {e.numbers.get('stage')}", 20)
            case "road_map":
                yield Note(e.day, f"Road-map,\n{e.numbers.get('stages')} stages", 45)
            case "gesture":
                yield Note(e.day, f"Gesture:\n{lp:.1f} LP", 30 + lp)
            case "emergency_lapse" | "act_lapse" | "repeal":
                gone = sum(map(_lp, lapsed.get(e.id, ())))
                if gone >= 0.05:
                    how = "repealed" if e.kind == "repeal" else "lapses"
                    yield Note(e.day, f"{e.subject} {how}:\n{gone:.1f} LP end", 35 + 3 * gone)
            case "snapback_decided":
                back = reversed_.get(e.id, [])
                if back:
                    text = f"Snapback:\n{sum(map(_lp, back)):.1f} LP"
                    yield Note(back[0].day, text, 60 + sum(map(_lp, back)))
            case "blocked":
                yield Note(e.day, "Congress blocks\nrelief", 70)
            case "settlement":
                yield Note(e.day, "Settlement\nin place", 80)
            case "council_eases":
                yield Note(e.day, f"{model.council} eases\n{lp:.1f} LP", 25 + lp)
            case "law":
                yield Note(e.day, f"New law: {lp:.1f} LP\nunder statute", 28)
            case "leader_exit":
                yield Note(e.day, "Leader of the\ntarget leaves", 40)
            case "new_president" | "succession":
                yield Note(e.day, "New\npresident", 40)
            case "eased" if e.numbers.get("via") == "oil" and entries[e.cause].kind == "oil_shock":
                yield Note(e.day, "Oil licence", 15)
            case "violation" if e.numbers.get("detected"):
                yield Note(e.day, f"Violation:\n{concessions[e.subject].name}", 27)
            case "intervention":
                yield Note(e.day, e.subject.replace("_", " "), 55)
            case _:
                pass


def _lp(entry: Entry) -> float:
    value = entry.numbers.get("lp")
    return float(value) if isinstance(value, int | float) else 0.0


def _for(names: Sequence[str]) -> str:
    return " + ".join(name[0].lower() + name[1:] for name in names) if names else "nothing"


def _following(entries: Iterable[Entry], kind: str) -> dict[int, list[Entry]]:
    """Events of a kind by the number of their cause."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.kind == kind:
            found.setdefault(entry.cause, []).append(entry)
    return found


def place(
    noted: Sequence[Note],
    at: Sequence[float],
    widths: Sequence[float],
    *,
    right: float,
    gap: float,
    levels: int,
) -> list[Placed]:
    """Give notes places at which no two overlap; leave out what finds none.

    Each note begins at its moment, or so much to the left of it that it ends in time. The
    weightiest notes are placed first, each on the lowest level that is free.

    Parameters
    ----------
    noted
        The notes.
    at, widths
        Where each belongs, and how wide its text is, in one unit.
    right
        Right edge, in that unit.
    gap
        Least distance between two notes on one level.
    levels
        Rows there are.

    Returns
    -------
    list of Placed
        Those that found a place, in order of time.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(levels)]
    found: list[tuple[int, Placed]] = []
    order = sorted(range(len(noted)), key=lambda k: (-noted[k].rank, at[k], k))
    for k in order:
        left = min(at[k], right - widths[k])
        end = left + widths[k]
        for level, spans in enumerate(taken):
            if all(end + gap <= a or left >= b + gap for a, b in spans):
                spans.append((left, end))
                found.append((k, Placed(noted[k], left, level)))
                break
    return [placed for _, placed in sorted(found)]
