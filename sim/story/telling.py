"""From a log to the lines of a story: what matters line by line, routine once a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.engine.state.record import Record
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.registry import KINDS, sentence
from sim.events.talks import DEMAND, OFFER, REFUSAL, refused
from sim.events.world import END
from sim.story.tale import Tale
from sim.wording import words

__all__ = ["Line", "notable", "tell"]


class Line(NamedTuple):
    """One line of a story.

    Attributes
    ----------
    date
        Its date; for routine the last day of the year or of the scenario.
    text
        The sentence.
    events
        Numbers of the events it tells.
    kind
        Kind of the first of them; ``routine`` for a summary of a year.
    tone
        ``relief``, ``pressure``, ``law``, ``routine`` or nothing.
    """

    date: dt.date
    text: str
    events: tuple[int, ...]
    kind: str
    tone: str


def tell(record: Record, *, everything: bool = False) -> list[Line]:
    """Tell a record.

    Parameters
    ----------
    record
        The record of one replication.
    everything
        Give each event a line of its own instead of the story of what matters.
    """
    tale = Tale(record)
    if everything:
        return [
            Line(tale.date(e.day), sentence(tale, e), (e.id,), e.kind, _tone(e))
            for e in tale.entries
        ]
    return list(_story(tale))


def notable(tale: Tale, entry: Entry) -> bool:
    """Whether an event is more than routine."""
    return entry.kind not in KINDS or KINDS[entry.kind].is_notable(tale, entry)


def _tone(entry: Entry) -> str:
    return KINDS[entry.kind].tone if entry.kind in KINDS else ""


def _story(tale: Tale) -> Iterator[Line]:
    in_lines: set[int] = set()
    routine: dict[str, list[Entry]] = {}
    proposed: dict[str, Entry] = {}
    year = tale.date(0.0).year
    for entry in tale.entries:
        date = tale.date(entry.day)
        if date.year != year or entry.kind == END.name:
            # The last day of the scenario may come before the last of the year.
            yield from _summary(tale, min(dt.date(year, 12, 31), date), routine)
            routine, year = {}, date.year
        kind = KINDS.get(entry.kind)
        if entry.id in in_lines or (kind is not None and kind.is_part_of_another(tale, entry)):
            continue
        if not notable(tale, entry):
            routine.setdefault(entry.kind, []).append(entry)
            continue
        if kind in (OFFER, DEMAND) and _is_told_again(tale, entry, proposed):
            again = [entry, *tale.following(entry, REFUSAL)]
            routine.setdefault(f"{entry.kind} {entry.agent}", []).extend(again)
            in_lines.update(other.id for other in again)
            continue
        text, events = _line(tale, entry, kind, proposed)
        in_lines.update(events)
        yield Line(date, text, events, entry.kind, _tone(entry))


def _summary(tale: Tale, date: dt.date, routine: dict[str, list[Entry]]) -> Iterator[Line]:
    """Tell the routine of a year in one line, if there is anything to tell."""
    phrases = [
        KINDS[name].summed(tale, entries) if name in KINDS else _again(entries)
        for name, entries in routine.items()
    ]
    events = tuple(sorted(entry.id for entries in routine.values() for entry in entries))
    if any(phrases):
        text = f"Routine in {date.year}: {'; '.join(phrase for phrase in phrases if phrase)}."
        yield Line(date, text, events, "routine", "routine")


def _is_told_again(tale: Tale, entry: Entry, proposed: dict[str, Entry]) -> bool:
    """Whether a proposal is much like one that was told, and refused like it."""
    before = proposed.get(entry.kind + DEMAND.of(entry).get("table", ""))
    return (
        before is not None
        and before.agent == entry.agent
        and _much_alike(before, entry)
        and bool(tale.following(entry, REFUSAL))
        and not DEMAND.of(entry).get("moved")
    )


def _again(entries: list[Entry]) -> str:
    """Return proposals that repeat another, and are refused like it, as a phrase."""
    first = entries[0]
    times = words.count(sum(entry.kind == first.kind for entry in entries), f"more {first.kind}")
    return f"{times} of {first.agent} much like the one before, refused like it"


def _line(
    tale: Tale, entry: Entry, kind: Kind[Any] | None, proposed: dict[str, Entry]
) -> tuple[str, tuple[int, ...]]:
    """Return a sentence for an event and for what is told with it."""
    if kind in (OFFER, DEMAND):
        return _proposal(tale, entry, proposed)
    if kind is not None and kind.shares_sentence:
        group = _together(tale, entry, kind)
        return kind.tell(tale, *group), tuple(e.id for e in group)
    return sentence(tale, entry), (entry.id,)


def _together(tale: Tale, entry: Entry, kind: Kind[Any]) -> list[Entry]:
    """Return events of one kind and agent that are told in one sentence.

    They go back to the same cause at the same moment, or are of one day and their kind joins them.
    """
    group = [entry]
    causes = {entry.cause, entry.id}
    for other in tale.entries[entry.id + 1 :]:
        if not tale.same_day(entry.day, other.day):
            break
        if other.kind != entry.kind or other.agent != entry.agent:
            continue
        if kind.is_part_of_another(tale, other) or not notable(tale, other):
            continue
        if other.day == entry.day and other.cause in causes:
            causes.add(other.id)
            group.append(other)
        elif kind.is_joined(tale, entry, other):
            group.append(other)
    return group


def _proposal(tale: Tale, entry: Entry, proposed: dict[str, Entry]) -> tuple[str, tuple[int, ...]]:
    """Return an offer or demand with its answer."""
    text = sentence(tale, entry).rstrip(".")
    proposed[entry.kind + DEMAND.of(entry).get("table", "")] = entry
    answers = tale.following(entry, REFUSAL)
    if not answers:
        return f"{text}.", (entry.id,)
    why = refused(tale, answers[0])
    answer = f"{answers[0].agent} refuses{': ' + why if why else ''}"
    return f"{text}; {answer}.", (entry.id, *(answer.id for answer in answers))


def _much_alike(one: Entry, other: Entry) -> bool:
    """Whether two proposals name mostly the same measures."""
    if one.subject or other.subject:
        return one.subject == other.subject
    a, b = _measures(one), _measures(other)
    return 2 * len(a & b) >= len(a | b)


def _measures(entry: Entry) -> set[str]:
    """Return the measures that an offer or a demand names."""
    fields = DEMAND.of(entry)
    return set(fields["measures"]) if "measures" in fields else set()
