"""Compiled or not, the results are the same; and what does not fit is not used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import hatch_build
from sim import compiled

ROOT = Path(__file__).parents[1]
SCENARIOS = [
    "russia_2025",
    "russia_uncertain",
    "road_map",
    "all_at_once",
    "hold",
    "by_hand",
    "china_1969",
    "history/iran_2013",
    "history/renewals_2014",
    "examples/inline",
    "examples/veridia",
]
FORM = "from sim import compiled; print(compiled.form(), compiled.why_pure(), sep='; ')"
WHERE = "import sim.engine.state.state as r, sim.agents.side as s; print(r.__file__, s.__file__)"

needs_compiled = pytest.mark.skipif(
    hatch_build.read(ROOT / "sim" / compiled.STAMP) != hatch_build.stamp(),
    reason="nothing is compiled from these sources",
)


def python(*arguments: str, at: Path = ROOT, **variables: str) -> str:
    """What a fresh interpreter prints, which finds `sim` where it starts."""
    kept = {k: v for k, v in os.environ.items() if k != "THAW_PURE"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=at,
        env={**kept, "PYTHONPATH": str(at), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.fixture
def tree(tmp_path):
    """A copy of the project as it is built."""
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    return tmp_path


@pytest.mark.skipif("CI" not in os.environ, reason="whoever has no compiler does without")
@pytest.mark.skipif(compiled.asked_for(), reason="THAW_PURE is set")
def test_where_there_is_a_compiler_all_is_compiled():
    lacking = hatch_build.lacking()
    assert (compiled.form(), compiled.why_pure()) == ("compiled", "") or lacking
    assert len(hatch_build.modules()) == (0 if lacking else len(hatch_build.hot()) + 1)


@needs_compiled
@pytest.mark.slow
def test_both_forms_give_the_same_records_to_the_last_bit():
    asked = ["tests/told.py", "4", *(f"scenarios/{name}.yaml" for name in SCENARIOS)]
    one, other = json.loads(python(*asked)), json.loads(python(*asked, THAW_PURE="1"))
    assert (one["form"], other["form"]) == ("compiled", "pure")
    for path, records in one["records"].items():
        assert records == other["records"][path], path


@needs_compiled
def test_a_copy_is_as_good_as_what_was_built(tree):
    assert python("-c", FORM, at=tree) == "compiled;"
    assert all(path.endswith(compiled.suffix()) for path in python("-c", WHERE, at=tree).split())


@needs_compiled
@pytest.mark.parametrize("changed", ["engine/state/state.py", "law/answers.py"])
def test_once_a_source_has_changed_all_sources_are_used(tree, changed):
    with (tree / "sim" / changed).open("a") as file:
        file.write("\n# changed\n")
    why = f"sim/{changed} has changed since it was compiled"
    assert python("-c", FORM, at=tree) == f"pure; {why}"
    assert all(path.endswith(".py") for path in python("-c", WHERE, at=tree).split())


@needs_compiled
def test_what_cannot_be_loaded_is_not_used(tree):
    (tree / "sim" / f"native__mypyc{compiled.suffix()}").write_bytes(b"no library")
    assert python("-c", FORM, at=tree).startswith("pure; what is compiled cannot be loaded")
    assert all(path.endswith(".py") for path in python("-c", WHERE, at=tree).split())


def test_the_environment_may_ask_for_the_sources():
    assert python("-c", FORM, THAW_PURE="1") == "pure; THAW_PURE is set"
    assert all(path.endswith(".py") for path in python("-c", WHERE, THAW_PURE="1").split())


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"CC": "/nonexistent"}, "no C compiler that works"),
        ({"CC": "false"}, "no C compiler that works"),
        ({"THAW_PURE": "1"}, "THAW_PURE is set"),
    ],
    ids=["no compiler", "one that fails", "not wanted"],
)
def test_without_a_compiler_all_goes_on_with_the_sources(tree, variables, why):
    (tree / "sim" / compiled.STAMP).unlink(missing_ok=True)
    (tree / "sim" / "outcomes" / f"plain{compiled.suffix()}").touch()  # no longer made
    said = python("hatch_build.py", at=tree, **variables)
    assert "\n" not in said
    assert said.startswith("not compiled, so that thaw runs as pure Python, and slower: ")
    assert why in said
    assert not list((tree / "sim").rglob("*" + compiled.suffix()))
    assert python("-c", FORM, at=tree) == "pure; nothing is compiled"


def wheel(into: Path, at: Path, **variables: str) -> str:
    """The name of the wheel that is built."""
    quietly = ("-q", "--disable-pip-version-check", "--no-deps", "--no-build-isolation")
    python("-m", "pip", "wheel", *quietly, "-w", str(into), str(at), **variables)
    return next(into.glob("*.whl")).name


def test_without_a_compiler_the_wheel_is_for_all_machines(tree, tmp_path_factory):
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    shutil.copytree(ROOT / "scenarios", tree / "scenarios")
    name = wheel(tmp_path_factory.mktemp("wheel"), tree, THAW_PURE="1")
    assert name.endswith("-py3-none-any.whl")


@needs_compiled
def test_what_is_compiled_is_in_the_wheel(tmp_path):
    folder = tmp_path / "sim"
    name = wheel(tmp_path, ROOT)
    assert "py3-none-any" not in name
    shutil.unpack_archive(tmp_path / name, tmp_path, "zip")
    assert (folder / compiled.STAMP).exists()
    assert python("-c", FORM, at=tmp_path) == "compiled;"
    metadata = next(tmp_path.glob("*.dist-info/METADATA")).read_text("utf-8")
    assert f"Requires-Dist: {hatch_build.needs()}" in metadata
