"""Calling the command line as a user does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.cli.app import invoke

ROOT = Path(__file__).parents[2]
RUSSIA = ROOT / "scenarios" / "russia_2025.yaml"
RURITANIA = ROOT / "sim" / "scenario" / "templates" / "other_country.yaml"


class Done(NamedTuple):
    """What a call came to."""

    code: int
    out: str
    err: str


class Caller:
    """Calls commands in this process, in a folder of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: object) -> Done:
        self._capsys.readouterr()
        code = invoke([str(word) for word in words])
        return Done(code, *self._capsys.readouterr())

    def refused(self, *words: object) -> str:
        """Call what must be refused as wrong input; nothing else is printed or written."""
        before = files(self.folder)
        done = self(*words)
        assert done.code == 2, done
        assert done.out == ""
        assert done.err.strip()
        assert "Traceback" not in done.err
        assert files(self.folder) == before
        return done.err


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"<folder>"
        for path in sorted(folder.rglob("*"))
    }


def run_py(*words: object, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    """Start run.py as a user does."""
    command = [sys.executable, str(ROOT / "run.py"), *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, **more)
