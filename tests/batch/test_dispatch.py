"""Dispatch: bounded, in order of arrival, and not stopped by workers that die."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

import pytest

from sim.batch import dispatch as module
from sim.batch.branch import Design
from sim.batch.chunks import Span
from sim.batch.dispatch import dispatch
from sim.batch.errors import BatchError
from sim.batch.executors import SerialExecutor, WorkerPool
from sim.batch.worker import Job


def jobs(n):
    return [Job("d", b"", Design(seed=0), 0, Span(10 * k, 10)) for k in range(n)]


@pytest.fixture(autouse=True)
def _no_simulation(monkeypatch):
    monkeypatch.setattr(module, "run_chunk", lambda job: b"%d" % job.span.first)


class Mortal(Executor):
    """Does two chunks at a time; dies of those that kill, and takes the others with it."""

    def __init__(self, kills):
        self.kills = kills
        self.dead = False
        self.out = 0

    def submit(self, fn, job):
        if self.dead:
            raise BrokenProcessPool
        future: Future[bytes] = Future()
        if self.kills(job):
            self.dead = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(fn(job))
        return future


def gathering(*executors, outstanding=2):
    supply = iter(executors)

    @contextmanager
    def open_pool():
        yield WorkerPool(next(supply), outstanding)

    return open_pool


def collect(taken, enough=lambda taken: False):
    def take(job, data):
        assert data == b"%d" % job.span.first
        taken.append(job.span.first // 10)
        return enough(taken)

    return take


def test_if_nobody_can_be_asked_again_what_there_is_can_be_continued():
    supply = iter([Mortal(lambda job: job.span.first == 20)])

    @contextmanager
    def open_pool():
        executor = next(supply, None)
        if executor is None:
            raise BatchError("nobody answers")
        yield WorkerPool(executor, 2)

    taken = []
    with pytest.raises(BatchError, match=r"nobody answers; .*--resume continues"):
        dispatch(jobs(7), open_pool, collect(taken))
    assert sorted(taken) == [0, 1]


def test_every_chunk_once():
    taken = []
    dispatch(jobs(7), gathering(SerialExecutor(), outstanding=3), collect(taken))
    assert sorted(taken) == list(range(7))


def test_no_more_than_so_many_are_out_at_a_time():
    class Counting(SerialExecutor):
        most = out = 0

        def submit(self, fn, /, *args):
            self.out += 1
            self.most = max(self.most, self.out)
            return super().submit(fn, *args)

    pool, taken = Counting(), []

    def take(job, data):
        pool.out -= 1
        return collect(taken)(job, data)

    dispatch(jobs(9), gathering(pool, outstanding=4), take)
    assert pool.most == 4
    assert len(taken) == 9


def test_enough_is_enough():
    taken = []
    dispatch(
        jobs(9), gathering(SerialExecutor(), outstanding=1), collect(taken, lambda t: len(t) == 4)
    )
    assert taken == [0, 1, 2, 3]


@pytest.mark.parametrize("outstanding", [1, 2, 5])
def test_a_dead_worker_costs_nothing_but_time(outstanding):
    taken = []
    once = Mortal(lambda job: job.span.first == 30)
    again = Mortal(lambda job: job.span.first == 50)
    dispatch(
        jobs(7), gathering(once, again, SerialExecutor(), outstanding=outstanding), collect(taken)
    )
    assert sorted(taken) == list(range(7))


def test_a_chunk_that_kills_whoever_takes_it_is_given_up():
    taken = []
    killers = [Mortal(lambda job: job.span.first == 30) for _ in range(5)]
    with pytest.raises(BatchError, match=r"died 3 times while replications 30 to 39 .*--resume"):
        dispatch(jobs(7), gathering(*killers), collect(taken))
    assert sorted(taken) == sorted(set(taken))
    assert {0, 1, 2} <= set(taken)


def test_other_errors_are_passed_on():
    class Failing(SerialExecutor):
        def submit(self, fn, /, *args):
            return super().submit(int, "x")

    with pytest.raises(ValueError, match="invalid literal"):
        dispatch(jobs(2), gathering(Failing()), collect([]))


def test_workers_without_thaw(monkeypatch):
    def absent(job):
        raise ModuleNotFoundError("No module named 'sim'")

    monkeypatch.setattr(module, "run_chunk", absent)
    with pytest.raises(BatchError, match=r"No module named 'sim'.*install the same version"):
        dispatch(jobs(2), gathering(SerialExecutor()), collect([]))
