"""Outcome columns as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.quantities import (
    UnknownOutcomeError,
    categories,
    chosen_columns,
    groups,
    outcome_columns,
    quantities,
)
from sim.batch.batch import Batch
from sim.batch.tables import outcome_schema
from sim.outcomes.classes import CLASSES
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch

BATCH = synthetic(
    {
        "outcome": ["partial", "escalation", "partial"],
        "reversed": [True, False, None],
        "days_to_relief": [10.0, None, 1e6],
        "undone": [0.5, None, 0.25],
        "hold_out_most": ["SK", None, "HU"],
    }
)


def test_each_type_of_column() -> None:
    horizon = BATCH.model.calendar.horizon
    (share,) = quantities(BATCH, ["reversed"])
    assert (share.kind, share.label) == ("share", "reversed")
    np.testing.assert_array_equal(share.values, [1.0, 0.0, np.nan])
    (days,) = quantities(BATCH, ["days_to_relief"])
    assert (days.kind, days.unit) == ("days", "d")
    assert days.values.tolist() == [10.0, horizon, horizon]
    (cut,) = quantities(BATCH, ["days_to_relief"], horizon=7.0)
    assert cut.values.tolist() == [7.0] * 3
    (number,) = quantities(BATCH, ["undone"])
    np.testing.assert_array_equal(number.values, [0.5, np.nan, 0.25])


def test_a_class_is_as_many_quantities_as_there_are_classes() -> None:
    found = quantities(BATCH, ["outcome"])
    assert [quantity.category for quantity in found] == list(CLASSES)
    by = {quantity.category: quantity.values.tolist() for quantity in found}
    assert by["partial"] == [1.0, 0.0, 1.0]
    assert by["status_quo"] == [0.0] * 3
    assert sum(map(np.array, by.values())).tolist() == [1.0] * 3
    members = quantities(BATCH, ["hold_out_most"])
    assert [quantity.label for quantity in members] == ["hold_out_most=HU", "hold_out_most=SK"]
    np.testing.assert_array_equal(members[0].values, [0.0, np.nan, 1.0])


def test_categories_of_batches_beside() -> None:
    other = synthetic({"hold_out_most": ["AT"]})
    seen = [batch.outcomes["hold_out_most"] for batch in (BATCH, other)]
    assert categories("hold_out_most", seen) == ["AT", "HU", "SK"]


def test_primary_ones_unless_asked() -> None:
    assert [c.name for c in chosen_columns(BATCH)] == [c.name for c in BATCH.columns if c.primary]
    assert {"seed", "replication"}.isdisjoint(c.name for c in outcome_columns(BATCH))
    assert len(outcome_columns(BATCH)) == len(BATCH.columns) - 2


def test_groups_follow_the_design() -> None:
    column = {"deals": [0] * 6}
    numbers = [0, 1, 3, 4, 6, 7]
    assert groups(synthetic(column, replications=numbers)) is None

    def found(**design: int) -> list[int]:
        group = groups(synthetic(column, replications=numbers, **design))  # type: ignore[arg-type]
        assert group is not None
        return group.tolist()

    assert found(antithetic=True) == [0, 0, 1, 2, 3, 3]
    assert found(repeats=3) == [0, 0, 1, 1, 2, 2]
    # The second draw of the parameters mirrors the first.
    assert found(antithetic=True, repeats=2) == [0, 0, 0, 1, 1, 1]


def test_an_unknown_outcome_is_named_with_what_may_have_been_meant() -> None:
    with pytest.raises(UnknownOutcomeError, match=r"'legal_ende'.*did you mean 'legal_end'") as e:
        quantities(BATCH, ["legal_ende"])
    assert e.value.exit_code == 2
    with pytest.raises(UnknownOutcomeError, match="'seed'"):
        quantities(BATCH, ["seed"])


def test_every_column_of_the_file_is_found_or_refused_with_a_reason() -> None:
    batch = small_batch("russia_uncertain", 4)
    names = {*batch.names, *outcome_schema(batch.model)}
    found = {name for name in names if _why_not(batch, name) is None}
    refused = names - found
    assert batch.parameters
    assert {"deals", "added", *batch.parameters} <= found
    assert {"seed", "replication"} <= refused
    for name in refused - {"seed", "replication"}:
        yes = name.removesuffix("_days")
        said = f"'{name}' has no value where it never happens: ask for '{yes}'"
        assert (yes in found, _why_not(batch, name)) == (True, said)


def _why_not(batch: Batch, name: str) -> str | None:
    try:
        (quantity, *_) = quantities(batch, [name])
    except UnknownOutcomeError as error:
        return str(error)
    assert quantity.values.shape == (batch.rows,)
    return None
