"""Workers that batches share: opened once, opened anew when lost, and gone at once if dismissed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess

import pytest

from sim.batch import executors
from sim.batch.errors import BatchError
from sim.batch.executors import SerialExecutor
from sim.batch.pool import Workers
from sim.batch.processes import expendable
from sim.batch.runner import run_batch
from tests.batch.plans import files, plan


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr(executors, "usable_processors", lambda: 2)


def started(before: set[BaseProcess]) -> set[int | None]:
    """Numbers of the processes that were started since."""
    return {process.pid for process in set(multiprocessing.active_children()) - before}


def patient(seconds: float) -> None:
    """What a worker may be doing when nobody needs it any more."""
    with expendable():
        time.sleep(seconds)


def test_batches_are_computed_by_the_same_processes(tmp_path):
    before, seen = set(multiprocessing.active_children()), set()
    with Workers(jobs=2) as workers:
        assert workers.idle is None
        for seed in range(3):
            run_batch(plan(seed=seed), tmp_path / f"{seed}", workers=workers)
            seen |= started(before)
        assert len(seen) == 2
        assert workers.idle.submit(os.getpid).result() in seen
    assert started(before) == set()
    run_batch(plan(seed=2), tmp_path / "alone", jobs=1)
    assert files(tmp_path / "2") == files(tmp_path / "alone")


def test_a_batch_of_a_single_chunk_starts_no_process():
    before = set(multiprocessing.active_children())
    with Workers(jobs=2) as workers:
        run_batch(plan(chunk=24), None, workers=workers)
        assert workers.idle is None
        assert started(before) == set()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill")
def test_workers_that_died_between_two_batches_are_replaced():
    before = set(multiprocessing.active_children())
    with Workers(jobs=2) as workers:
        first = run_batch(plan(), None, workers=workers)
        dead = started(before)
        for process in dead:
            os.kill(process, signal.SIGKILL)
        assert run_batch(plan(), None, workers=workers).outcomes.equals(first.outcomes)
        assert not started(before) & dead


def test_given_executors_and_this_process_have_no_idle_processes():
    with ThreadPoolExecutor(2) as threads:
        for workers in (Workers(threads), Workers(SerialExecutor(), 4), Workers(jobs=1)):
            with workers:
                run_batch(plan(n=4), None, workers=workers)
                assert workers.idle is None


def test_a_given_executor_that_takes_no_work_is_given_up():
    from concurrent.futures.process import BrokenProcessPool

    class Broken(SerialExecutor):
        def submit(self, fn, /, *args):
            raise BrokenProcessPool

    with pytest.raises(BatchError, match=r"takes no work any more.*--resume"):
        run_batch(plan(), None, executor=Broken())


def test_dismissed_workers_end_at_once():
    with Workers(jobs=2) as workers:
        run_batch(plan(), None, workers=workers)
        tasks = [workers.idle.submit(patient, 60.0) for _ in range(4)]
        while not tasks[1].running():
            time.sleep(0.01)
        began = time.monotonic()
        workers.dismiss()
        assert time.monotonic() - began < 30.0
        assert workers.idle is None
        # Who needs some again opens others.
        run_batch(plan(seed=1), None, workers=workers)
        assert workers.idle.submit(int, "7").result() == 7
