"""Results that were changed by somebody else: every command has a sentence for them.

A generator of damage, applied to every kind of results and shown to every command that reads
them. Nothing may end in a traceback, print an escape sequence, wait, or be found when it is not
what was written.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.batches import made
from tests.cli.calling import Caller

FEW = ("-n", "6", "--jobs", "1", "--no-figures", "--quiet")
ESCAPE = "\x1b[31mred\u202e"
Damage = Callable[[Path], None]


def _rewrite(change: Callable[[dict[str, Any]], object]) -> Damage:
    """Damage to the manifest as JSON."""

    def damage(folder: Path) -> None:
        path = folder / "manifest.json"
        said = json.loads(path.read_text())
        new = change(said)
        path.write_text(json.dumps(said if new is None else new))

    return damage


def _text(text: str, name: str = "manifest.json") -> Damage:
    return lambda folder: (
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass")) and None
    )


def _sets(**fields: object) -> Damage:
    return _rewrite(lambda said: said.update(fields))


def _instead(name: str, make: Callable[[Path], object]) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / name
        path.unlink(missing_ok=True)
        make(path)

    return damage


def _flipped(name: str) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / name
        if path.is_file():
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 4
            path.write_bytes(data)

    return damage


def damages() -> Iterator[tuple[str, Damage]]:
    """Kinds of damage by name."""
    yield "empty", _text("")
    yield "no JSON", _text("{")
    yield "no text", lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe\x00") and None
    yield "a list", _text("[]")
    yield "nested", _text('{"kind": ' + "[" * 100_000 + "]" * 100_000 + "}")
    yield (
        "nested inside",
        _text('{"kind": "batch", "layout": 2, "x": ' + '{"x": ' * 900 + "1" + "}" * 901),
    )
    yield "a huge number", _sets(seed=10**400)
    yield (
        "a surrogate",
        _text('{"kind": "batch", "layout": 2, "title": "\\ud800", "name": "\\udfff"}'),
    )
    yield "another kind", _sets(kind="poem")
    yield "a list for a kind", _sets(kind=["batch"])
    yield "another layout", _sets(layout=99, versions=["a", "b"])
    yield "a layout that acts", _sets(layout=ESCAPE, versions={"thaw": ESCAPE})
    yield "a list of versions", _sets(versions=["0.1.0"])
    yield "versions of numbers", _sets(versions={"thaw": 1, "code": None})
    yield "no versions", _rewrite(lambda said: said.pop("versions", None) and None)
    yield (
        "texts that act",
        _sets(title=ESCAPE, name=ESCAPE, error=ESCAPE, names=[ESCAPE], status="failed"),
    )
    yield "names that act", _sets(names=[ESCAPE, ESCAPE], batches=[ESCAPE, "\0"])
    yield "a hash of another", _sets(hash="0" * 32)
    yield "a hash of a list", _sets(hash=[1])
    yield "a negative seed", _sets(seed=-1, replication=-1)
    yield "a seed of text", _sets(seed="7", n="x", replication="k")
    yield "a fraction", _sets(seed=1.5, n=2.5, done=1e308)
    yield "no numbers", _sets(n=None, seed=None, done=None, names=None, batches=None, precision=[])
    yield "a precision of text", _sets(precision="good", until="soon", seconds="long", before=[])
    yield "more than there is", _sets(n=7, done=7)
    yield "sums of a list", _sets(sums=["x"])
    yield "sums of numbers", _sets(sums={"outcomes.parquet": 1, "summary.json": 2})
    yield "all fields lists", _rewrite(lambda said: {**{k: [] for k in said}, "kind": said["kind"]})
    yield "all fields null", _rewrite(lambda said: dict.fromkeys(said) | {"kind": said["kind"]})
    yield "nothing but the kind", _rewrite(lambda said: {"kind": said["kind"]})
    yield "a folder", _instead("manifest.json", lambda path: path.mkdir())
    yield "a pipe", _instead("manifest.json", os.mkfifo)
    yield "a link to nowhere", _instead("manifest.json", lambda path: path.symlink_to("nowhere"))
    yield "a device", _instead("manifest.json", lambda path: path.symlink_to("/dev/zero"))
    for name in (
        "summary.json",
        "scenario.yaml",
        "model.json",
        "outcomes.parquet",
        "trajectories.parquet",
        "measures.parquet",
        "events.parquet",
        "failures.parquet",
        "comparison.parquet",
    ):
        yield f"a flipped bit of {name}", _flipped(name)
        yield f"{name} gone", lambda folder, name=name: (folder / name).unlink(missing_ok=True)  # type: ignore[misc]
        yield (
            f"{name} a pipe",
            lambda folder, name=name: (  # type: ignore[misc]
                _instead(name, os.mkfifo)(folder) if (folder / name).exists() else None
            ),
        )
    for text in ("null", '{"a": ' * 5000, "[1, 2", '{"scenario": 3}', "\x00"):
        yield f"summary of {text[:12]!r}", _text(text, "summary.json")
        yield f"model of {text[:12]!r}", _text(text, "model.json")
        yield f"scenario of {text[:12]!r}", _text(text, "scenario.yaml")


KINDS = ("run", "batch", "comparison")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of every kind, whole."""
    return made(
        tmp_path_factory.mktemp("results"),
        ("run", "a.yaml", "--out", "run", "--no-figures", "--quiet"),
        ("batch", "a.yaml", *FEW, "--out", "batch"),
        ("compare", "a.yaml", "b.yaml", *FEW, "--out", "comparison"),
    )


def commands(kind: str) -> list[tuple[str, ...]]:
    """What reads results of a kind, with what is to be given."""
    again = {
        "run": ("run", "a.yaml", "--out", "run", "--no-figures", "--quiet"),
        "batch": ("batch", "a.yaml", *FEW, "--out", "batch"),
        "comparison": ("compare", "a.yaml", "b.yaml", *FEW, "--out", "comparison"),
    }[kind]
    found = [
        again,
        ("explain", kind),
        ("plot", kind, "--what", "timeline" if kind == "run" else "no-such-figure"),
        ("compare", kind, "b.yaml", *FEW, "--out", "other"),
        ("law", "a.yaml", "--run", kind, "--on", "2026-06-01"),
        ("results", "."),
    ]
    if kind == "batch":
        found += [(*again, "--resume"), ("explain", kind, "--replication", "1")]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "damage"), list(damages()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_damage_has_a_sentence(
    kind: str, name: str, damage: Damage, whole: Path, call: Caller
) -> None:
    of_a_file = name.removeprefix("a flipped bit of ").split(" ")[0]
    if "." in of_a_file and not (whole / kind / of_a_file).exists():
        pytest.skip("results of this kind have no such file")
    for words in commands(kind):
        for path in call.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(whole, call.folder, dirs_exist_ok=True)
        damage(Path(kind))
        done = call(*words)
        assert done.code in (0, 1, 2), (words, done)
        assert "Traceback" not in done.out + done.err, (words, done)
        assert "\x1b" not in done.out + done.err, (words, done)
        assert "\u202e" not in done.out + done.err, (words, done)
        if done.code:
            assert done.err.strip(), (words, done)
