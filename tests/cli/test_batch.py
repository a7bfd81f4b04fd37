"""`batch`: results in their place, found again, continued, told in tables; failures are told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.analysis.forecasts import forecaster
from sim.analysis.forecasts.library import Library, shipped_library
from sim.batch import dispatch
from sim.batch.worker import Job
from sim.wording.cells import number, places
from sim.wording.rounding import percent
from sim.workflows.batches.answer import spread_paragraphs
from sim.workflows.page import Page
from tests.cli.batches import FAILING, UNCERTAIN, scenario
from tests.cli.calling import ROOT, Caller, files, run_py

RESULTS = {
    "scenario.yaml",
    "model.json",
    "manifest.json",
    "summary.json",
    "outcomes.parquet",
    "trajectories.parquet",
    "measures.parquet",
    "events.parquet",
    "failures.parquet",
    "README.txt",
    "story.md",
}
ALWAYS = ("--jobs", 1, "--no-figures")


@pytest.fixture
def short(call: Caller) -> Path:
    return scenario("short.yaml")


def test_results_are_filed_under_scenario_and_hash(call: Caller, short: Path) -> None:
    done = call("batch", short, "-n", 12, *ALWAYS)
    assert (done.code, done.err) == (0, "")
    (folder,) = Path("results").iterdir()
    assert done.out.endswith(f"Results: {folder}\n")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert folder.name == f"short-{manifest['hash'][:8]}"
    assert {path.name for path in folder.iterdir()} == RESULTS
    for said in (
        "A year of Ruritania",
        "12 futures, seed 0",
        "how it ends",
        "how much",
        "how many days",
        "Is anything agreed?",
        "When is anything eased?",
    ):
        assert said in done.out


def test_the_blend_comes_first_and_says_that_it_is_the_headline(call: Caller, short: Path) -> None:
    told = json.loads(call("batch", short, "-n", 12, *ALWAYS, "--json").out)
    out = call("batch", short, "-n", 12, *ALWAYS).out
    (row,) = told["relief"]  # the scenario ends before two years are over
    first = out.splitlines()[0]
    assert first.startswith(
        f"Blended, some sanction of the {row['sender']} is eased by the end with probability "
        f"{percent(row['blended'])} (simulated {percent(row['probability'])}, base rate "
        f"{percent(row['base_rate'])}). "
    )
    for question in told["questions"]:
        assert percent(question["blended"]) in out
    assert "Blended is the headline: simulated and base rate pooled" in out


@pytest.mark.parametrize(("width", "blocks"), [(60, True), (80, False)])
def test_questions_at_the_width_of_a_terminal(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch, width: int, blocks: bool
) -> None:
    """Four columns where there is room for them, else a block for each question."""
    monkeypatch.setenv("COLUMNS", str(width))
    out = call("batch", short, "-n", 12, *ALWAYS).out
    heads = [line for line in out.splitlines() if line.split()[:1] == ["question"]]
    wide = [["question", "blended", "simulated", "base", "rate"]]
    assert [line.split() for line in heads] == ([] if blocks else wide)
    assert ("Is anything agreed?\n  blended: " in out) is blocks
    assert ("  base rate: " in out) is blocks
    dates = next(line for line in out.splitlines() if "when, blended" in line)
    assert dates.split() == ["when,", "blended", "5", "%", "median", "95", "%"]
    assert max(len(line) for line in out.splitlines() if "──" in line) <= width


def test_forecasts_are_those_of_the_library_there_is(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a folder holds is kept, but for what rests on cases: these may have changed."""
    call("batch", short, "-n", 6, *ALWAYS, "--out", "a")
    whole = json.loads(Path("a", "summary.json").read_bytes())
    everything = shipped_library()
    part = Library(everything.cases[:20], everything.simulated)
    monkeypatch.setattr(forecaster, "shipped_library", lambda: part)
    told = json.loads(call("batch", short, "-n", 6, *ALWAYS, "--out", "a", "--json").out)
    changed = {key for key, value in whole.items() if told[key] != value}
    assert changed == {"scenario", "relief", "questions"}  # the file is in what is printed only
    assert json.loads(Path("a", "summary.json").read_bytes())["relief"] == told["relief"]


def test_how_it_ends_adds_up_and_flags_stand_apart(call: Caller, short: Path) -> None:
    out = call("batch", short, "-n", 12, *ALWAYS).out
    ends, flags = (out.split(head)[1] for head in ("how it ends", "in how many futures"))
    rows = [line for line in ends.split("Never seen")[0].splitlines() if " to " in line]
    shares = [float(line.split(" %")[0].split()[-1]) for line in rows]
    assert sum(shares) == pytest.approx(100.0, abs=0.05 * len(shares) + 1e-9)
    assert "A ceasefire held for more than 180 days" in flags
    assert out.rstrip().splitlines()[-2].startswith("Interval: what chance in 12 futures leaves")


def test_the_same_call_finds_its_results_and_simulates_nothing(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call("batch", short, "-n", 12, *ALWAYS)
    before = files(call.folder)
    monkeypatch.setattr(dispatch, "run_chunk", None)
    second = call("batch", short, "-n", 12, *ALWAYS)
    assert "there already: nothing was simulated" in second.out
    assert files(call.folder) == before
    tables = [done.out.split("\n", 5)[5] for done in (first, second)]
    assert tables[0] == tables[1]


def test_a_spoilt_summary_is_made_anew(call: Caller, short: Path) -> None:
    call("batch", short, "-n", 6, *ALWAYS, "--out", "a")
    whole = Path("a", "summary.json").read_bytes()
    Path("a", "summary.json").write_bytes(whole[:100])
    assert call("batch", short, "-n", 6, *ALWAYS, "--out", "a").code == 0
    assert Path("a", "summary.json").read_bytes() == whole


@pytest.mark.parametrize("text", ['{"scenario": 1}', "[1, 2]", "null"])
def test_a_summary_of_another_kind_is_made_anew(call: Caller, short: Path, text: str) -> None:
    call("batch", short, "-n", 6, *ALWAYS, "--out", "a")
    whole = Path("a", "summary.json").read_bytes()
    Path("a", "summary.json").write_text(text)
    assert call("batch", short, "-n", 6, *ALWAYS, "--out", "a").code == 0
    assert Path("a", "summary.json").read_bytes() == whole


def test_a_manifest_that_is_no_json_is_damage_and_not_something_else(
    call: Caller, short: Path
) -> None:
    call("batch", short, "-n", 6, *ALWAYS, "--out", "a")
    Path("a", "manifest.json").write_text('{"kind": "bat')
    for words in (("batch", short, "-n", 6, *ALWAYS, "--out", "a"), ("plot", "a")):
        done = call(*words)
        assert (done.code, done.out) == (1, "")
        assert "a is damaged: its manifest.json is no JSON" in done.err


def test_means_have_the_digits_that_their_intervals_show() -> None:
    def row(low: float | None, high: float | None) -> dict[str, float | None]:
        return {"low": low, "high": high}

    assert places(row(2.8, 3.9)) == 1
    assert places(row(0.27, 0.35)) == 2
    assert places(row(0.207, 0.219)) == 3
    assert places(row(0.2, 0.2)) == places(row(None, None)) == 1
    assert (number(0.213, 3), number(0.213), number(-0.0004, 2)) == ("0.213", "0.2", "0.00")


@pytest.mark.parametrize(("part", "traced"), [(0.0, False), (0.2, True)])
def test_what_cannot_be_traced_to_parameters_has_no_strongest(part: float, traced: bool) -> None:
    index = {"outcome": "legal_end", "first_order": 0.1}
    told = {
        "good": 256,
        "spread": [{"outcome": "legal_end", "epistemic": part, "method": "regression"}],
        "drivers": [
            {**index, "parameter": "talks.breakdown", "low": 0.02},
            {**index, "parameter": "world.war.mean", "low": 0.0},
        ],
    }
    said = str(Page(spread_paragraphs(told)))
    untold = (
        "With 256 futures the part of the assumptions in the variance of relief at the end cannot "
        "be told from luck: take --nested 8, or more futures (-n 4000)."
    )
    assert (untold in said) is not traced
    assert ("at least 20.0 % comes from" in said) is traced
    assert ("(talks.breakdown): 10.0 %." in said) is traced


def test_the_summary_depends_on_the_call_alone(call: Caller, short: Path) -> None:
    call("batch", short, "-n", 12, *ALWAYS, "--out", "a", "--chunk", 5, "-q")
    call("batch", short, "-n", 12, *ALWAYS, "--out", "b", "-q")
    for name in RESULTS - {"manifest.json"}:
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes(), name


def test_json_is_one_object_with_everything(call: Caller) -> None:
    file = scenario("u.yaml", UNCERTAIN)
    done = call("batch", file, "-n", 12, *ALWAYS, "--json")
    told = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert list(told) == [
        "scenario",
        "seed",
        "replications",
        "good",
        "failures",
        "antithetic",
        "repeats",
        "level",
        "primary",
        "classes",
        "relief",
        "questions",
        "motives",
        "spread",
        "drivers",
        "precision",
        "answer",
        "interval",
        "failed",
        "figures",
        "found",
        "results",
    ]
    assert told["scenario"]["file"] == "u.yaml"
    assert told["answer"] in call("batch", file, "-n", 12, *ALWAYS).out.splitlines()[0]
    assert "does not contain what may be wrong in the assumptions" in told["interval"]
    assert (told["good"], told["failures"], told["failed"], told["found"]) == (12, 0, [], False)
    assert sum(row["share"] for row in told["classes"]) == pytest.approx(1.0)
    assert [row["id"] for row in told["questions"]] == ["deal", "eased"]
    summary = json.loads(Path(told["results"], "summary.json").read_bytes())
    assert summary["primary"] == told["primary"]
    assert json.loads(call("batch", file, "-n", 12, *ALWAYS, "--json").out)["found"] is True


def test_quiet_prints_only_where_the_results_are(call: Caller, short: Path) -> None:
    done = call("batch", short, "-n", 4, *ALWAYS, "-q", "--out", "a")
    assert done == (0, "Results: a\n", "")


def test_failures_are_told_with_the_command_that_repeats_them(call: Caller) -> None:
    file = scenario("bad.yaml", FAILING)
    done = call("batch", file, "-n", 16, *ALWAYS, "--out", "bad")
    assert done.code == 1
    told = json.loads(call("batch", file, "-n", 16, *ALWAYS, "--out", "bad", "--json").out)
    assert 0 < told["failures"] < 16
    assert told["good"] == 16 - told["failures"]
    assert f"{told['failures']} of 16 futures failed" in done.out
    first = told["failed"][0]
    assert f"future {first['replication']}, while drawing: SettlingError" in done.out
    assert first["command"] in done.out
    words = first["command"].split()
    assert words[0] == "thaw"
    again = call(*words[1:])
    assert again.code == 1
    assert "the parts of a settlement add up to" in again.err
    quiet = call("batch", file, "-n", 16, *ALWAYS, "--out", "bad", "-q")
    assert (quiet.code, quiet.out) == (1, "Results: bad\n")
    assert "failed" in quiet.err


def test_a_batch_of_which_all_failed_is_told(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.model.uncertain.cut", lambda path, value: 2020)
    file = scenario("bad.yaml", FAILING)
    done = call("batch", file, "-n", 3, "--jobs", 1)
    assert done.code == 1
    assert "3 of 3 futures failed" in done.out


def test_what_was_interrupted_goes_on_with_resume(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = call("batch", short, "-n", 12, *ALWAYS, "--out", "whole", "-q")
    assert whole.code == 0
    run_chunk = dispatch.run_chunk

    def interrupted(job: Job) -> bytes:
        if job.span.first >= 8:
            raise KeyboardInterrupt
        return run_chunk(job)

    typed = ("batch", short, "-n", 12, *ALWAYS, "--chunk", 4, "--out", "a")
    with monkeypatch.context() as patch:
        patch.setattr(dispatch, "run_chunk", interrupted)
        done = call(*typed)
        assert (done.code, done.out) == (130, "")
        assert "8 of 12 futures of short are done and kept in a" in done.err
        assert "--resume" in done.err
    refused = call(*typed)
    assert (refused.code, refused.out) == (1, "")
    assert "--resume" in refused.err
    assert call(*typed, "--resume").code == 0
    for name in RESULTS - {"manifest.json"}:
        assert Path("a", name).read_bytes() == Path("whole", name).read_bytes(), name


def test_an_interruption_is_json_where_the_output_would_be(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dispatch, "run_chunk", interrupted)
    done = call("batch", short, "-n", 4, *ALWAYS, "--json")
    assert (done.code, done.out) == (130, "")
    assert json.loads(done.err)["error"] == "interrupted"


def test_figures_are_drawn_once_and_the_missing_ones_again(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.figures import registry

    kinds = registry.figures_of("batch")
    few = {name: kinds[name] for name in ("classes", "questions", "drivers")}
    monkeypatch.setattr(registry, "figures_of", lambda _: few)
    again = ("batch", short, "-n", 8, "--jobs", 1, "--out", "a", "--json")
    names = ["classes.png", "questions.png"]
    assert json.loads(call(*again).out)["figures"] == names  # nothing is uncertain: no drivers
    assert {path.name for path in Path("a").iterdir()} == RESULTS | set(names)
    before = files(call.folder)
    Path("a", "classes.png").unlink()
    assert json.loads(call(*again).out)["figures"] == names
    assert files(call.folder) == before
    more = ["classes.png", "classes.svg", "questions.png", "questions.svg", "contact.png"]
    assert json.loads(call(*again, "--svg", "--contact").out)["figures"] == more
    assert {path.name for path in Path("a").iterdir()} == RESULTS | set(more)
    # What is there is named, whether it was asked for or not.
    assert json.loads(call(*again).out)["figures"] == more


def test_a_folder_with_other_things_is_left_alone(call: Caller, short: Path) -> None:
    Path("mine").mkdir()
    Path("mine", "thesis.txt").write_text("years of work")
    assert "something else" in call.refused("batch", short, "-n", 3, *ALWAYS, "--out", "mine")
    call("batch", short, "-n", 3, *ALWAYS, "--out", "a")
    assert "another batch" in call.refused("batch", short, "-n", 4, *ALWAYS, "--out", "a")


def test_a_place_that_cannot_be_written_to(call: Caller, short: Path) -> None:
    Path("results").write_text("a file")
    done = call("batch", short, "-n", 3, *ALWAYS)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("thaw: cannot write results to results")
    assert "Traceback" not in done.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_folder(call: Caller, short: Path) -> None:
    Path("locked").mkdir(mode=0o500)
    done = call("batch", short, "-n", 3, *ALWAYS, "--out", "locked/a")
    assert (done.code, done.out) == (1, "")
    assert "cannot write results to locked" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-n", 0], "-n"),
        (["-n", "many"], "-n"),
        (["--jobs", 0], "--jobs"),
        (["--seed", -1], "--seed"),
        (["--chunk", 0], "--chunk"),
        (["--nested", 0], "--nested"),
        (["--until-ci", 0], "between 0 and 1"),
        (["--until-ci", -0.1], "between 0 and 1"),
        (["--until-ci", "nan"], "between 0 and 1"),
        (["--executor", "spark://there:1"], "dask://HOST:PORT"),
        (["--executor", "dask://"], "dask://HOST:PORT"),
        (["--antithetic", "-n", 7], "an even number"),
        (["--events", "last:3"], "first:K"),
        (["--events", "first:-1"], "first:K"),
        (["--nested", 2, "--fix", "all"], "nothing is uncertain"),
        (["--fix", "talks.closed_days"], "no uncertain parameter"),
        (["--set", "talks.mode=giant_steps"], "baby_steps"),
        (["--set", "start=2035-01-01"], "end"),
    ],
)
def test_wrong_input_is_refused_and_nothing_written(
    call: Caller, short: Path, words: list[object], said: str
) -> None:
    assert said in call.refused("batch", short, *words)


def test_draws_must_be_at_least_two(call: Caller) -> None:
    file = scenario("u.yaml", UNCERTAIN)
    assert "at most half" in call.refused("batch", file, "-n", 5, "--nested", 3)
    assert "did you mean" in call.refused("batch", file, "-n", 4, "--fix", "agents.target.j")
    done = call("batch", file, "-n", 6, "--nested", 3, *ALWAYS)
    assert "3 for each draw of what is uncertain" in done.out


def test_what_is_fixed_is_not_drawn(call: Caller) -> None:
    file = scenario("u.yaml", UNCERTAIN)
    fixed = json.loads(call("batch", file, "-n", 4, "--fix", "all", *ALWAYS, "--json").out)
    assert fixed["drivers"] == []
    assert "uncertain: {}\n" in Path(fixed["results"], "scenario.yaml").read_text()


def test_a_batch_that_stops_once_it_is_precise_enough_says_so(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.batch.stopping.ROUND", 10)
    monkeypatch.setattr("sim.batch.work.ROUND", 10)
    done = call("batch", short, "-n", 60, "--until-ci", 0.3, *ALWAYS)
    assert done.code == 0
    assert "Precise enough after 20 futures" in done.out


def test_processes_change_nothing_and_a_pipe_gets_plain_text(tmp_path: Path) -> None:
    file = scenario(str(tmp_path / "short.yaml"))
    for jobs in (1, 2):
        done = run_py(
            "batch",
            file,
            "-n",
            12,
            "--jobs",
            jobs,
            "--no-figures",
            "--out",
            f"j{jobs}",
            cwd=tmp_path,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
    for name in RESULTS - {"manifest.json"}:
        assert (tmp_path / "j1" / name).read_bytes() == (tmp_path / "j2" / name).read_bytes(), name


@pytest.mark.skipif(sys.platform == "win32", reason="needs interrupts as terminals send them")
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path) -> None:
    file = scenario(str(tmp_path / "short.yaml"))
    words = ("batch", str(file), "-n", "100000", "--jobs", "1", "--chunk", "5", "--out", "a")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), *words],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    chunks, deadline = tmp_path / "a" / "chunks", time.monotonic() + 60
    while time.monotonic() < deadline and not (chunks.is_dir() and any(chunks.iterdir())):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.startswith("thaw: interrupted: ")
    assert "--resume" in err
    assert err.count("\n") == 1
