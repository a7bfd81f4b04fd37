"""What came of a call is told before figures are drawn, and who interrupts these loses no more."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ThawError
from sim.workflows.drawings.drawers import Drawers
from sim.workflows.drawings.subject import Picture
from tests.cli.batches import scenario
from tests.cli.calling import ROOT, Caller

WORDS = ("-n", 8, "--jobs", 1, "--out", "a b")


@pytest.fixture
def short(call: Caller) -> Path:
    return scenario("short.yaml")


def draw_one(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Draw the first figure, and then fail."""
    pictures = Drawers.pictures

    def one(self: Drawers, *how: Any) -> Iterator[Picture]:
        yield next(pictures(self, *how))
        raise error

    monkeypatch.setattr(Drawers, "pictures", one)


def test_who_interrupts_figures_loses_only_these(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        draw_one(patch, KeyboardInterrupt())
        done = call("batch", short, *WORDS)
    assert done.code == 130
    assert "Ruritania" in done.out
    assert done.out.endswith("Results: a b\n")
    assert done.err == "thaw: interrupted: only figures are missing; thaw plot 'a b' draws them\n"
    there = [path.name for path in Path("a b").glob("*.png")]
    assert len(there) == 1
    assert not list(Path("a b").glob(".*"))
    assert call("plot", "a b").code == 0
    assert len(list(Path("a b").glob("*.png"))) > 3


def test_interrupted_json_names_the_figures_that_are_there(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_one(monkeypatch, KeyboardInterrupt())
    done = call("batch", short, *WORDS, "--json")
    assert done.code == 130
    assert json.loads(done.out)["figures"] == [path.name for path in Path("a b").glob("*.png")]
    assert json.loads(done.err)["error"] == "interrupted"


def test_an_interruption_before_figures_are_known(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    call("batch", short, *WORDS)
    monkeypatch.setattr(Drawers, "names", interrupted)
    done = call("batch", short, *WORDS, "--json")
    assert done.code == 130
    there = sorted(path.name for path in Path("a b").glob("*.png"))
    assert json.loads(done.out)["figures"] == there


def test_results_are_there_before_a_folder_turns_out_to_be_full(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_one(monkeypatch, ThawError("the disk is full"))
    done = call("batch", short, *WORDS)
    assert (done.code, done.err) == (1, "thaw: the disk is full\n")
    assert done.out.endswith("Results: a b\n")


def test_what_could_not_be_drawn_is_said_in_the_end(
    call: Caller, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from sim.figures import registry

    def nothing(*_: object) -> None:
        raise ThawError("nothing to show")

    kinds = registry.figures_of("batch")
    few = {"classes": kinds["classes"], "ecdf": replace(kinds["ecdf"], draw=nothing)}
    monkeypatch.setattr(registry, "figures_of", lambda _: few)
    done = call("batch", short, *WORDS)
    assert done.out.endswith("Results: a b\nNot drawn: ecdf (nothing to show)\n")
    assert call("batch", short, *WORDS, "-q").out == "Results: a b\n"


@pytest.mark.parametrize("option", ["--svg", "--contact"])
def test_forms_of_figures_that_are_not_wanted(call: Caller, short: Path, option: str) -> None:
    said = call.refused("batch", short, "-n", 8, "--no-figures", option)
    assert f"{option}: there are none with --no-figures" in said


def any_of(group: int) -> bool:
    """Whether a group of processes has any left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="needs interrupts as terminals send them")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_while_figures_are_drawn_ends_all_processes(tmp_path: Path, jobs: int) -> None:
    scenario(str(tmp_path / "short.yaml"))
    words = f"batch short.yaml -n 40 --jobs {jobs} --svg --contact --out a"
    with subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), *shlex.split(words)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout)
        assert any(line == "Results: a\n" for line in lines)  # long before the end
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    gone = time.monotonic() + 60
    while any_of(process.pid):
        assert time.monotonic() < gone
        time.sleep(0.05)
    assert (process.returncode, out) == (130, "")
    assert err == "thaw: interrupted: only figures are missing; thaw plot a draws them\n"
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert not [name for name in names if name.startswith(".")]
    assert "contact.png" not in names


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes as shells make them")
def test_figures_are_there_though_nobody_reads(tmp_path: Path) -> None:
    scenario(str(tmp_path / "short.yaml"))
    words = [sys.executable, str(ROOT / "run.py"), "batch", "short.yaml", "-n", "8", "--jobs", "1"]
    with subprocess.Popen(
        [*words, "--out", "a"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert (process.returncode, err) == (1, b"")
    assert (tmp_path / "a" / "classes.png").is_file()
