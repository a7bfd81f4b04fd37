"""`validate`, `new`, `list` and `schema`: files and nothing run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sim.catalogue.loading import SHIPPED
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import cases, names, templates
from tests.cli.calling import ROOT, RURITANIA, RUSSIA, Caller

WRONG = """\
title: x
start: 2026-01-01
end: 2025-01-01
talks: {modus: hold}
agents: {target: {jv: much}}
"""


# -- validate ----------------------------------------------------------------------------


def test_good_files_are_ok(call: Caller) -> None:
    done = call("validate", RURITANIA, SHIPPED / "russia.yaml", SHIPPED / "common.yaml")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].endswith("other_country.yaml: ok, scenario: Relief for Ruritania")
    assert "ok, catalogue" in lines[1]
    assert "ok, part of a catalogue" in lines[2]


def test_everything_wrong_with_every_file_is_said(call: Caller) -> None:
    Path("a.yaml").write_text(WRONG)
    Path("b.yaml").write_text("title: [\n")
    done = call("validate", "a.yaml", RURITANIA, "b.yaml", "c.yaml")
    assert done.code == 2
    assert "other_country.yaml: ok" in done.out
    assert "a.yaml:3:6: end: it ends before it starts" in done.err
    assert "a.yaml:4:9: talks.modus" in done.err
    assert "a.yaml:5:23: agents.target.jv" in done.err
    assert "b.yaml:" in done.err
    assert "c.yaml: no such file" in done.err
    assert "Traceback" not in done.err


def test_a_scenario_without_anything_to_lift_is_wrong(call: Caller) -> None:
    text = RURITANIA.read_text().replace("start: 2026-01-01", "start: 2000-01-01")
    Path("early.yaml").write_text(text)
    done = call("validate", "early.yaml")
    assert done.code == 2
    assert "early.yaml: no measure of weight is in force" in done.err


def test_validation_as_json(call: Caller) -> None:
    Path("a.yaml").write_text(WRONG)
    done = call("validate", "a.yaml", RURITANIA, "--json")
    told = json.loads(done.out)
    assert (done.code, done.err, told["ok"]) == (2, "", False)
    assert [file["ok"] for file in told["files"]] == [False, True]
    assert {problem["path"] for problem in told["files"][0]["problems"]} >= {"end", "talks.modus"}


# -- new ---------------------------------------------------------------------------------


def test_templates_are_listed(call: Caller) -> None:
    done = call("new", "--list")
    assert done.code == 0
    assert set(templates()) == {"relief", "other_country"}
    assert all(name in done.out for name in templates())


@pytest.mark.parametrize("template", sorted(templates()))
def test_a_template_validates_wherever_it_is_written(call: Caller, template: str) -> None:
    assert call("new", "mine", "--from", template).out == (
        "mine.yaml: written; try `thaw run mine.yaml`\n"
    )
    assert call("validate", "mine.yaml").code == 0
    assert os.listdir() == ["mine.yaml"]


@pytest.mark.parametrize("name", sorted({*names()} - {*cases()} | {*list(cases())[:3]}))
def test_a_copy_of_what_comes_with_thaw_works_alone(call: Caller, name: str) -> None:
    assert call("new", "folder of mine/a copy", "--from", name).code == 2  # no such folder
    done = call("new", "a copy", "--from", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("a copy.yaml: written; try `thaw run 'a copy.yaml'`\n")
    mine, theirs = load_scenario("a copy.yaml"), load_scenario(names()[name])
    assert (mine.scenario, mine.catalogue) == (
        theirs.scenario.model_copy(update={"catalogue": mine.scenario.catalogue}),
        theirs.catalogue,
    )
    assert str(ROOT) not in Path("a copy.yaml").read_text()


def test_a_copy_does_not_replace_a_catalogue(call: Caller) -> None:
    Path("mine_catalogue.yaml").write_text("precious")
    assert "mine_catalogue.yaml: there is such a file" in call.refused(
        "new", "mine", "--from", "veridia"
    )
    assert os.listdir() == ["mine_catalogue.yaml"]


def test_a_template_runs(call: Caller) -> None:
    call("new", "mine.yaml", "--from", "other_country")
    assert call("run", "mine.yaml", "--no-figures", "-q").code == 0


def test_what_is_there_is_not_overwritten(call: Caller) -> None:
    Path("mine.yaml").write_text("precious")
    assert "already" in call.refused("new", "mine")
    Path("dangling.yaml").symlink_to("nowhere.yaml")
    assert "already" in call.refused("new", "dangling.yaml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no/folder/x.yaml"], "no folder"),
        (["x", "--from", "releif"], "did you mean 'relief'?"),
        (["x", "--from", "rusia_2025"], "did you mean 'russia_2025'?"),
        (["."], "no name of a file"),
        ([".."], "no name of a file"),
        (["/"], "no name of a file"),
        (["sub/"], "no name of a file"),
        ([""], "empty"),
        (["  "], "empty"),
        (["q.txt"], "does not end in .txt"),
        (["v1.2"], "does not end in .2"),
        (["x" * 300], "too long"),
        (["a\x1b[31mb"], "cannot be shown"),
        ([], "NAME"),
        (["folder.yaml"], "folder"),
    ],
)
def test_new_refuses(call: Caller, words: list[str], said: str) -> None:
    Path("folder.yaml").mkdir()
    before = sorted(Path().rglob("*"))
    assert said in call.refused("new", *words)
    assert sorted(Path().rglob("*")) == before


def test_a_call_that_is_proposed_can_be_pasted(call: Caller) -> None:
    assert "`thaw run 'my question.yaml'`" in call("new", "my question").out


def test_the_schema_is_written_where_it_is_wanted(call: Caller) -> None:
    assert call("schema", "--out", "a/b/schema.json").code == 0
    assert "$schema" in json.loads(Path("a/b/schema.json").read_text())


# -- list --------------------------------------------------------------------------------


def test_scenarios_are_listed_and_broken_ones_too(call: Caller) -> None:
    Path("good.yaml").write_text(f"extends: {RUSSIA}\ntitle: Mine\nquestion: Does it?\n")
    Path("own.yml").write_text(RURITANIA.read_text())
    Path("broken.yaml").write_text(WRONG)
    Path("lost.yaml").write_text("title: x\nstart: 2026-01-01\nend: 2027-01-01\ncatalogue: rusia\n")
    Path("notes.txt").write_text("no scenario")
    done = call("list", ".")
    assert (done.code, done.err) == (0, "")
    rows = {
        Path(row["file"]).name: row
        for row in json.loads(call("list", ".", "--json").out)["scenarios"]
    }
    assert set(rows) == {"good.yaml", "own.yml", "broken.yaml", "lost.yaml"}
    assert (rows["good.yaml"]["title"], rows["good.yaml"]["question"]) == ("Mine", "Does it?")
    assert rows["own.yml"]["title"] == "Relief for Ruritania"
    assert rows["broken.yaml"]["problem"].startswith("broken.yaml:3:6: end: it ends before")
    assert "russia" in rows["lost.yaml"]["problem"]
    assert "Mine" in done.out
    assert "broken" in done.out
    assert "Does it?" not in done.out
    assert "Does it?" in call("list", ".", "--questions").out


def test_folders_with_further_scenarios_are_named(call: Caller) -> None:
    folder = Path("mine/older")
    folder.mkdir(parents=True)
    Path("mine/notes").mkdir()
    for file in (Path("mine/new.yaml"), folder / "old.yaml"):
        file.write_text("title: One\nstart: 2026-01-01\nend: 2027-01-01\n")
    said = call("list", "mine").out
    assert said.rstrip().endswith("More in mine/older: thaw list mine/older")
    assert "More in" not in call("list", "mine/older").out


@pytest.mark.parametrize("width", [60, 80, 200])
def test_what_comes_with_thaw_is_listed_by_what_it_is_for(
    call: Caller, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    done = call("list")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Start here"
    shown = {line.split()[0] for line in lines if line.startswith("  ")}
    assert shown >= set(names()) - set(cases())
    assert not shown & set(cases())
    assert f"{len(cases())} cases of sanctions, drawn by rule: thaw list --cases" in lines
    assert all(len(line) <= width for line in lines)
    if width >= 80:
        assert len(lines) <= 55
    assert "Calibrations: steps_and_survival" in lines


@pytest.mark.parametrize("width", [60, 200])
def test_cases_are_listed_by_themselves(
    call: Caller, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    done = call("list", "--cases")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert [line.split()[0] for line in lines if line[0] != " "] == list(cases())
    assert all(len(line) <= width for line in lines)
    told = json.loads(call("list", "--cases", "--json").out)
    assert [row["name"] for row in told["scenarios"]] == list(cases())
    assert all(row["ok"] and row["question"] for row in told["scenarios"])
    refused = call("list", "scenarios", "--cases")
    assert refused.code == 2
    assert "--cases: it lists what comes with thaw, not a folder" in refused.err


def test_what_comes_with_thaw_is_told_as_json(call: Caller) -> None:
    told = json.loads(call("list", "--json").out)
    assert {row["name"] for row in told["scenarios"]} == set(names()) - set(cases())
    assert all(row["ok"] and row["title"] and row["question"] for row in told["scenarios"])
    assert all(Path(row["file"]).is_file() for row in told["scenarios"])


@pytest.mark.parametrize("words", [["missing"], ["empty"]])
def test_nothing_to_list_is_said(call: Caller, words: list[str]) -> None:
    Path("empty").mkdir()
    call.refused("list", *words)


# -- schema ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["--catalogue"]])
def test_the_schema_is_json_schema(call: Caller, words: list[str]) -> None:
    done = call("schema", *words)
    told = json.loads(done.out)
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "extends" in told["properties"]
    assert "required" not in told
    assert told["anyOf"][0] == {"required": ["extends"]}
    assert "title" in told["anyOf"][1]["required"]
    names = {"measures", "authorities"} if words else {"talks", "agents", "interventions+"}
    assert names <= set(told["properties"])


def test_the_schema_goes_to_a_file(call: Caller) -> None:
    assert call("schema", "--out", "s.json") == (0, "", "")
    assert json.loads(Path("s.json").read_text()) == json.loads(call("schema").out)
    assert call("schema", "--out", "s.json").code == 0  # it may be brought up to date
    assert os.listdir() == ["s.json"]
    assert call("schema", "--out", "s.json/below/s.json").code == 1
