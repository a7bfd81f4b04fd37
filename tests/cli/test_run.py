"""`run`: the same story and the same files for the same call, all of them or none."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.results.identity import made_by
from sim.wording.rounding import percent
from tests.cli.calling import ROOT, RURITANIA, RUSSIA, Caller, files, run_py

TEXTS = {
    "changes.csv",
    "events.jsonl",
    "manifest.json",
    "outcome.json",
    "overcompliance.csv",
    "README.txt",
    "story.md",
    "scenario.yaml",
    "series.csv",
}
FIGURES = {"timeline.png", "swimlane.png"}
VECTORS = {"timeline.svg", "swimlane.svg"}


@pytest.fixture
def lapse(tmp_path: Path) -> Path:
    path = tmp_path / "lapse.yaml"
    path.write_text(
        f"extends: {RUSSIA}\ntitle: A lapse\nend: 2026-12-31\nquestions: []\n"
        "decisions: {emergencies: {EO14024: {'2026': lapse}}}\n"
    )
    return path


def saved(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def made(folder: Path) -> dict[str, object]:
    """What a run wrote, but for the overrides that its manifest names."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest.pop("overrides", None)
    return {**saved(folder), "manifest.json": json.dumps(manifest)}


def test_the_same_call_writes_the_same_bytes(call: Caller) -> None:
    first = call("run", RURITANIA, "--seed", 3, "--out", "a")
    second = call("run", RURITANIA, "--seed", 3, "--out", "b")
    assert first.code == second.code == 0
    assert set(saved(Path("a"))) == TEXTS | FIGURES
    assert saved(Path("a")) == saved(Path("b"))
    assert first.out.replace("Results: a", "") == second.out.replace("Results: b", "")
    assert set(os.listdir()) == {"a", "b"}


def test_nothing_in_the_files_tells_when_or_where(call: Caller) -> None:
    call("run", RURITANIA, "--out", "a", "--no-figures")
    text = b"".join(saved(Path("a")).values()).decode()
    assert str(RURITANIA.parent) not in text
    assert str(call.folder) not in text


def test_other_seeds_and_replications_are_other_futures(call: Caller) -> None:
    for name, *more in (["a"], ["b", "--seed", 1], ["c", "--replication", 1]):
        assert call("run", RURITANIA, "--no-figures", "-q", "--out", name, *more).code == 0
    events = {name: saved(Path(name))["events.jsonl"] for name in "abc"}
    assert len(set(events.values())) == 3


def test_by_default_results_are_filed_under_scenario_and_hash(call: Caller) -> None:
    done = call("run", RURITANIA, "--seed", 5, "-k", 2, "--no-figures", "--quiet")
    match = re.fullmatch(
        r"Results: (results/other_country-([0-9a-f]{8})/run-5-2)\n", done.out.replace("\\", "/")
    )
    assert match is not None
    manifest = json.loads(Path(match[1], "manifest.json").read_text())
    assert manifest["hash"].startswith(match[2])
    assert (manifest["seed"], manifest["replication"]) == (5, 2)
    assert set(manifest["files"]) == TEXTS
    assert set(manifest["versions"]) == set(made_by())


def test_a_label_changes_no_trajectory(call: Caller) -> None:
    call("run", RURITANIA, "--no-figures", "--out", "a")
    call("run", RURITANIA, "--no-figures", "--out", "b", "--set", "label=x")
    a, b = made(Path("a")), made(Path("b"))
    assert {name for name in a if a[name] != b[name]} == {"scenario.yaml"}


def test_an_override_is_another_scenario(call: Caller) -> None:
    call("run", RURITANIA, "--no-figures", "--out", "a")
    call("run", RURITANIA, "--no-figures", "--out", "b", "--set", "talks.round_days=20")
    hashes = {json.loads(Path(n, "manifest.json").read_text())["hash"] for n in "ab"}
    assert len(hashes) == 2


def test_the_scenario_as_resolved_makes_the_same_run(call: Caller, lapse: Path) -> None:
    call("run", lapse, "--no-figures", "--out", "a", "--set", "agents.target.jv=0.5")
    call("run", "a/scenario.yaml", "--no-figures", "--out", "b")
    assert made(Path("a")) == made(Path("b"))
    overrides = json.loads(Path("a", "manifest.json").read_text())["overrides"]
    assert overrides == ["agents.target.jv=0.5"]


def test_json_is_one_object_and_nothing_else(call: Caller) -> None:
    done = call("run", RURITANIA, "--json", "--no-figures", "--seed", 1)
    told = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert list(told) == [
        "scenario",
        "seed",
        "replication",
        "drawn",
        "outcome",
        "summary",
        "questions",
        "events",
        "results",
    ]
    assert told["scenario"]["title"] == "Relief for Ruritania"
    assert told["summary"]["outcome"] == told["outcome"]
    assert [event["id"] for event in told["events"]] == list(range(len(told["events"])))
    assert all(event["text"] for event in told["events"])
    logged = Path(told["results"], "events.jsonl").read_text().splitlines()
    plain = [{k: v for k, v in event.items() if k != "text"} for event in told["events"]]
    assert plain == [json.loads(line) for line in logged]


def test_beside_what_happened_stands_the_base_rate_and_no_forecast(call: Caller) -> None:
    told = json.loads(call("run", RUSSIA, "--no-figures", "--json").out)
    said = call("run", RUSSIA, "--no-figures").out
    assert "One future is no forecast: thaw batch simulates many" in said
    assert "blended" not in said.lower()
    bank, deal, hold_outs = (
        next(row for row in told["questions"] if row["id"] == name)
        for name in ("us_bank_2026", "deal_2025", "hold_outs_2026")
    )
    cases = f"{percent(bank['base_rate'])} ({round(bank['base_n'])} cases)"
    assert f"{bank['question']} No. Base rate: {cases}." in said
    assert "unita_1993" in bank["base_cases"]
    assert deal["base_n"] is None
    assert f"Base rate: {percent(deal['base_rate'])} (published)." in said
    assert hold_outs["base_rate"] == pytest.approx(0.5)
    assert "Base rate: none known." in said
    batch = sim.questions(sim.simulate_batch(RUSSIA, n=1, jobs=1))
    assert batch["base_rate"].to_list() == [row["base_rate"] for row in told["questions"]]


def test_the_story_of_a_lapse(call: Caller, lapse: Path) -> None:
    # New laws would hold some of it, and steps of its own have eased some.
    quiet = ("rules.legislation=false", "agents.executive.grit_rate=0")
    calm = [part for field in quiet for part in ("--set", field)]
    done = call("run", lapse, "--no-figures", "--seed", 7, *calm)
    line = next(line for line in done.out.splitlines() if line.startswith("15 Apr 2026"))
    assert "The emergency of EO 14024 lapses: no notice of continuation was published in time" in (
        line
    )
    ended, stay = line.split(" stay: ")
    assert re.search(r"\d+ measures that rest on it alone end \(\d+\.\d LP\): ", ended)
    assert "Sberbank correspondent-account ban" in ended
    assert "Sberbank full blocking" not in ended
    assert re.search(r"Sberbank full blocking.*\(held by EO 13662, codified\)", stay)
    assert re.search(r"Nord Stream 2, TurkStream \(held by [^)]*CAATSA s\.232, a statute", stay)
    assert "cites Congress" in done.out
    assert "Routine in 2025: " in done.out
    assert "Outcome: " in done.out
    assert "US_" not in done.out
    assert "EO14024" not in done.out


def test_all_tells_every_event_with_its_number(call: Caller) -> None:
    done = call("run", RURITANIA, "--no-figures", "--all")
    manifest = json.loads(next(Path("results").rglob("manifest.json")).read_text())
    told = re.findall(r"\[(\d+)\]$", done.out, re.MULTILINE)
    assert [int(n) for n in told] == list(range(manifest["events"]))


def test_a_pipe_gets_no_escape_sequences(tmp_path: Path) -> None:
    done = run_py("run", RURITANIA, "--no-figures", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("no_color", [False, True])
def test_a_terminal_gets_colour_unless_it_is_not_wanted(
    call: Caller, monkeypatch: pytest.MonkeyPatch, no_color: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "90")
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    done = call("run", RURITANIA, "--no-figures", "--seed", 1)
    assert done.code == 0
    assert ("\x1b[" in done.out) is not no_color
    story = done.out.split("Outcome:")[0]
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 90 for line in story.splitlines())


def test_a_run_replaces_an_earlier_one_in_its_place(call: Caller) -> None:
    call("run", RURITANIA, "--out", "a", "--no-figures", "--seed", 1)
    Path("a", "stale.txt").touch()
    assert call("run", RURITANIA, "--out", "a", "--no-figures", "--seed", 2).code == 0
    assert set(saved(Path("a"))) == TEXTS
    assert json.loads(Path("a", "manifest.json").read_text())["seed"] == 2
    assert os.listdir() == ["a"]


def test_an_empty_folder_is_filled(call: Caller) -> None:
    Path("a").mkdir()
    assert call("run", RURITANIA, "--out", "a", "--no-figures").code == 0
    assert set(saved(Path("a"))) == TEXTS


def test_what_is_not_a_run_is_never_replaced(call: Caller) -> None:
    Path("mine").mkdir()
    Path("mine", "thesis.txt").write_text("years of work")
    Path("note.txt").write_text("keep")
    assert "other files" in call.refused("run", RURITANIA, "--out", "mine")
    assert "no folder" in call.refused("run", RURITANIA, "--out", "note.txt")


def test_a_missing_folder_for_results_is_made(call: Caller) -> None:
    done = call("run", RURITANIA, "--out", "no/such/folder", "--no-figures")
    assert (done.code, done.err) == (0, "")
    assert set(saved(Path("no/such/folder"))) == TEXTS


def test_a_folder_that_cannot_be_made_is_said(call: Caller) -> None:
    Path("note.txt").write_text("keep")
    done = call("run", RURITANIA, "--out", "note.txt/such/folder")
    assert (done.code, done.out) == (1, "")
    assert "note.txt is no folder" in done.err
    assert os.listdir() == ["note.txt"]


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_failure_while_writing_leaves_nothing(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("run", RURITANIA, "--out", "a", "--no-figures")
    before = files(call.folder)
    monkeypatch.setattr("sim.results.record.write_manifest", full)
    for out in ("a", "b"):
        done = call("run", RURITANIA, "--out", out, "--seed", 1)
        assert done.code == 1
        assert "No space left on device" in done.err
        assert files(call.folder) == before


def test_a_failure_while_drawing_loses_only_figures(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.workflows.drawings.kept.write_together", full)
    done = call("run", RURITANIA, "--out", "a")
    assert done.code == 1
    assert done.out.endswith("Results: a\n")
    assert "No space left on device" in done.err
    assert set(saved(Path("a"))) == TEXTS


def test_figures_are_svg_too_if_wanted(call: Caller) -> None:
    assert call("run", RURITANIA, "--out", "a", "-q").code == 0
    assert set(saved(Path("a"))) == TEXTS | FIGURES
    plain = saved(Path("a"))
    assert call("run", RURITANIA, "--out", "a", "-q", "--svg").code == 0
    assert set(saved(Path("a"))) == TEXTS | FIGURES | VECTORS
    assert {name: data for name, data in saved(Path("a")).items() if name in plain} == plain
    # Made again all is replaced, and nothing of before is left.
    assert call("run", RURITANIA, "--out", "a", "-q", "--no-figures").code == 0
    assert set(saved(Path("a"))) == TEXTS
    assert call("plot", "a").code == 0
    assert set(saved(Path("a"))) == TEXTS | FIGURES | VECTORS


def test_the_manifest_is_the_same_with_figures_and_without(call: Caller) -> None:
    call("run", RURITANIA, "--out", "a")
    call("run", RURITANIA, "--out", "b", "--no-figures")
    drawn, plain = saved(Path("a")), saved(Path("b"))
    assert {name: drawn[name] for name in plain} == plain
    assert set(json.loads(plain["manifest.json"])["files"]) == TEXTS


SLOWLY = """
import sys, time
from sim.figures import registry
from dataclasses import replace
kinds = registry.figures_of("run")
def draw(_):
    print("drawing", file=sys.stderr, flush=True)
    time.sleep(60)
kinds["timeline"] = replace(kinds["timeline"], draw=draw)
registry.figures_of = lambda _: kinds
from sim.entry import main
main()
"""


@pytest.mark.parametrize("as_json", [False, True])
def test_an_interrupt_while_drawing_loses_only_figures(tmp_path: Path, as_json: bool) -> None:
    words = ["run", str(RURITANIA), "--out", "a b", *(["--json"] if as_json else [])]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    # All that is printed is there before anything is drawn.
    lines = iter(process.stdout.readline, "" if as_json else "Results: a b\n")
    told = [] if as_json else list(lines)
    assert process.stderr.readline() == "drawing\n"
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    said = "interrupted: all but figures is kept; thaw plot 'a b' draws them"
    assert (json.loads(err)["message"] if as_json else err) == (
        said if as_json else f"thaw: {said}\n"
    )
    assert as_json or any(line.startswith("Outcome: ") for line in told)
    assert set(saved(tmp_path / "a b")) == TEXTS
    assert os.listdir(tmp_path) == ["a b"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.yaml"], "no such file"),
        (["."], "directory"),
        (["broken.yaml"], "broken.yaml:"),
        ([RURITANIA, "--set", "talks.mode=giant_steps"], "baby_steps"),
        ([RURITANIA, "--set", "nonsense"], "path=value"),
        ([RURITANIA, "--set", "agents.target.j=1"], "jv"),
        ([RURITANIA, "--set", "start=2000-01-01"], "nothing to lift"),
    ],
)
def test_a_wrong_scenario_is_refused_and_nothing_written(
    call: Caller, words: list[object], said: str
) -> None:
    Path("broken.yaml").write_text("title: [\n")
    assert said in call.refused("run", *words)
