"""From change points to series: legal and effective relief, what is in force, the world around it.

A record holds no grid. This module puts one on it: `on_grid` for many replications, `steps` for
the exact moments. Both read the same account of LP, so that at every moment

    LP eased + LP in force = LP in force at the start + LP added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.outcomes.ledger import Floats, Postings, running_sums
from sim.outcomes.moves import (
    LedgerLayout,
    Moves,
    axes,
    eased_cells,
    further_tables,
    moves,
)
from sim.outcomes.series import point_series, series_names, series_rows
from sim.outcomes.step_series import arriving_share, points

__all__ = ["Steps", "names", "on_grid", "steps", "table"]


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


def names(model: Model) -> tuple[str, ...]:
    """Return the names of all series of a model, in the order of the rows of `table`.

    What each is says `sim.outcomes.series`.
    """
    return series_names(axes(model))


def on_grid(record: Record, days: ArrayLike) -> dict[str, NDArray[np.float32]]:
    """Return all series on a grid of days, by name: see `names` for what they are, and `table`."""
    return dict(zip(names(record.model), table(record, days).astype(np.float32), strict=True))


def steps(record: Record) -> dict[str, Steps]:
    """Return all series that are constant between change points, at their change points.

    Returns
    -------
    dict
        By the names of `names`, without effective relief, which moves all the time.
    """
    moments = np.unique([0.0, *(change.day for change in record.changes)])
    of_points = point_series(further_tables(record.model))
    result = {
        name: Steps(moments, values)
        for name, values in zip(names(record.model), table(record, moments), strict=True)
        if not name.startswith("effective") and name not in of_points
    }
    for name in of_points:
        values_by_day = {p.day: p.value for p in record.points if p.series == name}
        days, values = list(values_by_day), list(values_by_day.values())
        result[name] = Steps(np.array(days, float), np.array(values, float))
    return result


def table(record: Record, days: ArrayLike) -> Floats:
    """Return all series on a grid of days.

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
    grid = ascending(days)
    layout = LedgerLayout(record.model)
    all_moves = moves(record, layout)
    cells = eased_cells([all_moves])
    arrives = arriving_share([record], grid[None], layout, cells)
    series: Floats = tables([record], [layout], [all_moves], grid, cells, arrives)[0]
    return series


def tables(
    records: Sequence[Record],
    layouts: Sequence[LedgerLayout],
    all_moves: Sequence[Moves],
    grid: Floats,
    cells: Sequence[int],
    arrives: Floats,
) -> Floats:
    """Return the `table` of several replications at once.

    Parameters
    ----------
    records, layouts, all_moves
        The replications, the layouts of their ledgers (all with the same rows), their moves.
    grid
        Days from the start, shape ``(n,)``, see `ascending`.
    cells
        The `eased_cells` of any of the replications.
    arrives
        Share of relief in these that arrives, shape ``(replications, cells, n)``.

    Returns
    -------
    ndarray
        Shape ``(replications, series, n)``.
    """
    layout, count, n = layouts[0], len(records), len(grid)
    rows, senders, classes = (
        series_rows(layout.axes),
        len(layout.axes.senders),
        len(layout.axes.classes),
    )
    used, account = running_sums([_postings(m) for m in all_moves], grid)
    relief = np.empty((count, 2, len(cells), n))  # legal and effective
    relief[:, 0] = account[:, : len(cells)]
    np.multiply(relief[:, 0], arrives, out=relief[:, 1])

    out = np.zeros((count, rows.points.stop, n))
    of_senders = out[:, rows.senders].reshape(count, 3, senders, n)
    of_classes = out[:, rows.classes].reshape(count, 2, classes, n)
    for k, cell in enumerate(cells):
        of_senders[:, :2, cell // classes] += relief[:, :, k]
        of_classes[:, :, cell % classes] += relief[:, :, k]
    added = np.zeros((count, senders, n))
    first = int(used.searchsorted(layout.additions))
    added[:, used[first:] - layout.additions] = account[:, first:]
    start = np.array([of_model.start for of_model in layouts])
    np.subtract(start[:, :, None] + added, of_senders[:, 0], out=of_senders[:, 2])
    means = used[len(cells) : first] + (rows.means.start - layout.means)
    out[:, means] = account[:, len(cells) : first]
    out[:, rows.points] = points(records, grid)
    np.add.reduce(of_senders, axis=2, out=out[:, :3])
    np.add.reduce(added, axis=1, out=out[:, 3])
    np.divide(out[:, 0], out[:, 0] + out[:, 2], out=out[:, 4])
    return out


def _postings(m: Moves) -> Postings:
    """Return moves as postings to a ledger whose rows are those of a `LedgerLayout`."""
    return Postings(
        m.cells + m.instruments + m.roads + m.added_senders,
        m.days * 3 + m.added_days,
        m.eased * 3 + m.added,
    )


def ascending(days: ArrayLike) -> Floats:
    """Return the days of a grid as an array.

    Raises
    ------
    ValueError
        If the days are no finite numbers, not ascending, or begin before the start.
    """
    grid = np.asarray(days, dtype=float)
    if grid.ndim != 1 or not grid.size:
        raise ValueError(f"days must be a row of numbers, not of shape {grid.shape}")
    if not np.isfinite(grid).all():
        raise ValueError("days must be finite numbers")
    if grid[0] < 0.0 or (grid[1:] < grid[:-1]).any():
        raise ValueError("days must be ascending and not before the start")
    return grid
