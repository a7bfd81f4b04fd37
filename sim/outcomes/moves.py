"""Moves of LP between in force and eased, tranche by tranche.

The one reading of a record's change points, on which series and outcomes rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, get_args

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.events.fields import Via

LAPSE: Final = "lapse"
"""Instrument and road of measures that ended because nothing held them any more."""

ROADS: Final[tuple[str, ...]] = (*get_args(Via), LAPSE)
"""How relief may come about."""


class Axes(NamedTuple):
    """Dimensions by which relief is broken down; the same for all replications of a model.

    And the names of the further tables, of which there are series beside those of the first.
    """

    senders: tuple[str, ...]
    classes: tuple[str, ...]
    instruments: tuple[str, ...]
    tables: tuple[str, ...] = ()


def further_tables(model: Model) -> tuple[str, ...]:
    """Return the names of a model's tables beside the first."""
    return tuple([pair.name for pair in model.pairs[1:]])


def axes(model: Model) -> Axes:
    """Return the dimensions by which relief in a model is broken down."""
    c = model.catalogue
    return Axes(tuple(c.senders), tuple(c.classes), (*c.instruments, LAPSE), further_tables(model))


class LedgerLayout:
    """The rows of the ledger of LP, made once for all records of a model.

    Rows are, block by block: LP eased by cell, which is a sender and a class, sender by sender;
    LP eased by instrument; LP eased by road; LP added by sender.

    Attributes
    ----------
    axes
        Dimensions by which relief is broken down.
    sender, class_
        Row of a cell: what its sender and what its class add to it.
    instrument, road, addition
        Rows of instruments, roads and senders.
    means, additions, rows
        The first row of an instrument, the first of what is added, and the number of rows.
    start
        LP in force at the start by sender.
    permanent
        Instruments that end authorities.
    """

    __slots__ = (
        "addition",
        "additions",
        "axes",
        "class_",
        "instrument",
        "means",
        "permanent",
        "road",
        "rows",
        "sender",
        "start",
    )

    def __init__(self, model: Model) -> None:
        a = self.axes = axes(model)
        classes = len(a.classes)
        self.means = len(a.senders) * classes
        roads = self.means + len(a.instruments)
        self.additions = roads + len(ROADS)
        self.rows = self.additions + len(a.senders)
        self.sender = {name: k * classes for k, name in enumerate(a.senders)}
        self.class_ = {name: k for k, name in enumerate(a.classes)}
        self.instrument = {name: k for k, name in enumerate(a.instruments, self.means)}
        self.road = {name: k for k, name in enumerate(ROADS, roads)}
        self.addition = {name: k for k, name in enumerate(a.senders, self.additions)}
        self.start = [model.accounts.lp_on[name] for name in a.senders]
        self.permanent = {name for name, entry in model.instruments.items() if entry.permanent}


class Moves(NamedTuple):
    """Moves of LP as columns, in order of time; rows are those of a `LedgerLayout`.

    Attributes
    ----------
    days
        When.
    cells, instruments, roads
        Rows of sender and class, and of what and how it was eased.
    eased
        LP eased, negative if they bite again.
    added_days, added_senders, added
        When, by whom (a row too) and how many LP were imposed anew.
    """

    days: list[float]
    cells: list[int]
    instruments: list[int]
    roads: list[int]
    eased: list[float]
    added_days: list[float]
    added_senders: list[int]
    added: list[float]


def moves(record: Record, layout: LedgerLayout) -> Moves:
    """Return the moves of a record: every tranche followed from change to change.

    A tranche that is off may go off again, by another instrument: its suspension is turned into
    its end. Then its LP move from one instrument to the other, and nothing is eased or restored.
    """
    sender, class_, addition = layout.sender, layout.class_, layout.addition
    instrument, road = layout.instrument, layout.road
    tranches = record.tranches
    off: dict[int, tuple[int, int, int]] = {}
    result = Moves([], [], [], [], [], [], [], [])
    days, cells, instruments, roads, eased, added_days, added_senders, added = result
    for change in record.changes:
        day, i = change.day, change.tranche
        t = tranches[i]
        held = off.pop(i, None)
        if held is not None:
            days.append(day)
            cells.append(held[0])
            instruments.append(held[1])
            roads.append(held[2])
            eased.append(-t.lp)
        if not change.on:
            cell = sender[t.sender] + class_[t.class_]
            off[i] = held = cell, instrument[change.instrument], road[change.via]
            days.append(day)
            cells.append(held[0])
            instruments.append(held[1])
            roads.append(held[2])
            eased.append(t.lp)
        elif held is None:
            added_days.append(day)
            added_senders.append(addition[t.sender])
            added.append(t.lp)
    return result


def eased_cells(all_moves: Iterable[Moves]) -> list[int]:
    """Return the cells in which anything is ever eased in some replications, in order."""
    cells: set[int] = set()
    return sorted(cells.union(*(m.cells for m in all_moves)))
