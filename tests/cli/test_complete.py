"""Completion in a shell: what is offered, quickly, and the scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import completion
from sim.cli.commands.shell import SHELLS
from sim.figures.registry import figures_of
from sim.scenario.shipped import names
from sim.validation.patterns.loading import shipped_patterns
from tests.cli.calling import ROOT, Caller

SLOW = {"matplotlib", "numpy", "polars", "scipy"}


def offered(words: str, cwd: Path, *, imported: bool = False) -> list[str]:
    """What bash would be offered for the last word of a line; or what was imported for it."""
    code = "import sys; sys.argv = ['thaw']; from sim.cli.app import invoke; code = invoke([])\n"
    code += "if sys.argv[0] == 'thaw':\n print(*sys.modules, file=sys.stderr)"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "_THAW_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return (done.stderr if imported else done.stdout).split()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("thaw comp", ["compare", "completion"]),
        ("thaw run ru", ["russia_2025", "russia_2026", "russia_uncertain", "rusal_2018"]),
        ("thaw run mi", ["mine.yaml"]),
        ("thaw run sub/", ["sub/other.yml"]),
        ("thaw compare hold eu_", ["eu_joins", "eu_veto"]),
        ("thaw calibrate st", ["steps_and_survival"]),
        ("thaw explain results/", ["results/hold-1", "results/run-2"]),
        ("thaw explain results/h", ["results/hold-1"]),
        ("thaw plot h", []),
        ("thaw law veridia --measure ", ["TIMBER", "BANKS"]),
        ("thaw law -m US_SDN_S", ["US_SDN_SBER"]),
        ("thaw compare veridia --outcome legal_max_N", ["legal_max_NORLAND"]),
        ("thaw plot x --what fan,mo", ["fan,motives"]),
        ("thaw like rus", ["russia_2025", "russia_2026", "russia_uncertain", "rusal_2018"]),
        ("thaw new --from other", ["other_country"]),
        ("thaw completion po", ["powershell"]),
    ],
)
def test_what_is_offered(words: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").touch()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "other.yml").touch()
    for name in ("hold-1", "run-2"):
        (tmp_path / "results" / name).mkdir(parents=True)
    said = offered(words, tmp_path)
    assert set(found) <= set(said)
    last = words.rpartition(" ")[2]
    assert all(word.startswith(last) for word in said)
    if last:
        assert sorted(said) == sorted(found)


def test_names_are_offered_without_heavy_libraries(tmp_path: Path) -> None:
    assert not {m.partition(".")[0] for m in offered("thaw run r", tmp_path, imported=True)} & SLOW


def test_lists_kept_for_speed_are_those_of_the_program() -> None:
    batches = {*figures_of("batch"), *figures_of("comparison")}
    assert completion.batch_figures() == sorted(batches)
    assert [name for name, _ in completion.patterns("")] == [
        p.pattern.id for p in shipped_patterns()
    ]
    assert set(names()) <= {name for name, _ in completion.scenarios("")}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_named_shell_is_printed(call: Caller, shell: str) -> None:
    done = call("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_THAW_COMPLETE" in done.out
    assert "thaw" in done.out


def test_the_script_of_bash_is_bash(call: Caller, tmp_path: Path) -> None:
    script = tmp_path / "script.bash"
    script.write_text(call("completion", "bash").out)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_a_shell_that_cannot_be_told_is_asked_for(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.cli.commands.shell._called_from", lambda: "")
    assert "which shell?; allowed: bash, zsh" in call.refused("completion")
    assert "found 'tcsh'; allowed: bash, zsh" in call.refused("completion", "tcsh")
