"""A figure that fails loses only itself: all else is kept, and stderr names the figure."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import ThawError
from sim.figures import registry
from sim.figures.registry import Results
from sim.workflows.drawings.attempts import Attempts
from tests.cli.calling import ROOT, Caller

BY_HAND = ROOT / "scenarios" / "by_hand.yaml"


def broken(*_: object) -> None:
    raise RuntimeError("no room\nfor a legend")


def break_figure(monkeypatch: pytest.MonkeyPatch, results: Results, name: str) -> None:
    kinds = registry.figures_of(results)
    kinds[name] = replace(kinds[name], draw=broken)
    monkeypatch.setattr(registry, "figures_of", lambda _: kinds)


def test_a_run_keeps_its_record(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    break_figure(monkeypatch, "run", "timeline")
    done = call("run", BY_HAND, "--out", "kept")
    assert done.code == 0
    told = "thaw: a figure failed and is left out, all else is kept: timeline (RuntimeError: "
    assert done.err == f"{told}no room for a legend)\n"
    assert Path("kept/outcome.json").is_file()
    assert Path("kept/swimlane.png").is_file()
    assert not Path("kept/timeline.png").exists()
    listed = json.loads(Path("kept/manifest.json").read_text())["files"]
    assert "timeline.png" not in listed


def test_a_batch_keeps_its_tables_and_all_other_figures(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_figure(monkeypatch, "batch", "fan")
    done = call("batch", BY_HAND, "-n", 4, "--jobs", 1, "--out", "kept", "-q")
    assert done.code == 0
    assert "all else is kept: fan (RuntimeError: no room for a legend)\n" in done.err
    assert Path("kept/outcomes.parquet").is_file()
    assert Path("kept/classes.png").is_file()
    assert not Path("kept/fan.png").exists()
    # What it was asked for by name, it fails for.
    asked = call("plot", "kept", "--what", "fan")
    assert asked.code == 1
    assert "fan cannot be drawn: RuntimeError: no room for a legend" in asked.err
    assert "Traceback" not in asked.err


def test_a_comparison_keeps_its_tables(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    break_figure(monkeypatch, "comparison", "fan")
    done = call("compare", BY_HAND, BY_HAND, "-n", 4, "--jobs", 1, "--out", "kept", "-q")
    assert done.code == 0
    assert "all else is kept: fan (RuntimeError: no room for a legend)\n" in done.err
    assert Path("kept/comparison.parquet").is_file()
    assert Path("kept/matrix.png").is_file()


def test_a_check_keeps_its_tables(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    break_figure(monkeypatch, "check", "patterns")
    done = call("check", "--only", "bills", "-n", 8, "--jobs", 1, "--out", "kept", "-q")
    assert done.code == 0
    assert "all else is kept: patterns (RuntimeError: no room for a legend)\n" in done.err
    assert Path("kept/patterns.parquet").is_file()


def test_warnings_of_libraries_stay_inside(capsys: pytest.CaptureFixture[str]) -> None:
    def noisy() -> str:
        warnings.warn("No artists with labels found", stacklevel=1)
        return "drawn"

    tried = Attempts()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tried.draw("fan", noisy) == "drawn"
    assert tried.warnings() == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("make", [broken, lambda: [][0]])
def test_whatever_fails_is_told_in_a_line(make: Callable[[], object]) -> None:
    tried = Attempts()
    assert tried.draw("fan", make) is None
    assert len(tried.failed) == 1
    assert "\n" not in tried.failed[0]
    with pytest.raises(ThawError, match="fan cannot be drawn"):
        tried.draw("fan", make, strict=True)


def test_letters_that_the_font_lacks_are_told_once(call: Caller) -> None:
    text = BY_HAND.read_text("utf-8").replace("By hand:", "手 By $5 or $\\frac{$:")
    Path("mine.yaml").write_text(text.replace('"手', "'手").replace('chance"', "chance'"), "utf-8")
    done = call("batch", "mine.yaml", "-n", 3, "--jobs", 1, "--out", "kept", "-q")
    assert done.code == 0
    assert done.err == (
        "thaw: the font of figures lacks 手: a PNG shows boxes instead, an SVG leaves them to the "
        "viewer\n"
    )
