"""LP in the books of one replication: what was eased, how, when, and what came of it.

**What counts as bargained.** Relief under an agreed package does; so does relief by the council
and by followers once a first package has been agreed, because it comes in its wake: without
them no settlement could reach the larger outcome classes, since the executive holds only about
half of all LP. Gestures, licences on oil and lapses are relief without a bargain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum

import numpy as np

from sim.engine.record import Record
from sim.outcomes.moves import LAPSE, at_start, moves
from sim.outcomes.trajectories import overcompliance

_IN_THE_WAKE = ("council", "follower")


@dataclass(slots=True)
class Accounts:
    """What one replication's relief comes to; LP, and days from the start.

    Attributes
    ----------
    legal, legal_max
        Eased at the end, and at most, by sender.
    effective, effective_max
        The same without what banks and firms withhold.
    added
        Imposed since the start, by sender.
    total_max, effective_total_max
        Eased at most, all senders together.
    by_road
        Eased at the end, by road.
    oil_max
        Eased by licences on oil, at most.
    bargained_ever, bargained_end, bargained_max
        Bargained relief: ever (each tranche once), still there at the end, at most at a time.
    restored
        What bit again, by how it came back: ``snapback`` or ``lapse`` (of a licence).
    relief, bargain, termination, half
        Days until the first relief of any kind, the first that was bargained, the first that
        ended an authority, and until half of what was in force at the start is eased; None if
        that never happens.
    """

    legal: dict[str, float]
    legal_max: dict[str, float]
    effective: dict[str, float]
    effective_max: dict[str, float]
    added: dict[str, float]
    total_max: float = 0.0
    effective_total_max: float = 0.0
    by_road: dict[str, float] = field(default_factory=dict)
    oil_max: float = 0.0
    bargained_ever: float = 0.0
    bargained_end: float = 0.0
    bargained_max: float = 0.0
    restored: dict[str, float] = field(default_factory=lambda: {"snapback": 0.0, LAPSE: 0.0})
    relief: float | None = None
    bargain: float | None = None
    termination: float | None = None
    half: float | None = None

    @property
    def total(self) -> float:
        """LP eased at the end."""
        return fsum(self.legal.values())

    @property
    def net(self) -> float:
        """LP in force at the end above those at the start; negative if there are fewer."""
        return fsum(self.added.values()) - self.total

    @property
    def undone(self) -> float:
        """Share of the bargained relief that is undone by the end, in [0, 1]."""
        return 1.0 - self.bargained_end / self.bargained_ever if self.bargained_ever else 0.0


def accounts(record: Record) -> Accounts:
    """Keep the books over the change points of a record."""
    model = record.model
    senders = model.catalogue.senders
    none = dict.fromkeys(senders, 0.0)
    books = Accounts(none.copy(), none.copy(), none.copy(), none.copy(), none)
    legal, legal_max = books.legal, books.legal_max
    permanent = {name for name, entry in model.instruments.items() if entry.permanent}
    first_deal = record.deals[0].day if record.deals else float("inf")
    half = 0.5 * fsum(at_start(model).values())
    tranches = record.tranches
    road: dict[int, str] = {}
    bargained: set[int] = set()
    ever: set[int] = set()
    total = now = oil = 0.0
    for day, i, on, instrument, via in record.changes:
        t = tranches[i]
        lp = t.lp
        held = road.pop(i, None)
        if held is not None:
            legal[t.sender] -= lp
            total -= lp
            oil -= lp * (held == "oil")
            if i in bargained:
                bargained.discard(i)
                now -= lp
        if on:
            if held is None:
                books.added[t.sender] += lp
            else:
                books.restored[via] = books.restored.get(via, 0.0) + lp
            continue
        road[i] = via
        legal[t.sender] += lp
        total += lp
        if legal[t.sender] > legal_max[t.sender]:
            legal_max[t.sender] = legal[t.sender]
        if total > books.total_max:
            books.total_max = total
            if books.half is None and total >= half:
                books.half = day
        if books.relief is None:
            books.relief = day
        if books.termination is None and instrument in permanent:
            books.termination = day
        if via == "oil":
            oil += lp
            books.oil_max = max(books.oil_max, oil)
        elif via == "bargain" or (via in _IN_THE_WAKE and day >= first_deal):
            if books.bargain is None:
                books.bargain = day
            bargained.add(i)
            now += lp
            books.bargained_max = max(books.bargained_max, now)
            ever.add(i)
    # Sums over what is there at the end, so that rounding leaves nothing behind.
    books.bargained_ever = fsum(tranches[i].lp for i in ever)
    books.bargained_end = fsum(tranches[i].lp for i in bargained)
    left: dict[str, list[float]] = {name: [] for name in senders}
    for i, via in road.items():
        t = tranches[i]
        left[t.sender].append(t.lp)
        books.by_road[via] = books.by_road.get(via, 0.0) + t.lp
    for name, parts in left.items():
        legal[name] = fsum(parts)
    _effective(record, books)
    return books


def _effective(record: Record, books: Accounts) -> None:
    """Effective relief at the end and at most.

    The maximum is taken over the moments at which something jumps, before and after, and those
    at which overcompliance turns; between them every class moves one way.
    """
    m = moves(record)
    if not m.days:
        return
    senders, classes = len(books.legal), len(record.model.classes)
    moments = np.array(sorted({*m.days, *(r.day for r in record.reluctance), record.horizon}))
    place = np.array(m.cells) * len(moments) + np.searchsorted(moments, m.days)
    jumps = np.bincount(place, weights=m.eased, minlength=senders * classes * len(moments))
    jumps = jumps.reshape(senders, classes, -1)
    passes = 1.0 - overcompliance(record, moments)
    after = (np.cumsum(jumps, axis=2) * passes).sum(axis=1)
    before = after - (jumps * passes).sum(axis=1)
    highest = np.maximum(after, before)
    for name, end, most in zip(
        books.legal, after[:, -1].tolist(), highest.max(axis=1).tolist(), strict=True
    ):
        books.effective[name] = end
        books.effective_max[name] = max(most, 0.0)
    whole = np.maximum(after.sum(axis=0), before.sum(axis=0))
    books.effective_total_max = max(float(whole.max()), 0.0)
