"""A record: what is known to have happened by a day, and what is known not to have.

Scenarios are conditioned on it: of all their futures those count that agree with the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from pydantic import Field, field_validator, model_validator

from sim.catalogue.fields import Date, Days, Identifier, Probability, Strict, WholeDays
from sim.catalogue.schema import Confidence
from sim.scenario.events import EventFilter

__all__ = ["Absence", "Complete", "Conditioned", "Fact", "Facts", "known_by"]

WITHIN: Final = 30
"""Days by which an event of a future may miss the date of a fact, unless said otherwise."""

GRACE: Final = 30
"""Days after its last of which a record has an event count as the like of a fact."""

SOFT: Final = 3.0
"""Standard deviations from the date of a soft fact beyond which no event counts."""


class Fact(Strict):
    """Something that happened."""

    id: Identifier
    date: Date = Field(description="When it happened.")
    what: str = Field(min_length=1, max_length=300, description="What happened, in words.")
    source: str = Field("", max_length=300, description="Where it is known from.")
    confidence: Confidence = Field("assumption", description="How well it is known.")
    event: EventFilter = Field(description="Events of a future that are its like.")
    within: WholeDays | None = Field(
        None,
        description="Days before and after the date within which an event of a future counts as "
        "its like; that of the record if left out.",
    )
    after: Date | None = Field(None, description="Instead: the first day on which one counts.")
    by: Date | None = Field(None, description="And the last.")
    soft: Days | None = Field(
        None,
        gt=0,
        description="Instead of a window: standard deviation in days of a weight that falls with "
        "the distance from the date, up to three of them.",
    )

    @model_validator(mode="after")
    def _one_window(self) -> Fact:
        window = self.after is not None or self.by is not None
        if (self.within is not None) + window + (self.soft is not None) > 1:
            raise ValueError("a fact has one of `within`, a window (`after` and `by`) and `soft`")
        if self.after is not None and self.after > self.date:
            raise ValueError("`after` is later than its `date`")
        if self.by is not None and self.by < self.date:
            raise ValueError("`by` is earlier than its `date`")
        return self


class Absence(Strict):
    """Something that did not happen."""

    id: Identifier
    what: str = Field("", max_length=300, description="What did not happen, in words.")
    source: str = Field("", max_length=300, description="Where it is known from.")
    confidence: Confidence = Field("assumption", description="How well it is known.")
    event: EventFilter = Field(description="Events of which a future has none.")
    after: Date | None = Field(None, description="From this day on; else from the first.")
    by: Date | None = Field(None, description="Up to this day; else to that of the record.")


class Complete(Strict):
    """Of which events the record has all."""

    id: Identifier
    source: str = Field("", max_length=300, description="Where it is known from.")
    confidence: Confidence = Field("assumption", description="How well it is known.")
    event: EventFilter = Field(
        description="Events of which a future has none but the likes of the facts."
    )
    after: Date | None = Field(None, description="From this day on; else from the first.")
    by: Date | None = Field(None, description="Up to this day; else to that of the record.")


class Facts(Strict):
    """What is known to have happened by a day, and what not."""

    title: str = Field(min_length=1, max_length=200, description="What it is a record of.")
    until: Date = Field(description="The last day of which it knows.")
    within: WholeDays = Field(
        WITHIN, description="Days by which an event of a future may miss the date of a fact."
    )
    facts: tuple[Fact, ...] = Field((), max_length=1000, description="What happened.")
    absent: tuple[Absence, ...] = Field((), max_length=1000, description="What did not happen.")
    complete: tuple[Complete, ...] = Field(
        (), max_length=100, description="Of which events nothing but the facts happened."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Facts:
        if not (self.facts or self.absent or self.complete):
            raise ValueError("a record has `facts`, or says what is `absent` or `complete`")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all that it says, in order: facts, then what is absent, then what is complete."""
        entries: tuple[Fact | Absence | Complete, ...] = (
            *self.facts,
            *self.absent,
            *self.complete,
        )
        return tuple(entry.id for entry in entries)

    def window(self, fact: Fact) -> tuple[dt.date, dt.date]:
        """Return the first and last day on which an event counts as the like of a fact.

        The last may lie up to thirty days after the day up to which the record knows: what has
        just happened may come a little later in a future, and is none the less its like.
        """
        if fact.after is not None or fact.by is not None:
            first, last = fact.after or fact.date, fact.by or fact.date
        else:
            days = self.within if fact.within is None else fact.within
            if fact.soft is not None:
                days = int(SOFT * fact.soft)
            first = fact.date - dt.timedelta(days=days)
            last = fact.date + dt.timedelta(days=days)
        return first, min(last, self.until + dt.timedelta(days=GRACE))

    @property
    def last(self) -> dt.date:
        """The last day on which any event counts, or that of which the record knows."""
        return max(self.until, *[self.window(fact)[1] for fact in self.facts], self.until)


class Conditioned(Strict):
    """What a scenario has been conditioned on: its futures begin after that.

    Written by ``thaw now``: the pasts are those of its futures that agree with the record.
    """

    record: str = Field(min_length=1, max_length=300, description="The record: its file.")
    digest: str = Field(
        pattern="^[0-9a-f]{32}$", description="Hash of the record and of the scenario till then."
    )
    code: str = Field(pattern="^[0-9a-f]{32}$", description="Hash of the code that wrote it.")
    facts: Facts = Field(description="What the record says.")
    seed: int = Field(ge=0, lt=2**63, description="Master seed of the pasts.")
    n: int = Field(ge=1, le=10_000_000, description="How many pasts were simulated.")
    steered: bool = Field(True, description="Whether they were steered to what is a draw.")
    temper: Probability = Field(1.0, description="Power of their weights.")
    effective: float = Field(
        ge=1, le=10_000_000, description="How many independent ones they are worth."
    )
    days: tuple[Days, ...] = Field(
        (), max_length=1000, description="When the likelier were continued in place of others."
    )
    pasts: str = Field(
        max_length=50_000_000,
        description="Which past each future has, packed: see sim.batch.pasts.",
    )

    @field_validator("pasts")
    @classmethod
    def _ascii(cls, value: str) -> str:
        if not value.isascii():
            raise ValueError("what thaw wrote there")
        return value


def known_by(facts: Facts, day: dt.date) -> Facts:
    """Return what a record says of the time up to a day.

    Raises
    ------
    ValueError
        If it says nothing of it.
    """
    if day >= facts.until:
        return facts

    def begun(entries: Iterable[Absence | Complete]) -> list[dict[str, object]]:
        return [
            entry.model_dump(by_alias=True, exclude_unset=True)
            | ({} if entry.by is None else {"by": min(entry.by, day)})
            for entry in entries
            if entry.after is None or entry.after <= day
        ]

    said = {
        "title": facts.title,
        "until": day,
        "within": facts.within,
        "facts": [fact for fact in facts.facts if fact.date <= day],
        "absent": begun(facts.absent),
        "complete": begun(facts.complete),
    }
    return Facts.model_validate(said)
