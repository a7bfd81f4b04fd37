"""Values set on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.documents import Document, Place, Plain, Position, apply_overrides, read_document
from sim.errors import InputError
from tests.documents.sample import TEXT, check, one, refused, write

BASE = "a: 1\nb:\n  c: {d: 2}\nq:\n  - {id: x, n: 1}\n  - {id: y.z, n: 2}\nl: [1, 1, 3]\n"


@pytest.fixture
def base(tmp_path: Path) -> Document:
    return read_document(write(tmp_path, "base.yaml", BASE), name="base.yaml")


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("a=2", ("a",), 2),
        ("a = 2 ", ("a",), 2),
        ("a=0.5", ("a",), 0.5),
        ("a=yes", ("a",), "yes"),
        ("a='2'", ("a",), "2"),
        ("a=2026-07-15", ("a",), "2026-07-15"),
        ("a=x=y", ("a",), "x=y"),
        ("a=two words", ("a",), "two words"),
        ("a=[1, {k: v}]", ("a",), [1, {"k": "v"}]),
        ("b={e: [1, 2]}", ("b",), {"e": [1, 2]}),
        ("b.c.d=x", ("b", "c", "d"), "x"),
        ("b.new.deep=1", ("b", "new", "deep"), 1),
        ("new.2026=1", ("new",), {"2026": 1}),
        ('"a.b".c=1', ("a.b", "c"), 1),
        ("q.0.n=5", ("q", 0, "n"), 5),
        ("q.x.n=5", ("q", 0, "n"), 5),
        ('q."y.z".n=5', ("q", 1, "n"), 5),
        ("l.2=5", ("l", 2), 5),
        ("l.2={k: 1}", ("l", 2, "k"), 1),
        ("new=null", ("new",), None),
    ],
)
def test_values_are_set(
    base: Document, override: str, path: tuple[str | int, ...], value: Plain
) -> None:
    before = repr(base)
    changed = apply_overrides(base, [override])
    assert changed.at(path) == value
    assert type(changed.at(path)) is type(value)
    assert changed.value_position(path) == Position(f"--set {override}")
    assert repr(base) == before


def test_the_rest_stays_where_it_was(base: Document) -> None:
    changed = apply_overrides(base, ["b.c.e=3", "q.x=4"])
    assert changed.data["b"] == {"c": {"d": 2, "e": 3}}
    assert changed.positions[("b", "c", "d")] == Position("base.yaml", 3, 10)
    assert changed.positions[("b", "c")] == Position("base.yaml", 3, 6)
    assert changed.keys[("b", "c", "e")] == Position("--set b.c.e=3")
    assert ("q", 0, "n") not in changed.positions
    assert changed.files == base.files


def test_an_empty_value_removes(base: Document) -> None:
    changed = apply_overrides(base, ["a=", "b.c.d=null", "l.0=", "q.x=~"])
    assert changed.data == {"b": {"c": {}}, "q": [{"id": "y.z", "n": 2}], "l": [1, 3]}
    assert ("a",) not in changed.keys
    assert changed.positions[("l", 1)] == Position("base.yaml", 7, 11)
    assert ("l", 2) not in changed.positions
    assert changed.positions[("q", 0, "n")] == Position("base.yaml", 6, 18)


def test_the_last_override_wins(base: Document) -> None:
    changed = apply_overrides(base, ["a=2", "a=3"])
    assert changed.data["a"] == 3
    assert changed.keys[("a",)].file == "--set a=3"


@pytest.mark.parametrize(
    ("override", "path", "message"),
    [
        ("", "", "this sets nothing"),
        ("a", "", "this sets nothing"),
        ("=1", "", "this sets nothing"),
        ("a..b=1", "", "this sets nothing"),
        ("a.=1", "", "this sets nothing"),
        ("two words=1", "", "this sets nothing"),
        ("a.x=1", "a", "there is no 'x' inside a single value"),
        ("a.x.y=1", "a", "there is no 'x' inside a single value"),
        ("q.2.n=1", "q.2", "the list has no such item"),
        ("q.-1.n=1", "q.-1", "the list has no such item"),
        ("q.X.n=1", "q.X", "the list has no such item"),
        ("a=[1", "a", "this list is not closed"),
        ("a=k: v", "a", "the value is laid out on lines"),
        ("a=- v", "a", "the value is laid out on lines"),
        ("a=# v", "a", "the value is a comment"),
        ("a=&x v", "a", "anchors (&) and aliases (*) are not allowed; write the value out or use "),
        ("a=!x v", "a", "tags (!) are not allowed; write the plain value"),
        ("a={k: 1, k: 2}", "a.k", "this key is already on line 1"),
        ("a=.nan", "a", ""),
        ("a=\x00", "a", "the value holds an invisible or malformed character"),
        ("a=\udcff", "a", "the value holds an invisible or malformed character"),
        ("a=" + "x" * 10_001, "a", "the value is too long"),
        (".".join("a" * 25) + "=1", "", "the path is too long"),
    ],
)
def test_malformed_overrides_are_refused(
    base: Document, override: str, path: str, message: str
) -> None:
    problem = one(lambda: apply_overrides(base, [override]))
    assert problem.file.startswith(f"--set {override[:20]}".rstrip("\x00\udcff"))
    assert (problem.line, problem.column, problem.path) == (None, None, path)
    assert problem.message.startswith(message)
    str(problem).encode()  # can be printed


def test_a_misspelt_id_is_guessed(base: Document) -> None:
    problem = one(lambda: apply_overrides(base, ['q."y-z".n=1']))
    assert problem.allowed == "an id (x, y.z) or an index from 0 to 1"
    assert problem.hint == "did you mean 'y.z'?"


def test_several_faults_are_told_at_once(base: Document) -> None:
    problems = refused(lambda: apply_overrides(base, ["a", "b.c.d=1", "q.7=1", "a=["]))
    assert [problem.file for problem in problems] == ["--set a", "--set q.7=1", "--set a=["]


def test_wrong_values_are_traced_to_their_option(tmp_path: Path) -> None:
    sample = read_document(write(tmp_path, "x.yaml", TEXT))
    overrides = ["agents.target.jv=abc", "agents.eu.shar=0.5", "questions.swift_back.by=soon"]
    problems = refused(lambda: check(apply_overrides(sample, overrides)))
    assert [(p.file, p.path) for p in problems] == [
        ("--set agents.eu.shar=0.5", "agents.eu.shar"),
        ("--set agents.target.jv=abc", "agents.target.jv"),
        ("--set questions.swift_back.by=soon", "questions.0.by"),
    ]


@given(st.text(alphabet="abcql.=\"'[]{}:, &!#0129-\t", max_size=20))
def test_no_override_crashes(text: str) -> None:
    places: dict[Place, Position] = {(): Position("x")}
    document = Document("x", {"a": 1, "q": [{"id": "b"}], "l": [1]}, places, {}, ("x",))
    try:
        changed = apply_overrides(document, [text])
    except InputError:
        return
    assert set(changed.positions) >= {()}
