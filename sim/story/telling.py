"""From a log to the lines of a story: what matters line by line, routine once a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Final, NamedTuple

from sim.engine.state.log import Entry
from sim.engine.state.record import Record
from sim.story import words
from sim.story.bargaining import refused
from sim.story.registry import sentence
from sim.story.relief import eased, snapped_back
from sim.story.tale import Tale, number, numbers_of, texts

__all__ = ["TONES", "Line", "notable", "tell"]

TONES: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "eased",
            "deal",
            "gesture",
            "council_eases",
            "follows",
            "delivered",
            "settlement",
            "road_map",
            "stage",
            "certified",
            "ended",
            "review_over",
            "approval",
            "licensed",
        ),
        "relief",
    ),
    **dict.fromkeys(
        (
            "snapback",
            "snapback_decided",
            "licence_lapse",
            "designation",
            "package",
            "tightens",
            "law",
            "violation",
            "leaves",
            "withdrawn",
            "withheld",
            "blocked",
            "adopts",
            "imposed",
        ),
        "pressure",
    ),
    **dict.fromkeys(
        (
            "emergency_lapse",
            "emergency_ended",
            "act_lapse",
            "repeal",
            "sunset",
            "stays",
            "layer",
            "act_renewed",
            "hold_out",
            "continued",
            "report",
            "disapproval",
            "vote",
            "veto",
        ),
        "law",
    ),
}
"""What an event means for the target: relief, pressure, a matter of law; else nothing."""


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
            Line(tale.date(e.day), sentence(tale, e), (e.id,), e.kind, TONES.get(e.kind, ""))
            for e in tale.entries
        ]
    return list(_story(tale))


def notable(tale: Tale, entry: Entry) -> bool:
    """Whether an event is more than routine."""
    if entry.kind == "breakdown":
        return number(entry, "days", inf) >= 0.5
    if entry.kind in _ROUTINE:
        return False
    if entry.kind == "act_renewed":
        return entry.cause >= 0
    if entry.kind == "bill_dies":
        before = tale.cause(entry)
        return before is not None and before.kind != "bill"
    if entry.kind == "government":
        member = tale.catalogue.members.get(entry.subject)
        return member is not None and member.hold_out
    return True


_ROUTINE: Final[dict[str, Callable[[int], str]]] = {
    "continued": lambda n: f"{words.count(n, 'emergency', 'emergencies')} continued",
    "licence_renewed": lambda n: f"{words.count(n, 'licence')} rolled over",
    "adopts": lambda n: f"{words.count(n, 'tightening')} adopted by followers",
    "bill": lambda n: f"{words.count(n, 'bill')} of new sanctions introduced",
    "breakdown": lambda n: "the channel closed for less than a day",
    "oil_calm": lambda n: "the price of oil back at rest",
    "crisis_over": lambda n: "the market crisis over",
}
_SOMETIMES: Final[dict[str, Callable[[int], str]]] = {
    "act_renewed": lambda n: f"{words.count(n, 'council act')} renewed without a hold-out",
    "bill_dies": lambda n: f"{words.count(n, 'bill')} dead with the old Congress",
    "government": lambda n: f"{words.count(n, 'government')} changed",
}
_TOLD_ELSEWHERE: Final = {
    "ended": ("emergency_lapse", "emergency_ended", "act_lapse", "repeal", "sunset"),
    "stays": ("emergency_lapse", "emergency_ended", "act_lapse", "repeal", "sunset"),
    "vote": ("bill_floor",),
    "election": ("election",),
    "reopened": ("breakdown",),
    "package_proposed": (),
}
"""Kinds whose events are told together with a cause of one of these kinds."""


def _story(tale: Tale) -> Iterator[Line]:
    told: set[int] = set()
    routine: dict[str, list[int]] = {}
    known: dict[str, Entry] = {}
    year = tale.date(0.0).year
    for entry in tale.entries:
        date = tale.date(entry.day)
        if date.year != year or entry.kind == "end":
            if routine:
                # The last day of the scenario may come before the last of the year.
                yield _summary(min(dt.date(year, 12, 31), date), routine)
            routine, year = {}, date.year
        if entry.id in told or _told_elsewhere(tale, entry):
            continue
        if not notable(tale, entry):
            routine.setdefault(entry.kind, []).append(entry.id)
            continue
        said, events = _line(tale, entry, known)
        told.update(events)
        yield Line(date, said, events, entry.kind, TONES.get(entry.kind, ""))


def _summary(date: dt.date, routine: dict[str, list[int]]) -> Line:
    """The routine of a year in one line."""
    phrases = [(_ROUTINE.get(kind) or _SOMETIMES[kind])(len(ids)) for kind, ids in routine.items()]
    events = tuple(sorted(number_ for ids in routine.values() for number_ in ids))
    said = f"Routine in {date.year}: {', '.join(phrases)}."
    return Line(date, said, events, "routine", "routine")


def _told_elsewhere(tale: Tale, entry: Entry) -> bool:
    """Whether an event is part of the line of another."""
    cause = tale.cause(entry)
    if entry.kind in _TOLD_ELSEWHERE:
        kinds = _TOLD_ELSEWHERE[entry.kind]
        return not kinds or (cause is not None and cause.kind in kinds)
    if entry.kind == "hold_out":
        return bool(tale.following(entry, "act_renewed", "act_lapse"))
    if entry.kind == "package_delayed":
        return bool(tale.following(entry, "package"))
    if entry.kind in ("offer", "demand"):
        return bool(tale.following(entry, "deal", "road_map"))
    if entry.kind == "licence_lapse":  # it comes again a few days later, and that is told
        return bool(tale.following(entry, "eased"))
    if entry.kind == "eased" and cause is not None:
        if cause.kind in ("council_eases", "follows"):
            return True
        return cause.kind == "gesture" and tale.date(cause.day) == tale.date(entry.day)
    return False


def _line(tale: Tale, entry: Entry, known: dict[str, Entry]) -> tuple[str, tuple[int, ...]]:
    """A sentence for an event and for what is told with it."""
    if entry.kind in ("offer", "demand"):
        return _proposal(tale, entry, known)
    if entry.kind == "eased":
        group = _together(tale, entry)
        return words.capital(eased(tale, group)), tuple(e.id for e in group)
    if entry.kind == "snapback":
        group = _together(tale, entry)
        return words.capital(snapped_back(tale, group)), tuple(e.id for e in group)
    return sentence(tale, entry), (entry.id,)


def _together(tale: Tale, entry: Entry) -> list[Entry]:
    """Events of one kind, agent and moment that go back to the same cause."""
    group = [entry]
    causes = {entry.cause, entry.id}
    for other in tale.entries[entry.id + 1 :]:
        if other.day != entry.day:
            break
        if other.kind == entry.kind and other.agent == entry.agent and other.cause in causes:
            group.append(other)
            causes.add(other.id)
    return group


def _proposal(tale: Tale, entry: Entry, known: dict[str, Entry]) -> tuple[str, tuple[int, ...]]:
    """An offer or demand with its answer; one made before is told in short."""
    said = sentence(tale, entry).rstrip(".")
    before = known.get(entry.kind)
    if before is not None and _much_alike(before, entry):
        given = tale.concessions(texts(entry, "concessions"))
        terms = "" if entry.subject else f", for {given or 'nothing'}"
        said = words.capital(
            f"{entry.agent} {entry.kind}s much the same as on {tale.said(before.day)} "
            f"({words.lp(number(entry, 'lp'))}{terms})"
        )
    else:
        known[entry.kind] = entry
    answers = tale.following(entry, "refusal")
    if not answers:
        return f"{said}.", (entry.id,)
    why = _answer(tale, answers)
    return f"{said}; {why}.", (entry.id, *(answer.id for answer in answers))


def _much_alike(one: Entry, other: Entry) -> bool:
    """Whether two proposals name mostly the same measures."""
    if one.subject or other.subject:
        return one.subject == other.subject
    a, b = set(numbers_of(one, "measures")), set(numbers_of(other, "measures"))
    return 2 * len(a & b) >= len(a | b)


def _answer(tale: Tale, answers: Sequence[Entry]) -> str:
    why = refused(tale, answers[0])
    return f"{answers[0].agent} refuses{': ' + why if why else ''}"
