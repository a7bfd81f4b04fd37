"""What commands and workers import: nothing heavy that they do not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLES = {"polars", "scipy", "scoringrules"}
DRAWING = {"matplotlib", "PIL"}
ELSEWHERE = {"asyncio", "dask", "distributed"}
TALKING = {"rich.console", "typer"}

COMMAND = """
import sys
from sim.cli.app import invoke
code = invoke(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def imported(code: str, folder: Path, *words: str) -> set[str]:
    """Names of modules that are imported when some lines are done."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("run inline --no-figures --out a", set()),
        ("run inline --no-figures --out a --json", set()),
        ("law inline", {"simpy", "numpy"}),
        ("validate inline", set()),
        ("--help", {"simpy", "numpy", "pydantic", "ruamel", "rich"}),
        ("list", set()),
    ],
)
def test_a_command_imports_nothing_heavy_that_it_does_not_use(
    words: str, more: set[str], tmp_path: Path
) -> None:
    found = imported(COMMAND, tmp_path, *words.split())
    assert not found & (TABLES | DRAWING | ELSEWHERE | {"rich.console"} | more)


def test_a_worker_imports_nothing_that_draws_or_prints(tmp_path: Path) -> None:
    code = "import sys, sim.batch.worker\nprint(*sys.modules, file=sys.stderr)"
    found = imported(code, tmp_path)
    assert "polars" in found
    heavy = {"scipy", "scoringrules", "ruamel.yaml"}
    assert not found & (DRAWING | ELSEWHERE | TALKING | heavy)
    above = ("sim.cli", "sim.workflows", "sim.figures")
    assert not {name for name in found if name.startswith(above)}


@pytest.mark.slow
def test_bytecode_is_kept_even_where_none_is_to_be_written(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPYCACHEPREFIX": str(tmp_path),
        "THAW_PURE": "1",
    }
    command = [sys.executable, "-m", "tools.bytecode"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    names = {path.name.partition(".cpython")[0] for path in tmp_path.rglob("*.pyc")}
    assert names >= {"app", "playing", "replication", "backend_svg", "dataframe", "core"}
    trees = {path.name.partition(".cpython")[0] for path in tmp_path.rglob("*.tree")}
    assert trees >= {"russia.yaml", "common.yaml", "base_rates.yaml"}
