"""Executors: who is asked for, what is said if there is nobody, and how workers behave."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sim.batch import executors
from sim.batch.errors import BatchError
from sim.batch.executors import SerialExecutor, usable_processors, worker_pool
from sim.errors import InputError

ROOT = Path(__file__).parents[2]


def habits(_: object) -> tuple[int, bool, int]:
    """What a worker process is like: its number, whether interrupts leave it alone, its threads."""
    import polars as pl

    return os.getpid(), signal.getsignal(signal.SIGINT) == signal.SIG_IGN, pl.thread_pool_size()


def test_one_job_stays_in_this_process():
    with worker_pool(jobs=1) as found:
        assert isinstance(found.executor, SerialExecutor)
        assert found.executor.submit(os.getpid).result() == os.getpid()
        assert found.outstanding == 1


def test_here_hands_errors_over_but_lets_interrupts_through():
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert isinstance(SerialExecutor().submit(int, "x").exception(), ValueError)
    with pytest.raises(KeyboardInterrupt):
        SerialExecutor().submit(interrupted)


def test_processes_ignore_interrupts_and_keep_to_one_core():
    with worker_pool(jobs=2) as found:
        futures = [found.executor.submit(habits, None) for _ in range(4)]
        for future in futures:
            process, ignores, threads = future.result()
            assert process != os.getpid()
            assert ignores
            assert threads == 1
    assert os.environ.get("POLARS_MAX_THREADS") != "1"


@pytest.mark.parametrize("how", ["script", "standard input"])
def test_processes_do_not_import_the_script_that_started_them(how, tmp_path):
    """Which has no guard, and could not be found if it came from standard input."""
    text = """
from operator import mul
from sim.batch.executors import worker_pool
print("once")
with worker_pool(jobs=2) as found:
    print(sum(found.executor.map(mul, range(4), range(4))))
"""
    script = tmp_path / "script.py"
    script.write_text(text)
    called = [sys.executable, str(script) if how == "script" else "-"]
    done = subprocess.run(
        called,
        input=text,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("once\n14\n", "")


def test_a_given_executor_stays_open():
    class Given(SerialExecutor):
        def shutdown(self, *_: object, **__: object) -> None:
            raise AssertionError

    given = Given()
    with worker_pool(given, 3) as found:
        assert found.executor is given
        assert found.outstanding == 6


@pytest.mark.parametrize("name", ["dask", "dask://", "ray://here:1", ""])
def test_no_such_executor(name):
    with pytest.raises(InputError, match="allowed: dask://HOST:PORT"), worker_pool(name):
        pass


def test_without_distributed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(BatchError, match=r"pip install 'thaw-sim\[cluster\]'"),
        worker_pool("dask://x:1"),
    ):
        pass


def test_nobody_answers(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(executors, "TIMEOUT", 0.5)
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        said = pytest.raises(BatchError, match=f"no dask scheduler answers at {address}")
        with said, worker_pool(f"dask://{address}"):
            pass


def test_processors():
    assert 1 <= usable_processors() <= (os.cpu_count() or 1)
