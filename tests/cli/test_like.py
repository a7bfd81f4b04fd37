"""`like`: which cases a scenario is like, and when relief came in these."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.scenario.shipped import cases, folder
from tests.cli.calling import Caller

ALL = len(cases())


def flat(text: str) -> str:
    """Text without the line breaks of a table."""
    return " ".join(text.split())


def own(within: Path, name: str, more: str = "") -> Path:
    """Write a case of one's own: that of Iran, with changes."""
    within.mkdir(exist_ok=True)
    path = within / f"{name}.yaml"
    path.write_text(f"extends: {cases()['iran_1995'].resolve()}\ntitle: Case {name}\n{more}")
    return path


def test_the_five_nearest_what_happened_and_how_soon(call: Caller) -> None:
    done = call("like", "russia_2025")
    assert (done.code, done.err) == (0, "")
    said = flat(done.out)
    assert "issue: war" in said
    assert "What the scenario does not say, and is left out: rivalry." in said
    assert f"The nearest 5 of {ALL} cases" in said
    assert "sudan_1997 · Sudan, August 2001: the embargo over terror" in said
    assert "issue: terror, here war" in said
    assert "after 5.1 years within 8 years no yes no no" in said
    assert "within 1 year 0 of 5, 0.0 % (0.0 to 43.4 %) 34 of 100, 34.0 %" in said
    assert "median 5.3 years 1.7 years" in said
    assert "This is no base rate and no forecast: 5 cases" in said


def test_as_json(call: Caller) -> None:
    told = json.loads(call("like", "russia_2025", "--json").out)
    assert told["features"]["issue"] == "war"
    assert told["features"]["rivalry"] is None
    assert (told["cases"], told["left_out"], len(told["nearest"])) == (ALL, [], 5)
    distances = [row["distance"] for row in told["nearest"]]
    assert distances == sorted(distances)
    assert 0.0 < distances[0] < 1.0
    first = told["nearest"][0]
    assert "acts" in first["differs"]
    assert first["features"]["acts"] is False
    assert first["answers"]["first_relief"] is False
    shares = [row["share"] for row in told["relief"]["library"]["within"]]
    assert shares == sorted(shares)
    assert told["relief"]["nearest"]["n"] == 5
    assert told["note"] in flat(call("like", "russia_2025").out)


@pytest.mark.parametrize("k", [1, 3, ALL, 1000])
def test_as_many_as_asked_for_or_all_there_are(call: Caller, k: int) -> None:
    told = json.loads(call("like", "russia_2025", "-k", k, "--json").out)
    assert len(told["nearest"]) == min(k, ALL)
    if k >= ALL:
        assert told["relief"]["nearest"] == told["relief"]["library"]


def test_a_case_leaves_itself_out(call: Caller, tmp_path: Path) -> None:
    file = folder() / "cases" / "iran_1995.yaml"
    mine = own(tmp_path, "mine")
    for name in ("iran_1995", "cases/iran_1995", file, mine):
        told = json.loads(call("like", name, "-k", ALL, "--json").out)
        assert (told["left_out"], told["cases"]) == (["iran_1995"], ALL - 1)
        assert "iran_1995" not in [row["case"] for row in told["nearest"]]
    assert "Left out, for it is the scenario itself: iran_1995." in call("like", mine).out


def test_what_is_set_is_compared(call: Caller) -> None:
    words = ("like", "russia_2025", "-k", 1, "--json", "--set", "issue=weapons")
    told = json.loads(call(*words).out)
    assert told["features"]["issue"] == "weapons"
    assert "issue" in told["nearest"][0]["differs"]


def test_cases_of_ones_own(call: Caller, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    own(mine, "one")
    own(mine, "two", "issue: weapons\nanswers: {first_relief: 1995-08-03}\n")
    told = json.loads(call("like", "iran_1984", "--cases", mine, "--json").out)
    assert [row["case"] for row in told["nearest"]] == ["one", "two"]
    assert told["nearest"][1]["features"]["issue"] == "weapons"
    assert [row["k"] for row in told["relief"]["library"]["within"]] == [1, 1, 2, 2]
    told = json.loads(call("like", mine / "one.yaml", "--cases", mine, "--json").out)
    assert (told["left_out"], told["cases"]) == (["one"], 1)


def test_questions_that_were_not_asked_are_a_dash(call: Caller, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    path = own(mine, "one")
    text = "".join(
        line
        for line in cases()["iran_1995"].read_text("utf-8").splitlines(keepends=True)
        if not line.startswith(("  main_", "  new_measures_2y"))
    )
    path.write_text(text)
    said = flat(call("like", "iran_1984", "--cases", mine).out)
    assert "one after 2.9 years – no – no no" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("answers: {first_relief: null}\n", "a case answers the question first_relief"),
        ("end: 2000-01-01\n", "a case is followed for 8 years; allowed: from 2003-07-03 on"),
        ("issue: peace\n", "issue: found 'peace'"),
    ],
)
def test_what_is_no_case_is_refused(call: Caller, tmp_path: Path, more: str, said: str) -> None:
    own(tmp_path / "mine", "wrong", more)
    told = call.refused("like", "russia_2025", "--cases", tmp_path / "mine")
    assert said in told
    assert "wrong.yaml" in told


def test_wrong_questions_are_refused(call: Caller, tmp_path: Path) -> None:
    empty, alone = tmp_path / "empty", tmp_path / "alone"
    empty.mkdir()
    path = own(alone, "one")
    for words, said in (
        (("missing",), "no scenario of that name"),
        (("missing.yaml",), "no such file"),
        (("russia_2025", "--set", "issue=peace"), "issue"),
        (("russia_2025", "-k", 0), "-k"),
        (("russia_2025", "--cases", tmp_path / "nowhere"), "no such folder"),
        (("russia_2025", "--cases", empty), "no cases in it"),
        ((path, "--cases", alone), "no other case"),
        (("examples/inline", "--set", "issue=null"), "too little of itself"),
    ):
        assert said in call.refused("like", *words), words
