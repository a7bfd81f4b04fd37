"""Which files are read at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sim.documents import read_document
from sim.documents.source import MAX_BYTES
from tests.documents.sample import one


def refusal(path: Path) -> str:
    problem = one(lambda: read_document(path, name="typed.yaml"))
    assert problem.file == "typed.yaml"
    assert problem.line is None
    return problem.message


def test_a_missing_file_names_its_likeliest_neighbour(tmp_path: Path) -> None:
    (tmp_path / "russia_2025.yaml").write_text("a: 1")
    (tmp_path / "china.yaml").write_text("a: 1")
    problem = one(lambda: read_document(tmp_path / "rusia_2025.yaml", name="x/rusia_2025.yaml"))
    assert problem.message == "no such file"
    assert problem.hint == "did you mean 'russia_2025.yaml'?"
    problem = one(lambda: read_document(tmp_path / "china", name="china"))
    assert problem.hint == "did you mean 'china.yaml'?"
    assert one(lambda: read_document(tmp_path / "no" / "folder.yaml")).hint == ""


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "is a directory"
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "is a pipe"
    assert refusal(Path("/dev/zero")) == "is a device"


def test_broken_links_are_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to("gone.yaml")
    assert refusal(link) == "is a link to 'gone.yaml', which does not exist"
    loop = tmp_path / "loop.yaml"
    loop.symlink_to("loop.yaml")
    assert refusal(loop).startswith("cannot be read (")


def test_impossible_names_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a\0b").startswith("cannot be read (")
    assert refusal(tmp_path / ("x" * 5000)) == "this name is too long for the file system"
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / "file" / "below").startswith("cannot be read (")


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("a: 1")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Not by chmod: who runs tests as root may read everything.
    monkeypatch.setattr("builtins.open", denied)
    assert refusal(path) == "may not be read (permission denied)"


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    start = time.perf_counter()
    problem = one(lambda: read_document(path))
    assert time.perf_counter() - start < 0.1
    assert (problem.message, problem.found, problem.allowed) == (
        "is too large",
        "100,000,000 bytes",
        "at most 1,048,576",
    )


def test_a_file_that_grows_while_it_is_measured_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.yaml"
    path.write_text("a: 1\n")
    small = os.stat(path)
    path.write_text("a: 1\n" + "#\n" * MAX_BYTES)
    monkeypatch.setattr("sim.documents.source.os.stat", lambda _: small)
    assert one(lambda: read_document(path)).found == "more than 1,048,576 bytes"


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"a: 1\nb: caf\xe9\n", 2, 7, "byte 0xE9 at offset 11 is not UTF-8"),
        (b"\xef\xbb\xbfa: \xff", 1, 7, "byte 0xFF at offset 6 is not UTF-8"),
        (b"a: \xed\xa0\x80", 1, 4, "byte 0xED at offset 3 is not UTF-8"),
        ("a: 1".encode("utf-16"), None, None, "is written in UTF-16"),
        ("a: 1".encode("utf-32"), None, None, "is written in UTF-32"),
        (b"a: 1\nb: \x00", 2, 4, "is a binary file"),
        (b"\x7fELF", 1, 1, "the invisible character U+007F is not allowed"),
        (b"a: \x1b[31m", 1, 4, "the invisible character U+001B is not allowed"),
        ("a: x\u2028b: y".encode(), 1, 5, "the invisible character U+2028 is not allowed"),
        (b"a: 1\n" + b"x" * 10_001, 2, 10_001, "the line is too long"),
        (b"\n" * 50_001, 50_001, 1, "more than 50,000 lines"),
    ],
)
def test_only_text_in_utf8_is_read(
    tmp_path: Path, content: bytes, line: int | None, column: int | None, message: str
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    problem = one(lambda: read_document(path))
    assert (problem.line, problem.column, problem.message) == (line, column, message)


def test_a_byte_order_mark_and_foreign_line_breaks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: \xc3\xa9\rd: 2\n")
    document = read_document(path)
    assert document.data == {"a": 1, "b": {"c": "é"}, "d": 2}
    assert document.keys[("a",)].column == 1
    assert document.keys[("d",)].line == 4
