"""The summary of a batch."""

from __future__ import annotations

import json

import pytest

from sim.analysis.estimates import estimates
from sim.analysis.questions import questions
from sim.analysis.summary import summary
from sim.outcomes.classes import CLASSES
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch

JV = 'uncertain={"agents.target.jv": {dist: uniform, low: 0.5, high: 3}}'


def test_it_is_json_in_a_stable_order() -> None:
    found = summary(small_batch("russia_2025", 40))
    text = json.dumps(found, allow_nan=False)
    assert text == json.dumps(summary(small_batch("russia_2025", 40)), allow_nan=False)
    assert list(found) == [
        "scenario",
        "seed",
        "replications",
        "good",
        "failures",
        "antithetic",
        "repeats",
        "level",
        "primary",
        "classes",
        "relief",
        "questions",
        "motives",
        "spread",
        "drivers",
        "precision",
    ]
    assert found["scenario"]["start"] == "2025-03-13"
    assert (found["replications"], found["good"], found["failures"]) == (40, 40, 0)


def test_motives_are_told_by_decade_of_a_long_scenario() -> None:
    assert summary(small_batch("russia_2025", 40))["motives"] == []
    batch = small_batch("china_1969", 6)
    told = summary(batch)["motives"]
    assert [row["decade"] for row in told] == ["1960s", "1970s", "1980s", "1990s", "2000s"]
    seventies = told[1]
    assert seventies["wedge"]["n"] == batch.outcomes["motive_wedge_1970s"].count() > 0
    parts = [seventies[name]["estimate"] for name in ("economic", "wedge", "socialisation")]
    assert abs(sum(parts) - 1.0) < 1e-9


def test_it_says_what_the_tables_say() -> None:
    batch = small_batch("russia_2025", 40)
    found, table = summary(batch), estimates(batch)
    assert [row["class"] for row in found["classes"]] == list(CLASSES)
    assert sum(row["share"] for row in found["classes"]) == pytest.approx(1.0)
    means = {r["outcome"]: r["estimate"] for r in found["primary"] if r["statistic"] == "mean"}
    for name, value in means.items():
        assert value == table.filter(outcome=name, statistic="mean")["estimate"].item()
    assert [row["id"] for row in found["questions"]] == batch.questions
    assert [row["low"] for row in found["questions"]] == questions(batch)["low"].to_list()


def test_the_precision_reached_is_that_of_the_widest() -> None:
    found = summary(small_batch("russia_2025", 40))
    shares = [(row["high"] - row["low"]) / 2 for row in found["classes"]]
    shares += [
        (row["high"] - row["low"]) / 2
        for row in found["primary"]
        if row["statistic"] in ("share", "never")
    ]
    assert found["precision"]["shares"] == max(shares)
    (legal,) = (
        row
        for row in found["primary"]
        if (row["outcome"], row["statistic"]) == ("legal_end", "mean")
    )
    half = (legal["high"] - legal["low"]) / 2
    assert found["precision"]["means"]["legal_end"] == half


def test_uncertain_parameters_and_what_they_drive() -> None:
    found = summary(small_batch("russia_2025", 40, 0, JV))
    assert {row["method"] for row in found["spread"]} == {"regression"}
    assert {row["parameter"] for row in found["drivers"]} == {"agents.target.jv"}
    assert json.dumps(found, allow_nan=False)


def test_a_batch_in_which_everything_failed() -> None:
    found = summary(synthetic({"deals": []}))
    assert found["good"] == 0
    assert found["precision"]["shares"] is None
    assert json.dumps(found, allow_nan=False)
