"""`results`: what has been computed, and by which call."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.cli.calling import RURITANIA, Caller

FEW = ("--jobs", 1, "--no-figures", "-q")


def test_results_are_listed_the_latest_first(call: Caller) -> None:
    Path("world.yaml").write_text(RURITANIA.read_text())
    call("run", "world", "--no-figures", "-q", "--seed", 3)
    call("batch", "world", "-n", 4, *FEW)
    manifests = sorted(Path("results").rglob("manifest.json"), key=lambda path: len(path.parts))
    for age, manifest in enumerate(manifests):  # the batch, then the run, which is older
        os.utime(manifest, (1e9 - 60 * age, 1e9 - 60 * age))
    Path("results", "notes").mkdir()
    Path("results", "strange").mkdir()
    Path("results", "strange", "manifest.json").write_text("[1")
    done = call("results")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.split()[2] for line in lines[::2]] == ["batch", "run"]
    assert lines[1].strip() == "thaw batch world -n 4 --seed 0"
    assert lines[3].strip() == (
        "thaw run scenario.yaml --seed 3 --replication 0  # Relief for Ruritania"
    )
    assert lines[2].endswith(str(manifests[1].parent))
    told = json.loads(call("results", "results", "--json").out)["results"]
    assert [row["kind"] for row in told] == ["batch", "run"]
    assert all(row["status"] == "done" for row in told)


def test_runs_that_differ_by_an_override_can_be_told_apart(call: Caller) -> None:
    Path("world.yaml").write_text(RURITANIA.read_text())
    for words in ((), ("--set", "talks.max_lp=5"), ("--set", "talks.max_lp=6", "--set", "label=x")):
        assert call("run", "world", "--no-figures", "-q", *words).code == 0
    lines = call("results").out.splitlines()
    remarks = {line.partition("# ")[2] for line in lines[1::2]}
    assert remarks == {
        "Relief for Ruritania",
        "Relief for Ruritania, talks.max_lp=5",
        "Relief for Ruritania, talks.max_lp=6, label=x",
    }
    stored = json.loads(call("results", "--json").out)["results"]
    assert sorted(row["overrides"] for row in stored) == [
        [],
        ["talks.max_lp=5"],
        ["talks.max_lp=6", "label=x"],
    ]


def test_what_was_interrupted_is_told(call: Caller) -> None:
    folder = Path("elsewhere", "x")
    folder.mkdir(parents=True)
    said = {"kind": "batch", "status": "running", "done": 300, "n": 1000}
    (folder / "manifest.json").write_text(json.dumps(said))
    assert f"batch (300 of 1000 done)  {folder}" in call("results", "elsewhere").out


def test_where_there_is_nothing_it_says_so(call: Caller) -> None:
    assert "nothing has been computed here yet" in call.refused("results")
    Path("results").mkdir()
    assert call("results").out == "results: there are no results in it\n"


def test_of_one_result_its_files_are_told(call: Caller) -> None:
    Path("world.yaml").write_text(RURITANIA.read_text())
    assert call("batch", "world", "-n", 4, *FEW, "--out", "made", "--csv").code == 0
    Path("made", "notes.bin").write_bytes(b"mine")
    done = call("results", "made")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("A batch: Relief for Ruritania\n  thaw batch world -n 4 --seed 0\n")
    assert "csv/*.csv (" in done.out
    told = json.loads(call("results", "made", "--json").out)
    assert (told["kind"], told["status"], told["results"]) == ("batch", "done", [])
    files = {row["name"]: row for row in told["files"]}
    there = {p.relative_to("made").as_posix() for p in Path("made").rglob("*") if p.is_file()}
    assert files.keys() == there
    assert [name for name, row in files.items() if not row["meaning"]] == ["notes.bin"]
    assert files["outcomes.parquet"]["opens_in"].startswith("Python")
    assert files["csv/outcomes.csv"]["opens_in"].startswith("a spreadsheet")
    assert all(row["size"] == Path("made", name).stat().st_size for name, row in files.items())
    readme = Path("made", "README.txt").read_text("utf-8")
    assert "story.md" in readme
    assert "| file | size | what is in it | opens in |" in call("results", "made", "--markdown").out


def test_results_within_a_result_are_named(call: Caller) -> None:
    Path("world.yaml").write_text(RURITANIA.read_text())
    Path("other.yaml").write_text(RURITANIA.read_text().replace("Relief for", "Less for"))
    assert call("compare", "world", "other", "-n", 4, *FEW, "--out", "made").code == 0
    inside = sorted(path for path in Path("made").iterdir() if path.is_dir())
    out = call("results", "made").out
    assert all(f"Its batch: {path}" in out for path in inside)
    assert len(json.loads(call("results", "made", "--json").out)["results"]) == len(inside) == 2
