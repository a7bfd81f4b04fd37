"""The project installs from its locks, starts quickly and keeps its layers."""

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import sim

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
HEAVY = {"dask", "distributed", "matplotlib", "numba", "polars", "scipy"}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of every package in a lock."""
    packages = {}
    for entry in (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines():
        if entry and not entry.startswith("#"):
            package, version = re.match(r"([a-z0-9-]+)==([^\s;]+)", entry).groups()
            packages[package] = version, len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))
    return packages


def required(lock: str) -> list[str]:
    optional = PROJECT["project"]["optional-dependencies"]
    extras = optional["dev"] + optional["cluster"] if lock == "requirements-dev.lock" else []
    return [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["build"],
        *PROJECT["build-system"]["requires"],
        *extras,
    ]


def modules_after(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after the statement."""
    code = f"{statement}\nimport sys\nprint(*{{m.partition('.')[0] for m in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_run_py_only_opens_the_door():
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"))
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported == {"sys", "sim.entry"}
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]


@pytest.fixture
def door(tmp_path):
    """Run a copy of run.py against a command line of one statement."""
    shutil.copy(ROOT / "run.py", tmp_path)
    app = tmp_path / "sim" / "cli" / "app.py"
    app.parent.mkdir(parents=True)
    for package in (app.parent, app.parent.parent):  # an installed sim would win over a bare folder
        (package / "__init__.py").touch()
    shutil.copy(ROOT / "sim" / "entry.py", tmp_path / "sim")

    def run(statement: str) -> subprocess.CompletedProcess[str]:
        app.write_text(f"{statement}\n")
        return subprocess.run(
            [sys.executable, "run.py"], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run


def test_run_py_calls_the_command_line(door):
    done = door("def invoke(argv): print('open')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "open\n", "")


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("import not_installed_here", "not_installed_here"),
        ("from enum import NewerThanThisPython", "NewerThanThisPython"),
    ],
)
def test_run_py_says_in_one_line_what_is_missing(door, statement, missing):
    done = door(statement)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert missing in done.stderr
    assert "make setup" in done.stderr


def test_run_py_does_not_hide_a_defect_of_ours(door):
    assert "Traceback" in door("import sim.no_such_module").stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_and_no_path(lock):
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        assert re.fullmatch(
            r"# [\w ':.]+"
            r"|[a-z0-9-]+==[\w.]+( ; [\w<>=!.' ]+)? \\"
            r"|    --hash=sha256:[0-9a-f]{64}( \\)?",
            line,
        ), line


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_dependency_within_its_bounds_and_with_hashes(lock):
    packages = locked(lock)
    for text in required(lock):
        requirement = Requirement(text)
        version, hashes = packages[canonicalize_name(requirement.name)]
        assert version in requirement.specifier, text
        assert hashes >= 1
    assert all(hashes for _, hashes in packages.values())


def test_the_lock_for_checks_contains_the_one_for_users():
    core, dev = map(locked, LOCKS)
    assert core.items() <= dev.items()


def test_every_dependency_has_a_lower_and_an_upper_bound():
    for text in PROJECT["project"]["dependencies"]:
        operators = {bound.operator for bound in Requirement(text).specifier}
        assert operators == {">=", "<"}, text


def test_version_is_that_of_the_package():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", sim.__version__)
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "sim/__init__.py"


def test_layers_import_only_what_lies_below_them(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["import simpy", "import sim.engine", "import rich.table"])
def test_layers_are_really_checked(wrong, tmp_path):
    for package in ("law", "bargaining", "agents", "engine"):
        (tmp_path / "sim" / package).mkdir(parents=True)
        (tmp_path / "sim" / package / "__init__.py").touch()
    (tmp_path / "sim" / "__init__.py").touch()
    (tmp_path / "sim" / "law" / "wrong.py").write_text(f"{wrong}\n")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    code = "import importlinter.cli as cli; raise SystemExit(cli.lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "sim.law.wrong" in done.stdout


def test_importing_sim_imports_nothing():
    before = modules_after("pass")
    assert modules_after("import sim") - before == {"sim"}


@pytest.mark.skipif(
    not (ROOT / "sim" / "cli" / "app.py").exists(), reason="the command line is not there yet"
)
def test_the_command_line_starts_without_heavy_libraries():
    assert not modules_after("import sim.cli.app") & HEAVY


def test_optional_libraries_named_as_heavy_exist():
    present = {name for name in HEAVY if importlib.util.find_spec(name)}
    assert present >= {"matplotlib", "polars", "scipy"}
