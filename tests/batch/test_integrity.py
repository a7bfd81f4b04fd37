"""What is kept is what was written, by the code that is here; what stands in its way is named."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from sim.batch import worker
from sim.batch.assembly import FILES
from sim.batch.errors import BatchError
from sim.batch.lock import LOCK, owned
from sim.batch.reader import open_batch
from sim.batch.runner import run_batch
from sim.results import identity
from sim.results.identity import code, made_by
from tests.batch.plans import files, plan, spoil
from tests.batch.test_runner import copied, interrupt, manifest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results") / "whole"
    run_batch(plan(events=None), folder, jobs=1)
    return folder


def read_all(folder):
    """Everything that a batch in a folder says."""
    batch = open_batch(folder)
    every = list(batch.trajectories.known[2:])
    return (
        batch.outcomes,
        batch.trajectories(every),
        batch.events(1),
        batch.failures,
        batch.in_force,
        batch.title,
    )


@pytest.mark.parametrize("name", [*(f"{table}.parquet" for table in FILES), "model.json"])
def test_a_flipped_bit_is_told(name, whole, tmp_path):
    folder = copied(whole, tmp_path / "a")
    data = bytearray((folder / name).read_bytes())
    rng = random.Random(name)
    for _ in range(12):
        at, bit = rng.randrange(len(data)), 1 << rng.randrange(8)
        data[at] ^= bit
        (folder / name).write_bytes(data)
        with pytest.raises(BatchError, match=r"is damaged \(.*: remove it, and compute the batch"):
            read_all(folder)
        data[at] ^= bit
    (folder / name).write_bytes(data)
    assert len(read_all(folder)) == 6


def test_the_manifest_says_what_made_it(whole):
    said = manifest(whole)
    assert said["versions"] == made_by()
    assert set(said["versions"]) == {
        "thaw",
        "code",
        "python",
        "numpy",
        "simpy",
        "polars",
        "platform",
    }
    assert set(said["sums"]) == {*files(whole)}


def test_the_code_is_that_of_what_simulates(tmp_path, monkeypatch):
    """A byte more in any source that simulates is other code; line ends are not."""
    home = ROOT / "sim"
    for path in identity._sources(home):
        target = tmp_path / "sim" / path.relative_to(home)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    copy = tmp_path / "sim"
    monkeypatch.setattr(identity.sim, "__file__", str(copy / "__init__.py"))
    ours = code()
    assert code.__wrapped__() == ours
    for name in (
        "engine/state/state.py",
        "law/routes.py",
        "outcomes/measures/talks.py",
        "batch/tables.py",
    ):
        path = copy / name
        text = path.read_bytes()
        path.write_bytes(text.replace(b"\n", b"\r\n"))
        assert code.__wrapped__() == ours
        path.write_bytes(text + b"\n# another rule\n")
        assert code.__wrapped__() != ours
        path.write_bytes(text)


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("name", ["code", "python", "numpy", "platform"])
def test_what_others_began_is_not_continued(name, resume, tmp_path):
    folder = tmp_path / "a"
    interrupt(folder, plan(chunk=5), 10)
    said = manifest(folder)
    said["versions"][name] = "other"
    (folder / "manifest.json").write_text(json.dumps(said))
    with pytest.raises(BatchError, match=r"was begun with .*other.*--out"):
        run_batch(plan(), folder, jobs=1, resume=resume)


def test_a_batch_of_other_code_is_not_found_but_can_be_read(whole, tmp_path):
    folder = copied(whole, tmp_path / "a")
    said = manifest(folder)
    said["versions"]["code"] = "0" * 32
    (folder / "manifest.json").write_text(json.dumps(said))
    with pytest.raises(BatchError, match=r"was computed with other code of thaw \(00000000\)"):
        run_batch(plan(events=None), folder, jobs=1)
    assert open_batch(folder).n == 24


def test_chunks_of_other_code_are_computed_again_and_told(whole, tmp_path, monkeypatch):
    """As if the code had been changed back and forth while a batch was interrupted."""
    folder, notes = tmp_path / "a", []
    with monkeypatch.context() as other:
        other.setattr(worker, "made_by", lambda: {**made_by(), "code": "f" * 32})
        other.setattr("sim.batch.work.differing", lambda theirs: [])
        spoil(other, lambda k: k == 15, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            run_batch(plan(events=None, chunk=5), folder, jobs=1)
    run_batch(plan(events=None), folder, jobs=1, resume=True, note=notes.append)
    assert len(notes) == 3
    assert all("other code of thaw (ffffffff)" in note for note in notes)
    assert files(folder) == files(whole)


def odd(path, kind):
    """Something in the place of a file."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
        (path / "x").write_text("x")
    else:
        path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "link"])
def test_what_is_no_file_among_the_chunks_is_computed_again(kind, whole, tmp_path):
    folder, notes = tmp_path / "a", []
    interrupt(folder, plan(events=None, chunk=5), 10)
    first = min((folder / "chunks").iterdir())
    first.unlink()
    odd(first, kind)
    run_batch(plan(events=None), folder, jobs=1, resume=True, note=notes.append)
    assert [note.split(" is ")[1] for note in notes] == ["damaged or out of place: it"]
    assert files(folder) == files(whole)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["manifest.json", "outcomes.parquet", "model.json"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_in_a_folder_is_told(name, kind, whole, tmp_path):
    folder = copied(whole, tmp_path / "a")
    (folder / name).unlink()
    odd(folder / name, kind)
    with pytest.raises(BatchError):
        read_all(folder)


@pytest.mark.parametrize("make", [os.symlink, os.link])
def test_a_lock_that_is_a_link_empties_nothing(make, tmp_path):
    folder, theirs = tmp_path / "a", tmp_path / "theirs"
    theirs.write_text("precious\n" * 10)
    folder.mkdir()
    make(theirs, folder / LOCK)
    with pytest.raises(BatchError, match=r"\.lock is .*: remove it"), owned(folder):
        pass
    assert theirs.read_text() == "precious\n" * 10


def test_chunks_that_lie_elsewhere_are_left_alone(tmp_path):
    folder, theirs = tmp_path / "a", tmp_path / "theirs"
    interrupt(folder, plan(chunk=5), 10)
    (folder / "chunks").rename(theirs)
    (theirs / "notes.txt").write_text("precious")
    (folder / "chunks").symlink_to(theirs)
    with pytest.raises(BatchError, match="is a link"):
        run_batch(plan(), folder, jobs=1, resume=True)
    assert (theirs / "notes.txt").exists()


@pytest.mark.parametrize("executor", ["dask://127.0.0.1:9", "nonsense"])
def test_nobody_there_leaves_nothing(executor, whole, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.batch.executors.TIMEOUT", 0.5)
    folder = tmp_path / "a"
    with pytest.raises(Exception, match=r"no dask scheduler answers|no such executor"):
        run_batch(plan(events=None), folder, executor=executor)
    assert not list(folder.iterdir())
    run_batch(plan(events=None), folder, jobs=1)
    assert files(folder) == files(whole)


RUN = """
import sys
from sim.cli.app import invoke
codes = [
    invoke(["run", "scenarios/examples/inline.yaml", "--out", sys.argv[1], "--no-figures", "-q"])
    for _ in range(12)
]
sys.exit(max(codes))
"""


def test_several_writers_of_one_run(tmp_path):
    folder = tmp_path / "run"
    each = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(folder)],
            cwd=ROOT,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    said = [process.communicate(timeout=120)[1] for process in each]
    assert [process.returncode for process in each] == [0, 0, 0, 0], said
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    names = {path.name for path in folder.iterdir()}
    assert names == set(json.loads((folder / "manifest.json").read_text())["files"])
