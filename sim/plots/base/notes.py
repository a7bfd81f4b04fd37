"""Events of note in a replication, in the words of a figure, and where to write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final, NamedTuple

from sim.catalogue.schema import Documented
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.plots.base.style import clipped

_LEAST_LP = 0.25
"""A lapse that ends less than this is left to the marks."""
_HOW: Final = {"repeal": "repealed", "emergency_ended": "ended"}
"""How what held measures came to its end, unless it lapsed."""


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
                yield Note(e.day, f"Deal: {lp:.1f} LP for\n{_listed(names)}", 50 + lp)
            case "stage":
                yield Note(e.day, f"Stage {e.numbers.get('stage')}", 20)
            case "road_map":
                yield Note(e.day, f"Road-map,\n{e.numbers.get('stages')} stages", 45)
            case "leaves":
                yield Note(e.day, f"Road-map left\nby {e.agent}", 45)
            case "gesture":
                yield Note(e.day, f"Gesture:\n{lp:.1f} LP", 30 + lp)
            case "emergency_lapse" | "emergency_ended" | "act_lapse" | "repeal":
                gone = sum(map(_lp, lapsed.get(e.id, ())))
                if gone >= _LEAST_LP:
                    how = _HOW.get(e.kind, "lapses")
                    yield Note(
                        e.day, f"{_legal(record, e)} {how}:\n{gone:.1f} LP end", 35 + 3 * gone
                    )
            case "snapback_decided":
                back = reversed_.get(e.id, [])
                if back:
                    text = f"Snapback:\n{sum(map(_lp, back)):.1f} LP"
                    yield Note(back[0].day, text, 60 + sum(map(_lp, back)))
            case "blocked":
                yield Note(e.day, f"{clipped(e.agent, 24)} blocks\nrelief", 70)
            case "settlement":
                yield Note(e.day, "Settlement\nin place", 80)
            case "council_eases":
                yield Note(e.day, f"{clipped(f'{model.council}', 24)} eases\n{lp:.1f} LP", 25 + lp)
            case "law":
                yield Note(e.day, f"New law: {lp:.1f} LP\nunder statute", 28)
            case "leader_exit":
                yield Note(e.day, "Leader of the\ntarget leaves", 40)
            case "new_president" | "succession":
                yield Note(e.day, "New\npresident", 40)
            case "eased" if e.numbers.get("via") == "oil" and entries[e.cause].kind == "oil_shock":
                yield Note(e.day, "Oil licence", 15)
            case "violation" if e.numbers.get("detected"):
                yield Note(e.day, f"Violation:\n{clipped(concessions[e.subject].name, 24)}", 27)
            case "intervention":
                yield Note(e.day, _intervention(e), 55)
            case _:
                pass


def _intervention(entry: Entry) -> str:
    """What an intervention stands for, in two lines; its id where it has no note."""
    text = str(entry.numbers.get("note") or entry.subject.replace("_", " "))
    return "\n".join(wrap(text, 28, max_lines=2, placeholder="…"))


def _legal(record: Record, entry: Entry) -> str:
    """Short name of the emergency, act or statute that an event is about."""
    c = record.model.catalogue
    bases: dict[str, Mapping[str, Documented]] = {
        "emergency_lapse": c.emergencies,
        "emergency_ended": c.emergencies,
        "act_lapse": c.acts,
        "repeal": c.authorities,
    }
    name = bases[entry.kind][entry.subject].name
    return clipped(
        name.split(" (")[0].split(" and ")[0].split(",")[0].removeprefix("Emergency of "), 32
    )


def _lp(entry: Entry) -> float:
    value = entry.numbers.get("lp")
    return float(value) if isinstance(value, int | float) else 0.0


def _listed(names: Sequence[str]) -> str:
    """Concessions, one on a line."""
    if not names:
        return "nothing in return"
    lines = [clipped(name[0].lower() + name[1:], 24) for name in names[:2]]
    rest = len(names) - len(lines)
    return "\n+ ".join(lines) + (f" + {rest} more" if rest else "")


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

    Each text begins at its moment, or so much to the left of it that it ends in time. Texts
    stand the higher the earlier they are, as far as they would overlap: then the line from a
    text down to its moment crosses no other text.

    Parameters
    ----------
    noted
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
    kept = list(range(len(noted)))
    while True:
        level: dict[int, int] = {}
        crowd: list[int] = []
        for k in reversed(kept):
            start, end = spans[k]
            beside = [j for j in level if spans[j][0] < end + gap and start < spans[j][1] + gap]
            level[k] = 1 + max((level[j] for j in beside), default=-1)
            if level[k] >= levels:
                crowd = [k, *beside]
                break
        if not crowd:
            return [Placed(noted[k], spans[k][0], level[k]) for k in kept]
        kept.remove(min(crowd, key=lambda k: (noted[k].rank, k)))
