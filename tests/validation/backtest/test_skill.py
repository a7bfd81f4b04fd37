"""Mean scores and skill, by hand and by their properties."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sim.validation.backtest.scoring import SCHEMA
from sim.validation.backtest.skill import FEWEST, REST, means, skill


def table(**columns: list[object]) -> pl.DataFrame:
    """A table of items in which everything is null that is not said."""
    n = len(next(iter(columns.values())))
    known = {"case": ["a"] * n, "kind": ["yes_no"] * n, **columns}
    return pl.DataFrame({name: known.get(name, [None] * n) for name in SCHEMA}, schema=SCHEMA)


def row(frame: pl.DataFrame, **where: str) -> dict[str, object]:
    (found,) = frame.filter(*(pl.col(k) == v for k, v in where.items())).iter_rows(named=True)
    return found


def test_means_by_case_and_over_all() -> None:
    items = table(
        case=["a", "a", "b", "b"],
        kind=["yes_no", "yes_no", "yes_no", "date"],
        brier_simulator=[0.01, 0.09, 0.5, None],
        crps_simulator=[None, None, None, 2.0],
    )
    found = means(items)
    assert found.rows() == [
        ("all", "yes_no", "brier", "simulator", pytest.approx(0.2), 3),
        ("all", "date", "crps", "simulator", 2.0, 1),
        ("a", "yes_no", "brier", "simulator", pytest.approx(0.05), 2),
        ("b", "yes_no", "brier", "simulator", 0.5, 1),
        ("b", "date", "crps", "simulator", 2.0, 1),
    ]


def test_values_of_different_units_have_no_mean() -> None:
    assert means(table(kind=["value"] * 2, crps_simulator=[1.0, 50.0])).is_empty()


def test_skill_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.validation.backtest.skill.FEWEST", 2)
    found = skill(table(brier_simulator=[0.1, 0.2], brier_half=[0.25, 0.25]))
    told = row(found, case="all", reference="half")
    assert told["skill"] == pytest.approx(0.4)
    # Of two items the same one may be drawn twice.
    assert (told["low"], told["high"]) == (pytest.approx(0.2), pytest.approx(0.6))
    assert (told["score"], told["n"]) == ("brier", 2)
    assert found.filter(pl.col("reference") == "persistence").is_empty()


@pytest.mark.parametrize("n", [1, FEWEST - 1])
def test_a_few_items_have_no_interval(n: int) -> None:
    told = row(skill(table(brier_simulator=[0.1] * n, brier_half=[0.25] * n)), case="a")
    assert (told["low"], told["high"], told["n"]) == (None, None, n)


def test_all_but_renewals_stand_by_themselves() -> None:
    items = table(
        case=["a", "a", "b"], brier_simulator=[0.0, 0.4, 0.2], renewal=[True, False, False]
    )
    rest = means(items).filter(pl.col("case") == REST)
    assert rest.select("mean", "n").rows() == [(pytest.approx(0.3), 2)]
    assert not means(items.filter(pl.col("case") == "a"))["case"].is_in([REST]).any()


def test_a_reference_without_mistakes_cannot_be_beaten() -> None:
    worse = table(brier_simulator=[0.1] + [0.0] * 5, brier_persistence=[0.0] * 6)
    told = row(skill(worse), case="all")
    assert (told["skill"], told["low"], told["high"]) == (None, None, 0.0)
    # Two that make none are equal.
    found = skill(table(brier_simulator=[0.0, 0.0], brier_persistence=[0.0, 0.0]))
    assert row(found, case="all")["skill"] == 0.0


def test_items_are_drawn_within_their_cases() -> None:
    """Cases that differ, but not within: there is nothing that could come out otherwise."""
    items = table(
        case=["a"] * 5 + ["b"] * 3, brier_simulator=[0.1] * 5 + [0.4] * 3, brier_half=[0.25] * 8
    )
    told = row(skill(items), case="all")
    assert told["low"] == pytest.approx(told["skill"])
    assert told["high"] == pytest.approx(told["skill"])


def test_the_interval_covers_the_skill_that_there_is() -> None:
    rng = np.random.default_rng(5)
    inside = 0
    for _ in range(40):
        ours, theirs = rng.uniform(0.0, 0.2, 40), rng.uniform(0.0, 0.5, 40)
        told = row(
            skill(table(brier_simulator=ours.tolist(), brier_half=theirs.tolist())), case="all"
        )
        inside += told["low"] <= 0.6 <= told["high"]  # type: ignore[operator]
    assert inside >= 33  # 38 of 40 expected; fewer than 33 once in 1,000 times


def test_the_same_items_give_the_same_interval() -> None:
    items = table(brier_simulator=[0.1, 0.3, 0.2], brier_half=[0.25] * 3)
    assert skill(items).equals(skill(items))
