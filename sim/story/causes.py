"""Why an event happened: its chain of causes, and what followed from it."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from sim.engine.state.log import Entry
from sim.engine.state.record import Record
from sim.story import words
from sim.story.registry import sentence
from sim.story.tale import Tale, number
from sim.story.telling import notable

__all__ = ["Explanation", "Step", "candidates", "explain"]


class Step(NamedTuple):
    """One event of a chain.

    Attributes
    ----------
    event
        Its number.
    date
        Its date.
    kind
        Its kind.
    text
        The event as a sentence.
    depth
        How many steps it is away from the event that is explained.
    """

    event: int
    date: dt.date
    kind: str
    text: str
    depth: int


class Explanation(NamedTuple):
    """Why an event happened.

    Attributes
    ----------
    causes
        What led to it, oldest first.
    event
        The event itself.
    followed
        What followed from it, each after what caused it.
    root
        What set the oldest event off.
    odds
        What the agents weighed in the event itself; empty if nothing was left to choose.
    """

    causes: tuple[Step, ...]
    event: Step
    followed: tuple[Step, ...]
    root: str
    odds: str


_ROOTS: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "continued",
            "emergency_lapse",
            "act_renewed",
            "act_lapse",
            "hold_out",
            "layer",
            "imposed",
            "sunset",
            "licensed",
            "election",
            "new_president",
            "expired",
            "bill_dies",
        ),
        "The calendar of the law brought it about.",
    ),
    **dict.fromkeys(
        ("offer", "demand", "silence"), "The two sides met while the channel was open."
    ),
    **dict.fromkeys(
        (
            "oil_shock",
            "offensive",
            "crisis",
            "leader_exit",
            "succession",
            "government",
            "designation",
            "tightens",
            "package_proposed",
            "bill",
            "repeal",
            "emergency_ended",
        ),
        "Chance brought it about, at the rate that the scenario gives.",
    ),
    "gesture": "Trust was low, and the executive is one that then makes a step of its own.",
    "options_ordered": "The executive prepares for talks.",
    "start": "It is where the scenario starts.",
    "end": "It is where the scenario ends.",
    "intervention": "The scenario says so.",
    "council_eases": "The council looked at what it could ease.",
    "delivered": "It was in force before the scenario started.",
}


def explain(record: Record, event: int) -> Explanation:
    """Explain an event.

    Raises
    ------
    IndexError
        If the record has no event of that number.
    """
    if not 0 <= event < len(record.entries):
        raise IndexError(f"event {event} of {len(record.entries)}")
    tale = Tale(record)
    entry = tale.entries[event]
    chain: list[Entry] = []
    before = tale.cause(entry)
    while before is not None:
        chain.append(before)
        before = tale.cause(before)
    oldest = chain[-1] if chain else entry
    return Explanation(
        causes=tuple(_step(tale, e, k + 1) for k, e in reversed(list(enumerate(chain)))),
        event=_step(tale, entry, 0),
        followed=tuple(_after(tale, entry, 1)),
        root=_ROOTS.get(oldest.kind, ""),
        odds=_odds(tale, entry),
    )


def _step(tale: Tale, entry: Entry, depth: int) -> Step:
    return Step(entry.id, tale.date(entry.day), entry.kind, sentence(tale, entry), depth)


def _after(tale: Tale, entry: Entry, depth: int) -> list[Step]:
    """Everything that followed, depth first; the log's causes run forward, so this ends."""
    steps: list[Step] = []
    stack = [(other, depth) for other in reversed(tale.following(entry))]
    while stack:
        here, level = stack.pop()
        steps.append(_step(tale, here, level))
        stack += [(other, level + 1) for other in reversed(tale.following(here))]
    return steps


def _odds(tale: Tale, entry: Entry) -> str:
    """With what probability an event was to be expected, where the log says so."""
    if entry.numbers.get("decided"):
        return "The scenario had decided it."
    if "probability" not in entry.numbers:
        return ""
    p = words.percent(number(entry, "probability"))
    said = {
        "refusal": f"It would have been accepted with a probability of {p}.",
        "continued": f"It was continued with a probability of {p}.",
        "emergency_lapse": f"It lapsed with a probability of {p}.",
        "hold_out": f"Somebody was to hold out with a probability of {p}.",
        "repeal": f"Such a repeal comes with a probability of {p} in a Congress.",
    }
    return said.get(entry.kind, f"It had a probability of {p}.")


def candidates(record: Record) -> list[Step]:
    """Events worth asking about: what matters and has a cause or consequences."""
    tale = Tale(record)
    return [
        _step(tale, entry, 0)
        for entry in tale.entries
        if notable(tale, entry)
        and entry.kind not in ("ended", "stays")
        and (tale.cause(entry) is not None or tale.following(entry))
    ]
