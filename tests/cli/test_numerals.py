"""Numbers and names as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli.options import digits_only
from tests.cli.batches import scenario
from tests.cli.calling import Caller


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,000", "1000"),
        ("1,000,000", "1000000"),
        ("10_000", "10000"),
        ("1e4", "10000"),
        ("2.5e3", "2500"),
        ("0e0", "0"),
        ("1,00", "1,00"),
        ("1.2e0", "1.2e0"),
        ("lots", "lots"),
        ("-3", "-3"),
        ("1000", "1000"),
    ],
)
def test_whole_numbers_as_people_write_them(typed: str, meant: str) -> None:
    assert digits_only(["batch", "x", "-n", typed]) == ["batch", "x", "-n", meant]
    assert digits_only(["batch", "x", f"--n={typed}"]) == ["batch", "x", f"--n={meant}"]
    assert digits_only(["batch", "x", "--set", typed]) == ["batch", "x", "--set", typed]


def test_a_batch_takes_them(call: Caller) -> None:
    file = scenario("short.yaml")
    done = call("batch", file, "-n", "1e1", "--jobs", 1, "--no-figures")
    assert "10 futures" in done.out
    said = call.refused("batch", file, "-n", "lots")
    assert "a whole number is wanted" in said
    assert "parse" not in said
    assert "a number is wanted" in call.refused("batch", file, "--until-ci", "x")


def test_run_says_which_command_plays_many(call: Caller) -> None:
    said = call.refused("run", scenario("my file.yaml"), "-n", 100)
    assert "one future only (many: thaw batch 'my file.yaml' -n 100)" in said


def test_what_is_refused_names_the_help_of_its_command(call: Caller) -> None:
    assert "law --help)" in call.refused("law", scenario("a.yaml"), "--calendar", 2026)


def test_a_field_is_found_wherever_it_is(call: Caller) -> None:
    file = scenario("a.yaml")
    assert "did you mean agents.target.jv?" in call.refused("run", file, "--set", "jv=0")
    wrong = scenario("b.yaml", "max_lp: 3\n")
    assert "did you mean talks.max_lp?" in call.refused("run", wrong)


def test_a_decimal_comma_in_a_file_is_seen_through(call: Caller) -> None:
    file = scenario("a.yaml", "agents: {target: {jv: 0,5}}\n")
    assert "Numbers have a decimal point: 0.5" in call.refused("run", file)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--only", "bils"), "did you mean 'bills'?"),
        (("compare", "a.yaml", "b.yaml", "--outcome", "legal_edn"), "did you mean 'legal_end'?"),
        (("compare", "a.yaml", "b.yaml", "--baseline", "bb"), "allowed: a, b"),
        (("plot", "c", "--what", "survivl"), "did you mean 'survival'?"),
        (("explain", "c", "--like", "bst:legal_end"), "did you mean 'best'?"),
        (("explain", "c", "--like", "best:legal_edn"), "did you mean 'legal_end'?"),
    ],
)
def test_the_nearest_of_other_names_is_said(
    call: Caller, words: tuple[object, ...], said: str
) -> None:
    scenario("a.yaml")
    scenario("b.yaml", "talks: {mode: hold}\n")
    if "c" in words:
        call("batch", "a.yaml", "-n", 6, "--jobs", 1, "--no-figures", "-q", "--out", "c")
        assert Path("c").is_dir()
    assert said in call.refused(*words)
