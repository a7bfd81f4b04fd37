"""Relief of one replication in LP: what was eased, how, when, and what became of it.

**What counts as bargained.** Relief under an agreed package does; so does relief by the council
and by followers once a first package has been agreed, because it comes in its wake: without
them no settlement could reach the larger outcome classes, since the executive holds only about
half of all LP. Gestures, licences on oil and lapses are relief without a bargain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum

import numpy as np

from sim.engine.state.record import Record
from sim.outcomes.ledger import Floats
from sim.outcomes.moves import LAPSE, LedgerLayout, Moves, eased_cells, moves
from sim.outcomes.step_series import arriving_share

_IN_THE_WAKE = ("council", "follower")


@dataclass(slots=True)
class ReliefAccounts:
    """Accounts of the relief of one replication; LP, and days from the start.

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
    first
        Days until the first relief of any kind, by sender; those that give none are left out.
    over
        Days until nothing is in force any more of what the executive had imposed by the start.
    again
        Days, of those after it, until a measure of the executive first bites again or is new.
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
    first: dict[str, float] = field(default_factory=dict)
    over: float | None = None
    again: float | None = None

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


def relief_accounts(record: Record) -> ReliefAccounts:
    """Return the accounts of a record, from its change points."""
    layout = LedgerLayout(record.model)
    all_moves = moves(record, layout)
    accounts = legal_accounts(record, layout)
    moments = turning_points([record], [all_moves])
    cells = eased_cells([all_moves])
    arrives = arriving_share([record], moments, layout, cells)
    add_effective([accounts], layout, [all_moves], moments, cells, arrives)
    return accounts


def legal_accounts(record: Record, layout: LedgerLayout) -> ReliefAccounts:
    """Return the accounts of a record, without effective relief."""
    senders = layout.axes.senders
    none = dict.fromkeys(senders, 0.0)
    accounts = ReliefAccounts(none.copy(), none.copy(), none.copy(), none.copy(), none)
    legal, legal_max, added = accounts.legal, accounts.legal_max, accounts.added
    permanent = layout.permanent
    first_deal = record.deals[0].day if record.deals else float("inf")
    half = 0.5 * fsum(layout.start)
    tranches = record.tranches
    executive = record.model.executive
    held_yet = {i for i, t in enumerate(record.model.tranches) if t.sender == executive}
    from_start = frozenset(held_yet)
    road: dict[int, str] = {}
    bargained: set[int] = set()
    ever: set[int] = set()
    total = now = oil = 0.0
    for change in record.changes:
        day, i, on, via = change.day, change.tranche, change.on, change.via
        t = tranches[i]
        lp, sender = t.lp, t.sender
        if sender == executive:
            if on and accounts.over is not None and accounts.again is None:
                accounts.again = day
            if on and i in from_start:
                held_yet.add(i)
            elif i in held_yet:
                held_yet.remove(i)
                if not held_yet and accounts.over is None:
                    accounts.over = day
        held = road.pop(i, None)
        if held is not None:
            legal[sender] -= lp
            total -= lp
            oil -= lp * (held == "oil")
            if i in bargained:
                bargained.discard(i)
                now -= lp
        if on:
            if held is None:
                added[sender] += lp
            else:
                accounts.restored[via] = accounts.restored.get(via, 0.0) + lp
            continue
        road[i] = via
        legal[sender] += lp
        total += lp
        if legal[sender] > legal_max[sender]:
            legal_max[sender] = legal[sender]
        if total > accounts.total_max:
            accounts.total_max = total
            if accounts.half is None and total >= half:
                accounts.half = day
        if via != "start":
            accounts.first.setdefault(sender, day)
            if accounts.relief is None:
                accounts.relief = day
        if accounts.termination is None and change.instrument in permanent:
            accounts.termination = day
        if via == "oil":
            oil += lp
            accounts.oil_max = max(accounts.oil_max, oil)
        elif via == "bargain" or (via in _IN_THE_WAKE and day >= first_deal):
            if accounts.bargain is None:
                accounts.bargain = day
            bargained.add(i)
            now += lp
            accounts.bargained_max = max(accounts.bargained_max, now)
            ever.add(i)
    # Sums over what is there at the end, so that rounding leaves nothing behind.
    accounts.bargained_ever = fsum(tranches[i].lp for i in ever)
    accounts.bargained_end = fsum(tranches[i].lp for i in bargained)
    left: dict[str, list[float]] = {name: [] for name in senders}
    for i, via in road.items():
        t = tranches[i]
        left[t.sender].append(t.lp)
        accounts.by_road[via] = accounts.by_road.get(via, 0.0) + t.lp
    for name, parts in left.items():
        legal[name] = fsum(parts)
    return accounts


def turning_points(records: Sequence[Record], all_moves: Sequence[Moves]) -> Floats:
    """Return the days between which effective relief of every class moves one way.

    Those at which something jumps or overcompliance turns, and the end; days from the start,
    ascending, shape ``(replications, n)``, the end as often as it takes to fill up a row.
    """
    rows = [
        sorted({record.horizon, *m.days, *[point.day for point in record.reluctance]})
        for record, m in zip(records, all_moves, strict=True)
    ]
    n = max(map(len, rows))
    return np.array([days + days[-1:] * (n - len(days)) for days in rows])


def add_effective(
    accounts: Sequence[ReliefAccounts],
    layout: LedgerLayout,
    all_moves: Sequence[Moves],
    moments: Floats,
    cells: Sequence[int],
    arrives: Floats,
) -> None:
    """Put effective relief, at the end and at most, into the accounts of several replications.

    Parameters
    ----------
    accounts, layout, all_moves
        The accounts, the layout of the ledger (one for all), the moves of each.
    moments
        The `turning_points`, shape ``(replications, n)``. The most is looked for before and
        after each of them.
    cells
        The `eased_cells` of any of the replications.
    arrives
        Share of relief in these that arrives, shape ``(replications, cells, n)``.
    """
    senders, classes = layout.axes.senders, len(layout.axes.classes)
    count, n = moments.shape
    row = {cell: k for k, cell in enumerate(cells)}
    place: list[int] = []
    lp: list[float] = []
    for k, (m, days) in enumerate(zip(all_moves, moments.tolist(), strict=True)):
        first = k * len(cells)
        place += [
            (first + row[cell]) * n + bisect_left(days, day)
            for cell, day in zip(m.cells, m.days, strict=True)
        ]
        lp += m.eased
    jumps = np.bincount(place, weights=lp, minlength=count * len(cells) * n)
    # What is eased after each moment, and what of it came then.
    relief = np.empty((2, count, len(cells), n))
    relief[1] = jumps.reshape(count, len(cells), n)
    np.cumsum(relief[1], axis=2, out=relief[0])
    relief *= arrives
    felt = np.zeros((2, count, len(senders), n))
    for k, cell in enumerate(cells):
        felt[:, :, cell // classes] += relief[:, :, k]
    # From here on after each moment, and before it.
    np.subtract(felt[0], felt[1], out=felt[1])
    ends, most = felt[0, :, :, -1].tolist(), felt.max(axis=(0, 3)).tolist()
    whole = np.add.reduce(felt, axis=2).max(axis=(0, 2)).tolist()
    for k, of_record in enumerate(accounts):
        of_record.effective.update(zip(senders, ends[k], strict=True))
        of_record.effective_max.update(
            (name, max(value, 0.0)) for name, value in zip(senders, most[k], strict=True)
        )
        of_record.effective_total_max = max(whole[k], 0.0)
