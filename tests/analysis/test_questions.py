"""Questions answered by a batch."""

from __future__ import annotations

import datetime as dt

import polars as pl

from sim.analysis.questions import SCHEMA, questions
from sim.batch.batch import ANSWER, DAYS
from sim.statistics.precision import wilson_interval
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch

START = dt.date(2025, 3, 13)


def test_answers_by_hand() -> None:
    days: list[float | None] = [*map(float, range(10, 61, 10)), None, None]
    batch = synthetic(
        {
            "deals": [0] * 8,
            f"{ANSWER}deal_2025": [True] + [False] * 7,
            f"{ANSWER}review": [day is not None for day in days],
            f"{ANSWER}review{DAYS}": days,
        }
    )
    assert batch.model.scenario.start == START
    by_id = {row["id"]: row for row in questions(batch).iter_rows(named=True)}
    dated, when = by_id["deal_2025"], by_id["review"]
    assert (dated["by"], dated["n"]) == (dt.date(2025, 12, 31), 8)
    assert (dated["probability"], dated["low"], dated["high"]) == (0.125, *wilson_interval(1, 8))
    assert [dated[key] for key in ("never", "q05", "median")] == [None] * 3
    assert (when["by"], when["probability"], when["low"]) == (None, 0.75, wilson_interval(6, 8).low)
    assert (when["never"], when["never_low"], when["never_high"]) == (0.25, *wilson_interval(2, 8))
    after = {key: when[key] for key in ("q05", "q25", "median", "q75", "q95")}
    assert after == {
        "q05": START + dt.timedelta(10),
        "q25": START + dt.timedelta(20),
        "median": START + dt.timedelta(40),
        "q75": START + dt.timedelta(60),
        "q95": None,
    }


def test_a_shipped_scenario() -> None:
    batch = small_batch("russia_2025", 40)
    found = questions(batch)
    assert found["id"].to_list() == batch.questions
    assert dict(found.schema) == {name: kind() for name, kind in SCHEMA.items()}
    for row in found.iter_rows(named=True):
        assert row["probability"] == batch.outcomes[f"{ANSWER}{row['id']}"].mean()
        assert row["low"] <= row["probability"] <= row["high"]
    asks_when = found.filter(pl.col("by").is_null())
    assert asks_when["id"].to_list() == ["review", "ceasefire"]
    assert (asks_when["probability"] + asks_when["never"] - 1.0).abs().max() == 0.0


def test_nothing_to_answer_from_and_nothing_asked() -> None:
    found = questions(synthetic({"deals": []}))
    assert found["n"].to_list() == [0] * found.height
    assert found["probability"].null_count() == found.height > 0
    assert questions(small_batch("by_hand", 1)).height == len(small_batch("by_hand", 1).questions)
