"""Interrupts and want of memory: a word or nothing, never a traceback."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BATCH = (
    "batch",
    "scenarios/examples/inline.yaml",
    "-n",
    "400",
    "--jobs",
    "2",
    "--no-figures",
    "--out",
)


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "run.py", *BATCH, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("after", [0.08, 0.15, 0.3, 0.6, 1.0, 1.5, 2.5])
def test_an_interrupt_at_any_moment_prints_no_traceback(after: float, tmp_path: Path) -> None:
    process = started(tmp_path / "a")
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    # Before the first line of ours Python itself has its own way to end.
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "Traceback" not in out + err, err
    assert "KeyboardInterrupt" not in out + err, err


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory work otherwise elsewhere")
def test_want_of_memory_is_a_sentence() -> None:
    code = (
        "import sys\n"
        "from sim.cli import app\n"
        "def none(*_): raise MemoryError\n"
        "app._guarded = none\n"
        "sys.exit(app.invoke(['list']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("thaw: there is not enough memory")


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted otherwise elsewhere")
def test_linear_algebra_starts_no_threads() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['thaw', 'list', '-q']\n"
        "import sim.cli.app\n"
        "def counted(_):\n"
        "    import numpy, os\n"
        "    print(len(os.listdir('/proc/self/task')))\n"
        "    return 0\n"
        "from sim import entry\n"
        "sim.cli.app.invoke = counted\n"
        "entry.main()"
    )
    free = {k: v for k, v in os.environ.items() if not k.endswith("_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=free, capture_output=True, text=True
    )
    assert done.stdout == "1\n", done


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory work otherwise elsewhere")
@pytest.mark.parametrize("megabytes", [900, 1000, 1100, 1300])
def test_little_address_space_is_a_sentence(megabytes: int, tmp_path: Path) -> None:
    """Unless a library below aborts, which nobody can keep it from."""
    most = megabytes * 2**20
    done = subprocess.run(
        [sys.executable, "run.py", *BATCH, str(tmp_path / "a")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )
    assert done.returncode in (0, 1, -signal.SIGABRT)
    assert "Traceback (most recent call last)" not in done.stderr
    if done.returncode == 1:
        assert "thaw: " in done.stderr
