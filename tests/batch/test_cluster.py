"""Dask: a real scheduler and workers in processes of their own, over TCP."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from sim.batch import dispatch, executors
from sim.batch.errors import BatchError
from sim.batch.manifest import read_manifest
from sim.batch.runner import run_batch
from tests.batch.plans import files, plan

distributed = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]


@contextmanager
def started(*words):
    process = subprocess.Popen(
        [sys.executable, "-m", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster(folder, workers):
    """A scheduler and workers: its address, and the workers' processes."""
    file = folder / "scheduler.json"
    scheduler = started(
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        0,
        "--no-dashboard",
        "--scheduler-file",
        file,
    )
    with scheduler:
        give_up = time.monotonic() + 60
        while not file.exists() or not (text := file.read_text()):
            assert time.monotonic() < give_up
            time.sleep(0.05)
        address = text.split('"address": "tcp://')[1].split('"')[0]
        with ExitStack() as stack:
            processes = [
                stack.enter_context(
                    started(
                        "distributed.cli.dask_worker",
                        "--scheduler-file",
                        file,
                        "--nthreads",
                        1,
                        "--no-nanny",
                        "--no-dashboard",
                        "--local-directory",
                        folder / f"dask-{k}",
                    )
                )
                for k in range(workers)
            ]
            if workers:
                with distributed.Client(f"tcp://{address}", set_as_default=False) as client:
                    client.wait_for_workers(workers, timeout=60)
            yield address, processes


@pytest.mark.slow
def test_workers_over_tcp_give_the_same_bytes_even_if_one_is_killed(tmp_path):
    run_batch(plan(n=40), tmp_path / "here", jobs=1)
    with cluster(tmp_path, 2) as (address, workers):
        run_batch(plan(n=40, chunk=4), tmp_path / "there", executor=f"dask://{address}")
        assert files(tmp_path / "there") == files(tmp_path / "here")

        def kill(progress):
            if progress.done >= 8:
                workers[0].kill()

        again = tmp_path / "again"
        run_batch(plan(n=40, chunk=2), again, executor=f"dask://{address}", progress=kill)
        assert workers[0].wait() != 0
        assert workers[1].poll() is None
        assert files(again) == files(tmp_path / "here")


def test_a_scheduler_without_workers(tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "TIMEOUT", 1.0)
    said = pytest.raises(BatchError, match=r"dask scheduler at 127.0.0.1:[0-9]+ has no workers")
    with cluster(tmp_path, 0) as (address, _), said:
        run_batch(plan(), tmp_path / "a", executor=f"dask://{address}")


@pytest.mark.slow
def test_without_any_worker_left_the_batch_ends_and_can_be_resumed(tmp_path, monkeypatch):
    run_batch(plan(n=40), tmp_path / "here", jobs=1)
    monkeypatch.setattr(dispatch, "PATIENCE", 1.0)
    there = tmp_path / "there"
    with cluster(tmp_path, 1) as (address, (worker,)):

        def kill(progress):
            if progress.done >= 8:
                worker.kill()

        said = pytest.raises(BatchError, match=r"all workers have gone.*--resume continues")
        with said:
            run_batch(plan(n=40, chunk=2), there, executor=f"dask://{address}", progress=kill)
    kept = read_manifest(there)
    assert kept.status == "failed"
    assert 8 <= kept.done < 40
    run_batch(plan(n=40, chunk=2), there, jobs=1, resume=True)
    assert files(there) == files(tmp_path / "here")
