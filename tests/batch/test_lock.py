"""Locks: one owner at a time, and none that outlives its owner."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.batch.errors import BatchError
from sim.batch.lock import LOCK, owned

ROOT = Path(__file__).parents[2]

HOLD = """
import sys, time
from pathlib import Path
from sim.batch.lock import owned
with owned(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(600)
"""


def test_one_owner_at_a_time(tmp_path):
    with owned(tmp_path):
        said = pytest.raises(BatchError, match=f"process {os.getpid()} is computing this batch")
        with said, owned(tmp_path):
            pass
        assert (tmp_path / LOCK).exists()
    with owned(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_a_dead_owner_is_none(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        said = pytest.raises(BatchError, match=f"process {other.pid} is computing")
        with said, owned(tmp_path):
            pass
        other.kill()
        assert other.wait() == -signal.SIGKILL
    assert (tmp_path / LOCK).exists()
    with owned(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_no_folder_to_own(tmp_path):
    with pytest.raises(BatchError, match="cannot write results"), owned(tmp_path / "missing"):
        pass


def test_where_there_are_no_locks_nobody_is_kept_out(tmp_path, monkeypatch):
    def none_here(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("sim.batch.lock.FileLock.acquire", none_here)
    with owned(tmp_path), owned(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_what_a_lock_says_outlives_those_who_ask(tmp_path):
    with owned(tmp_path):
        for _ in range(3):
            said = pytest.raises(BatchError, match=f"process {os.getpid()} is computing")
            with said, owned(tmp_path):
                pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_lock(tmp_path):
    os.mkfifo(tmp_path / LOCK)
    with pytest.raises(BatchError, match="is no lock of thaw: remove it"), owned(tmp_path):
        pass
    with pytest.raises(BatchError, match="is no lock of thaw: remove it"), owned(tmp_path):
        pass  # it was let go of
