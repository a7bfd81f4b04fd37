"""Single files: written whole or not at all, alone or together."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sim.results.files import as_json, checksum, damage, digest, write, write_together


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    def fail(part: Path) -> None:
        part.write_text("half")
        raise OSError(28, "No space left on device")

    write(tmp_path / "a", b"old")
    with pytest.raises(OSError, match="No space left"):
        write_together({tmp_path / "a": b"new", tmp_path / "b": fail})
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"
    write_together({tmp_path / "a": b"new", tmp_path / "b": lambda part: part.write_text("b")})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": "b"}


def test_a_checksum_notices_a_change(tmp_path: Path) -> None:
    write(tmp_path / "a", as_json({"x": 1.5, "y": "ü"}))
    assert json.loads((tmp_path / "a").read_text("utf-8")) == {"x": 1.5, "y": "ü"}
    sums = {"a": checksum(tmp_path / "a")}
    assert damage(tmp_path, "a", sums) == ""
    write(tmp_path / "a", b"{}")
    assert damage(tmp_path, "a", sums) == "a has changed since it was written"
    assert damage(tmp_path, "b", sums) == "manifest.json has no checksum of b"
    (tmp_path / "a").unlink()
    assert damage(tmp_path, "a", sums) == "a is missing"


def test_what_is_no_number_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json({"x": float("nan")})


def test_a_digest_is_of_values_in_their_order() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"a": 1, "b": (2,)})
    assert digest({"a": 1, "b": 2}) != digest({"b": 2, "a": 1})
    assert len(digest(None)) == 32
