"""Results of every kind, small, made once for all tests of briefs that a process runs."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sim.cli.app import invoke
from tests.cli.calling import RURITANIA
from tests.cli.test_calibrate import CALIBRATION, PATTERNS
from tests.presents import RECORD, WORLD
from tests.scenarios.worlds import SCENARIOS

VERIDIA = SCENARIOS / "examples" / "veridia.yaml"
PLAIN = ("--jobs", "1", "--no-figures")
CALLS = {
    "run": ("run", VERIDIA, "--no-figures"),
    "batch": ("batch", VERIDIA, "-n", "30", *PLAIN),
    "comparison": ("compare", VERIDIA, "other.yaml", "-n", "20", *PLAIN),
    "backtest": ("backtest", SCENARIOS / "history" / "rusal_2018.yaml", "-n", "30", *PLAIN),
    "check": ("check", "--only", "bar-council-*", "-n", "6", *PLAIN),
    "calibration": ("calibrate", "rounds.yaml", "-n", "20", "--repeats", "2", *PLAIN),
    "now": (
        *("now", "conditioned.yaml", "--record", "record.yaml"),
        *("-n", "400", "--futures", "20", "--seed", "1", *PLAIN),
    ),
}
"""A call for each kind of results."""


class Kept(NamedTuple):
    """Results, and what their command said with ``--json``."""

    folder: Path
    said: dict[str, Any]


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Kept]:
    """Results by kind."""
    root = tmp_path_factory.mktemp("results")
    kept = {}
    with contextlib.chdir(root):
        short = "title: A year\nend: 2027-06-30\nquestions: []\n"
        Path("world.yaml").write_text(f"{short}extends: {RURITANIA}\n", "utf-8")
        Path("other.yaml").write_text(
            f"title: Veridia, dearer leverage\nextends: {VERIDIA}\nagents: {{target: {{jv: 3}}}}\n",
            "utf-8",
        )
        Path("mine.yaml").write_text(PATTERNS, "utf-8")
        Path("rounds.yaml").write_text(CALIBRATION, "utf-8")
        Path("conditioned.yaml").write_text(WORLD.format(file=VERIDIA), "utf-8")
        Path("record.yaml").write_text(RECORD, "utf-8")
        for kind, call in CALLS.items():
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                code = invoke([*map(str, call), "--out", str(root / kind), "--json"])
            assert code == 0, out.getvalue()
            kept[kind] = Kept(root / kind, json.loads(out.getvalue()))
    return kept
