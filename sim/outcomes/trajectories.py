"""From change points to series: legal and effective relief, what is in force, the world around it.

A record holds no grid. This module puts one on it: `on_grid` for many replications, `steps` for
the exact moments. Both read the same account of LP, so that at every moment

    LP eased + LP in force = LP in force at the start + LP added.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.clock import YEAR
from sim.engine.model import Model
from sim.engine.record import Record
from sim.outcomes.moves import ROADS, Axes, at_start, axes, moves

Floats = NDArray[np.float64]

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


class Steps(NamedTuple):
    """A series that is constant between change points.

    Attributes
    ----------
    days
        Days from the start on which it changes, the first one 0.
    values
        Value from each of these days on.
    """

    days: Floats
    values: Floats


# -- which series there are ----------------------------------------------------------------

_TOTALS = ("legal", "effective", "in_force", "added", "share")


class _Rows(NamedTuple):
    """Rows of a table of series, block by block."""

    totals: slice
    legal: slice
    effective: slice
    in_force: slice
    classes: slice
    effective_classes: slice
    means: slice
    points: slice


@lru_cache(maxsize=8)
def _names(a: Axes) -> tuple[str, ...]:
    return (
        *_TOTALS,
        *(f"legal_{s}" for s in a.senders),
        *(f"effective_{s}" for s in a.senders),
        *(f"in_force_{s}" for s in a.senders),
        *(f"class_{c}" for c in a.classes),
        *(f"effective_class_{c}" for c in a.classes),
        *(f"instrument_{i}" for i in a.instruments),
        *(f"via_{road}" for road in ROADS),
        *POINTS,
    )


@lru_cache(maxsize=8)
def _rows(a: Axes) -> _Rows:
    senders, classes, means = len(a.senders), len(a.classes), len(a.instruments) + len(ROADS)
    sizes = (len(_TOTALS), senders, senders, senders, classes, classes, means, len(POINTS))
    ends = accumulate(sizes)
    return _Rows(*(slice(end - size, end) for end, size in zip(ends, sizes, strict=True)))


def names(model: Model) -> tuple[str, ...]:
    """Names of all series of a model, in the order of the rows of `table`.

    ======================= ======== ==========================================================
    name                    unit     meaning
    ======================= ======== ==========================================================
    ``legal``               LP       eased in law, of 100 LP at the start and what was added
    ``effective``           LP       of these, what banks and firms do not withhold (rule R2)
    ``in_force``            LP       in force
    ``added``               LP       imposed since the start
    ``share``               [0, 1]   ``legal`` as a share of all that was ever imposed
    ``legal_<sender>``      LP       eased by one sender; also ``effective_``, ``in_force_``
    ``class_<class>``       LP       eased in one class; also ``effective_class_``
    ``instrument_<id>``     LP       eased by one instrument; ``instrument_lapse``: by lapse
    ``via_<road>``          LP       eased by bargain, gesture, oil licence, council, follower,
                                     statute, or lapse
    ``war``, ``oil`` …      `POINTS` what is noted from time to time
    ======================= ======== ==========================================================
    """
    return _names(axes(model))


# -- the series ----------------------------------------------------------------------------


def on_grid(record: Record, days: ArrayLike) -> dict[str, NDArray[np.float32]]:
    """All series on a grid of days, by name: see `names` for what they are, and `table`."""
    return dict(zip(names(record.model), table(record, days).astype(np.float32), strict=True))


def steps(record: Record) -> dict[str, Steps]:
    """All series that are constant between change points, at their change points.

    Returns
    -------
    dict
        By the names of `names`, without effective relief, which moves all the time.
    """
    moments = np.unique([0.0, *(change.day for change in record.changes)])
    result = {
        name: Steps(moments, values)
        for name, values in zip(names(record.model), table(record, moments), strict=True)
        if not name.startswith("effective") and name not in POINTS
    }
    for name in POINTS:
        noted = {p.day: p.value for p in record.points if p.series == name}
        result[name] = Steps(np.array(list(noted), float), np.array(list(noted.values()), float))
    return result


def table(record: Record, days: ArrayLike) -> Floats:
    """All series on a grid of days.

    Parameters
    ----------
    record
        The replication.
    days
        Days from the start, shape ``(n,)``, ascending, none before the start. What changes on a
        day has changed by then.

    Returns
    -------
    ndarray
        Shape ``(len(names(record.model)), n)``, in the order of `names`.

    Raises
    ------
    ValueError
        If the days are not ascending or begin before the start.
    """
    grid = _checked(days)
    a = axes(record.model)
    senders, classes = len(a.senders), len(a.classes)
    m = moves(record)
    # Rows of the account: LP eased by cell, by instrument and by road; LP added by sender.
    by_instrument = senders * classes
    by_road = by_instrument + len(a.instruments)
    by_addition = by_road + len(ROADS)
    row = np.array(
        m.cells
        + [by_instrument + k for k in m.instruments]
        + [by_road + k for k in m.roads]
        + [by_addition + k for k in m.added_senders],
        dtype=np.intp,
    )
    # What moves after the last day of the grid falls into one more column, and is left out.
    column, width = np.searchsorted(grid, m.days), len(grid) + 1
    columns = np.concatenate((column, column, column, np.searchsorted(grid, m.added_days)))
    account = np.bincount(
        row * width + columns,
        weights=m.eased + m.eased + m.eased + m.added,
        minlength=(by_addition + senders) * width,
    )
    account = np.cumsum(account.reshape(-1, width)[:, :-1], axis=1)
    legal = account[:by_instrument].reshape(senders, classes, -1)
    effective = legal * (1.0 - overcompliance(record, grid))
    added = account[by_addition:]

    out, rows, add = np.empty((len(_names(a)), len(grid))), _rows(a), np.add.reduce
    add(legal, axis=1, out=out[rows.legal])
    add(effective, axis=1, out=out[rows.effective])
    start = np.array(list(at_start(record.model).values()))
    out[rows.in_force] = start[:, None] + added - out[rows.legal]
    add(legal, axis=0, out=out[rows.classes])
    add(effective, axis=0, out=out[rows.effective_classes])
    out[rows.means] = account[by_instrument:by_addition]
    out[rows.points] = _points(record, grid)
    for k, part in enumerate((out[rows.legal], out[rows.effective], out[rows.in_force], added)):
        add(part, axis=0, out=out[k])
    np.divide(out[0], out[0] + out[2], out=out[4])
    return out


def overcompliance(record: Record, days: ArrayLike) -> Floats:
    """Share of legal relief that is withheld, by class.

    Between its change points overcompliance ``o`` follows ``o* + (o - o*) exp(-t / tau)`` (rule
    R2), of which each class feels its own share.

    Parameters
    ----------
    record
        The replication.
    days
        Days from the start, shape ``(n,)``, ascending.

    Returns
    -------
    ndarray
        Shape ``(classes, n)``, in [0, 1].
    """
    grid = np.asarray(days, dtype=float)
    model = record.model
    applies = np.array([c.overcompliance for c in model.classes.values()])
    tau = model.scenario.values.reluctance.tau_months / 12.0 * YEAR
    number = {name: k for k, name in enumerate(model.classes)}
    # A class that nobody's measures belong to withholds nothing.
    nothing = [0.0] * len(number)
    since, class_, level, aim = zip(*record.reluctance, strict=True)
    series = np.array([*range(len(number)), *(number[name] for name in class_)])
    day = np.array([*nothing, *since])
    last = _last(series, day, len(number), grid)
    target = np.array([*nothing, *aim])[last]
    o = target + (np.array([*nothing, *level])[last] - target) * np.exp((day[last] - grid) / tau)
    return cast("Floats", applies[:, None] * o)


def _points(record: Record, grid: Floats) -> Floats:
    number = {name: k for k, name in enumerate(POINTS)}
    day, series, value = zip(*record.points, strict=True)
    last = _last(np.array([number[s] for s in series]), np.array(day, float), len(number), grid)
    return cast("Floats", np.array(value)[last])


def _checked(days: ArrayLike) -> Floats:
    grid = np.asarray(days, dtype=float)
    if grid.ndim != 1 or not grid.size:
        raise ValueError(f"days must be a row of numbers, not of shape {grid.shape}")
    if grid[0] < 0.0 or (np.diff(grid) < 0.0).any():
        raise ValueError("days must be ascending and not before the start")
    return grid


def _last(series: NDArray[np.intp], days: Floats, count: int, grid: Floats) -> NDArray[np.intp]:
    """For each series and each day of a grid, the number of its last entry by that day.

    Every series must have an entry on day 0 or before.
    """
    stride = max(float(grid[-1]), float(days.max())) + 1.0
    key = series * stride + days
    order = np.argsort(key, kind="stable")  # of two entries on one day the later one counts
    wanted = np.arange(count)[:, None] * stride + grid
    return order[np.searchsorted(key[order], wanted, side="right") - 1]
