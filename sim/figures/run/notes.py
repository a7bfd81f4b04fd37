"""Events of note in a replication, in the words of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

from sim.catalogue.schema import Documented
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.figures.base.labels import Note
from sim.figures.base.text import clipped

_LEAST_LP = 0.25
"""A lapse that ends less than this is left to the marks."""
_HOW: Final = {"repeal": "repealed", "emergency_ended": "ended"}
"""How what held measures came to its end, unless it lapsed."""


def notes(record: Record) -> list[Note]:
    """Return events of note, in order of time."""
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
