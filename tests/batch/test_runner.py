"""Batches: the same bytes however they were computed; found, continued, refused."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sim.batch import executors, pool, runner, work, worker
from sim.batch.errors import BatchError
from sim.batch.lock import owned
from sim.batch.manifest import read_manifest
from sim.batch.reader import open_batch
from sim.batch.runner import find, run_batch
from sim.errors import InputError
from sim.results.identity import made_by
from tests.batch.plans import SHORT, files, plan, short, spoil
from tests.batches import small_batch

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A batch computed here, in one go."""
    folder = tmp_path_factory.mktemp("batch") / "whole"
    run_batch(plan(), folder, jobs=1)
    return folder


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def interrupt(folder, ours, after):
    """Begin a batch and stop it, as Ctrl-C does, once so many replications are done."""

    def stop(progress):
        if progress.done >= after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(ours, folder, jobs=1, progress=stop)


# What is in it


def test_it_is_what_the_engine_says(whole):
    plain = small_batch("russia_2025", 24, 0, *SHORT)
    found = open_batch(whole)
    assert_frame_equal(found.outcomes, plain.outcomes, check_row_order=True)
    assert found.failures.is_empty()
    assert found.parameters == plain.parameters
    assert found.questions == plain.questions
    assert (found.grid == plain.grid).all()
    names = ["legal", "class_bank", "war"]
    assert_frame_equal(found.trajectories(names), plain.trajectories(names))
    assert (found.series("oil") == plain.series("oil")).all()
    assert list(found.in_force) == list(plain.in_force)
    for name, share in plain.in_force.items():
        assert found.in_force[name] == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(("jobs", "chunk"), [(1, 5), (2, None), (2, 7)])
def test_neither_processes_nor_chunks_change_a_byte(jobs, chunk, whole, tmp_path):
    run_batch(plan(chunk=chunk), tmp_path / "other", jobs=jobs)
    assert files(tmp_path / "other") == files(whole)


def test_in_memory_it_is_the_same(whole):
    kept, found = run_batch(plan(), None, jobs=1), open_batch(whole)
    assert kept.folder is None
    assert_frame_equal(kept.outcomes, found.outcomes)
    assert_frame_equal(kept.trajectories(["share"]), found.trajectories(["share"]))
    assert_frame_equal(kept.events(4), found.events(4))
    assert all((kept.in_force[name] == share).all() for name, share in found.in_force.items())


def test_it_stops_when_it_is_precise_enough(monkeypatch, tmp_path):
    monkeypatch.setattr("sim.batch.stopping.ROUND", 8)
    monkeypatch.setattr(work, "ROUND", 8)
    ours = plan(n=200, until=0.25)
    told = []
    found = run_batch(ours, tmp_path / "a", jobs=1, progress=told.append)
    assert found.precision.reached
    assert found.n == found.outcomes.height == found.precision.replications < 200
    assert found.n % 8 == 0
    assert told[-1].half_width <= 0.25
    interrupt(tmp_path / "b", replace(ours, chunk=5), 11)
    again = run_batch(replace(ours, chunk=3), tmp_path / "b", jobs=2, resume=True)
    assert again.precision == found.precision
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert manifest(tmp_path / "b")["done"] == found.n


def test_progress(tmp_path):
    told = []
    run_batch(plan(chunk=10), tmp_path / "a", jobs=1, progress=told.append)
    assert [(p.done, p.n, p.before) for p in told] == [(k, 24, 0) for k in (0, 10, 20, 24)]


# Found


def test_what_is_there_is_found_and_not_computed(whole, monkeypatch):
    before = manifest(whole)
    spoil(monkeypatch, lambda k: True, AssertionError("computed again"))
    found = run_batch(plan(chunk=3), whole, jobs=1)
    assert found.found
    assert manifest(whole) == before
    assert find(plan(), whole.parent / "nothing") is None


@pytest.mark.parametrize("resume", [False, True])
def test_another_version_is_not_taken_for_ours(whole, tmp_path, resume):
    folder = copied(whole, tmp_path / "old")
    said = manifest(folder)
    said["versions"]["thaw"] = "0.0.7"
    (folder / "manifest.json").write_text(json.dumps(said))
    with pytest.raises(BatchError, match=r"thaw 0\.0\.7, and this is thaw 0\.1.*--out"):
        run_batch(plan(), folder, jobs=1, resume=resume)
    assert files(folder) == files(whole)


def copied(folder, to):
    to.mkdir()
    for path in folder.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json"])
def test_a_folder_of_something_else_is_left_alone(name, tmp_path):
    (tmp_path / name).write_text('{"kind": "run", "seed": 1}')
    for resume in (False, True):
        with pytest.raises(InputError, match="no batch of thaw: it holds something else"):
            run_batch(plan(), tmp_path, jobs=1, resume=resume)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="it is no folder"):
        run_batch(plan(), tmp_path / "file", jobs=1)


def test_another_batch_is_left_alone(whole):
    before = files(whole)
    with pytest.raises(InputError, match=r"it holds another batch .*n 24, seed 0"):
        run_batch(plan(seed=1), whole, jobs=1, resume=True)
    assert files(whole) == before


# Continued


def test_an_interrupted_batch_is_continued_only_if_asked(whole, tmp_path, monkeypatch):
    folder = tmp_path / "a"
    interrupt(folder, plan(chunk=5), 15)
    assert manifest(folder)["status"] == "running"
    with pytest.raises(BatchError, match=r"interrupted batch: 15 of 24 futures.*--resume"):
        run_batch(plan(), folder, jobs=1)
    simulated = []
    spoil(monkeypatch, lambda k: bool(simulated.append(k)), AssertionError())
    run_batch(plan(chunk=4), folder, jobs=1, resume=True)
    assert simulated == list(range(15, 24))
    assert files(folder) == files(whole)
    assert manifest(folder)["before"] == 15


def test_to_continue_nothing_is_to_begin(whole, tmp_path):
    run_batch(plan(), tmp_path / "a", jobs=1, resume=True)
    assert files(tmp_path / "a") == files(whole)


KILLED = """
import sys
from pathlib import Path
from sim.batch.runner import run_batch
from tests.batch.plans import plan

if __name__ == "__main__":
    run_batch(plan(n=40, chunk=3), Path(sys.argv[1]), jobs=int(sys.argv[2]))
"""


def any_of(group: int) -> bool:
    """Whether a group of processes has any left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_that_was_killed_is_continued(jobs, tmp_path):
    (tmp_path / "killed.py").write_text(KILLED)
    folder = tmp_path / "a"
    with subprocess.Popen(
        [sys.executable, tmp_path / "killed.py", folder, str(jobs)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stderr=subprocess.DEVNULL,  # what the dead owner left is cleaned up, and told there
    ) as process:
        give_up = time.monotonic() + 60
        while len(list(folder.glob("chunks/*.chunk"))) < 4:
            assert process.poll() is None
            assert time.monotonic() < give_up
            time.sleep(0.005)
        process.kill()
    while any_of(process.pid):  # its workers follow it
        assert time.monotonic() < give_up
        time.sleep(0.05)
    assert manifest(folder)["status"] == "running"
    told = []
    run_batch(plan(n=40, chunk=11), folder, jobs=1, resume=True, progress=told.append)
    assert 12 <= told[0].before < 40
    run_batch(plan(n=40), tmp_path / "b", jobs=1)
    assert files(folder) == files(tmp_path / "b")


@pytest.mark.parametrize("name", ["trajectories.parquet", "failures.parquet", "manifest.json"])
def test_one_that_died_among_its_final_files_is_continued(name, whole, tmp_path, monkeypatch):
    folder, replace_file, dead = tmp_path / "a", os.replace, []

    def die(source, target):
        said = b'"status": "done"' in Path(source).read_bytes()
        if Path(target).name == name and (said or name != "manifest.json"):
            dead.append(name)
        if dead:  # nothing is written by the dead
            raise KeyboardInterrupt
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        run_batch(plan(), folder, jobs=1)
    monkeypatch.undo()
    spoil(monkeypatch, lambda k: True, AssertionError("computed again"))
    run_batch(plan(), folder, jobs=1, resume=True)
    assert files(folder) == files(whole)


def test_chunks_left_behind_at_the_very_end_are_removed(whole, tmp_path):
    folder = copied(whole, tmp_path / "a")
    (folder / "chunks").mkdir()
    (folder / "chunks" / "000000000-000000004.chunk").write_bytes(b"x")
    assert run_batch(plan(), folder, jobs=1).found
    assert files(folder) == files(whole)


def test_damaged_chunks_are_computed_again_and_told(whole, tmp_path):
    folder, notes = tmp_path / "a", []
    interrupt(folder, plan(chunk=5), 20)
    first, second, third, fourth = sorted((folder / "chunks").iterdir())
    first.write_bytes(first.read_bytes()[:-1])
    second.write_bytes(b"")
    third.rename(third.with_name("000000007-000000011.chunk"))
    (folder / ".outcomes.parquet.99.part").write_bytes(b"half")
    (folder / "chunks" / ".000000020-000000023.chunk.99.part").write_bytes(b"half")
    run_batch(plan(chunk=6), folder, jobs=1, resume=True, note=notes.append)
    assert files(folder) == files(whole)
    assert len(notes) == 3
    assert all("damaged or out of place" in note for note in notes)
    assert manifest(folder)["notes"] == notes
    assert manifest(folder)["before"] == 5
    assert fourth.name not in "".join(notes)


@pytest.mark.parametrize("status", ["running", "failed"])
def test_a_batch_of_which_nothing_is_done_begins_anew(status, whole, tmp_path):
    folder = tmp_path / "a"
    interrupt(folder, plan(), 0)
    said = manifest(folder)
    said |= {"status": status, "versions": {**said["versions"], "python": "3.9.1"}}
    (folder / "manifest.json").write_text(json.dumps(said))
    run_batch(plan(), folder, jobs=1)
    assert files(folder) == files(whole)
    assert manifest(folder)["before"] == 0


@pytest.mark.parametrize(
    ("asked", "n", "chunk", "used"),
    [(99, 24, None, 4), (None, 24, None, 4), (3, 24, None, 3), (99, 2, None, 2), (4, 24, 24, 1)],
)
def test_no_more_processes_than_processors_and_than_chunks(asked, n, chunk, used, monkeypatch):
    """Processes are started as chunks are handed out, and a single chunk needs none."""
    for module in (executors, pool):
        monkeypatch.setattr(module, "usable_processors", lambda: 4)
    before = set(multiprocessing.active_children())
    there = []

    def look(progress):
        there.append(len(set(multiprocessing.active_children()) - before))

    run_batch(plan(n=n, chunk=chunk), None, jobs=asked, progress=look)
    assert max(there) == (used if used > 1 else 0)
    assert set(multiprocessing.active_children()) <= before


def test_chunks_of_another_plan_are_not_taken(whole, tmp_path):
    interrupt(tmp_path / "a", plan(chunk=5), 10)
    interrupt(tmp_path / "b", plan(chunk=5, seed=9), 10)
    for path in (tmp_path / "b" / "chunks").iterdir():
        (tmp_path / "a" / "chunks" / path.name).write_bytes(path.read_bytes())
    run_batch(plan(), tmp_path / "a", jobs=1, resume=True)
    assert files(tmp_path / "a") == files(whole)


def test_two_owners(tmp_path):
    interrupt(tmp_path / "a", plan(chunk=5), 10)
    with owned(tmp_path / "a"), pytest.raises(BatchError, match="is computing this batch"):
        run_batch(plan(), tmp_path / "a", jobs=1, resume=True)


# Failures


def test_one_that_fails_costs_one_row(whole, tmp_path, monkeypatch):
    spoil(monkeypatch, lambda k: k in (3, 17), ZeroDivisionError("by what?"))
    found = run_batch(plan(seed=0), tmp_path / "a", jobs=1)
    good = open_batch(whole)
    kept = ~pl.col("replication").is_in([3, 17])
    assert_frame_equal(found.outcomes, good.outcomes.filter(kept))
    assert found.series("legal").shape == (22, len(found.grid))
    assert_frame_equal(found.trajectories(["war"]), good.trajectories(["war"]).filter(kept))
    assert found.failures["replication"].to_list() == [3, 17]
    assert found.failures["command"].to_list() == [
        f"thaw run {tmp_path}/a/scenario.yaml --seed 0 --replication {k}" for k in (3, 17)
    ]
    assert manifest(tmp_path / "a")["failed"] == 2
    assert found.n == 24
    monkeypatch.undo()
    shares = run_batch(plan(), None, jobs=1).in_force
    assert max(np.abs(found.in_force[name] - shares[name]).max() for name in shares) < 0.1


def test_where_all_fail_there_are_no_outcomes(tmp_path, monkeypatch):
    spoil(monkeypatch, lambda k: True, ZeroDivisionError())
    found = run_batch(plan(n=6), tmp_path / "a", jobs=1)
    assert found.outcomes.is_empty()
    assert found.failures.height == 6
    assert found.failures["message"][0] == "ZeroDivisionError"
    assert np.isnan(found.in_force["US_CORR_SBER"]).all()


def test_no_memory_stops_the_batch_and_keeps_what_is_complete(whole, tmp_path, monkeypatch):
    spoil(monkeypatch, lambda k: k == 17, MemoryError())
    with pytest.raises(MemoryError):
        run_batch(plan(chunk=5), tmp_path / "a", jobs=1)
    assert manifest(tmp_path / "a")["status"] == "failed"
    monkeypatch.undo()
    with pytest.raises(BatchError, match=r"interrupted batch \(MemoryError\): 15 of 24"):
        run_batch(plan(), tmp_path / "a", jobs=1)
    run_batch(plan(), tmp_path / "a", jobs=1, resume=True)
    assert files(tmp_path / "a") == files(whole)


def test_a_full_disk_costs_nothing_that_was_complete(whole, tmp_path, monkeypatch):
    folder, write = tmp_path / "a", Path.write_bytes

    def full(path, data):
        if "000000010" in path.name:
            write(path, data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BatchError, match=r"No space left on device; .* is kept, and --resume"):
        run_batch(plan(chunk=5), folder, jobs=1)
    monkeypatch.undo()
    assert len(list((folder / "chunks").iterdir())) == 2
    run_batch(plan(), folder, jobs=1, resume=True)
    assert files(folder) == files(whole)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
def test_a_disk_that_fills_up_with_the_final_files(whole, tmp_path, monkeypatch):
    folder, sink = tmp_path / "a", runner.sink
    monkeypatch.setattr(runner, "sink", lambda a, name, path: sink(a, name, Path("/dev/full")))
    with pytest.raises(BatchError, match=r"cannot write results .*--resume"):
        run_batch(plan(chunk=5), folder, jobs=1)
    monkeypatch.undo()
    run_batch(plan(), folder, jobs=1, resume=True)
    assert files(folder) == files(whole)


def test_where_nothing_may_be_written(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(BatchError, match=r"cannot write results to .*: Permission denied"):
        run_batch(plan(), tmp_path / "a", jobs=1)
    monkeypatch.undo()
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(BatchError, match=r"cannot write results to .*: Permission denied"):
        run_batch(plan(), tmp_path / "a", jobs=1)


def test_a_worker_that_is_killed_costs_nothing(whole, tmp_path):
    killed = []

    def kill(progress):
        if progress.done and not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid)
            os.kill(victim.pid, signal.SIGKILL)

    run_batch(plan(chunk=2), tmp_path / "a", jobs=2, progress=kill)
    assert killed
    assert files(tmp_path / "a") == files(whole)


def test_workers_of_another_version(tmp_path, monkeypatch):
    for name, value, said in (
        ("thaw", "0.0.7", r"thaw 0\.0\.7, and this is thaw 0\.1"),
        ("code", "f" * 32, "other code of thaw"),
        ("numpy", "1.0", r"numpy 1\.0, and this is"),
        ("platform", "Plan9 mips", "platform Plan9 mips"),
    ):
        monkeypatch.setattr(worker, "made_by", lambda: {**made_by(), name: value})  # noqa: B023
        with pytest.raises(BatchError, match=f"a worker has {said}"):
            run_batch(plan(), tmp_path / name, jobs=1)


def test_a_scenario_that_makes_no_world_is_refused_before_anything_is_written(tmp_path):
    nothing = short().catalogue.model_copy(update={"measures": {}})
    with pytest.raises(InputError, match="nothing to lift"):
        run_batch(replace(plan(), catalogue=nothing), tmp_path / "a", jobs=1)
    assert not list(tmp_path.iterdir())
    assert read_manifest(tmp_path) is None
