"""Workers: what they hand over is what the engine says; what fails is told and not lost."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.batch.assembly import read
from sim.batch.chunks import Span, unpack
from sim.batch.tables import MILLION, ChunkTables, month_grid, outcome_schema
from sim.batch.worker import job, rerun, run_chunk
from sim.engine import replication
from sim.engine.model import uncertain
from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.outcomes.row import outcome_row
from sim.outcomes.trajectories import names, table
from tests.batch.plans import plan, spoil
from tests.records import measures_in_force


def chunk(first=0, length=6, **changes):
    return unpack(run_chunk(job(plan(**changes), Span(first, length))))


def model():
    return compile_model(plan().scenario, plan().catalogue)


def test_a_replication_alone_equals_its_row():
    rows = read(chunk(0, 12), "outcomes")
    for k in (0, 7, 11):
        alone = simulate(model(), 0, k)
        row = rows.row(k, named=True)
        assert {name: row[name] for name in outcome_row(alone)} == outcome_row(alone)
        assert {name: row[name] for name in alone.drawn} == alone.drawn
        assert read(chunk(k, 1), "outcomes").row(0) == rows.row(k)


def test_columns_have_the_types_they_say():
    found = chunk()
    assert dict(read(found, "outcomes").schema) == outcome_schema(model())
    assert set(read(found, "outcomes")["talks.mode"]) <= {"hold", "road_map"}


def test_series_and_shares_are_those_of_the_records():
    found, grid = chunk(3, 4), month_grid(model())
    records = [simulate(model(), 0, k) for k in range(3, 7)]
    series = read(found, "series")
    for i, name in enumerate(names(model())):
        wanted = [table(record, grid)[i].astype(np.float32) for record in records]
        assert (series[name].to_numpy() == np.concatenate(wanted)).all(), name
    shares = [list(measures_in_force(record, grid).values()) for record in records]
    sums = np.frombuffer(found.sections["in_force"], "<i8").reshape(-1, len(grid)) / MILLION
    assert sums == pytest.approx(np.sum(shares, axis=0), abs=4e-6)
    assert sums.min() >= 0.0
    assert sums.max() == 4.0


def test_only_the_first_replications_keep_their_events():
    log = read(chunk(3, 4), "events")
    record = simulate(model(), 0, 4)
    assert log["replication"].unique().sort().to_list() == [3, 4]
    kept = log.filter(replication=4)
    assert kept["kind"].to_list() == [entry.kind for entry in record.entries]
    assert kept["cause"].fill_null(-1).to_list() == [entry.cause for entry in record.entries]
    assert [set(json.loads(text)) for text in kept["numbers"]] == [
        set(entry.numbers) for entry in record.entries
    ]
    assert read(chunk(3, 4, events=0), "events").is_empty()
    assert len(read(chunk(3, 4, events=None), "events")["replication"].unique()) == 4


def test_a_replication_that_raises_is_a_row_and_the_others_are_as_ever(monkeypatch):
    whole = read(chunk(), "outcomes")
    spoil(monkeypatch, lambda k: k == 2, ZeroDivisionError("by what?"))
    found = chunk()
    assert found.failed == 1
    assert read(found, "outcomes").equals(whole.filter(whole["replication"] != 2))
    row = read(found, "failures").row(0, named=True)
    assert (row["replication"], row["stage"]) == (2, "simulating")
    assert row["message"] == "ZeroDivisionError: by what?"
    assert row["command"] == "thaw run scenario.yaml --seed 0 --replication 2"
    assert "Traceback" in row["traceback"]
    assert 'File "sim/batch/worker.py"' in row["traceback"]


def _raise(*_: object) -> None:
    raise ValueError("broken")


@pytest.mark.parametrize(
    ("where", "name", "instead", "stage"),
    [
        (uncertain, "quantile", _raise, "drawing"),
        (uncertain, "quantile", lambda *_: "nonsense", "drawing"),  # no field allows that
        (replication, "Run", _raise, "simulating"),
        (ChunkTables, "_kept", _raise, "summarising"),
    ],
    ids=["draw", "settle", "simulate", "summarise"],
)
def test_failures_tell_their_stage(where, name, instead, stage, monkeypatch):
    monkeypatch.setattr(where, name, instead)
    found = chunk(0, 2)
    assert read(found, "failures")["stage"].to_list() == [stage, stage]
    assert found.failed == 2
    assert read(found, "outcomes").is_empty()
    assert not np.frombuffer(found.sections["in_force"], "<i8").any()


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt()], ids=repr)
def test_what_ends_a_worker_ends_it(error, monkeypatch):
    spoil(monkeypatch, lambda k: k == 2, error)
    with pytest.raises(type(error)):
        chunk()


def test_the_command_that_runs_a_replication_again(tmp_path):
    folder = tmp_path / "a folder"
    assert rerun(plan(seed=3), 4711, folder) == (
        f"thaw run '{folder}/scenario.yaml' --seed 3 --replication 4711"
    )
    assert rerun(plan(antithetic=True), 5) == "thaw explain . --replication 5"


def test_pairs_and_repeats_reach_the_engine():
    drawn = read(chunk(0, 8, antithetic=True, repeats=2), "outcomes")["agents.target.jv"]
    a, b, c, d = drawn.to_list()[:4]
    assert a == b
    assert c == d
    assert a + c == pytest.approx(3.5)  # mirror images on [0.5, 3]
