"""`sim.compare` does all that the command does, and comes to the same numbers."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import polars as pl
import pytest
from matplotlib.figure import Figure

import sim
from tests.cli.batches import OTHER, scenario
from tests.cli.calling import Caller

FEW = ("-n", 12, "--jobs", 1)


@pytest.fixture
def two(call: Caller) -> list[Path]:
    return [scenario("steps.yaml"), scenario("leap.yaml", OTHER)]


def test_it_says_what_the_command_says(call: Caller, two: list[Path]) -> None:
    told = json.loads(call("compare", *two, *FEW, "--no-figures", "--json").out)
    comparison = sim.compare(two, n=12, jobs=1)
    for name, value in comparison.summary.items():
        assert told[name] == value, name
    assert comparison.sentence == told["answer"]
    rows = comparison.tables["differences"].to_dicts()
    assert [row["effect"] for row in rows] == [row["effect"] for row in told["differences"]]
    assert comparison.tables["regret"].to_dicts() == told["regret"]["strategies"]
    assert (comparison.folder, comparison.found) == (None, False)


def test_its_page_is_what_the_command_prints(call: Caller, two: list[Path]) -> None:
    done = call("compare", *two, *FEW, "--no-figures", "--all", "--out", "kept")
    page = sim.compare(two, n=12, jobs=1).page(everything=True)
    text = str(page)
    for line in ("apart  leap less steps, mean over the same futures", "Regret: what the best"):
        assert line in done.out
        assert line in text


def test_a_kept_comparison_is_that_of_the_command(call: Caller, two: list[Path]) -> None:
    """The files are the same, and either finds what the other kept."""
    call("compare", *two, *FEW, "--no-figures", "--out", "typed")
    kept = sim.compare(two, n=12, jobs=1, out="called")
    for name in ("summary.json", "comparison.parquet"):
        assert Path("called", name).read_bytes() == Path("typed", name).read_bytes()
    assert (kept.folder, kept.found) == (Path("called"), False)
    again = call("compare", *two, *FEW, "--no-figures", "--out", "called")
    assert "was there already: nothing was simulated" in again.out
    found = sim.compare(two, n=12, jobs=1, out="typed")
    assert found.found
    assert found.table.equals(kept.table)
    assert found.summary == kept.summary
    assert (found.names, found.titles, found.n) == (kept.names, kept.titles, kept.n)
    assert sim.compare(two, n=12, jobs=1).table.equals(found.table)


def test_folders_of_batches_are_compared_under_their_own_design(
    call: Caller, two: list[Path]
) -> None:
    call("batch", two[0], *FEW, "--seed", 5, "-q", "--no-figures", "--out", "a")
    comparison = sim.compare(["a", two[1]], jobs=1)
    assert (comparison.seed, comparison.n) == (5, 12)
    batches = [sim.simulate_batch(path, 12, 5, jobs=1) for path in two]
    assert comparison.table.equals(sim.compare(batches).table)


def test_regret_and_partings_are_those_of_the_command(call: Caller, two: list[Path]) -> None:
    words = ("--regret", "less:added", "--no-figures", "--json")
    told = json.loads(call("compare", *two, *FEW, *words).out)
    comparison = sim.compare(two, n=12, jobs=1)
    regret = comparison.regret("added", larger_is_better=False)
    assert regret.to_dicts() == told["regret"]["strategies"]
    partings = comparison.partings("leap", replications=12)
    (there,) = told["partings"]
    assert (partings.n, partings.parted) == (there["n"], there["parted"])
    assert str(partings.median_date) == there["median_date"]
    assert comparison.partings().table.equals(partings.table)
    with pytest.raises(sim.ThawError, match="no scenario 'leep' here, only steps, leap"):
        comparison.partings("leep")


def test_another_baseline_and_every_pair(call: Caller, two: list[Path]) -> None:
    third = scenario("hold.yaml", "talks: {mode: hold}\n")
    words = ("--baseline", "hold", "--no-figures", "--json")
    told = json.loads(call("compare", *two, third, *FEW, *words).out)
    comparison = sim.compare([*two, third], n=12, jobs=1, baseline=2, every_pair=True)
    assert comparison.names == ("steps", "leap", "hold")
    assert comparison.baseline == 2
    assert comparison.table.filter(a="steps", b="leap").height
    # The summary is that of the command: the baseline first, and differences to it alone.
    assert comparison.summary == {name: told[name] for name in comparison.summary}
    given = {"n": 12, "jobs": 1, "baseline": 2, "every_pair": True, "out": "kept"}
    kept, found = (sim.compare([*two, third], **given) for _ in range(2))
    assert (kept.found, found.found) == (False, True)
    for again in (kept, found):
        assert again.comparison == comparison.comparison
        assert again.summary == comparison.summary
    opened = sim.open_comparison("kept")
    assert opened.names == ("hold", "steps", "leap")
    assert opened.summary == comparison.summary
    assert opened.regret("added").equals(sim.compare([third, *two], n=12, jobs=1).regret("added"))
    Path("kept/summary.json").write_text("{}")
    with pytest.raises(sim.ThawError, match="damaged"):
        sim.open_comparison("kept")


def test_it_is_saved_as_the_command_keeps_it(call: Caller, two: list[Path]) -> None:
    batches = [sim.simulate_batch(path, 12, jobs=1, out=path.stem) for path in two]
    comparison = sim.compare(batches)
    folder = comparison.save("mine")
    assert folder == Path("mine")
    assert json.loads(Path("mine/summary.json").read_text()) == comparison.summary
    manifest = json.loads(Path("mine/manifest.json").read_text())
    assert manifest["batches"] == ["../steps", "../leap"]
    assert call("plot", "mine", "--what", "classes", "-q").code == 0
    assert Path("mine/classes.png").is_file()
    Path("full").mkdir()
    Path("full/letter.txt").write_text("x")
    with pytest.raises(sim.InputError, match="it holds other files"):
        comparison.save("full")
    with pytest.raises(sim.InputError, match="it holds another comparison"):
        sim.compare(batches, level=0.9).save("mine")


def test_figures(two: list[Path]) -> None:
    comparison = sim.compare(two, n=4, jobs=1)
    assert list(comparison.figures("classes")) == ["classes"]
    assert isinstance(sim.draw(comparison, "classes")["classes"], Figure)
    with pytest.raises(sim.ThawError, match=r"called 'clases' \(did you mean 'classes'\?\)"):
        comparison.figures("clases")


def test_copies_are_equal(two: list[Path]) -> None:
    comparison = sim.compare(two, n=4, jobs=1)
    for again in (copy.deepcopy(comparison), pickle.loads(pickle.dumps(comparison))):
        assert again == comparison
        assert again.summary == comparison.summary
    assert comparison != sim.compare(two, n=4, jobs=1, level=0.9)
    assert repr(comparison) == f"<comparison: {comparison.sentence}>"


def test_progress_is_told(two: list[Path]) -> None:
    heard = []
    sim.compare(two, n=4, jobs=1, progress=lambda now: heard.append(now.done))
    assert heard[0] == 0
    assert heard.count(4) >= 2


def test_tables_are_frames(two: list[Path]) -> None:
    comparison = sim.compare(two, n=4, jobs=1)
    assert all(isinstance(table, pl.DataFrame) for table in comparison.tables.values())
