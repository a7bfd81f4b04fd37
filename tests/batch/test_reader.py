"""Reading: what is no batch, not finished, damaged or too new is told in a sentence."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.analysis.summary import summary
from sim.batch.errors import BatchError
from sim.batch.reader import open_batch
from sim.batch.rows import InFolder, Series
from sim.batch.runner import run_batch
from sim.errors import InputError
from sim.scenario.resolved import fingerprint
from tests.batch.plans import plan


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch") / "original"
    run_batch(plan(n=8, antithetic=True, repeats=2), folder, jobs=1)
    return folder


@pytest.fixture
def folder(original, tmp_path):
    for path in original.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def say(folder, **changes):
    said = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(said | changes))


def test_all_that_was_planned_is_read_back(original):
    batch = open_batch(original)
    assert (batch.name, batch.seed, batch.n) == ("russia_2025", 0, 8)
    assert (batch.antithetic, batch.repeats, batch.found) == (True, 2, False)
    assert batch.title == plan().scenario.title
    assert fingerprint(batch.model.scenario, batch.model.source) == plan().fingerprint
    assert batch.outcomes is batch.outcomes  # read once


def test_of_a_large_batch_only_the_columns_asked_for_are_read(original, monkeypatch):
    whole = open_batch(original)
    told = summary(whole)
    monkeypatch.setattr("sim.batch.batch.WHOLE", 4)
    batch = open_batch(original)
    assert (batch.rows, batch.names) == (whole.outcomes.height, whole.outcomes.columns)
    assert batch.column("deals").equals(whole.outcomes["deals"])
    assert summary(batch) == told
    assert not isinstance(vars(batch)["_outcomes"], pl.DataFrame)  # never as a whole
    assert batch.outcomes.equals(whole.outcomes)
    assert batch.select(["deals", "legal_end"]).columns == ["deals", "legal_end"]


def test_a_summary_of_a_large_batch_reads_each_column_once(original, monkeypatch):
    monkeypatch.setattr("sim.batch.batch.WHOLE", 4)
    read, reads = InFolder.__call__, Counter()

    def counted(table, names=None, first=None):
        reads.update(names or ["everything"])
        return read(table, names, first)

    monkeypatch.setattr(InFolder, "__call__", counted)
    batch = open_batch(original)
    reads.clear()
    summary(batch)
    assert reads.pop(f"days_to_relief_{batch.model.executive}") == 2  # for the headline
    assert set(reads.values()) == {1}
    assert {column.name for column in batch.columns if column.primary} <= set(reads)
    # Of one that is too large to keep them, some are read again.
    monkeypatch.setattr("sim.batch.batch._VALUES", 8)
    reads.clear()
    summary(open_batch(original))
    assert max(reads.values()) > 1


def test_the_first_rows_of_columns(original, monkeypatch):
    whole = open_batch(original)
    monkeypatch.setattr("sim.batch.batch.WHOLE", 4)
    large = open_batch(original)
    names = ["deals", "legal_end"]
    held = large.holding(names)
    assert held is not large
    for batch in (whole, large, held):
        assert batch.select(names, 3).equals(whole.outcomes.select(names).head(3))
    assert held.select(["war_end", "deals"]).equals(whole.outcomes.select("war_end", "deals"))
    assert held.outcomes.equals(whole.outcomes)
    assert whole.holding(names) is whole


def test_under_another_name_nothing_is_read(original, monkeypatch):
    monkeypatch.setattr("sim.batch.batch.WHOLE", 4)
    batch = open_batch(original)
    again = batch.called("again")
    assert (again.name, batch.name) == ("again", "russia_2025")
    assert not isinstance(vars(again)["_outcomes"], pl.DataFrame)
    assert again.outcomes.equals(batch.outcomes)


@pytest.mark.parametrize("values", [1, 16, 24, 10_000])
def test_series_are_read_some_days_at_a_time(values, original, monkeypatch):
    monkeypatch.setattr("sim.batch.batch._VALUES", values)
    kept = open_batch(original)
    here = replace(kept, trajectories=Series(kept.trajectories.rows(), kept.trajectories.known))
    days = range(len(kept.grid))
    for batch in (kept, here):
        parts = list(batch.by_days("legal"))
        assert [day for part, _ in parts for day in days[part]] == list(days)
        assert max(found.size for _, found in parts) <= max(values, 2 * batch.rows)
        assert np.array_equal(np.hstack([found for _, found in parts]), batch.series("legal"))


def test_events_are_read_by_replication(original):
    batch = open_batch(original)
    log = batch.events(4)
    assert log["replication"].unique().to_list() == [4]
    assert log["id"].to_list() == list(range(log.height))
    for k in (5, 8, -1):
        with pytest.raises(BatchError, match="only those of the first 5"):
            batch.events(k)


def test_series_are_read_by_name(original):
    batch = open_batch(original)
    assert batch.trajectories(["war", "day"]).columns == ["replication", "day", "war"]
    with pytest.raises(BatchError, match="no series 'legl': did you mean 'legal'"):
        batch.trajectories(["legl"])


def test_no_batch(tmp_path):
    with pytest.raises(InputError, match="there is no such folder"):
        open_batch(tmp_path / "nowhere")
    with pytest.raises(InputError, match="it is empty"):
        open_batch(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(InputError, match="it holds something else"):
        open_batch(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(BatchError, match=r"is damaged: its manifest\.json is no JSON"):
        open_batch(tmp_path)


@pytest.mark.parametrize("status", ["running", "failed"])
def test_not_finished(status, folder):
    say(folder, status=status)
    with pytest.raises(BatchError, match=r"not finished: .*--resume"):
        open_batch(folder)


def test_a_layout_of_the_future(folder):
    say(folder, layout=3, versions={"thaw": "3.0"})
    with pytest.raises(BatchError, match=r"thaw 3\.0 in a layout \(3\).*does not read"):
        open_batch(folder)


@pytest.mark.parametrize("name", ["outcomes", "trajectories", "measures", "events", "failures"])
@pytest.mark.parametrize("left", [0, 0.5, 0.99])
def test_cut_short(name, left, folder):
    path = folder / f"{name}.parquet"
    data = path.read_bytes()
    path.write_bytes(data[: int(left * len(data))])
    with pytest.raises(BatchError, match=r"is damaged .*compute the batch again"):
        open_batch(folder)


@pytest.mark.parametrize("name", ["outcomes.parquet", "model.json"])
def test_missing(name, folder):
    (folder / name).unlink()
    with pytest.raises(BatchError, match="is damaged"):
        open_batch(folder)


def test_changed_in_the_middle(folder):
    path = folder / "trajectories.parquet"
    data = bytearray(path.read_bytes())
    data[100 : len(data) // 2] = bytes(len(data) // 2 - 100)
    path.write_bytes(data)
    with pytest.raises(BatchError, match="is damaged"):
        open_batch(folder).trajectories(["legal", "effective", "in_force"])


def test_a_model_that_is_not_the_one_simulated(folder):
    text = (folder / "model.json").read_text()
    (folder / "model.json").write_text(text.replace('"low":0.5', '"low":0.6', 1))
    with pytest.raises(BatchError, match="changed since"):
        open_batch(folder)


def test_manifest_without_what_is_needed(folder):
    said = json.loads((folder / "manifest.json").read_text())
    del said["seed"]
    (folder / "manifest.json").write_text(json.dumps(said))
    with pytest.raises(BatchError, match=r"is damaged .*seed"):
        open_batch(folder)
