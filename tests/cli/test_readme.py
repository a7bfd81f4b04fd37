"""`README.txt` in each folder of results: how it was made, and what is in each file."""

from __future__ import annotations

import datetime as dt
import shlex
from fnmatch import fnmatch
from pathlib import Path

import pytest

from sim.results.kind import README
from sim.results.kinds import KINDS
from sim.results.readme import options, readme
from tests.cli.calling import Caller
from tests.cli.test_plot_others import world as world

FEW = ("--jobs", 1, "--no-figures", "-q")

MADE = [
    ("run", ("run", "world", "--no-figures", "-q", "--set", "talks.max_lp=5", "--seed", 3)),
    ("batch", ("batch", "world", "-n", 6, "--antithetic", *FEW)),
    ("comparison", ("compare", "world", "case", "-n", 6, "--outcome", "added", *FEW)),
    ("backtest", ("backtest", "case", "-n", 6, *FEW)),
    ("check", ("check", "checked.yaml", "--only", "my-renewals", "-n", 6, *FEW)),
    ("calibration", ("calibrate", "fit.yaml", "-n", 20, "--repeats", 2, *FEW)),
]


@pytest.mark.parametrize(("kind", "typed"), MADE, ids=[kind for kind, _ in MADE])
def test_a_folder_says_how_it_was_made_and_what_is_in_it(
    world: Caller, kind: str, typed: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world(*typed, "--out", "made").code == 0
    text = Path("made", README).read_text("utf-8")
    assert text.startswith(f"A {kind}: ")
    assert all(len(line) <= 100 for line in text.splitlines())
    inside = {path.name for path in Path("made").iterdir() if path.is_file()} - {README}
    patterns = [one for names, _ in KINDS[kind].files for one in names.split(", ")]
    assert [name for name in inside if not any(fnmatch(name, one) for one in patterns)] == []
    missing = {one for one in patterns if "*" not in one} - inside
    assert not missing, missing

    # What it says makes the same again.
    program, *words = shlex.split(text.splitlines()[3])
    assert program == "thaw"
    if kind == "run":
        monkeypatch.chdir("made")
    few, again = (FEW, "again") if kind != "run" else (FEW[2:], "../again")
    assert world(*words, *few, "--out", again).code == 0
    monkeypatch.chdir(world.folder)
    for path in Path("made").iterdir():
        if path.suffix in (".parquet", ".csv", ".jsonl"):
            assert path.read_bytes() == Path("again", path.name).read_bytes(), path.name


def test_a_batch_that_a_comparison_made_can_be_made_from_its_own_folder(world: Caller) -> None:
    assert world("compare", "world", "case", "-n", 6, "--set", "talks.max_lp=5", *FEW).code == 0
    (folder,) = Path("results").glob("world-*")
    words = shlex.split(Path(folder, README).read_text("utf-8").splitlines()[3])[1:]
    assert world(*words, *FEW, "--out", "again").code == 0
    name = "outcomes.parquet"
    assert Path(folder, name).read_bytes() == Path("again", name).read_bytes()


def test_options_are_as_typed() -> None:
    assert options(n=5, until_ci=0.1, a=None, antithetic=True, json=False, set=["x=1", "y=2"]) == [
        "-n",
        "5",
        "--until-ci",
        "0.1",
        "--antithetic",
        "--set",
        "x=1",
        "--set",
        "y=2",
    ]


def test_a_day_is_named_where_it_matters() -> None:
    assert dt.date.today().isoformat() in readme(
        KINDS["batch"], "x", ["batch", "x"], dt.date.today()
    )
    assert "'a b.yaml'" in readme(KINDS["run"], "x", ["run", "a b.yaml"])
