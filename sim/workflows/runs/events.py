"""Why an event happened, and what followed from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim import story
from sim.engine.state.record import Record
from sim.errors import InputError
from sim.story import Explanation, Step
from sim.wording.words import date
from sim.workflows.page import Block, Line, Page, Paragraph, Report, Table

__all__ = ["of_event"]

_FOLLOWED: Final = 40
"""Consequences that are told before the rest is counted."""


def of_event(record: Record, event: int | None) -> Report:
    """Explain an event of a future, or list those worth asking about.

    Raises
    ------
    InputError
        If there is no event of that number.
    """
    if event is None:
        steps = story.candidates(record)
        rows = [(str(step.event), date(step.date), step.text) for step in steps]
        table = Table(rows, ("event", "date", "what happened"), right=(0,), whole=(1,))
        page = Page([Line("Events worth asking about (--event N):"), table])
        return Report(page, {"candidates": [_values(step) for step in steps]})
    last = len(record.entries) - 1
    if not 0 <= event <= last:
        raise InputError.of("--event", found=str(event), allowed=f"a number from 0 to {last}")
    why = story.explain(record, event)
    return Report(
        Page(_chain(why)),
        {
            "event": _values(why.event),
            "root": why.root,
            "odds": why.odds,
            "causes": [_values(step) for step in why.causes],
            "followed": [_values(step) for step in why.followed],
        },
    )


def _values(step: Step) -> dict[str, object]:
    return {
        "event": step.event,
        "date": str(step.date),
        "kind": step.kind,
        "text": step.text,
        "steps_away": step.depth,
    }


def _chain(why: Explanation) -> Iterator[Block]:
    yield Line("Why it happened")
    if why.root:
        yield Paragraph(why.root, indent=2)
    for step in why.causes:
        yield _step(step, indent=2)
    yield _step(why.event, mark="→ ")
    if why.odds:
        yield Paragraph(why.odds, indent=2)
    yield Line()
    if not why.followed:
        yield Line("Nothing followed from it.")
        return
    yield Line("What followed")
    for step in why.followed[:_FOLLOWED]:
        yield _step(step, indent=2 * step.depth)
    if len(why.followed) > _FOLLOWED:
        yield Line(f"  and {len(why.followed) - _FOLLOWED} events more")


def _step(step: Step, *, indent: int = 0, mark: str = "") -> Paragraph:
    day = f"{mark}{date(step.date)}  "
    return Paragraph(f"{day}{step.text} [{step.event}]", indent=indent, hang=len(day))
