"""Events of note in a replication, in the words of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, TypeVar

from sim.catalogue.schema import Catalogue, Documented
from sim.engine.state.record import Record
from sim.events import (
    channel,
    compliance,
    law,
    lawmaking,
    relief,
    reviews,
    road_maps,
    talks,
    world,
)
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.figures.base.labels import Note
from sim.wording.words import clipped

T = TypeVar("T", bound=Mapping[str, Any])

_LEAST_LP = 0.25
"""A lapse that ends less than this is left to the marks."""
_HOW: Final = {law.REPEAL.name: "repealed", law.EMERGENCY_ENDED.name: "ended"}
"""How what held measures came to its end, unless it lapsed."""


def notes(record: Record) -> list[Note]:
    """Return events of note, in order of time."""
    return sorted(_notes(record), key=lambda note: note.day)


def _notes(record: Record) -> Iterator[Note]:
    concessions = record.model.concessions
    ended = _following(record.entries, law.ENDED)
    reversed_ = _following(record.entries, relief.SNAPBACK)
    for e in record.entries:
        match e.kind:
            case talks.DEAL.name:
                deal = talks.DEAL.of(e)
                names = _listed([concessions[name].name for name in deal["concessions"]])
                yield Note(e.day, f"Deal: {deal['lp']:.1f} LP for\n{names}", 50 + deal["lp"])
            case road_maps.STAGE.name:
                yield Note(e.day, f"Stage {road_maps.STAGE.of(e)['stage']}", 20)
            case road_maps.ROAD_MAP.name:
                stages = road_maps.ROAD_MAP.of(e)["stages"]
                yield Note(e.day, f"Road-map,\n{stages} stages", 45)
            case channel.LEAVES.name:
                yield Note(e.day, f"Road-map left\nby {e.agent}", 45)
            case talks.GESTURE.name:
                lp = talks.GESTURE.of(e)["lp"]
                yield Note(e.day, f"Gesture:\n{lp:.1f} LP", 30 + lp)
            case lapse if lapse in _BASES:
                gone = sum(measure["lp"] for _, measure in ended.get(e.id, ()))
                if gone >= _LEAST_LP:
                    text = f"{_legal(record, e)} {_HOW.get(lapse, 'lapses')}:\n{gone:.1f} LP end"
                    yield Note(e.day, text, 35 + 3 * gone)
            case compliance.SNAPBACK_DECIDED.name if e.id in reversed_:
                back = reversed_[e.id]
                lp = sum(measure["lp"] for _, measure in back)
                yield Note(back[0][0], f"Snapback:\n{lp:.1f} LP", 60 + lp)
            case relief.COUNCIL_EASES.name:
                council, lp = f"{record.model.council}", relief.COUNCIL_EASES.of(e)["lp"]
                yield Note(e.day, f"{clipped(council, 24)} eases\n{lp:.1f} LP", 25 + lp)
            case relief.EASED.name if _is_oil_licence(record, e):
                yield Note(e.day, "Oil licence", 15)
            case compliance.SETTLEMENT.name:
                yield Note(e.day, "Settlement\nin place", 80)
            case compliance.VIOLATION.name if compliance.VIOLATION.of(e)["detected"]:
                yield Note(e.day, f"Violation:\n{clipped(concessions[e.subject].name, 24)}", 27)
            case reviews.BLOCKED.name:
                yield Note(e.day, f"{clipped(e.agent, 24)} blocks\nrelief", 70)
            case lawmaking.LAW.name:
                yield Note(e.day, f"New law:\n{_law(e)}", 28)
            case world.LEADER_EXIT.name:
                yield Note(e.day, "Leader of the\ntarget leaves", 40)
            case world.NEW_PRESIDENT.name | world.SUCCESSION.name:
                yield Note(e.day, "New\npresident", 40)
            case world.INTERVENTION.name:
                yield Note(e.day, _intervention(e), 55)
            case _:
                pass


def _law(entry: Entry) -> str:
    """Return what a law does, in a few words."""
    law = lawmaking.LAW.of(entry)
    match law.get("does", "codify"):
        case "impose":
            return f"{law['lp']:.1f} LP imposed"
        case "stick":
            return f"may impose {law.get('lets', 0.0):.1f} LP"
        case "narrow":
            return "fewer waivers"
    return f"{law['lp']:.1f} LP by statute"


def _is_oil_licence(record: Record, entry: Entry) -> bool:
    """Return whether relief is a licence on oil that a shock has led to."""
    if relief.EASED.of(entry)["via"] != "oil":
        return False
    return record.entries[entry.cause].kind == world.OIL_SHOCK.name


def _intervention(entry: Entry) -> str:
    """Return what an intervention stands for, in two lines; its id where it has no note."""
    text = world.INTERVENTION.of(entry)["note"] or entry.subject.replace("_", " ")
    return "\n".join(wrap(text, 28, max_lines=2, placeholder="…"))


_BASES: Final[dict[str, Callable[[Catalogue], Mapping[str, Documented]]]] = {
    law.EMERGENCY_LAPSE.name: lambda catalogue: catalogue.emergencies,
    law.EMERGENCY_ENDED.name: lambda catalogue: catalogue.emergencies,
    law.ACT_LAPSE.name: lambda catalogue: catalogue.acts,
    law.REPEAL.name: lambda catalogue: catalogue.authorities,
}
"""What comes to its end with events of a kind."""


def _legal(record: Record, entry: Entry) -> str:
    """Return the short name of the emergency, act or statute that an event is about."""
    name = _BASES[entry.kind](record.model.catalogue)[entry.subject].name
    return clipped(
        name.split(" (")[0].split(" and ")[0].split(",")[0].removeprefix("Emergency of "), 32
    )


def _listed(names: Sequence[str]) -> str:
    """Return concessions, one on a line."""
    if not names:
        return "nothing in return"
    lines = [clipped(name[0].lower() + name[1:], 24) for name in names[:2]]
    rest = len(names) - len(lines)
    return "\n+ ".join(lines) + (f" + {rest} more" if rest else "")


def _following(entries: Iterable[Entry], kind: Kind[T]) -> dict[int, list[tuple[float, T]]]:
    """Return days of events of a kind, and what they carry, by the number of their cause."""
    by_cause: dict[int, list[tuple[float, T]]] = {}
    for entry in entries:
        if entry.kind == kind.name:
            by_cause.setdefault(entry.cause, []).append((entry.day, kind.of(entry)))
    return by_cause
