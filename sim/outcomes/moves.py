"""What becomes of every tranche, as LP that move between in force and eased.

The one reading of a record's change points, on which series and outcomes rest.
"""

from __future__ import annotations

from typing import Final, NamedTuple, get_args

from sim.engine.model import Model
from sim.engine.record import Record
from sim.engine.register import Via

LAPSE: Final = "lapse"
"""Instrument and road of measures that ended because nothing held them any more."""

ROADS: Final[tuple[str, ...]] = (*get_args(Via), LAPSE)
"""How relief may come about."""


class Axes(NamedTuple):
    """What relief is broken down by; the same for all replications of a model."""

    senders: tuple[str, ...]
    classes: tuple[str, ...]
    instruments: tuple[str, ...]


class Moves(NamedTuple):
    """LP that moved, one item per move, in order of time.

    Attributes
    ----------
    days
        When.
    cells
        Sender and class: the place in a table of senders by classes, counted row by row.
    instruments, roads
        By what and how it was eased: places in `Axes.instruments` and `ROADS`.
    eased
        LP eased, negative if they bite again.
    added_days, added_senders, added
        When, by whom and how many LP were imposed anew.
    """

    days: list[float]
    cells: list[int]
    instruments: list[int]
    roads: list[int]
    eased: list[float]
    added_days: list[float]
    added_senders: list[int]
    added: list[float]


def axes(model: Model) -> Axes:
    """What relief in a model is broken down by."""
    c = model.catalogue
    return Axes(tuple(c.senders), tuple(c.classes), (*c.instruments, LAPSE))


def at_start(model: Model) -> dict[str, float]:
    """LP in force at the start by sender; 100 in all."""
    lp = dict.fromkeys(model.catalogue.senders, 0.0)
    for tranche in model.tranches:
        lp[tranche.sender] += tranche.lp
    return lp


def moves(record: Record) -> Moves:
    """Follow every tranche from change to change.

    A tranche that is off may go off again, by another instrument: its suspension is turned into
    its end. Then its LP move from one instrument to the other, and nothing is eased or restored.
    """
    a = axes(record.model)
    sender = {name: k for k, name in enumerate(a.senders)}
    class_ = {name: k for k, name in enumerate(a.classes)}
    instrument = {name: k for k, name in enumerate(a.instruments)}
    road = {name: k for k, name in enumerate(ROADS)}
    per_sender = len(a.classes)
    tranches = record.tranches
    off: dict[int, tuple[int, int, int]] = {}
    result = Moves([], [], [], [], [], [], [], [])
    days, cells, instruments, roads, eased, *_ = result
    for day, i, on, by, via in record.changes:
        t = tranches[i]
        lp = t.lp
        held = off.pop(i, None)
        if held is not None:
            days.append(day)
            cells.append(held[0])
            instruments.append(held[1])
            roads.append(held[2])
            eased.append(-lp)
        if not on:
            cell = sender[t.sender] * per_sender + class_[t.class_]
            off[i] = held = (cell, instrument[by], road[via])
            days.append(day)
            cells.append(cell)
            instruments.append(held[1])
            roads.append(held[2])
            eased.append(lp)
        elif held is None:
            result.added_days.append(day)
            result.added_senders.append(sender[t.sender])
            result.added.append(lp)
    return result
