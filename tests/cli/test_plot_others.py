"""`plot` of runs, backtests, checks and calibrations; and of what is none of these."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import RURITANIA, Caller
from tests.cli.test_backtest import RECORD
from tests.cli.test_calibrate import CALIBRATION
from tests.cli.test_calibrate import PATTERNS as FITTED
from tests.cli.test_check import PATTERNS as CHECKED

FEW = ("--jobs", 1, "--no-figures", "-q")


@pytest.fixture
def world(call: Caller) -> Caller:
    text = f"title: A year\nextends: {RURITANIA}\nend: 2027-06-30\nquestions: []\n"
    Path("world.yaml").write_text(text)
    Path("case.yaml").write_text(f"{text}{RECORD}")
    Path("checked.yaml").write_text(CHECKED)
    Path("mine.yaml").write_text(FITTED)
    Path("fit.yaml").write_text(CALIBRATION)
    return call


@pytest.mark.parametrize(
    ("made", "figures"),
    [
        (("run", "world", "--no-figures", "-q"), {"timeline", "swimlane"}),
        (("check", "checked.yaml", "--only", "my-renewals", "-n", 6, *FEW), {"patterns"}),
        (("calibrate", "fit.yaml", "-n", 20, "--repeats", 2, *FEW), {"marginals", "distances"}),
        (("backtest", "case", "-n", 12, *FEW), {"forecasts", "dates", "record"}),
    ],
    ids=["run", "check", "calibration", "backtest"],
)
def test_figures_are_drawn_again(
    world: Caller, made: tuple[object, ...], figures: set[str]
) -> None:
    assert world(*made, "--out", "made").code == 0
    assert not list(Path("made").glob("*.png"))
    done = world("plot", "made", "--json")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert {name for name in told["figures"] if name.endswith(".png")} >= {
        f"{name}.png" for name in figures
    }
    assert all(Path("made", name).is_file() for name in told["figures"])
    one = min(figures)
    assert world("plot", "made", "--what", one, "--out", "other/one").code == 0
    assert {path.name for path in Path("other/one").iterdir()} == {f"{one}.png", f"{one}.svg"}
    said = world.refused("plot", "made", "--what", f"{one}s")
    assert f"did you mean '{one}'?" in said
    assert "--outcome: no figure of a" in world.refused("plot", "made", "--outcome", "deals")


def test_what_is_no_results_is_told_from_what_holds_some(call: Caller) -> None:
    Path("empty").mkdir()
    assert "empty: it is empty; allowed: a folder of a run" in call.refused("plot", "empty")
    Path("results").mkdir()
    Path("results", "notes.txt").touch()
    assert "something else" in call.refused("plot", "results")
    assert call("run", RURITANIA, "--no-figures", "-q").code == 0
    (made,) = Path("results").glob("other_country-*")
    assert f"thaw plot {made / 'run-0-0'}" in call.refused("plot", made)
