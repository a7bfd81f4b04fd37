"""Results of a run on disk, and the scenario as resolved."""

from __future__ import annotations

import csv
import json
import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.engine.state.record import Record
from sim.errors import InputError
from sim.results.errors import ResultsError
from sim.results.json_values import to_json
from sim.results.record import check_folder, read_run, run_folder, write_run
from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.resolved import fingerprint, resolved, yaml_text

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
SMALL = ROOT / "sim" / "scenario" / "templates" / "other_country.yaml"


@cache
def record() -> Record:
    loaded = load_scenario(SMALL)
    return simulate(compile_model(loaded.scenario, loaded.catalogue), 1)


def write(folder: Path, **more: object) -> tuple[str, ...]:
    options = {"scenario": "title: x\n", "digest": "ab" * 16, "outcome": {"outcome": "x"}}
    return write_run(record(), folder, **options | more)  # type: ignore[arg-type]


# -- the scenario as resolved ------------------------------------------------------------


@pytest.mark.parametrize("name", ["russia_2025", "emergency_lapse", "oil_shock", "by_hand"])
def test_a_resolved_scenario_reads_back_as_it_was(name: str, tmp_path: Path) -> None:
    loaded = load_scenario(SCENARIOS / f"{name}.yaml", ["agents.target.jv=0.5"])
    path = tmp_path / "resolved.yaml"
    path.write_text(yaml_text(resolved(loaded), "as resolved"), "utf-8")
    again = load_scenario(path)
    assert again.catalogue == loaded.catalogue
    assert fingerprint(again.scenario, again.catalogue) == hash_of(loaded)
    assert yaml_text(resolved(again)) == yaml_text(resolved(loaded))


def hash_of(loaded: Loaded) -> str:
    return fingerprint(loaded.scenario, loaded.catalogue)


def test_amendments_are_part_of_the_catalogue_and_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        f"extends: {SCENARIOS / 'russia_2025.yaml'}\n"
        "amendments: {measures: {US_CYBER: null, US_SHIPS: {weight_lp: 9}}}\n"
    )
    told = resolved(load_scenario(path))
    assert "amendments" not in told
    assert "US_CYBER" not in told["catalogue"]["measures"]
    assert told["catalogue"]["measures"]["US_SHIPS"]["weight_lp"] == 9


def test_the_hash_is_of_what_bears_on_a_run() -> None:
    plain_one = hash_of(load_scenario(SMALL))
    assert len(plain_one) == 32
    same = ("label=other", "agents.target.jv=1.5")  # 1.5 is the default
    other = ("agents.target.jv=1.6", "catalogue.measures.OIL.weight_lp=41", "end=2030-12-30")
    assert [hash_of(load_scenario(SMALL, [text])) for text in same] == [plain_one] * 2
    assert len({plain_one, *(hash_of(load_scenario(SMALL, [text])) for text in other)}) == 4


@pytest.mark.parametrize(
    "data",
    [
        {"a": "yes", "b": "2026-01-01", "c": "1.5", "d": "", "e": "null", "f": ": #"},
        {"2026": "lapse", "true": 1, "a.b": 2, "a b": 3},
        {"a": [], "b": {}, "c": [1, 2.5, True, "x, y"], "d": [[1, 2], [3]], "e": 1e-07},
        {"a": [{"b": {"c": [{"d": 1}, {}]}}, {"e": 'qu"ote', "f": "ünï—"}]},
        {"line": "two\nlines", "big": 2**62, "negative": -0.5},
    ],
)
def test_plain_data_survive_yaml(data: dict[str, object], tmp_path: Path) -> None:
    from sim.documents import read_document

    path = tmp_path / "x.yaml"
    path.write_text(yaml_text(data), "utf-8")
    assert read_document(path).data == data


# -- writing -----------------------------------------------------------------------------


def test_the_log_and_the_tables_are_complete(tmp_path: Path) -> None:
    names = write(tmp_path / "run")
    assert list(names) == sorted(os.listdir(tmp_path / "run"))
    one = record()
    lines = (tmp_path / "run" / "events.jsonl").read_text("utf-8").splitlines()
    log = [json.loads(line) for line in lines]
    assert [(e["id"], e["day"], e["agent"], e["kind"], e["subject"]) for e in log] == [
        (e.id, e.day, e.agent, e.kind, e.subject) for e in one.entries
    ]
    assert [e["cause"] for e in log] == [e.cause if e.cause >= 0 else None for e in one.entries]
    with (tmp_path / "run" / "changes.csv").open(encoding="utf-8") as file:
        changes = list(csv.DictReader(file))
    assert [(float(c["day"]), int(c["tranche"]), c["on"] == "1") for c in changes] == [
        (c.day, c.tranche, c.on) for c in one.changes
    ]
    with (tmp_path / "run" / "series.csv").open(encoding="utf-8") as file:
        series = [(float(p["day"]), p["series"], float(p["value"])) for p in csv.DictReader(file)]
    assert series == [(p.day, p.series, p.value) for p in one.points]


def test_a_run_is_found_again(tmp_path: Path) -> None:
    write(tmp_path / "run")
    saved = read_run(tmp_path / "run")
    assert saved.scenario == tmp_path / "run" / "scenario.yaml"
    assert (saved.seed, saved.replication, saved.events) == (1, 0, len(record().entries))


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half.txt").touch()
        raise PermissionError(13, "Permission denied")

    with pytest.raises(ResultsError, match="Permission denied"):
        write(tmp_path / "run", more=fail)
    assert os.listdir(tmp_path) == []
    write(tmp_path / "run")
    before = sorted(os.listdir(tmp_path / "run"))
    with pytest.raises(ResultsError):
        write(tmp_path / "run", more=fail)
    assert os.listdir(tmp_path) == ["run"]
    assert sorted(os.listdir(tmp_path / "run")) == before


def test_a_defect_while_writing_leaves_nothing_either(tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "run", more=fail)
    assert os.listdir(tmp_path) == []


def test_what_is_no_run_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "batch").mkdir()
    (tmp_path / "batch" / "manifest.json").write_text('{"kind": "batch", "seed": 1}')
    for name in ("file", "batch"):
        with pytest.raises(InputError):
            check_folder(tmp_path / name)
        with pytest.raises(InputError):
            write(tmp_path / name)
    with pytest.raises(ResultsError, match="file is no folder"):
        check_folder(tmp_path / "file" / "x" / "y")


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    check_folder(tmp_path / "no" / "such")
    assert os.listdir(tmp_path) == []
    write(tmp_path / "no" / "such")
    assert os.listdir(tmp_path / "no") == ["such"]


@pytest.mark.parametrize(
    ("stem", "name"),
    [("russia_2025", "russia_2025"), ("my own: one", "my_own__one"), ("..", "scenario")],
)
def test_folders_have_names_fit_for_every_system(stem: str, name: str) -> None:
    folder = run_folder(stem, "0123456789abcdef", 7, 2)
    assert folder == Path("results") / f"{name}-01234567" / "run-7-2"


def test_values_become_plain() -> None:
    told = to_json(
        {"a": np.float32(0.5), "b": np.int64(3), "c": float("nan"), "d": (1, None), 2: True}
    )
    assert told == {"a": 0.5, "b": 3, "c": None, "d": [1, None], "2": True}
    assert json.loads(json.dumps(told, allow_nan=False)) == told
