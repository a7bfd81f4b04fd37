"""A bill of new sanctions that has a chance."""

from __future__ import annotations

from sim.events.legislature import Named
from sim.scenario.legislature import BillKind


class Bill:
    """A bill of new sanctions that has a chance (R28).

    Attributes
    ----------
    subject
        What the log calls it, such as ``bill_3``.
    kind
        What it does.
    title
        What stories call it, if it has a title.
    appeal
        How popular it is, in standard deviations of the shock common to all members.
    size
        Uniform that decides how many LP it is about.
    waiver
        Whether it lets the president waive what it holds.
    mandatory
        Whether a stick must be used unless it is waived.
    class_at
        Uniform that decides the class of a measure it imposes.
    votes
        Uniforms of its roll calls, two for each of two chambers.
    ends
        Day on which it dies with its Congress.
    event
        Number of the event that told of it last.
    pending
        Whether it is neither dead nor law.
    passed_lower
        Whether the lower house has passed it.
    """

    __slots__ = (
        "appeal",
        "class_at",
        "ends",
        "event",
        "kind",
        "mandatory",
        "passed_lower",
        "pending",
        "size",
        "subject",
        "title",
        "votes",
        "waiver",
    )

    def __init__(self, subject: str, kind: BillKind, title: str, ends: float, lower: bool) -> None:
        self.subject = subject
        self.kind: BillKind = kind
        self.title = title
        self.ends = ends
        self.appeal = 0.0
        self.size = self.class_at = 0.5
        self.waiver = self.mandatory = False
        self.votes = (0.5, 0.5, 0.5, 0.5)
        self.event = -1
        self.pending = True
        self.passed_lower = not lower

    def named(self) -> Named:
        """Return what events about it carry: its title, if it has one."""
        return {"title": self.title} if self.title else {}
