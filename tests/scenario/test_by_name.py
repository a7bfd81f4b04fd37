"""Scenarios and calibrations that come with thaw are found by name, wherever one works."""

from pathlib import Path

import pytest

from sim.documents.reader import read_document
from sim.errors import InputError
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import (
    CALIBRATION,
    GROUPS,
    SCENARIO,
    by_name,
    cases,
    find,
    folder,
    name_of,
    names,
)

KINDS = (SCENARIO, CALIBRATION)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: Path, text: str = "x: 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_every_file_has_a_name_of_its_own():
    bases = ("catalogues", "base", "records")  # what others extend, or are conditioned on
    files = {path for path in folder().rglob("*.yaml") if path.parent.name not in bases}
    assert {path for kind in KINDS for path in names(kind).values()} == files


def test_every_scenario_is_in_one_group():
    grouped = [name for _, group in GROUPS for name in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) | set(cases()) == set(names())
    assert not set(grouped) & set(cases())


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_found_from_anywhere(kind):
    for name, path in names(kind).items():
        assert find(name, kind) == by_name(name, kind) == path
        assert name_of(path, kind) == name


def test_the_folder_may_be_said_too():
    assert find("history/rusal_2018") == find("rusal_2018")


def test_in_the_folder_of_the_project_a_name_is_a_path_as_one_would_type_it(monkeypatch):
    monkeypatch.chdir(folder().parent)
    assert find("russia_2025") == Path("scenarios/russia_2025.yaml")
    assert by_name("rusal_2018") == Path("scenarios/history/rusal_2018.yaml")


def test_ones_own_files_go_first(elsewhere):
    assert find("hold") == names()["hold"]
    written(elsewhere / "scenarios" / "hold.yaml")
    assert find("hold") == Path("scenarios/hold.yaml")
    written(elsewhere / "hold.yaml")
    assert find("hold") == Path("hold.yaml")
    written(elsewhere / "hold")
    assert find("hold") == Path("hold")


def test_a_folder_does_not_hide_a_name(elsewhere):
    (elsewhere / "road_map").mkdir()
    assert find("road_map") == names()["road_map"]


def test_what_is_no_file_is_left_to_its_reader(elsewhere):
    (elsewhere / "mine").mkdir()
    with pytest.raises(InputError, match="mine: is a directory"):
        read_document(find("mine"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("rusia_2025", r"rusia_2025: no scenario of that name .* no such file.*'russia_2025'\?"),
        ("russia_2025.yaml", r"yaml: no such file \(did you mean 'russia_2025', which comes with"),
        ("scenarios/hold.yaml", r"hold.yaml: no such file \(did you mean 'hold', which comes"),
        ("qqqq", r"no such file \(thaw list names those that come with thaw\)"),
        ("“hold”", r"leave out the typographic quotes"),
        ("", r"no such file"),
        ("x" * 5000, r"no such file"),
        ("history/../hold", r"no such file"),
        ("a\0b", r"no such file"),
    ],
)
def test_what_is_not_there_is_refused_with_a_way_out(typed, said):
    with pytest.raises(InputError, match=said):
        find(typed)


def test_a_missing_file_is_guessed_among_its_neighbours_first(elsewhere):
    written(elsewhere / "rusia_2026.yaml")
    with pytest.raises(InputError, match=r"did you mean 'rusia_2026.yaml'\?"):
        find("rusia_2025.yaml")


def test_a_scenario_extends_one_that_comes_with_thaw_by_its_name(elsewhere):
    path = written(elsewhere / "mine.yaml", "extends: road_map\ntitle: Mine\n")
    mine, theirs = load_scenario(path), load_scenario(names()["road_map"])
    assert mine.scenario.title == "Mine"
    assert mine.scenario.talks == theirs.scenario.talks


def test_a_file_beside_goes_before_a_name(elsewhere):
    written(elsewhere / "hold", "extends: road_map\ntitle: Beside\n")
    path = written(elsewhere / "mine.yaml", "extends: hold\n")
    assert load_scenario(path).scenario.title == "Beside"


def test_a_relative_catalogue_of_a_scenario_extended_by_name_is_found(elsewhere):
    path = written(elsewhere / "mine.yaml", "extends: veridia\ntitle: Mine\n")
    assert load_scenario(path).catalogue.title == load_scenario(find("veridia")).catalogue.title
