"""What YAML is read, to what data, and where its pieces stand."""

from __future__ import annotations

import contextlib
import copy
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.documents import Document, Plain, Position, read_document, reader, tree
from sim.errors import InputError
from sim.scenario.loading import load_scenario
from tests.documents.sample import one, refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.yaml"


def read(path: Path, text: str) -> Document:
    path.write_text(text, encoding="utf-8")
    return read_document(path, name="x.yaml")


def test_data_are_plain(path: Path) -> None:
    document = read(
        path,
        "a: 1\nb: [0.5, x, {c: ~}]\nd:\n  - e\n  - - f\n2026: |\n  two\n  lines\n'g h': >-\n  one\n"
        "  line\n",
    )
    assert document.data == {
        "a": 1,
        "b": [0.5, "x", {"c": None}],
        "d": ["e", ["f"]],
        "2026": "two\nlines\n",
        "g h": "one line",
    }
    assert document.name == "x.yaml"
    assert document.files == ("x.yaml",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("012", 12),
        ("0o14", 12),
        ("0xC", 12),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("9223372036854775807", 2**63 - 1),
        ("12.", 12.0),
        (".5", 0.5),
        ("-1.5e-3", -0.0015),
        ("1e3", 1000.0),
        ("1e-400", 0.0),
        ("1.2.3", "1.2.3"),
        (".", "."),
        ("-", "-"),
        ("2026-01-01", "2026-01-01"),
        ("2025-02-30", "2025-02-30"),
        ("12:30", "12:30"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("!", None),
    ],
)
def test_scalars_follow_the_core_rules(path: Path, text: str, value: Plain) -> None:
    if text in ("-", "!"):  # not scalars at all; quoted they are
        text, value = f"'{text}'", text
    got = read(path, f"a: {text}\n").data["a"]
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (".nan", "a finite number"),
        (".inf", "a finite number"),
        ("-.INF", "a finite number"),
        ("1e400", "a number below 1.8e308 in size"),
        ("9223372036854775808", "a whole number of at most 18 digits"),
        ("0x8000000000000000", "a whole number of at most 18 digits"),
        ("9" * 5000, "a number of fewer digits"),
    ],
)
def test_numbers_that_nothing_can_hold_are_refused(path: Path, text: str, allowed: str) -> None:
    problem = one(lambda: read(path, f"b: 1\na: {text}\n"))
    assert (problem.line, problem.column, problem.path) == (2, 4, "a")
    assert problem.allowed == allowed
    assert problem.found.startswith(text[:30])


def test_every_key_and_value_has_its_position(path: Path) -> None:
    document = read(
        path,
        "a: 1\nb:\n  c: {d: x, e: [1, 2]}\n  f:\n  - g: 3\n    h: |\n      t\nempty:\nend: .\n",
    )

    def at(line: int, column: int) -> Position:
        return Position("x.yaml", line, column)

    assert document.positions == {
        (): at(1, 1),
        ("a",): at(1, 4),
        ("b",): at(3, 3),
        ("b", "c"): at(3, 6),
        ("b", "c", "d"): at(3, 10),
        ("b", "c", "e"): at(3, 16),
        ("b", "c", "e", 0): at(3, 17),
        ("b", "c", "e", 1): at(3, 20),
        ("b", "f"): at(5, 3),
        ("b", "f", 0): at(5, 5),
        ("b", "f", 0, "g"): at(5, 8),
        ("b", "f", 0, "h"): at(6, 8),
        ("empty",): at(8, 1),
        ("end",): at(9, 6),
    }
    assert document.keys == {
        ("a",): at(1, 1),
        ("b",): at(2, 1),
        ("b", "c"): at(3, 3),
        ("b", "c", "d"): at(3, 7),
        ("b", "c", "e"): at(3, 13),
        ("b", "f"): at(4, 3),
        ("b", "f", 0, "g"): at(5, 5),
        ("b", "f", 0, "h"): at(6, 5),
        ("empty",): at(8, 1),
        ("end",): at(9, 1),
    }
    assert document.value_position(("b", "c", "missing")) == at(3, 3)
    assert document.value_position(("nowhere", 3)) == at(1, 1)
    assert document.key_position(("b", "f", 0)) == at(5, 5)


ALIASES = "anchors (&) and aliases (*) are not allowed; write the value out or use extends"
TAGS = "tags (!) are not allowed; write the plain value"


@pytest.mark.parametrize(
    ("text", "line", "column", "path_", "message"),
    [
        ("", None, None, "", "the file is empty"),
        ("# only\n\n# comments\n", None, None, "", "the file is empty"),
        ("---\n...\n", None, None, "", "the file is empty"),
        ("a: 1\nb: &x 2\n", 2, 4, "b", ALIASES),
        ("a: [1, *x]\n", 1, 8, "a.1", ALIASES),
        ("*x : 1\n", 1, 1, "", ALIASES),
        ("a: &x\n  b: 1\n", 1, 4, "a", ALIASES),
        ("a: *\n", 1, 4, "", ALIASES),
        ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "a", TAGS),
        ("a: !!str 3\n", 1, 4, "a", TAGS),
        ("a: ! 3\n", 1, 4, "a", TAGS),
        ("a:\n  - !x {b: 1}\n", 2, 5, "a.0", TAGS),
        ("a: !e!x 3\n", 1, 4, "", TAGS),
        ("%YAML 1.1\n---\na: 1\n", 1, 1, "", "directives (%) are not allowed"),
        ("%TAG ! x\n---\na: 1\n", 1, 1, "", "directives (%) are not allowed"),
        ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", 5, 3, "b.c", "this key is already on line 3"),
        ("2026: 1\n'2026': 2\n", 2, 1, "2026", "this key is already on line 1"),
        ("a: 1\n---\nb: 2\n", 2, 1, "", "a second document starts here"),
        ("a: 1\n...\nb: 2\n", 3, 1, "", "a second document starts here"),
        ("a:\n  <<: {b: 1}\n", 2, 3, "a.<<", "merge keys (<<) are not allowed"),
        ("? [a]\n: 1\n", 1, 3, "", "a list or mapping cannot be a key"),
        ("{a: 1}: 1\n", 1, 1, "", "a list or mapping cannot be a key"),
        ("a:\n  1.5: x\n", 2, 3, 'a."1.5"', "this cannot be a key"),
        ("true: x\n", 1, 1, "true", "this cannot be a key"),
        ("~: x\n", 1, 1, "~", "this cannot be a key"),
        (": x\n", 1, 1, '""', "this cannot be a key"),
        ("-5: x\n", 1, 1, "-5", "this cannot be a key"),
        ("? |\n  a\n  b\n: x\n", 1, 3, "a\\nb\\n", "this cannot be a key"),
        ("k" * 201 + ": x\n", 1, 1, "k" * 201, "this cannot be a key"),
        ('a: "\\ud800"\n', 1, 4, "a", "an escape stands for a character that is not allowed"),
        ('a: "\\0"\n', 1, 4, "a", "an escape stands for a character that is not allowed"),
        ('a: "  "\n', 1, 4, "a", "the text is nothing but blanks"),
        ("a: '\u00a0\t'\n", 1, 4, "a", "the text is nothing but blanks"),
    ],
)
def test_what_is_more_than_plain_data_is_refused(
    path: Path, text: str, line: int | None, column: int | None, path_: str, message: str
) -> None:
    problem = refused(lambda: read(path, text))[0]
    assert (problem.line, problem.column) == (line, column)
    assert problem.path == path_
    assert problem.message == message


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "[]", "3"])
def test_the_top_must_be_a_mapping(path: Path, text: str) -> None:
    problem = one(lambda: read(path, text))
    assert (problem.line, problem.column) == (1, 1)
    assert problem.allowed == "'key: value' lines at the top of the file"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: b: c\n", 1, 5, "a ':' stands where no key can be"),
        ("a: 1\n\n b: 2\n", 3, 3, "a ':' stands where no key can be"),
        ("a:\n\tb: 1\n", 2, 1, "a tab stands here"),
        ("a: 1\nb:2\nc: 3\n", 2, 1, "there is no space after the ':'"),
        ("a:1\nc: 3\n", 1, 1, "there is no space after the ':'"),
        ("a: 1\nfoo bar\nb: 2\n", 2, 1, "this line is neither 'key: value' nor a list item"),
        ("a: 1\nb: [1, 2\n", 2, 4, "this list is not closed"),
        ("a: 1\nb: {c: 2\n\n", 2, 4, "this mapping is not closed"),
        ("a: [1 [2]]\n", 1, 7, "a list in brackets goes wrong here"),
        ("a: {b: 1 {}}\n", 1, 10, "a mapping in braces goes wrong here"),
        ("a: 1\nb: 'x\n", 2, 4, "this quoted text is not closed"),
        ('a: "x\n---\n', 1, 4, "this quoted text is not closed"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "this line is not indented like those it belongs to"),
        ("a: @x\n", 1, 4, "text cannot start with this character"),
        ("a: `x`\n", 1, 4, "text cannot start with this character"),
        ("a: 50\nb: %\n", 2, 4, "text cannot start with this character"),
        ('a: "\\d"\n', 1, 6, "this is no escape that double quotes know"),
        ('b: 1\na: "\\UFFFFFFFF"\n', 2, 5, "this escape stands for no character"),
        ("a: - b\n", 1, 4, "a list item cannot stand here"),
        ("a: ? b\n", 1, 4, "a '?' cannot stand here"),
        ("a: ]\n", 1, 4, "a value should be here"),
        ("a: [\n", 1, 5, "the file ends where a value should be"),
        ("a: >-1x\n  b\n", 1, 7, "the text after '|' or '>' is not laid out as YAML wants it"),
        ("a: 'x' y\n", 1, 8, "there is text after the end of a value"),
        ("a: b\n- c\n", 2, 1, "this does not belong here"),
        ("{a: 1}}\n", 1, 7, "there is something after the end of the data"),
    ],
)
def test_faulty_yaml_is_explained_without_jargon(
    path: Path, text: str, line: int, column: int, message: str
) -> None:
    problem = one(lambda: read(path, text))
    assert (problem.line, problem.column, problem.message) == (line, column, message)
    assert not any(word in str(problem) for word in ("scalar", "token", "block end", "flow"))


def test_all_problems_come_at_once_and_in_order(path: Path) -> None:
    problems = refused(lambda: read(path, "a: *x\nb: .nan\nb: !x 1\nc: {d: 1\n"))
    assert [(p.line, p.path) for p in problems] == [(1, "a"), (2, "b"), (3, "b"), (3, "b"), (4, "")]


def test_depth_is_limited(path: Path) -> None:
    assert read(path, "a: " + "[" * 23 + "]" * 23 + "\n").data
    problem = one(lambda: read(path, "a: " + "[" * 24 + "]" * 24 + "\n"))
    assert problem.message == "lists and mappings are nested too deeply"
    assert (problem.line, problem.column, problem.allowed) == (1, 27, "at most 24 levels")


def test_size_is_limited(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tree.MAX_NODES == 50_000
    monkeypatch.setattr(tree, "MAX_NODES", 8)  # reading the real number takes seconds
    # The top, a key and its list, the five in it.
    assert read(path, "a: [1, 2, 3, {}, []]\n").data
    problem = one(lambda: read(path, "a: [1, 2, 3, {}, [],\n  4]\n"))
    assert problem.message == "the file holds too much"
    assert (problem.line, problem.column, problem.allowed) == (2, 3, "at most 8 values")


HOSTILE = {
    "deep list": "[" * 100_000,
    "deep list on lines": ("[" * 5000 + "\n") * 20,
    "deep mapping": "{a: " * 30_000,
    "deep items": "- " * 100_000,
    "deep keys": "? " * 100_000,
    "deep blocks": "\n".join(" " * depth + "a:" for depth in range(1000)),
    "long text": "a: " + "x" * 900_000,
    "long key": "x" * 900_000 + ": 1",
    "long tag": "a: !" + "x" * 900_000,
    "laughs": "a: &a [x, x]\n"
    + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    ),
    "aliases": "a: [" + "*x,\n" * 49_000 + "]",
    "same key": "a: 1\n" * 49_000,
    "blanks": "\n" * 900_000,
    "quotes": '"' * 100_000,
    "braces": "a: " + "}" * 9_000,
    "backslashes": 'a: "' + "\\\n" * 49_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_fast(path: Path, text: str) -> None:
    start = time.process_time()
    problems = refused(lambda: read(path, text))
    assert time.process_time() - start < 2
    assert len(problems) <= 101
    assert all(len(str(problem)) < 1500 for problem in problems)


def test_a_long_scenario_is_read_fast(path: Path) -> None:
    block = "".join(
        f"  agent_{n}:\n    name: The agent number {n}\n    jv: 0.5  # weight\n"
        "    since: 2025-07-15\n    weights: [0.1, 0.2, 0.3]\n    note: >-\n"
        "      A text that goes on\n      for two lines.\n    tags:\n      - one of them\n"
        for n in range(150)
    )
    text = "agents:\n" + block
    assert text.count("\n") > 1500
    read(path, "warm: up\n")
    start = time.process_time()
    read(path, text)
    # Measured 0.2 s; the bound leaves room for a busy or slower machine.
    assert time.process_time() - start < 0.7


def test_importing_is_cheap() -> None:
    script = (
        "import sys, sim.documents; "
        "print(*sorted({name.split('.')[0] for name in sys.modules} "
        "& {'ruamel', 'numpy', 'scipy', 'rich', 'typer', 'simpy', 'difflib'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


# -- what was parsed is kept ----------------------------------------------------------------


def test_the_same_text_is_parsed_once_and_another_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = []

    def counted(text: str, name: str) -> tree.Tree:
        parsed.append(name)
        return tree.grow(text, name)

    monkeypatch.setattr(reader, "grow", counted)
    path = tmp_path / "kept.yaml"
    path.write_text(f"title: {tmp_path}\n")
    assert read_document(path) == read_document(path)
    assert parsed == [str(path)]
    other = read_document(path, name="other.yaml")
    assert other.positions["title",] == Position("other.yaml", 1, 8)
    path.write_text(f"titles: {tmp_path}\n")
    assert list(read_document(path).data) == ["titles"]
    assert len(parsed) == 3
    path.write_text(f"{'# long ' * 9}\n" * 1_000 + f"title: {tmp_path}\n")
    assert read_document(path, name="x" * 9) == read_document(path, name="x" * 9)
    assert len(parsed) == 5


@pytest.mark.parametrize("name", ["russia_2025", "eu_joins", "history/jackson_vanik", "china_1969"])
def test_what_is_kept_stays_as_it_was_whatever_is_laid_over_it(name: str) -> None:
    path = ROOT / "scenarios" / f"{name}.yaml"
    before = read_document(path)
    kept = copy.deepcopy(before)
    overrides = ["agents.target.jv=0.5", "talks={mode: hold}", "questions=", "agents.executive="]
    for override in overrides:
        with contextlib.suppress(InputError):
            load_scenario(path, [override])
    assert read_document(path) == kept
    assert read_document(path).data is before.data
