"""`calibrate` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.calling import RURITANIA

PATTERNS = """\
patterns:
  - id: my-relief
    fact: Relief comes early.
    band: [100, 150]
    basis: Made up.
    use: calibration
    scenario: world.yaml
    statistic: {type: mean, column: demands, scale: year}
"""
CALIBRATION = """\
title: Rounds
scenario: world.yaml
priors:
  talks.round_days: {dist: uniform, low: 5, high: 60}
  agents.target.jv: {dist: triangular, low: 0, mode: 1, high: 3}
files: [mine.yaml]
patterns: [my-relief]
accept: 0.3
"""
FEW = ("-n", 20, "--repeats", 2, "--jobs", 1, "--no-figures")


@pytest.fixture
def file(call):
    Path("world.yaml").write_text(
        f"title: A year\nextends: {RURITANIA}\nend: 2027-06-30\nquestions: []\n"
        "rules: {windows: false, wishes: false}\n",
        encoding="utf-8",
    )
    Path("mine.yaml").write_text(PATTERNS, encoding="utf-8")
    Path("rounds.yaml").write_text(CALIBRATION, encoding="utf-8")
    return "rounds.yaml"


def test_it_learns_what_the_pattern_tells_and_writes_a_scenario(call, file):
    done = call("calibrate", file, *FEW, "--out", "found")
    assert done.code == 0
    assert "6 of 20 points accepted" in done.out
    draws = pl.read_parquet("found/draws.parquet")
    assert draws.columns == [
        "point",
        "talks.round_days",
        "agents.target.jv",
        "distance",
        "accepted",
    ]
    kept = draws.filter("accepted")
    # Many demands come of short rounds.
    assert kept["talks.round_days"].mean() < draws["talks.round_days"].mean()
    assert call("validate", "found/posterior.yaml").code == 0
    assert call("run", "found/posterior.yaml", "--no-figures", "-q").code == 0
    again = call("calibrate", file, *FEW, "--out", "found")
    assert "was there already: nothing was simulated" in again.out


def test_the_same_seed_gives_the_same_bytes(call, file):
    for name in ("a", "b"):
        call("calibrate", file, *FEW, "-q", "--out", name)
    names = sorted(path.name for path in Path("a").iterdir())
    assert "posterior.yaml" in names
    for name in names:
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes()
    call("calibrate", file, *FEW, "-q", "--out", "c", "--seed", 1)
    assert Path("a/draws.parquet").read_bytes() != Path("c/draws.parquet").read_bytes()


def test_json_is_one_object(call, file):
    told = json.loads(call("calibrate", file, *FEW, "--json").out)
    assert (told["points"], told["repeats"], told["accepted"]) == (20, 2, 6)
    assert told["acceptance"] == 0.3
    assert [row["path"] for row in told["parameters"]] == list(told["posterior"])
    assert told["patterns"][0]["id"] == "my-relief"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("my-relief]", "my-releif]", "did you mean 'my-relief'"),
        ("talks.round_days", "talks.round_day", "rounds.yaml:4:"),
        ("low: 5", "low: -5", "rounds.yaml:4:"),
        ("world.yaml", "word.yaml", "no such file"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(call, file, old, new, said):
    Path(file).write_text(CALIBRATION.replace(old, new), encoding="utf-8")
    assert said in call.refused("calibrate", file, *FEW)


def test_figures_are_drawn(call, file):
    told = json.loads(call("calibrate", file, *FEW[:-1], "--json").out)
    assert told["figures"]
    assert all(Path(told["results"], name).is_file() for name in told["figures"])


def test_large_batches_go_by_way_of_the_disk_and_leave_nothing(call, file, monkeypatch):
    call("calibrate", file, *FEW, "-q", "--out", "a")
    monkeypatch.setattr("sim.workflows.pattern_batches._IN_MEMORY", 4)
    scratch = Path("scratch").absolute()
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    call("calibrate", file, *FEW, "-q", "--out", "b")
    assert Path("a/summary.json").read_bytes() == Path("b/summary.json").read_bytes()
    assert not list(scratch.iterdir())


def test_its_tables_may_go_into_a_page(call, file):
    page = Path("page.md")
    page.write_text("# Mine\n\n<!-- calibrate -->\nold\n<!-- /calibrate -->\n\nThe end.\n")
    assert call("calibrate", file, *FEW, "--into", page).code == 0
    text = page.read_text()
    assert "old" not in text
    assert "| parameter | prior (90 %) |" in text
    assert text.startswith("# Mine")
    assert text.endswith("The end.\n")
    Path("bare.md").write_text("# No markers\n")
    call.refused("calibrate", file, *FEW, "--into", "bare.md")
