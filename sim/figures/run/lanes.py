"""What became of each measure, as lanes of a figure: states over time and marks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal, NamedTuple

from sim.engine.state.record import Record
from sim.events.law import ACT_RENEWED, CONTINUED
from sim.events.lawmaking import LAW
from sim.events.legislature import VOTE
from sim.events.log import Entry
from sim.events.relief import SNAPBACK
from sim.events.reviews import BLOCKED, REPORT, REVIEW_OVER
from sim.outcomes.moves import LAPSE

State = Literal["in force", "in force again", "suspended", "ended", "lapsed"]

STATES: Final[tuple[State, ...]] = ("in force", "in force again", "suspended", "ended", "lapsed")
"""From the bottom of a lane to its top."""


class Span(NamedTuple):
    """A part of a lane that is in one state for a time.

    Attributes
    ----------
    begin, end
        Days from the start.
    state
        Its state.
    low, high
        Which part of the measure, as shares of its LP.
    """

    begin: float
    end: float
    state: State
    low: float
    high: float


@dataclass(slots=True)
class Lane:
    """One measure over time.

    Attributes
    ----------
    key
        Id of the measure, or of the follower whose new measures it stands for.
    name
        Its name.
    sender
        Whose it is.
    lp
        Its weight, LP.
    spans
        Its states.
    renewals
        Days on which an emergency or an act under it was renewed.
    reviews
        First and last day of reviews of its relief.
    votes
        Days of votes on that relief, and whether they were carried.
    snapbacks, laws
        Days on which its relief was reversed, and on which it was put under statute.
    """

    key: str
    name: str
    sender: str
    lp: float
    spans: list[Span] = field(default_factory=list)
    renewals: list[float] = field(default_factory=list)
    reviews: list[tuple[float, float]] = field(default_factory=list)
    votes: list[tuple[float, bool]] = field(default_factory=list)
    snapbacks: list[float] = field(default_factory=list)
    laws: list[float] = field(default_factory=list)

    @property
    def unchanged(self) -> bool:
        """Whether it is in force from the first day to the last, and nothing but renewed."""
        still = len(self.spans) == 1 and self.spans[0].begin == 0.0
        marked = self.reviews or self.votes or self.snapbacks or self.laws
        return still and self.spans[0].state == "in force" and not marked

    def held(self, day: float) -> bool:
        """Return whether any of it is in force or merely suspended on a day."""
        return any(
            s.begin <= day < s.end and s.state in ("in force", "in force again", "suspended")
            for s in self.spans
        )


def lanes(record: Record) -> list[Lane]:
    """Return a lane for each measure, sender by sender; what followers add shares a lane of each.

    Those in force at the start come first, then what was added in order of time.
    """
    model = record.model
    senders = model.catalogue.senders
    parts: dict[str, list[int]] = {}
    for i, tranche in enumerate(record.tranches):
        new = i >= len(model.tranches)
        follows = senders[tranche.sender].role == "follower"
        key = f"{tranche.sender} since the start" if new and follows else tranche.measure
        parts.setdefault(key, []).append(i)
    rank = {name: k for k, name in enumerate(senders)}
    order = sorted(parts, key=lambda key: (rank[record.tranches[parts[key][0]].sender],))
    measures = [_lane(record, key, parts[key]) for key in order]
    _mark(record, measures, parts)
    return measures


def folded(measures: Iterable[Lane]) -> list[Lane]:
    """Return lanes in which the unchanged ones of each sender are one, the first of the sender's.

    Renewals are left out of it, for each renews some of its measures only; one unchanged measure
    alone stays what it is.
    """
    rows: list[Lane] = []
    for sender, group in groupby(measures, key=lambda lane: lane.sender):
        mine = list(group)
        still = [lane for lane in mine if lane.unchanged]
        if len(still) < 2:
            rows += mine
            continue
        lp = sum(lane.lp for lane in still)
        name = f"{len(still):,} measures, in force throughout"
        rows.append(Lane("", name, sender, lp, [*still[0].spans]))
        rows += [lane for lane in mine if not lane.unchanged]
    return rows


def _lane(record: Record, key: str, numbers: list[int]) -> Lane:
    first = record.tranches[numbers[0]]
    measure = record.model.catalogue.measures.get(key)
    if measure is not None:
        name = measure.name
    elif key == first.measure:
        name = f"New: {key.replace('_', ' ')}, {record.model.classes[first.class_].name.lower()}"
    else:
        many = len(numbers)
        name = f"New since the start: {many} measure{'s' if many > 1 else ''}"
    lane = Lane(key, name, first.sender, sum(record.tranches[i].lp for i in numbers))
    lane.spans = list(_spans(record, numbers, lane.lp))
    return lane


def _spans(record: Record, numbers: list[int], whole: float) -> Iterator[Span]:
    """Yield states of a lane, its tranches in force below those that are not."""
    permanent = {name for name, entry in record.model.instruments.items() if entry.permanent}
    at_start = len(record.model.tranches)
    mine = set(numbers)
    state: dict[int, State | None] = {i: "in force" if i < at_start else None for i in numbers}
    began = 0.0
    ends = [(c.day, c) for c in record.changes if c.tranche in mine]
    for day, change in [*ends, (record.horizon, None)]:
        if day > began:
            low = 0.0
            for name in STATES:
                share = sum(record.tranches[i].lp for i in numbers if state[i] == name)
                share /= whole if whole > 0.0 else 1.0
                if share > 1e-9:
                    yield Span(began, day, name, low, low + share)
                low += share
            began = day
        if change is None:
            break
        if change.on:
            state[change.tranche] = "in force again" if change.via == "snapback" else "in force"
        elif change.instrument == LAPSE:
            state[change.tranche] = "lapsed"
        else:
            state[change.tranche] = "ended" if change.instrument in permanent else "suspended"


def _mark(record: Record, measures: Iterable[Lane], parts: dict[str, list[int]]) -> None:
    """Put renewals, reviews, votes, snapbacks and laws on the lanes that they concern."""
    by_key = {lane.key: lane for lane in measures}
    masks = {key: _mask(record, numbers) for key, numbers in parts.items()}
    for e in record.entries:
        if e.kind in (CONTINUED.name, ACT_RENEWED.name):
            hangs = record.model.hangs[e.subject]
            for key, lane in by_key.items():
                if masks[key] & hangs and lane.held(e.day):
                    lane.renewals.append(e.day)
            continue
        if e.kind == LAW.name:
            for key in LAW.of(e)["measures"]:
                if key in by_key:
                    by_key[key].laws.append(e.day)
            continue
        for lane in (by_key[key] for key in e.subject.split(",") if key in by_key):
            if e.kind == REPORT.name:
                lane.reviews.append((e.day, _over(record, e)))
            elif e.kind == VOTE.name:
                lane.votes.append((e.day, VOTE.of(e)["carried"]))
            elif e.kind == SNAPBACK.name:
                lane.snapbacks.append(e.day)


def _mask(record: Record, numbers: list[int]) -> int:
    """Return the mask of all authorities that ever hold these tranches, as far as is known."""
    model = record.model
    mask = 0
    for i in numbers:
        if i < len(model.layers):
            mask |= model.layers[i]
        else:
            added = record.tranches[i]
            basis = model.package[added.class_] if added.sender == model.council else ""
            if added.sender in model.bargaining:
                basis = model.designation[added.sender]
            mask |= model.bit.get(basis, 0)
    for _, later, authority in model.later:
        if not set(numbers).isdisjoint(later):
            mask |= model.bit[authority]
    return mask


def _over(record: Record, report: Entry) -> float:
    """Return the day on which a review ends; the last one if it outlasts the scenario."""
    return next(
        (
            e.day
            for e in record.entries[report.id + 1 :]
            if e.kind in (REVIEW_OVER.name, BLOCKED.name) and e.subject == report.subject
        ),
        record.horizon,
    )
