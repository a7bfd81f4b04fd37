"""What came of futures that branch off another one, to be read and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sim.batch.branch import Branch
from sim.documents.scalars import written
from sim.engine.state.record import Record
from sim.results.json_values import to_json
from sim.story import Tale, sentence, tell
from sim.wording.words import date
from sim.workflows.batches.summing_up import SummedUp
from sim.workflows.comparisons.partings import partings_report
from sim.workflows.page import Block, Line, Paragraph
from sim.workflows.runs.page import as_story
from sim.workflows.runs.values import events_of

__all__ = ["Branched", "from_then_on"]

_LAST: Final = 6
"""Lines of the past that are told."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Branched(SummedUp):
    """A batch of futures that branch off another one, in its folder, with its summary.

    Attributes
    ----------
    parent
        The future that they branch off.
    branch
        Where, and what is changed there.
    parting
        Where they part from futures of the same luck without the change, as
        `sim.workflows.comparisons.partings.parting_summary` has it; None if nothing is changed.
    """

    parent: Record
    branch: Branch
    parting: dict[str, Any] | None

    @property
    def past(self) -> int:
        """How many events of the parent these futures share."""
        if self.branch.event >= 0:
            return self.branch.event + 1
        return len([entry for entry in self.parent.entries if entry.day < self.branch.day])

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from self._lineage()
        yield from super().blocks(everything=everything)
        if self.parting is not None:
            yield Line()
            yield Line("Where they part from the same futures without the change")
            yield from partings_report([self.parting])

    def _lineage(self) -> Iterator[Block]:
        """Yield what was branched, what is changed, and what had happened by then."""
        record, branch = self.parent, self.branch
        day = date(record.model.calendar.date(branch.day))
        tale = Tale(record)
        if branch.event >= 0:
            event = record.entries[branch.event]
            where = f"on {day}, right after event {event.id}: {sentence(tale, event)}"
        else:
            where = f"at the beginning of {day}."
        title, future = record.model.scenario.title, f"future {branch.replication}"
        yield Paragraph(f"Branched off {future} of {title} (seed {record.seed}) {where}")
        if said := from_then_on(branch):
            yield Paragraph(f"From then on: {'; '.join(said)}.")
        lines = [
            line
            for line in tell(record)
            if line.kind != "routine" and line.events and max(line.events) < self.past
        ]
        yield Line()
        yield Line("What had happened by then" + (", at last:" if len(lines) > _LAST else ":"))
        yield as_story(lines[-_LAST:], numbered=True)
        yield Line()

    def to_json(self, figures: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        branch, record = self.branch, self.parent
        about = {
            "of": {"seed": record.seed, "replication": branch.replication},
            "on": record.model.calendar.date(branch.day),
            "event": branch.event if branch.event >= 0 else None,
            "set": dict(branch.changes),
            "decide": branch.decide,
            "about": branch.about or None,
            "before": events_of(record)[: self.past],
            "parting": self.parting,
        }
        return {**super().to_json(figures), "branch": to_json(about)}


def from_then_on(branch: Branch) -> list[str]:
    """Say what is changed at a branch."""
    said = [f"{path} = {written(value)}" for path, value in branch.changes]
    return [*said, branch.decision.words] if branch.decision is not None else said
