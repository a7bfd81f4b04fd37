"""Records reduced to what a batch keeps of them, several at a time.

What takes longest on a grid is to call numpy for one record after the other, whose arrays are
small. So a few records are put on the grid together; their results do not depend on that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.outcomes.accounts import add_effective, legal_accounts, turning_points
from sim.outcomes.answers import (
    Answer,
    ReadyQuestion,
    answers_of,
    ready_observations,
    ready_questions,
)
from sim.outcomes.columns import Row
from sim.outcomes.in_force import StartingMeasures, measures_at_start, tranches_in_force
from sim.outcomes.measures.history import History, logs_of
from sim.outcomes.moves import LedgerLayout, eased_cells, moves
from sim.outcomes.row import RowMaker
from sim.outcomes.step_series import arriving_share
from sim.outcomes.trajectories import ascending, tables


class Reduced(NamedTuple):
    """What is kept of some replications, in their order.

    Attributes
    ----------
    rows
        For each as by `sim.outcomes.row.outcome_row`.
    tables
        For each as by `sim.outcomes.trajectories.table`: shape ``(replications, series, n)``.
    answers
        For each as by `sim.outcomes.answers.answers`.
    observed
        For each the same for the events of the record that the scenario looks for.
    tranches
        For each as by `sim.outcomes.in_force.tranches_in_force`: shape
        ``(replications, measures, n)``.
    """

    rows: list[Row]
    tables: NDArray[np.float64]
    answers: list[dict[str, Answer]]
    observed: list[dict[str, Answer]]
    tranches: NDArray[np.int64]


class _Prepared(NamedTuple):
    """What all records of a model share, and of others with only other parameters."""

    layout: LedgerLayout
    measures: StartingMeasures
    questions: tuple[ReadyQuestion, ...]
    observations: tuple[ReadyQuestion, ...]


def _prepared(model: Model) -> _Prepared:
    return _Prepared(
        LedgerLayout(model),
        measures_at_start(model),
        ready_questions(model),
        ready_observations(model),
    )


class Reducer:
    """Reduces records to rows, series on one grid, answers and counts of tranches.

    The same as each of these by itself, to the last bit. But what several of them need is worked
    out once a record, what all records of a model share once, and what is done by numpy at once
    for all records that it is called with: ten or twenty are best.

    Parameters
    ----------
    model
        The model. Records of models that differ in their numbers are welcome: where parameters
        are uncertain each replication has a model of its own.
    days
        Days from the start, shape ``(n,)``, ascending, none before the start.

    Raises
    ------
    ValueError
        If the days are not ascending or begin before the start.
    """

    __slots__ = ("_grid", "_model", "_row", "_shared")

    def __init__(self, model: Model, days: ArrayLike) -> None:
        self._grid = ascending(days)
        self._model = model
        self._shared = _prepared(model)
        self._row = RowMaker(model)

    def __call__(self, records: Sequence[Record]) -> Reduced:
        """Reduce some records, at least one."""
        grid, n = self._grid, len(self._grid)
        base = self._model.world.base
        ready = [
            self._shared if r.model.world.base is base else _prepared(r.model) for r in records
        ]
        layouts = [of_model.layout for of_model in ready]
        logs = [logs_of(record) for record in records]
        all_moves = [moves(record, layout) for record, layout in zip(records, layouts, strict=True)]
        accounts = [
            legal_accounts(record, layout) for record, layout in zip(records, layouts, strict=True)
        ]
        # What arrives is computed on the grid and at the moments at which relief may be highest.
        moments = turning_points(records, all_moves)
        grids = np.broadcast_to(grid, (len(records), n))
        days = np.concatenate((grids, moments), axis=1)
        cells = eased_cells(all_moves)
        arrives = arriving_share(records, days, layouts[0], cells)
        add_effective(accounts, layouts[0], all_moves, moments, cells, arrives[:, :, n:])
        return Reduced(
            rows=[
                self._row(History.of(*history))
                for history in zip(records, accounts, logs, strict=True)
            ],
            tables=tables(records, layouts, all_moves, grid, cells, arrives[:, :, :n]),
            answers=[
                answers_of(record, of_model.questions, log.every)
                for record, of_model, log in zip(records, ready, logs, strict=True)
            ],
            observed=[
                answers_of(record, of_model.observations, log.every)
                for record, of_model, log in zip(records, ready, logs, strict=True)
            ],
            tranches=tranches_in_force(records, [of_model.measures for of_model in ready], grid),
        )
