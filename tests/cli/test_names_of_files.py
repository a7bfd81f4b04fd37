"""Names that a user may type, or a shell make: too long, or with what a terminal obeys."""

from __future__ import annotations

import csv

import pytest

from sim.results.csv_rows import write_rows
from tests.cli.calling import RUSSIA

READING = ("run", "law", "batch", "validate", "explain", "plot", "check", "calibrate", "backtest")


@pytest.mark.parametrize("command", READING)
def test_a_name_that_is_too_long_is_refused_alike_by_every_command(command, call):
    said = call.refused(command, call.folder / ("x" * 300 + ".yaml"))
    assert "this name is too long for the file system" in said or "no such file" in said
    assert "Errno" not in said


@pytest.mark.parametrize("command", ["run", "batch"])
def test_a_name_for_results_may_be_too_long_as_well(command, call):
    done = call(
        command,
        RUSSIA,
        "--set",
        "end=2025-04-30",
        "--out",
        call.folder / ("x" * 300),
        *(("-n", "2") if command == "batch" else ()),
        "--no-figures",
    )
    assert done.code == 2
    assert "this name is too long for the file system" in done.err
    assert not list(call.folder.iterdir())


@pytest.mark.parametrize("command", READING)
def test_a_terminal_gets_no_escapes_from_a_name(command, call):
    said = call.refused(command, call.folder / "a\x1b[31m\u202eb.yaml")
    assert "a\\x1b[31m\\u202eb.yaml" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_name_is_shown_with_escapes_where_all_is_well(call):
    path = call.folder / "a\x9bb.yaml"
    path.write_text("title: t\nstart: 2025-03-13\nend: 2025-12-31\n")
    for words in (("validate", path), ("validate", "--json", path)):
        done = call(*words)
        assert done.code == 0
        assert "\x9b" not in done.out
        assert "\\x9bb.yaml" in done.out or "\\u009bb.yaml" in done.out


def test_what_a_shortened_scenario_no_longer_asks_is_named(call):
    done = call("validate", RUSSIA)
    assert done.err == ""
    done = call("law", RUSSIA, "--set", "end=2026-06-30")
    assert done.code == 0
    assert "questions of the base lie outside the scenario: not asked (us_bank_2026" in done.err


def test_a_cell_of_a_table_is_no_formula(tmp_path):
    rows = [("=1+1", -1.5), ("+x", 2.0), ("@x", 3.0), ("-x", 4.0), ("\tx", 5.0), ("plain=", 6.0)]
    write_rows(tmp_path / "x.csv", ("text", "number"), iter(rows))
    with (tmp_path / "x.csv").open(newline="") as file:
        assert [*csv.reader(file)] == [
            ["text", "number"],
            ["'=1+1", "-1.5"],
            ["'+x", "2.0"],
            ["'@x", "3.0"],
            ["'-x", "4.0"],
            ["'\tx", "5.0"],
            ["plain=", "6.0"],
        ]
