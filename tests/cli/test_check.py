"""`check` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.batches import FAILING
from tests.cli.calling import RURITANIA

PATTERNS = """\
patterns:
  - id: my-renewals
    fact: An emergency of Ruritania is continued.
    band: [0.9, 1]
    basis: Made up.
    use: calibration
    scenario: world.yaml
    statistic:
      type: ratio
      of: [emergencies_continued]
      among: [emergencies_continued, emergencies_lapsed]
  - id: my-deals
    fact: Many packages are agreed | every year.
    band: [50, 60]
    basis: Made up.
    use: validation
    scenario: world.yaml
    statistic: {type: mean, column: deals, scale: year}
"""
MINE = ("--only", "my-renewals", "--only", "my-deals", "-n", 6, "--jobs", 1)


@pytest.fixture
def mine(call):
    Path("world.yaml").write_text(
        f"title: A year\nextends: {RURITANIA}\nend: 2027-06-30\nquestions: []\n", encoding="utf-8"
    )
    Path("mine.yaml").write_text(PATTERNS, encoding="utf-8")
    return "mine.yaml"


def test_patterns_of_ones_own_beside_those_that_are_shipped(call, mine):
    done = call("check", mine, *MINE, "--no-figures")
    assert done.code == 0
    assert "of 2 patterns met" in done.out
    assert "Missed: Many packages are agreed" in done.out
    (folder,) = Path("results").glob("check-*")
    frame = pl.read_parquet(folder / "patterns.parquet")
    assert frame["id"].to_list() == ["my-renewals", "my-deals"]
    again = call("check", mine, *MINE, "--no-figures")
    assert "was there already: nothing was simulated" in again.out
    assert f"Results: {folder}" in again.out


def test_json_is_one_object(call, mine):
    done = call("check", mine, *MINE, "--no-figures", "--json", "--ablate", "--ablated-n", 2)
    told = json.loads(done.out)
    assert (told["n"], told["n_ablated"], told["seed"], told["failed"]) == (6, 2, 0, 0)
    assert [row["id"] for row in told["patterns"]] == ["my-renewals", "my-deals"]
    assert {row["pattern"] for row in told["ablations"]} == {"my-renewals", "my-deals"}
    assert len(told["ablations"]) % 2 == 0
    assert told["found"] is False


def test_the_same_seed_gives_the_same_bytes(call, mine):
    for name in ("a", "b"):
        call("check", mine, *MINE, "--no-figures", "-q", "--out", name)
    for file in ("patterns.parquet", "ablations.parquet", "summary.json", "manifest.json"):
        assert Path("a", file).read_bytes() == Path("b", file).read_bytes()


def test_what_is_interrupted_keeps_nothing_and_says_so(call, mine, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.workflows.checks.checking._computed", stop)
    done = call("check", mine, *MINE, "--no-figures", "--out", "none")
    assert (done.code, done.out) == (130, "")
    assert "interrupted: nothing of it is kept" in done.err
    assert not Path("none").exists()


def test_a_table_in_a_page(call, mine):
    page = Path("page.md")
    page.write_text("# Page\n\n<!-- check -->\nold\n<!-- /check -->\n\nThe rest.\n")
    call("check", mine, *MINE, "--no-figures", "-q", "--into", page)
    text = page.read_text()
    assert text.startswith("# Page\n\n<!-- check -->\n\n`thaw check mine.yaml -n 6 --seed 0 --only")
    assert text.endswith("<!-- /check -->\n\nThe rest.\n")
    assert "old" not in text
    assert "agreed \\| every year" in text
    rows = [line for line in text.splitlines() if line.startswith("| my-")]
    assert [row.replace("\\|", "").count("|") for row in rows] == [7, 7]


def test_a_page_without_the_markers_is_refused_first(call, mine):
    Path("page.md").write_text("# Page\n")
    assert "<!-- check -->" in call.refused("check", mine, *MINE, "--into", "page.md")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("column: deals", "column: deels", "mine.yaml:18:"),
        ("band: [50, 60]", "band: [60, 50]", "mine.yaml:14:"),
        ("scenario: world.yaml", "scenario: word.yaml", "no such file"),
        ("band: [50, 60]", "band: [50, 60]\n    set: {talks.max_lq: 3}", "did you mean 'max_lp'"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(call, mine, old, new, said):
    text = PATTERNS.replace(old, new)
    Path(mine).write_text(text, encoding="utf-8")
    assert said in call.refused("check", mine, *MINE)


def test_an_unknown_pattern_is_refused(call):
    assert "did you mean 'blame'" in call.refused("check", "--only", "blam")


def test_another_folder_is_not_written_to(call, mine):
    Path("taken").mkdir()
    Path("taken", "file").touch()
    assert "it holds other files" in call.refused("check", mine, *MINE, "--out", "taken")


def test_figures_are_drawn(call, mine):
    done = call("check", mine, *MINE, "--json")
    told = json.loads(done.out)
    assert "patterns.png" in told["figures"]
    assert all(Path(told["results"], name).is_file() for name in told["figures"])


def test_failed_replications_are_counted_and_left_out(call, mine):
    world = Path("world.yaml")
    world.write_text(world.read_text(encoding="utf-8") + FAILING, encoding="utf-8")
    done = call("check", mine, *MINE, "--no-figures", "--json", "-n", 16)
    told = json.loads(done.out)
    assert done.code == 1
    assert 0 < told["failed"] < 16
    assert told["patterns"][1]["n"] == 16 - told["failed"]


def test_what_was_not_measured_is_left_out_of_the_count() -> None:
    from sim.validation.patterns.tally import tally

    rows = [
        {"use": use, "verdict": verdict}
        for use, verdict in (
            ("calibration", "pass"),
            ("validation", "miss"),
            ("validation", "not measured"),
        )
    ]
    assert tally(rows) == (
        "1 of 2 patterns met (1 of 1 for calibration; 0 of 1 for validation); of 1 more there was "
        "nothing to measure"
    )
