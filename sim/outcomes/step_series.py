"""Series given by their change points: constant, or relaxing, from one to the next."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from sim.engine.kernel.clock import YEAR
from sim.engine.state.record import Record
from sim.outcomes.ledger import Floats
from sim.outcomes.moves import LedgerLayout, further_tables
from sim.outcomes.series import point_series


def points(records: Sequence[Record], grid: Floats) -> Floats:
    """Return the series of points of several replications on some days.

    Parameters
    ----------
    records
        The replications.
    grid
        Days from the start, shape ``(n,)``, none before the start.

    Returns
    -------
    ndarray
        Shape ``(replications, series, n)``, in the order of `point_series`.
    """
    series = point_series(further_tables(records[0].model))
    width = len(series)
    place = {name: k for k, name in enumerate(series, -width)}
    table = _StateTable(width)
    for record in records:
        today, states = table.begin()
        for point in record.points:
            day = point.day
            if day != today:
                table.days.append(day)
                states.extend(states[-width:])
                today = day
            states[place[point.series]] = point.value
        table.end(grid)
    return table.on_days()


def overcompliance(records: Sequence[Record], days: Floats, classes: Sequence[str]) -> Floats:
    """Return the share of legal relief that is withheld, by class and replication.

    Between its change points overcompliance ``o`` follows ``o* + (o - o*) exp(-t / tau)`` (rule
    R2), of which each class feels its own share.

    Parameters
    ----------
    records
        The replications.
    days
        Days from the start of each, in any order, shape ``(replications, n)``, none before the
        start.
    classes
        Ids of the classes.

    Returns
    -------
    ndarray
        Shape ``(replications, len(classes), n)``, in [0, 1].
    """
    count = len(classes)
    if not count:
        return np.empty((len(records), 0, days.shape[1]))
    place = {name: k for k, name in enumerate(classes, -count)}
    # Since when, from which level and towards which target each class relaxes. A class to which
    # no measure belongs withholds nothing.
    width = 3 * count
    table = _StateTable(width)
    for record, days_of_record in zip(records, days, strict=True):
        today, states = table.begin()
        for point in record.reluctance:
            k = place.get(point.class_)
            if k is None:
                continue
            day = point.day
            if day != today:
                table.days.append(day)
                states.extend(states[-width:])
                today = day
            states[k - 2 * count] = day
            states[k - count] = point.level
            states[k] = point.target
        table.end(days_of_record)
    since, o, aim = np.split(table.on_days(), 3, axis=1)
    models = [record.model for record in records]
    tau = [model.parameters.values.reluctance.tau_months / 12.0 * YEAR for model in models]
    applies = [[model.classes[name].overcompliance for name in classes] for model in models]
    o = aim + (o - aim) * np.exp((since - days[:, None]) / np.array(tau)[:, None, None])
    share: Floats = np.array(applies)[:, :, None] * o
    return share


def arriving_share(
    records: Sequence[Record], days: Floats, layout: LedgerLayout, cells: Sequence[int]
) -> Floats:
    """Return the share of legal relief that arrives, by replication and cell.

    What does not is withheld by banks and firms, see `overcompliance`.
    """
    names = layout.axes.classes
    classes = sorted({cell % len(names) for cell in cells})
    withheld = overcompliance(records, days, [names[k] for k in classes])
    arrives: Floats = 1.0 - withheld[:, [classes.index(cell % len(names)) for cell in cells]]
    return arrives


class _StateTable:
    """States of several replications, a row from each change to the next.

    Attributes
    ----------
    days
        Days of the replication at hand on which its state changes.
    """

    __slots__ = ("_last", "_states", "_width", "days")

    def __init__(self, width: int) -> None:
        self._width = width
        # All states, one after the other, and which of them hold on the days asked for.
        self._states = array("d")
        self._last: list[NDArray[np.intp]] = []
        self.days: list[float] = []

    def begin(self) -> tuple[float, array[float]]:
        """Begin a replication with a state of zeros; return its day and all states."""
        self.days = [-inf]
        self._states.frombytes(bytes(8 * self._width))
        return -inf, self._states

    def end(self, days: Floats) -> None:
        """End a replication: look up which of its states hold on some days."""
        first = len(self._states) // self._width - len(self.days)
        self._last.append(np.array(self.days).searchsorted(days, side="right") + (first - 1))

    def on_days(self) -> Floats:
        """Return the states on these days, shape ``(replications, width, days)``."""
        states = np.frombuffer(self._states).reshape(-1, self._width)
        return np.ascontiguousarray(states[np.array(self._last)].swapaxes(1, 2))
