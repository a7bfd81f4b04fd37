"""Questions answered by a batch."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from sim.analysis.forecasts.forecaster import forecaster_of
from sim.analysis.forecasts.library import shipped_library
from sim.analysis.forecasts.pool import PRIOR
from sim.analysis.forecasts.record import left_out_record
from sim.analysis.forecasts.topics import asked_of
from sim.analysis.questions import BLENDED, QUANTILES, SCHEMA, questions
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


def test_what_is_blended_beside_what_is_simulated_and_the_base_rate() -> None:
    days: list[float | None] = [*map(float, range(100, 601, 100)), None, None]
    batch = synthetic(
        {
            "deals": [0] * 8,
            f"{ANSWER}us_bank_2026": [True] * 2 + [False] * 6,
            f"{ANSWER}deal_2025": [True] + [False] * 7,
            f"{ANSWER}review": [day is not None for day in days],
            f"{ANSWER}review{DAYS}": days,
        }
    )
    forecaster = forecaster_of(batch.model)
    by_id = {row["id"]: row for row in questions(batch).iter_rows(named=True)}
    bank, deal, when = (by_id[name] for name in ("us_bank_2026", "deal_2025", "review"))

    # Of cases, with the weights that fit them.
    assert bank["base_n"] > 1.0
    assert "unita_1993" in bank["base_cases"]
    pool = forecaster.pool(
        forecaster.rate(asked_of(batch.model.scenario.questions[0], batch.model))
    )
    assert pool.n == left_out_record(shipped_library()).happened.size
    assert bank["blended"] == pytest.approx(float(pool.blended(0.25, bank["base_rate"])))
    assert [bank[f"{BLENDED}{name}"] for name in QUANTILES] == [None] * 5

    # As published, and nothing known: with the weights of the prior.
    assert deal["base_n"] is None
    assert deal["base_cases"].startswith("published: GSDB")
    assert deal["blended"] == pytest.approx(float(PRIOR.blended(0.125, deal["base_rate"])))
    assert when["base_rate"] == pytest.approx(0.5)
    assert when["base_cases"] == "nothing is known of such events: one half"
    assert when["blended"] == pytest.approx(float(PRIOR.blended(0.75, 0.5)))

    # Dates: half of the futures have it after 400 days, one half of whom knows nothing by the end.
    dates = [when[f"{BLENDED}{name}"] for name in QUANTILES]
    known = [date for date in dates if date is not None]
    assert known == sorted(known)
    assert dates[0] < when["q25"]
    assert START + dt.timedelta(400) < when[f"{BLENDED}median"]
    assert when[f"{BLENDED}q95"] is None


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
    assert found["probability"].null_count() == found["blended"].null_count() == found.height > 0
    assert found["base_rate"].null_count() == 0
    assert questions(small_batch("by_hand", 1)).height == len(small_batch("by_hand", 1).questions)
