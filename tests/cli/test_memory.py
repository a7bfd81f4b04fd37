"""A word before the memory allowed to a process ends it without one."""

import subprocess
import sys

import pytest

from sim.cli.welcome import ENOUGH, scarce
from tests.cli.calling import ROOT

resource = pytest.importorskip("resource")


@pytest.mark.parametrize(
    ("allowed", "command", "warned"),
    [
        (ENOUGH - 1, "batch", True),
        (ENOUGH - 1, "law", False),  # no tables
        (ENOUGH, "batch", False),
        (-1, "batch", False),
    ],
)
def test_only_where_it_may_not_be_enough(
    monkeypatch: pytest.MonkeyPatch, allowed: int, command: str, warned: bool
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda which: (allowed, allowed))
    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    assert bool(scarce([command, "by_hand"])) is warned


def test_it_is_said_before_anything_else() -> None:
    call = [sys.executable, str(ROOT / "run.py"), "batch", "no_such_scenario"]
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -v 1200000 && exec "$@"', "sh", *call],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr.startswith("thaw: only 1.2 GB of address space are allowed (ulimit -v)")
    assert done.returncode == 2
