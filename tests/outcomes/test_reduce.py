"""Several records reduced at once: the same as each by itself, however they are grouped."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.state.record import Record
from sim.outcomes.answers import answers
from sim.outcomes.in_force import measures_at_start, tranches_in_force
from sim.outcomes.reduce import Reducer
from sim.outcomes.row import outcome_row
from sim.outcomes.trajectories import table
from tests.records import MODES, case, compiled, model, record

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=15)


def months(r: Record) -> np.ndarray:
    return np.append(np.arange(0.0, r.horizon, 30.4375), r.horizon)


def assert_each_by_itself(reducer: Reducer, records: list[Record], grid: np.ndarray) -> None:
    found = reducer(records)
    assert len(found.rows) == len(found.answers) == len(found.tables) == len(records)
    for k, r in enumerate(records):
        # repr: equal to the last bit, of the same types, in the same order.
        assert repr(found.rows[k]) == repr(outcome_row(r))
        assert repr(found.answers[k]) == repr(answers(r))
        assert found.tables[k].tobytes() == table(r, grid).tobytes()
        counts = tranches_in_force([r], [measures_at_start(r.model)], grid)
        assert found.tranches[k].tobytes() == counts.tobytes()


@quick
@given(
    seeds=st.lists(st.integers(0, 60), min_size=1, max_size=6),
    mode=st.sampled_from(MODES),
    monthly=st.booleans(),
)
def test_together_is_the_same_as_each_by_itself(seeds: list[int], mode: str, monthly: bool) -> None:
    records = [record(seed, mode) for seed in seeds]
    grid = months(records[0]) if monthly else np.array([0.0, 400.0, 400.0, 1000.0])
    assert_each_by_itself(Reducer(model(mode), grid), records, grid)


UNCERTAIN = (
    'uncertain={"values.reluctance.tau_months": {dist: uniform, low: 4, high: 30},'
    ' "catalogue.measures.US_SHIPS.weight_lp": {dist: uniform, low: 1, high: 9}}'
)


def test_where_parameters_are_uncertain_every_record_keeps_the_numbers_of_its_own_model() -> None:
    # In these futures overcompliance turns while relief is in force.
    records = [case(seed, UNCERTAIN) for seed in (3, 7, 8, 9)]
    grid = months(records[0])
    assert_each_by_itself(Reducer(compiled(UNCERTAIN), grid), records, grid)
    assert len({r.model.scenario.values.reluctance.tau_months for r in records}) == 4
    assert len({r.model.accounts.lp_on["US"] for r in records}) == 4


def test_what_happens_to_nobody_is_nothing_for_all() -> None:
    # Also in a group of which nothing is ever eased, and beside one in which much is.
    still = replace(record(1, "hold"), changes=[])
    grid = months(still)
    reducer = Reducer(still.model, grid)
    assert_each_by_itself(reducer, [still], grid)
    assert_each_by_itself(reducer, [still, record(5, "all_at_once"), still], grid)
    found = reducer([still])
    assert found.rows[0]["effective_max"] == 0.0
    assert (found.tables[0, 0] == 0.0).all()


def test_a_grid_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="days must be"):
        Reducer(model("hold"), [3.0, 2.0])
