"""What is installed from a wheel works away from the project."""

import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from sim.scenario.shipped import CALIBRATION, cases, folder, names
from tests.docs.pages import ROOT, follow

pytestmark = pytest.mark.slow

SOURCES = ("sim", "scenarios", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE")


def copied(to: Path) -> Path:
    """The sources of a wheel, without what was compiled: building would take that away here."""
    ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd", "compiled.stamp")
    to.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=ignored)
        else:
            shutil.copyfile(ROOT / name, to / name)
    return to


def pip(*words: object, **more: str) -> None:
    call = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    done = subprocess.run(
        call,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    pip(
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        place / "dist",
        copied(place / "sources"),
        THAW_PURE="1",
    )
    (found,) = (place / "dist").iterdir()
    return found


@pytest.fixture(scope="module")
def thaw(wheel, tmp_path_factory):
    """The command of an environment in which the wheel is, and what it depends on."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    bin_, python = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    pip("--python", place / bin_ / python, "install", "--no-deps", "--no-index", wheel)
    paths = sysconfig.get_paths("venv", vars={"base": str(place), "platbase": str(place)})
    # Folders only: what is installed in place is named by files in them, which are not read.
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()}
    Path(paths["purelib"], "dependencies.pth").write_text("\n".join(sorted(ours)) + "\n")
    return shutil.which("thaw", path=str(place / bin_))


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    for name in ("PYTHONPATH", "THAW_PURE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def called(thaw: str, *words: str) -> str:
    done = subprocess.run([thaw, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_holds_what_the_commands_need(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [path for ending in ("yaml", "json") for path in folder().rglob(f"*.{ending}")]
    ours = {f"sim/scenarios/{path.relative_to(folder()).as_posix()}" for path in files}
    data = {p.relative_to(ROOT).as_posix() for p in (ROOT / "sim").rglob("*.yaml")}
    assert ours | data | {"sim/py.typed"} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "docs/", "scenarios/"))]


def test_it_is_what_was_installed_that_runs(thaw, elsewhere):
    code = "import sim, sim.scenario.shipped as s; print(sim.__file__, s.folder(), sep='\\n')"
    python = Path(thaw).with_name("python")
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout
    assert all(Path(line).is_relative_to(Path(thaw).parents[1]) for line in said.splitlines())
    assert str(ROOT) not in said


def test_names_work_in_an_empty_folder(thaw, elsewhere):
    told = json.loads(called(thaw, "list", "--json"))
    assert {row["name"] for row in told["scenarios"]} == set(names()) - set(cases())
    assert told["calibrations"] == list(names(CALIBRATION))
    assert all(row["ok"] for row in told["scenarios"])
    assert "Start here" in called(thaw, "list")
    assert "Start here" in called(thaw)
    called(thaw, "validate", *names())
    called(thaw, "new", "mine", "--from", "road_map")
    assert "mine: ok" in called(thaw, "validate", "mine")
    called(thaw, "new", "country", "--from", "veridia")
    assert "country.yaml: ok" in called(thaw, "validate", "country.yaml")


def test_a_batch_of_a_name_is_found_again_and_drawn(thaw, elsewhere):
    words = ("batch", "veridia", "-n", "8", "--jobs", "2", "--no-figures", "--json")
    first, again = (json.loads(called(thaw, *words)) for _ in range(2))
    assert (first["found"], again["found"]) == (False, True)
    called(thaw, "plot", first["results"], "--what", "classes")
    assert str(Path(thaw).parents[1]) not in Path(first["results"], "scenario.yaml").read_text()


def test_the_python_interface_takes_names(thaw, elsewhere):
    code = "import sim; print(sim.load_scenario('rusal_2018').title)"
    python = Path(thaw).with_name("python")
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("Rusal")


@pytest.mark.docs
@pytest.mark.skipif(shutil.which("sh") is None, reason="the examples are for a POSIX shell")
def test_the_examples_of_the_readme_work_where_thaw_is_installed(thaw, elsewhere):
    wrong = follow((ROOT / "README.md").read_text("utf-8"), elsewhere, Path(thaw))
    # What they print is for the tests of the page; here they must work.
    failed = [one for one in wrong if ": exit code" in one.partition("\n")[0]]
    assert not failed, "\n\n".join(failed)
