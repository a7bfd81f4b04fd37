"""Folders of results: found again, refused when they hold something else, written whole."""

from __future__ import annotations

import json
import os
from multiprocessing import get_context
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.results.backtest import BACKTEST
from sim.results.check import CHECK
from sim.results.comparison import COMPARISON
from sim.results.errors import ResultsError
from sim.results.files import as_json, digest
from sim.results.folder import ResultFolder, default_folder, look, replace_folder, safe_name
from sim.results.kind import MANIFEST_FILE, SUMMARY, ResultKind
from sim.results.kinds import KINDS
from sim.results.manifest import check_whole, read_whole

HASH = digest(["x"])
OWN = [COMPARISON, BACKTEST, CHECK, KINDS["calibration"]]
"""Kinds that are written file by file, the manifest last."""

own = pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)


def written(
    path: Path, kind: ResultKind = CHECK, name: str = HASH, **facts: object
) -> ResultFolder:
    folder = ResultFolder(path, kind, name)
    folder.write({SUMMARY: as_json({"a": 1}), "notes.txt": b"x"}, **facts)
    return folder


def manifest(path: Path) -> dict[str, object]:
    said: dict[str, object] = json.loads((path / "manifest.json").read_text())
    return said


def test_kinds_are_declared_once() -> None:
    for name, kind in KINDS.items():
        assert kind.name == name
        files = [file.name for file in kind.files]
        assert MANIFEST_FILE.name in files
        assert {f"{table}.parquet" for table in kind.tables} <= set(files)
        assert len(files) == len(set(files))
        assert all((kind.other.message, kind.other.allowed, kind.again))


@own
def test_results_are_found_again(kind: ResultKind, tmp_path: Path) -> None:
    path = tmp_path / "no" / "such"
    assert ResultFolder(path, kind, HASH).find() is None
    folder = written(path, kind, names=["a", "b"], seed=3)
    assert folder.find() == manifest(path)
    assert list(manifest(path)) == [
        "kind",
        "hash",
        "version",
        "versions",
        "names",
        "seed",
        "sums",
    ]
    assert read_whole(path, SUMMARY) == {"a": 1}


@own
def test_what_other_code_made_is_made_anew(kind: ResultKind, tmp_path: Path) -> None:
    folder = written(tmp_path, kind)
    said = manifest(tmp_path)
    said["versions"] = {"code": "0" * 32}
    (tmp_path / "manifest.json").write_text(json.dumps(said))
    assert folder.find() is None


@own
@pytest.mark.parametrize("field", ["hash", "version"])
def test_another_of_the_kind_is_refused(kind: ResultKind, field: str, tmp_path: Path) -> None:
    folder = written(tmp_path, kind, names=["one", "two\x1b[31m"])
    said = manifest(tmp_path)
    said[field] = "other"
    (tmp_path / "manifest.json").write_text(json.dumps(said))
    with pytest.raises(InputError, match=f"it holds another {kind.name}") as error:
        folder.find()
    assert "\x1b" not in str(error.value)
    assert ("one, two" in str(error.value)) == (kind is COMPARISON)


@own
def test_something_else_is_refused(kind: ResultKind, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "precious").touch()
    others = [name for name in KINDS if name != kind.name]
    for name in others:
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps({"kind": name}))
    for name in ("file", "folder", *others):
        message = "it is no folder" if name == "file" else "it holds other files"
        with pytest.raises(InputError, match=f"{message}; allowed: {kind.other.allowed}"):
            ResultFolder(tmp_path / name, kind, HASH).find()


@own
def test_batches_may_be_there_before_what_is_made_from_them(
    kind: ResultKind, tmp_path: Path
) -> None:
    batch = tmp_path / "out" / "batch"
    batch.mkdir(parents=True)
    (batch / "manifest.json").write_text('{"kind": "batch"}')
    folder = ResultFolder(tmp_path / "out", kind, HASH)
    if kind.with_batches:
        assert folder.find() is None
        (tmp_path / "out" / "notes.txt").touch()
    with pytest.raises(InputError, match="it holds other files"):
        folder.find()


def test_a_change_is_noticed(tmp_path: Path) -> None:
    written(tmp_path)
    check_whole(tmp_path, [SUMMARY, "notes.txt"], "again")
    (tmp_path / SUMMARY).write_text("{}")
    assert read_whole(tmp_path, SUMMARY) is None
    with pytest.raises(ResultsError, match=r"is damaged \(summary.json has changed .*: again"):
        check_whole(tmp_path, ["notes.txt", SUMMARY], "again")


def test_what_cannot_be_written_has_no_manifest(tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ResultsError, match=r"cannot write results to .*No space left"):
        ResultFolder(tmp_path / "x", CHECK, HASH).write({SUMMARY: b"{}", "table": fail})
    assert os.listdir(tmp_path / "x") == [SUMMARY]


def test_names_of_folders() -> None:
    assert default_folder("compare", "0123456789ab") == Path("results/compare-01234567")
    assert safe_name("..") == "scenario"
    assert safe_name("a b/ä.1") == "a_b_ä.1"


# -- written as a whole ------------------------------------------------------------------


def _rewrite(folder: Path, number: int) -> None:
    for _ in range(40):
        replace_folder(
            folder, lambda part: [(part / name).write_text(str(number)) for name in "abc"]
        )


@pytest.mark.skipif(os.name == "nt", reason="folders in use cannot be moved there")
def test_several_writers_leave_one_whole_folder(tmp_path: Path) -> None:
    context = get_context("spawn")
    writers = [context.Process(target=_rewrite, args=(tmp_path / "x", k)) for k in range(3)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        look(tmp_path / "x")  # is never in the way, and never raises
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert os.listdir(tmp_path) == ["x"]
    texts = {path.name: path.read_text() for path in (tmp_path / "x").iterdir()}
    assert set(texts) == set("abc")
    assert len(set(texts.values())) == 1


def test_a_failure_keeps_what_was_there(tmp_path: Path) -> None:
    def half(part: Path) -> None:
        (part / "a").touch()
        raise ZeroDivisionError

    replace_folder(tmp_path / "x", lambda part: (part / "old").touch())
    with pytest.raises(ZeroDivisionError):
        replace_folder(tmp_path / "x", half)
    assert os.listdir(tmp_path) == ["x"]
    assert os.listdir(tmp_path / "x") == ["old"]
