"""Errors: how they read, travel and end a program."""

from __future__ import annotations

import json
import pickle

import pytest

from sim.errors import InputError, Problem, ThawError

WRONG = Problem(
    "scenarios/x.yaml",
    12,
    7,
    "agents.target.jv",
    found="'abc'",
    allowed="a number from 0 to 10",
    hint="did you mean 'jv'?",
)


def test_exit_codes_tell_failure_from_wrong_input() -> None:
    assert ThawError("broken").exit_code == 1
    assert InputError([WRONG]).exit_code == 2
    assert issubclass(InputError, ThawError)


def test_an_error_of_one_problem_is_made_of_its_parts() -> None:
    parts = {"found": "'abc'", "allowed": "a number from 0 to 10", "hint": "did you mean 'jv'?"}
    one = InputError.of("scenarios/x.yaml", 12, 7, "agents.target.jv", **parts)
    assert one.problems == (WRONG,)
    assert str(InputError.of("x.yaml", message="no such file")) == "x.yaml: no such file"


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            WRONG,
            "scenarios/x.yaml:12:7: agents.target.jv: found 'abc'; allowed: a number from 0 to 10"
            " (did you mean 'jv'?)",
        ),
        (Problem("x.yaml", message="no such file"), "x.yaml: no such file"),
        (Problem("x.yaml", 3, 1, "a", message="unknown key"), "x.yaml:3:1: a: unknown key"),
        (
            Problem("--set a=1", path="a", message="is odd", found="1", allowed="2"),
            "--set a=1: a: is odd; found 1; allowed: 2",
        ),
    ],
)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_an_error_is_a_line_per_problem_without_repetition() -> None:
    other = Problem("y.yaml", message="no such file")
    error = InputError([WRONG, other, WRONG])
    assert error.problems == (WRONG, other)
    assert str(error) == f"{WRONG}\n{other}"
    assert str(InputError([other], omitted=1500)).endswith("\n... and about 1,500 more")


def test_an_error_goes_through_json() -> None:
    told = json.loads(json.dumps(InputError([WRONG]).as_dict()))
    assert told["error"] == "input"
    assert told["omitted"] == 0
    assert told["problems"] == [WRONG.as_dict()]
    assert told["problems"][0]["line"] == 12


def test_an_error_crosses_processes() -> None:
    error = InputError([WRONG], omitted=3)
    copy = pickle.loads(pickle.dumps(error))
    assert copy.problems == error.problems
    assert copy.omitted == 3
    assert str(copy) == str(error)


def test_problems_sort_by_file_line_and_column() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 5), ("a", 9, 4), ("a", None, None)]
    ordered = sorted((Problem(*place) for place in places), key=lambda problem: problem.order)
    assert [(p.file, p.line, p.column) for p in ordered] == [
        ("a", None, None),
        ("a", 9, 4),
        ("a", 9, 5),
        ("a", 10, 1),
        ("b", 1, 1),
    ]
