"""The command line as a whole: help, wrong calls, errors, pipes, interruptions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.cli.app import build, command_of
from sim.cli.commands import COMMANDS
from sim.cli.welcome import FIRST
from sim.scenario.shipped import names
from tests.cli.calling import ROOT, RURITANIA, Caller, run_py

HEAVY = {"matplotlib", "numpy", "polars", "pydantic", "rich", "ruamel", "scipy", "simpy"}


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom sim.cli.app import invoke\ninvoke(['--help'])\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout
    assert "..." not in done.stdout.split("Commands")[1]
    assert not set(done.stderr.split()) & HEAVY


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(call: Caller, name: str) -> None:
    done = call(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert "Usage:" in done.out


def test_without_arguments_it_tells_the_first_step(call: Caller) -> None:
    done = call()
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith(f"thaw {sim.__version__}: ")
    assert lines[2] == "Start here"
    assert len(lines) <= 12
    assert all(len(line) <= 100 for line in lines)
    assert "thaw list" in lines[-1]
    assert "thaw --help" in lines[-1]


@pytest.mark.parametrize(
    "words",
    [call for command in COMMANDS.values() for call in command.examples]
    + [call for call, _ in FIRST],
)
def test_every_example_is_a_call_that_is_understood(words: str) -> None:
    name, *arguments = words.split()
    command = build().commands[name]
    made = command.make_context(name, arguments)
    scenarios = [made.params.get("scenario"), *(made.params.get("scenarios") or [])]
    scenarios += made.params.get("what") or [] if name == "compare" else []
    for each in scenarios:
        assert each is None or str(each) in names() or str(each) == "my_question.yaml"


FEW = {"batch": ("-n", "2", "--jobs", "1"), "compare": ("-n", "2", "--jobs", "1")}


@pytest.mark.parametrize(
    "words",
    [call for call, _ in FIRST]
    + [
        call
        for name in ("law", "list", "schema", "completion", "explain", "new")
        for call in COMMANDS[name].examples
        if not re.search(r"results/|my_folder", call)
    ],
)
def test_what_is_shown_first_works_as_it_stands(call: Caller, words: str) -> None:
    name, *arguments = words.split()
    quick = ("--no-figures",) if name in ("run", "batch", "compare") else ()
    done = call(name, *arguments, *FEW.get(name, ()), *quick)
    assert done.code == 0, done


def test_every_command_has_examples(call: Caller) -> None:
    for name in COMMANDS:
        said = call(name, "--help").out
        for example in COMMANDS[name].examples:
            assert f"\n    thaw {example}\n" in said


def test_arguments_are_called_by_what_they_are_for(call: Caller) -> None:
    for name in COMMANDS:
        said = call(name, "--help").out
        assert not re.search(r"list\[|<path>|<str>|\[\[|\.\.\.\}", said), name


def test_version(call: Caller) -> None:
    assert call("--version") == (0, f"thaw {sim.__version__} ({sim.compiled.form()})\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rum"], "rum"),
        (["run"], "SCENARIO"),
        (["run", "x.yaml", "--sede", "1"], "--sede"),
        (["run", "x.yaml", "--seed", "one"], "--seed"),
        (["run", "x.yaml", "--seed", "-1"], "0"),
        (["run", "x.yaml", "--replication", "99999999999999"], "1000000000"),
        (["run", "x.yaml", "extra"], "extra"),
        (["law", "--calendar", "2026-01-01"], "--calendar"),
        (["validate"], "FILE"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(call: Caller, words: list[str], said: str) -> None:
    error = call.refused(*words)
    assert error.count("\n") == 1
    assert said in error
    assert "--help" in error


def test_errors_are_json_where_the_output_would_be(call: Caller) -> None:
    told = json.loads(call.refused("run", "missing.yaml", "--json"))
    assert told["error"] == "input"
    assert told["problems"][0]["file"] == "missing.yaml"
    assert json.loads(call.refused("run", "--json"))["problems"][0]["message"]


def test_an_interruption_ends_quietly(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.workflows.runs.playing.future_of", interrupted)
    assert call("run", RURITANIA, "--no-figures") == (130, "", "")
    assert not list(call.folder.rglob("*"))


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), "schema"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "{\n"
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "run.py"), "schema"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


def test_an_output_that_knows_few_characters_gets_others(tmp_path: Path) -> None:
    import os

    done = run_py(
        "law",
        RURITANIA,
        "--measure",
        "BANKS",
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Blocking of the state banks" in done.stdout


def test_a_defect_of_ours_is_not_hidden(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sim.workflows.runs.playing.future_of", broken)
    with pytest.raises(ZeroDivisionError):
        call("run", RURITANIA)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_line_of_a_command_is_how_its_docstring_begins(name: str) -> None:
    command = command_of(name)
    assert command.help.partition("\n\n")[0].replace("\n", " ") == COMMANDS[name].about
    assert not COMMANDS[name].about[:-1].count(". ")


def test_the_first_page_fits_a_narrow_terminal(call: Caller) -> None:
    done = call()
    assert done.code == 0
    first = done.out.splitlines()[: 3 + len(FIRST)]
    assert max(len(line) for line in first) <= 80
