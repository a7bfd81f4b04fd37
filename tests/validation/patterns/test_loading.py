"""Files of patterns: the shipped ones are sound, and what is wrong is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine.model.compile import compile_model
from sim.errors import InputError
from sim.validation.patterns.loading import (
    load_world,
    only,
    read_ablations,
    read_patterns,
    refused_columns,
    scenario_path,
    shipped_patterns,
)
from sim.validation.patterns.schema import overrides

ONE = """\
patterns:
  - id: one
    fact: It is so.
    band: [0, 1]
    basis: Seen.
    use: validation
    scenario: hold
    statistic: {type: mean, column: deals}
"""

ROWS = (
    "renewal-us",
    "renewal-eu-each",
    "renewal-eu-four-years",
    "disapproval-small",
    "licence-rollover",
    "small-steps",
    "full-demand",
    "blame",
    "swiss-lag-persons",
    "swiss-lag-sectors",
    "survival-5",
    "survival-10",
    "bills",
)
"""Patterns that everybody is told of in docs/model.md."""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text)
    return path


def problems(folder: Path, text: str):
    with pytest.raises(InputError) as refused:
        read_patterns(written(folder, text))
    return refused.value.problems


def test_the_shipped_patterns_ask_for_what_their_scenarios_have():
    models = {}
    for each in shipped_patterns():
        if each.world not in models:
            loaded = load_world(each.world, each.source)
            models[each.world] = compile_model(loaded.scenario, loaded.catalogue)
        assert refused_columns(each, models[each.world]) == []


def test_the_shipped_patterns_are_for_calibration_and_for_validation():
    patterns = {each.pattern.id: each.pattern for each in shipped_patterns()}
    assert all(patterns[name].use == "calibration" for name in ROWS)
    assert sum(one.use == "validation" for one in patterns.values()) >= 8


def test_the_shipped_switches_fit_every_scenario_of_the_patterns():
    rules = read_ablations()
    worlds = dict.fromkeys(each.world for each in shipped_patterns() if each.pattern.ablate)
    every = {path: value for rule in rules for path, value in rule.set.items()}
    assert len(rules) >= 14
    for world in worlds:
        intact = load_world(world).scenario
        changed = load_world(world._replace(overrides=(*world.overrides, *overrides(every))))
        assert changed.scenario != intact


def test_a_file_of_ones_own(tmp_path):
    (tmp_path / "sub").mkdir()
    text = ONE.replace("hold", "world.yaml").replace("band", "set: {talks.max_lp: 3}\n    band")
    (tmp_path / "world.yaml").write_text("")
    (each,) = read_patterns(written(tmp_path, text))
    assert each.world == (tmp_path / "world.yaml", ("talks.max_lp=3",))


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("[0, 1]", "[1, 0]", 4, "band"),
        ("mean", "men", 8, "did you mean 'mean'"),
        ("column: deals", "colum: deals", 8, "did you mean 'column'"),
        ("scenario: hold", "scenario: hodl", 7, "did you mean 'hold'"),
        ("scenario: hold", "scenario: hold.yaml", 7, "no such file"),
        ("use: validation", "use: both", 6, "validation"),
        ("id: one", "id: one pattern", 2, "id"),
        ("fact: It is so.", "", 2, "fact"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, old, new, line, said):
    found = problems(tmp_path, ONE.replace(old, new))
    assert any(problem.line == line and said in str(problem) for problem in found)
    assert all(problem.line for problem in found)


def test_an_id_twice_in_a_file_or_in_two(tmp_path):
    twice = ONE + ONE.removeprefix("patterns:\n")
    assert "twice" in str(problems(tmp_path, twice)[0])
    path = written(tmp_path, ONE)
    with pytest.raises(InputError, match="already"):
        only([*read_patterns(path), *read_patterns(path)], ())


def test_chosen_by_id(tmp_path):
    patterns = shipped_patterns()
    assert [each.pattern.id for each in only(patterns, ["blame", "bills"])] == ["bills", "blame"]
    with pytest.raises(InputError, match="did you mean 'bills'"):
        only(patterns, ["bils"])


def test_a_wrong_override_is_told_where_it_was_written(tmp_path):
    text = ONE.replace("band", "set: {talks.max_lpp: 3}\n    band")
    (each,) = read_patterns(written(tmp_path, text))
    with pytest.raises(InputError) as refused:
        load_world(each.world, each.source)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == (str(tmp_path / "mine.yaml"), 4)
    assert "talks.max_lpp" in str(problem)


def test_a_column_that_is_not_there_is_told_where_it_was_written(tmp_path):
    (each,) = read_patterns(written(tmp_path, ONE.replace("deals", "deels")))
    loaded = load_world(each.world)
    model = compile_model(loaded.scenario, loaded.catalogue)
    (problem,) = refused_columns(each, model)
    assert (problem.line, problem.path) == (8, "patterns.0.statistic.column")
    assert "did you mean 'deals'" in str(problem)


def test_shipped_scenarios_by_name():
    found = scenario_path("patterns/autocracy", Path())
    assert isinstance(found, Path)
    assert found.name == "autocracy.yaml"


def test_an_empty_list_is_refused(tmp_path):
    (problem,) = problems(tmp_path, "patterns: []\n")
    assert "at least one" in str(problem)
