"""First-order indices from given data: models whose indices are known."""

from __future__ import annotations

from dataclasses import replace
from math import pi

import numpy as np
import polars as pl
import pytest

from sim.analysis.uncertainty.drivers import SCHEMA, drivers, first_order
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.oracles.ishigami import ishigami, ishigami_indices


def noisy_ishigami(n: int, seed: int) -> tuple[pl.DataFrame, np.ndarray]:
    """As much noise as signal, so that all indices are halved."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-pi, pi, (3, n))
    variance = 0.5 * (1 + 0.1 * pi**4 / 5) ** 2 + 49 / 8 + 0.01 * pi**8 * (1 / 18 - 1 / 50)
    y = ishigami(x) + np.sqrt(variance) * rng.normal(size=n)
    return pl.DataFrame(x.T, schema=["a", "b", "c"]), y[:, None]


TRUE = [share / 2 for share in ishigami_indices().first]


def test_ishigami_with_noise() -> None:
    found = first_order(*noisy_ishigami(4000, 1))
    for (index,), true in zip(found, TRUE, strict=True):
        assert index[0] == pytest.approx(true, abs=0.03)


def test_intervals_cover_and_estimates_are_not_too_large() -> None:
    runs, inside, mean = 60, np.zeros(3), np.zeros(3)
    for seed in range(runs):
        index = np.array([row[0] for row in first_order(*noisy_ishigami(400, seed))], dtype=float)
        mean += index[:, 0] / runs
        inside += (index[:, 1] <= TRUE) & (index[:, 2] >= TRUE)
    assert (inside / runs >= 0.88).all()
    assert mean[:2] == pytest.approx(TRUE[:2], abs=0.025)
    assert mean[2] < 0.015  # cut at 0, so not quite unbiased


def test_classes_by_hand() -> None:
    """Two values, means 1 and 3: eta^2 = 6 / 8, of 6 draws: 1 - (1 - 6 / 8) * 5 / 4."""
    theta = pl.DataFrame({"on": [True, True, True, False, False, False]})
    y = np.array([0.0, 1.0, 2.0, 2.0, 3.0, 4.0])
    ((index,),) = first_order(theta, y[:, None])
    eta = 6.0 / 10.0
    assert index[0] == pytest.approx(1.0 - (1.0 - eta) * 5.0 / 4.0)


def test_names_and_switches() -> None:
    rng = np.random.default_rng(3)
    n = 3000
    theta = pl.DataFrame({"kind": rng.choice(["a", "b", "c"], n), "on": rng.random(n) < 0.5})
    y = 2.0 * (theta["kind"] == "b").to_numpy() + theta["on"].to_numpy() + rng.normal(size=n)
    found = first_order(theta, y[:, None])
    parts = np.array([4 * 2 / 9, 1 / 4, 1.0])
    true = parts / parts.sum()
    assert [row[0][0] for row in found] == pytest.approx(true[:2], abs=0.04)


def test_replications_that_share_a_draw() -> None:
    """Averaging takes luck out of the numerator only: the index is of single replications."""
    rng = np.random.default_rng(4)
    a, b = rng.random(800), rng.random(800)
    draw = np.repeat(np.arange(800), 3)
    y = np.sqrt(12) * (a[draw] + 2 * b[draw]) + np.sqrt(5) * rng.normal(size=2400)
    found = first_order(pl.DataFrame({"a": a, "b": b}), y[:, None], draw)
    assert [row[0][0] for row in found] == pytest.approx([0.1, 0.4], abs=0.05)


def test_what_cannot_be_told() -> None:
    theta = pl.DataFrame({"a": np.arange(40.0), "fixed": ["same"] * 40})
    values = np.stack([np.full(40, 2.0), np.full(40, np.nan), np.arange(40.0)], axis=1)
    found = first_order(theta, values)
    assert found[0][:2] == [(None, None, None)] * 2
    assert found[1] == [(None, None, None)] * 3
    strongest = found[0][2][0]
    assert strongest is not None
    assert strongest > 0.9


def test_the_table_names_the_strongest_first() -> None:
    rng = np.random.default_rng(5)
    n = 600
    weak, strong = rng.random(n), rng.random(n)
    y = weak + 3 * strong + 0.2 * rng.normal(size=n)
    columns = {"legal_end": y, "truce": y > 2.0, "weak": weak, "strong": strong}
    batch = synthetic(columns, uncertain=["weak", "strong"])
    found = drivers(batch, outcomes=["legal_end", "truce"])
    assert found.select("outcome", "parameter").rows() == [
        ("legal_end", "strong"),
        ("legal_end", "weak"),
        ("truce", "strong"),
        ("truce", "weak"),
    ]
    assert found["n"].to_list() == [n] * 4
    assert (found["low"] <= found["first_order"]).all()
    assert (found["first_order"] <= found["high"]).all()
    assert found.equals(drivers(batch, outcomes=["legal_end", "truce"]))


def test_where_nothing_is_uncertain_nothing_drives() -> None:
    found = drivers(small_batch("russia_2025", 40))
    assert found.is_empty()
    assert dict(found.schema) == {name: kind() for name, kind in SCHEMA.items()}


def test_of_a_large_batch_the_first_futures_tell_the_drivers(monkeypatch) -> None:
    monkeypatch.setattr("sim.analysis.uncertainty.drivers.FUTURES", 300)
    rng = np.random.default_rng(6)
    a = rng.random(900)
    batch = synthetic({"legal_end": a + rng.normal(size=900), "a": a}, uncertain=["a"])
    few = replace(batch, n=300, outcomes=batch.outcomes.head(300))
    found = drivers(batch, outcomes=["legal_end"])
    assert found.equals(drivers(few, outcomes=["legal_end"]))
    assert found["n"].to_list() == [300]


def test_it_makes_no_difference_how_many_resamples_are_worked_out_at_once(monkeypatch) -> None:
    rng = np.random.default_rng(7)
    theta = pl.DataFrame({"a": rng.random(500), "kind": rng.choice(["x", "y"], 500)})
    values = rng.normal(size=(500, 3)) + theta["a"].to_numpy()[:, None]
    values[::3, 1] = np.nan
    draw = np.arange(500) // 2
    together = first_order(theta[:250], values, draw)
    monkeypatch.setattr("sim.statistics.resampling._VALUES", 250 * 20)
    assert first_order(theta[:250], values, draw) == together
