"""`sim.check` does all that the command does, and comes to the same numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import sim
from tests.cli.calling import RURITANIA, Caller
from tests.cli.test_check import PATTERNS

ONLY = ["my-renewals", "my-deals"]
TYPED = ("--only", ONLY[0], "--only", ONLY[1], "-n", 6, "--jobs", 1, "--no-figures")


@pytest.fixture
def mine(call: Caller) -> str:
    text = f"title: A year\nextends: {RURITANIA}\nend: 2027-06-30\nquestions: []\n"
    Path("world.yaml").write_text(text, encoding="utf-8")
    Path("mine.yaml").write_text(PATTERNS, encoding="utf-8")
    return "mine.yaml"


def test_it_says_what_the_command_says(call: Caller, mine: str) -> None:
    words = ("--ablate", "--ablated-n", 2, "--json")
    told = json.loads(call("check", mine, *TYPED, *words).out)
    result = sim.check(mine, n=6, only=ONLY, ablate=True, n_ablated=2, jobs=1)
    assert result.summary == {name: told[name] for name in result.summary}
    assert result.patterns.to_dicts() == told["patterns"]
    assert result.ablations.to_dicts() == told["ablations"]
    assert (result.folder, result.failures) == (None, 0)


def test_its_sentence_and_section_are_those_of_the_command(call: Caller, mine: str) -> None:
    Path("page.md").write_text("<!-- check -->\n<!-- /check -->\n")
    done = call("check", mine, *TYPED, "--into", "page.md")
    result = sim.check(mine, n=6, only=ONLY, jobs=1)
    assert done.out.splitlines()[0] == result.sentence
    call_words = ["check", mine, "-n", "6", "--seed", "0", "--only", ONLY[0], "--only", ONLY[1]]
    assert result.markdown(call_words) in Path("page.md").read_text()


def test_either_finds_what_the_other_kept(call: Caller, mine: str) -> None:
    call("check", mine, *TYPED, "--out", "typed")
    found = sim.check(mine, n=6, only=ONLY, jobs=1, out="typed")
    assert found.found
    kept = sim.check(mine, n=6, only=ONLY, jobs=1, out="called")
    assert not kept.found
    assert kept.patterns.equals(found.patterns)
    names = {path.name for path in Path("typed").iterdir()}
    assert names == {path.name for path in Path("called").iterdir()}
    for name in names:
        assert Path("typed", name).read_bytes() == Path("called", name).read_bytes()
    assert (
        "was there already: nothing was simulated"
        in call("check", mine, *TYPED, "--out", "called").out
    )


def test_figures_and_saving(call: Caller, mine: str) -> None:
    result = sim.check(mine, n=6, only=ONLY, jobs=1)
    drawn = result.figures()
    assert list(drawn) == ["patterns"]
    assert isinstance(drawn["patterns"], Figure)
    result.save("mine", figures=True, svg=True)
    assert {path.name for path in Path("mine").iterdir()} == {
        "story.md",
        "summary.json",
        "patterns.parquet",
        "ablations.parquet",
        "levers.parquet",
        "manifest.json",
        "patterns.png",
        "patterns.svg",
    }


def test_what_is_wrong_is_refused(call: Caller, mine: str) -> None:
    with pytest.raises(sim.InputError, match="no such pattern"):
        sim.check(only="bils")
    with pytest.raises(ValueError, match="n "):
        sim.check(mine, n=1)
    with pytest.raises(TypeError, match="ablate"):
        sim.check(mine, ablate="yes")
