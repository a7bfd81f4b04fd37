"""Epistemic and aleatory apart: models of which both parts are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.uncertainty.spread import between, spread
from sim.batch.batch import Batch
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch


def test_components_by_hand() -> None:
    """Group means 1, 3, 5 of two each, deviations 1: MSB = 8, MSW = 2, component 3 of 5."""
    y = np.array([0.0, 2.0, 2.0, 4.0, 4.0, 6.0])
    found = between(y, np.arange(6) // 2)
    assert found is not None
    assert found.share == pytest.approx(0.6)
    assert 0.0 <= found.low <= 0.6 <= found.high <= 1.0


def test_unequal_groups_by_hand() -> None:
    """Sizes 2 and 4, means 0 and 3: SSB = 12, MSW = 4 / 4, n0 = (6 - 20 / 6) = 8 / 3."""
    y = np.array([-1.0, 1.0, 3.0, 3.0, 4.0, 2.0])
    found = between(y, np.array([0, 0, 7, 7, 7, 7]))
    assert found is not None
    component = (12.0 - 1.0) / (8.0 / 3.0)
    assert found.share == pytest.approx(component / (component + 1.0))


def test_what_is_smaller_than_luck_alone_would_make_it_is_cut_at_nothing() -> None:
    found = between(np.array([0.0, 4.0, 1.0, 3.0]), np.array([0, 0, 1, 1]))
    assert found is not None
    assert found.share == 0.0


def test_too_little_to_tell() -> None:
    assert between(np.array([1.0, 2.0]), np.array([0, 1])) is None
    assert between(np.array([1.0, 2.0]), np.array([3, 3])) is None
    assert between(np.array([1.0, 1.0, 1.0, 1.0]), np.array([0, 0, 1, 1])) is None


def test_the_estimate_is_unbiased_and_its_interval_covers() -> None:
    rng = np.random.default_rng(7)
    shares, inside = [], 0
    group = np.repeat(np.arange(100), 4)
    for _ in range(120):
        theta = rng.normal(size=100)
        found = between(theta[group] + np.sqrt(3.0) * rng.normal(size=400), group)
        assert found is not None
        shares.append(found.share)
        inside += found.low <= 0.25 <= found.high
    assert np.mean(shares) == pytest.approx(0.25, abs=0.015)
    assert inside / 120 >= 0.88


def nested(repeats: int, *, antithetic: bool = False, n: int = 2000) -> Batch:
    """LP at the end: one part in four from a parameter, the rest luck."""
    rng = np.random.default_rng(8)
    theta = rng.random(-(-n // repeats))[np.arange(n) // repeats]
    luck = rng.normal(size=n)
    if antithetic:
        luck[1::2] = -luck[::2]
    y = np.sqrt(12.0) * (theta - 0.5) + np.sqrt(3.0) * luck
    return synthetic(
        {"legal_end": y, "truce": y > 1.0, "a": theta},
        uncertain=["a"],
        repeats=repeats,
        antithetic=antithetic,
    )


@pytest.mark.parametrize(
    ("repeats", "antithetic", "method"),
    [(1, False, "regression"), (4, False, "anova"), (4, True, "anova")],
)
def test_both_designs_find_the_same(repeats: int, antithetic: bool, method: str) -> None:
    found = spread(nested(repeats, antithetic=antithetic), outcomes=["legal_end", "truce"])
    lp = found.row(0, named=True)
    assert (lp["outcome"], lp["unit"], lp["method"], lp["n"]) == ("legal_end", "LP", method, 2000)
    assert lp["epistemic"] == pytest.approx(0.25, abs=0.06)
    assert lp["low"] <= lp["epistemic"] <= lp["high"]
    assert lp["aleatory"] == 1.0 - lp["epistemic"]
    assert lp["variance"] == pytest.approx(4.0, abs=0.5)
    truce = found.row(1, named=True)
    assert 0.05 < truce["epistemic"] < 0.25
    assert truce["variance"] == pytest.approx(truce["mean"] * (1 - truce["mean"]), rel=1e-2)


def test_where_nothing_is_uncertain_all_is_luck() -> None:
    batch = small_batch("hold", 40)
    found = spread(batch)
    assert set(found["method"]) == {"none"}
    known = found.drop_nulls("epistemic")
    assert known.height > 10
    assert (known["epistemic"] == 0.0).all()
    assert (known["aleatory"] == 1.0).all()
    constant = found.filter(variance=0.0)
    assert constant["epistemic"].null_count() == constant.height > 0
    assert found.equals(spread(batch))


def test_outcomes_that_are_missing_in_places() -> None:
    batch = nested(1, n=300)
    holes = batch.outcomes["legal_end"].to_list()
    columns = {
        "legal_end": [None if i % 3 else value for i, value in enumerate(holes)],
        "undone": [None] * 300,
        "a": batch.outcomes["a"],
    }
    found = spread(synthetic(columns, uncertain=["a"]), outcomes=["legal_end", "undone"])
    assert found["n"].to_list() == [100, 0]
    assert found["epistemic"].to_list()[1] is None
    assert 0.0 < found["epistemic"].to_list()[0] < 0.6


def test_classes_that_were_seen() -> None:
    names = ["partial"] * 6 + ["escalation"] * 14
    found = spread(synthetic({"outcome": names, "a": range(20)}, uncertain=["a"]))
    assert found.filter(outcome="outcome")["category"].to_list() == ["partial", "escalation"]


@pytest.mark.parametrize(("repeats", "method"), [(1, "regression"), (4, "anova")])
def test_of_a_large_batch_the_first_futures_tell_the_parts(repeats, method, monkeypatch) -> None:
    monkeypatch.setattr("sim.analysis.uncertainty.spread.FUTURES", 400)
    batch = nested(repeats)
    few = replace(batch, n=400, outcomes=batch.outcomes.head(400))
    every, first = (spread(of, outcomes=["legal_end"]).row(0, named=True) for of in (batch, few))
    for key in ("epistemic", "low", "high", "aleatory", "method"):
        assert every[key] == first[key]
    values = batch.outcomes["legal_end"].to_numpy()
    assert (every["method"], every["n"]) == (method, 2000)
    assert (every["mean"], every["variance"]) == (values.mean(), values.var(ddof=1))
