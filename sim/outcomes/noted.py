"""What is noted from time to time and holds, or relaxes, until it is noted again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import inf
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.clock import YEAR
from sim.engine.record import Record
from sim.outcomes.ledger import Floats
from sim.outcomes.moves import Layout

POINTS: Final[dict[str, str]] = {
    "war": "[0, 1]",
    "oil": "$/bbl",
    "trust_executive": "[0, 1]",
    "trust_target": "[0, 1]",
    "aspiration_executive": "UP",
    "aspiration_target": "LP",
    "leverage": "0-100",
}
"""Series that are noted from time to time, with their units; they hold until noted again."""

_PLACE: Final = {name: k for k, name in enumerate(POINTS, -len(POINTS))}
"""Places of their values, from the end of what has been noted so far."""


def points(records: Sequence[Record], grid: Floats) -> Floats:
    """The noted series of several replications on some days.

    Parameters
    ----------
    records
        The replications.
    grid
        Days from the start, shape ``(n,)``, none before the start.

    Returns
    -------
    ndarray
        Shape ``(replications, len(POINTS), n)``, in the order of `POINTS`.
    """
    width = len(POINTS)
    noted = _Noted(width)
    for record in records:
        today, states = noted.begin()
        for day, name, value in record.points:
            if day != today:
                noted.days.append(day)
                states.extend(states[-width:])
                today = day
            states[_PLACE[name]] = value
        noted.end(grid)
    return noted.held()


def overcompliance(record: Record, days: ArrayLike) -> Floats:
    """Share of legal relief that is withheld, by class.

    Between its change points overcompliance ``o`` follows ``o* + (o - o*) exp(-t / tau)`` (rule
    R2), of which each class feels its own share.

    Parameters
    ----------
    record
        The replication.
    days
        Days from the start, shape ``(n,)``, in any order, none before the start.

    Returns
    -------
    ndarray
        Shape ``(classes, n)``, in [0, 1].
    """
    wanted = np.asarray(days, dtype=float)[None]
    share: Floats = withheld([record], wanted, record.model.table.names)[0]
    return share


def withheld(records: Sequence[Record], days: Floats, classes: Sequence[str]) -> Floats:
    """The `overcompliance` of some classes in several replications, each on days of its own.

    Parameters
    ----------
    records
        The replications.
    days
        Days from the start, shape ``(replications, n)``, none before the start.
    classes
        Ids of the classes wanted.

    Returns
    -------
    ndarray
        Shape ``(replications, len(classes), n)``, in [0, 1].
    """
    count = len(classes)
    if not count:
        return np.empty((len(records), 0, days.shape[1]))
    place = {name: k for k, name in enumerate(classes, -count)}
    # Since when, from which level and towards which target each class relaxes. A class that
    # nobody's measures belong to withholds nothing.
    width = 3 * count
    noted = _Noted(width)
    for record, wanted in zip(records, days, strict=True):
        today, states = noted.begin()
        for day, name, level, target in record.reluctance:
            k = place.get(name)
            if k is None:
                continue
            if day != today:
                noted.days.append(day)
                states.extend(states[-width:])
                today = day
            states[k - 2 * count] = day
            states[k - count] = level
            states[k] = target
        noted.end(wanted)
    since, o, aim = np.split(noted.held(), 3, axis=1)
    models = [record.model for record in records]
    tau = [model.scenario.values.reluctance.tau_months / 12.0 * YEAR for model in models]
    applies = [[model.classes[name].overcompliance for name in classes] for model in models]
    o = aim + (o - aim) * np.exp((since - days[:, None]) / np.array(tau)[:, None, None])
    share: Floats = np.array(applies)[:, :, None] * o
    return share


def arriving(
    records: Sequence[Record], days: Floats, layout: Layout, cells: Sequence[int]
) -> Floats:
    """Share of legal relief that is not `withheld`, by cell, shape ``(replications, cells, n)``."""
    names = layout.axes.classes
    wanted = sorted({cell % len(names) for cell in cells})
    share = withheld(records, days, [names[k] for k in wanted])
    arrives: Floats = 1.0 - share[:, [wanted.index(cell % len(names)) for cell in cells]]
    return arrives


class _Noted:
    """States that hold from one noting to the next, of several replications.

    Attributes
    ----------
    days
        Days of the replication at hand on which something was noted.
    """

    __slots__ = ("_last", "_states", "_width", "days")

    def __init__(self, width: int) -> None:
        self._width = width
        # All states, one after the other, and which of them hold on the days wanted.
        self._states = array("d")
        self._last: list[NDArray[np.intp]] = []
        self.days: list[float] = []

    def begin(self) -> tuple[float, array[float]]:
        """Begin a replication with a state of zeros; return its day and all states."""
        self.days = [-inf]
        self._states.frombytes(bytes(8 * self._width))
        return -inf, self._states

    def end(self, wanted: Floats) -> None:
        """Find the last states of a replication by each of the days wanted."""
        first = len(self._states) // self._width - len(self.days)
        self._last.append(np.array(self.days).searchsorted(wanted, side="right") + (first - 1))

    def held(self) -> Floats:
        """What holds on the days wanted, shape ``(replications, width, days)``."""
        states = np.frombuffer(self._states).reshape(-1, self._width)
        return np.ascontiguousarray(states[np.array(self._last)].swapaxes(1, 2))
