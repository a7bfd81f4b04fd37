"""Benchmarks: which there are, what they append to a trend, and whose time they count."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "bench"


def python(*arguments: str, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )


def test_all_runs_every_benchmark_and_the_page_says_what_each_measures():
    files = {path.stem for path in BENCH.glob("[a-z]*.py")} - {"all"}
    order = python("-c", "import all\nprint(*all.ORDER)", path=BENCH).stdout.split()
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    table = page.partition("| Bench | Measures |")[2].partition("\n\n")[0]
    assert sorted(order) == sorted(files)
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == order


def test_a_trend_grows_by_the_lines_of_the_table(tmp_path):
    file = tmp_path / "trend"
    for _ in range(2):
        words = ("startup", "--quick", "--json", "--trend", str(file))
        done = python(str(BENCH / "all.py"), *words)
        assert done.returncode == 0, done.stderr
    first, second = map(json.loads, file.read_text("utf-8").splitlines())
    assert list(first)[:4] == ["date", "commit", "processor", "quick"]
    assert first["processor"]
    assert first["quick"] is True
    shown = json.loads(done.stdout)
    assert {key: second[key] for key in shown} == shown


def test_a_trend_that_cannot_be_written_is_refused_before_anything_runs(tmp_path):
    done = python(str(BENCH / "all.py"), "startup", "--trend", str(tmp_path / "no" / "file"))
    assert done.returncode == 2
    assert "--trend" in done.stderr
    assert "-- startup" not in done.stderr


ORPHAN = """
import subprocess, sys, time
burn = "import time\\nwhile time.process_time() < 0.4: pass"
burnt = [sys.executable, "-c", burn]
begin = f"import subprocess; subprocess.Popen({burnt})"
subprocess.run([sys.executable, "-c", "import subprocess; subprocess.run(%r)" % burnt])
print("a", flush=True)
subprocess.run([sys.executable, "-c", begin])
"""

COUNT = """
import os, sys
import first_number
first_number.adopt()
print(*first_number.spent([sys.executable, "-c", sys.argv[1]], dict(os.environ)))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_time_of_children_of_children_counts_also_if_their_parents_end_first():
    done = python("-c", COUNT, ORPHAN, path=BENCH)
    assert done.returncode == 0, done.stderr
    first, end = map(float, done.stdout.split())
    assert first >= 0.35
    assert end >= first + 0.35
