"""Files that start from other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.documents import Position, load_chain
from tests.documents.sample import one, refused, write


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files(**texts: str) -> None:
    for name, text in texts.items():
        write(Path("."), f"{name}.yaml", text)


def test_a_file_without_extends_is_itself() -> None:
    files(x="a: 1\n")
    document = load_chain(Path("x.yaml"))
    assert document.data == {"a": 1}
    assert document.files == ("x.yaml",)


def test_a_chain_is_merged_from_its_far_end() -> None:
    write(Path("."), "world/base.yaml", "a: 1\nb: {c: 1, d: 2}\n")
    write(Path("."), "world/middle.yaml", "extends: base.yaml\nb: {c: 3}\n")
    write(Path("."), "mine/x.yaml", "extends: ../world/middle.yaml\nb: {d: ~}\ne: 5\n")
    document = load_chain(Path("mine/x.yaml"))
    assert document.data == {"a": 1, "b": {"c": 3}, "e": 5}
    assert document.files == ("world/base.yaml", "world/middle.yaml", "mine/x.yaml")
    assert document.name == "mine/x.yaml"
    assert document.positions[("a",)] == Position("world/base.yaml", 1, 4)
    assert document.positions[("b", "c")] == Position("world/middle.yaml", 2, 8)
    assert ("extends",) not in document.keys


def test_several_bases_apply_from_left_to_right() -> None:
    files(
        root="a: 0\nb: 0\nc: 0\n",
        one="extends: root.yaml\na: 1\nb: 1\n",
        two="extends: root.yaml\nb: 2\n",
        x="extends: [one.yaml, two.yaml]\nd: 3\n",
    )
    document = load_chain(Path("x.yaml"))
    assert document.data == {"a": 0, "b": 2, "c": 0, "d": 3}
    assert document.files == ("root.yaml", "one.yaml", "two.yaml", "x.yaml")


def test_lists_of_a_chain_are_added_to_one_after_the_other() -> None:
    files(
        root="a: [0]\n",
        one="extends: root.yaml\na+: [1]\n",
        part="a+: [2]\nb+: [5]\n",
        x="extends: [one.yaml, part.yaml]\na+: [3]\n",
        y="extends: [part.yaml, part.yaml]\n",
    )
    assert load_chain(Path("x.yaml")).data == {"a": [0, 1, 2, 3], "b": [5]}
    assert load_chain(Path("x.yaml")).positions[("a", 2)] == Position("part.yaml", 1, 6)
    assert load_chain(Path("part.yaml")).data == {"a": [2], "b": [5]}
    assert load_chain(Path("y.yaml")).data == {"a": [2, 2], "b": [5, 5]}


def test_absolute_paths_may_be_extended(tmp_path: Path) -> None:
    files(base="a: 1\n", x=f"extends: {tmp_path / 'base.yaml'}\n")
    assert load_chain(Path("x.yaml")).data == {"a": 1}


@pytest.mark.parametrize(
    ("extends", "line", "column", "path", "message"),
    [
        ("extends: missing.yaml", 2, 10, "extends", "missing.yaml: no such file"),
        ("extends: [x2.yaml, sub]", 2, 20, "extends.1", "sub: is a directory"),
        ("extends: x.yaml", 2, 10, "extends", "files extend each other: x.yaml -> x.yaml"),
        ("extends: ./sub/../x.yaml", 2, 10, "extends", "files extend each other: x.yaml -> x.yaml"),
        ("extends: 3", 2, 10, "extends", ""),
        ("extends:", 2, 1, "extends", ""),
        ("extends: ''", 2, 10, "extends", ""),
        ("extends: []", 2, 10, "extends", ""),
        ("extends: {a: b}", 2, 10, "extends", ""),
        ("extends:\n  - x2.yaml\n  - [a]", 4, 5, "extends.1", ""),
        ("extends: https://example.org/x.yaml", 2, 10, "extends", ""),
        ("extends: ~/x.yaml", 2, 10, "extends", ""),
        ('extends: "a\\nb"', 2, 10, "extends", ""),
        ("extends: empty.yaml", 2, 10, "extends", "empty.yaml: the file is empty"),
    ],
)
def test_what_cannot_be_extended_is_shown_at_its_line(
    extends: str, line: int, column: int, path: str, message: str
) -> None:
    Path("sub").mkdir()
    files(x2="a: 1\n", empty="# nothing\n", x=f"# first line\n{extends}\n")
    problem = one(lambda: load_chain(Path("x.yaml")))
    assert (problem.file, problem.line, problem.column) == ("x.yaml", line, column)
    assert problem.path == path
    assert problem.message == message


def test_a_circle_is_shown_whole() -> None:
    files(a="extends: b.yaml\n", b="x: 1\nextends: c.yaml\n", c="extends: [b.yaml]\n")
    problem = one(lambda: load_chain(Path("a.yaml")))
    assert problem.message == "files extend each other: a.yaml -> b.yaml -> c.yaml -> b.yaml"
    assert (problem.file, problem.line, problem.column) == ("c.yaml", 1, 11)


def test_a_misnamed_base_is_guessed() -> None:
    files(russia_2025="a: 1\n", x="extends: rusia_2025.yaml\n")
    assert one(lambda: load_chain(Path("x.yaml"))).hint == "did you mean 'russia_2025.yaml'?"


def test_chains_have_a_length() -> None:
    files(f0="a: 1\n", **{f"f{n}": f"extends: f{n - 1}.yaml\n" for n in range(1, 11)})
    assert load_chain(Path("f9.yaml")).data == {"a": 1}
    problem = one(lambda: load_chain(Path("f10.yaml")))
    assert problem.message.startswith("more than 10 files extend one another: f10.yaml -> f9.yaml")
    assert (problem.file, problem.line) == ("f1.yaml", 1)
    # The same by way of files that were read before, when the way to them was short.
    files(y="extends: [f5.yaml, f9.yaml]\n")
    assert one(lambda: load_chain(Path("y.yaml"))).message.startswith("more than 10 files")


def test_a_fan_of_files_is_read_once_each() -> None:
    files(f0="a: 1\n")
    for n in range(1, 10):
        files(**{f"f{n}": f"extends: [{', '.join([f'f{n - 1}.yaml'] * 20)}]\n"})
    assert load_chain(Path("f9.yaml")).data == {"a": 1}  # 20 ** 9 readings otherwise


def test_faults_of_all_bases_are_told_at_once() -> None:
    files(one="a: .nan\n", two="b: [1\n", x="extends: [one.yaml, two.yaml, three.yaml]\n")
    problems = refused(lambda: load_chain(Path("x.yaml")))
    assert [(p.file, p.line) for p in problems] == [("one.yaml", 1), ("two.yaml", 1), ("x.yaml", 1)]
