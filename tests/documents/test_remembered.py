"""Files of the program are read once: what is kept says the same, or is not believed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from sim.catalogue.loading import SHIPPED
from sim.documents import read_document, read_own, remembered
from sim.errors import InputError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "eu.yaml"
    shutil.copy(SHIPPED / "eu.yaml", path)
    return path


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def unread(*_: object, **__: object) -> object:
    raise AssertionError("it is read again")


def test_what_is_kept_says_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_own(file, name="eu.yaml")
    assert first == read_document(file, name="eu.yaml")
    (place,) = kept(file.parent)
    assert place.name == f"eu.yaml.{sys.implementation.cache_tag}.tree"
    monkeypatch.setattr(remembered, "read_document", unread)
    again = read_own(file, name="other.yaml")
    assert (again.data, again.name, again.files) == (first.data, "other.yaml", ("other.yaml",))
    assert list(again.positions) == list(first.positions)
    assert list(again.keys) == list(first.keys)
    at = first.positions["members", "HU", "name"]
    assert again.positions["members", "HU", "name"] == type(at)("other.yaml", at.line, at.column)


def test_a_file_that_has_changed_is_read_again(file: Path) -> None:
    read_own(file, name="eu.yaml")
    file.write_text("title: Other\n", "utf-8")
    assert read_own(file, name="eu.yaml").data == {"title": "Other"}
    file.write_text("title: [\n", "utf-8")
    with pytest.raises(InputError, match=r"eu\.yaml:"):
        read_own(file, name="eu.yaml")


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_what_is_damaged_is_not_believed(file: Path, damage: bytes | None) -> None:
    first = read_own(file, name="eu.yaml")
    (place,) = kept(file.parent)
    whole = place.read_bytes()
    place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    assert read_own(file, name="eu.yaml") == first
    assert place.read_bytes() == whole


def test_another_reader_does_not_believe_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_own(file, name="eu.yaml")
    monkeypatch.setattr(remembered, "_reader", lambda: b"another")
    monkeypatch.setattr(remembered, "read_document", unread)
    with pytest.raises(AssertionError, match="read again"):
        read_own(file, name="eu.yaml")


def test_nothing_is_kept_where_no_bytecode_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    read_own(file, name="eu.yaml")
    assert kept(file.parent) == []


def test_where_nothing_can_be_written_it_is_read_all_the_same(file: Path) -> None:
    (file.parent / "__pycache__").write_text("no folder")
    assert read_own(file, name="eu.yaml") == read_document(file, name="eu.yaml")
