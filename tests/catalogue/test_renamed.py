"""Fields of the first form: refused by name, rewritten on request, nothing else changed."""

from pathlib import Path

import pytest

from sim.catalogue.loading import SHIPPED as CATALOGUES
from sim.catalogue.renamed import RENAMED, successor
from sim.cli.app import invoke
from sim.documents import dotted, read_document
from sim.errors import InputError
from sim.scenario.loading import load_scenario
from sim.workflows.files.upgrading import upgrade
from tests.scenarios.worlds import SHIPPED

PATHS = ["agents.kremlin.jv", "world.shocks.kremlin_exit_rate", "agents.kremlin"]
CONCESSION = "{name: x, kind: one_off, cost: 1, us_value: 5, eu_value: 1}"
FIRST = f"""\
extends: russia_2025   # the world as it is
title: An old one
agents:
  # what Moscow remembers
  "kremlin": {{jv: 0.5}}
world: {{shocks: {{kremlin_exit_rate: 0.1}}}}
uncertain: {{agents.kremlin.m0: {{dist: uniform, low: 0, high: 2}}}}
interventions: [{{id: x, on: 2026-01-01, set: {{agents.kremlin.m0: 1}}}}]
amendments:
  classes: {{bank: {{us_gain: 0.2}}}}
  concessions: {{prisoners: {CONCESSION}}}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_old_name_is_refused_and_rewritten(tmp_path, newline, mark):
    file = tmp_path / "old.yaml"
    file.write_bytes((mark + FIRST).replace("\n", newline).encode())
    with pytest.raises(InputError) as refused:
        load_scenario(file)
    problems = refused.value.problems
    assert {problem.message for problem in problems} == {"this field has another name now"}
    assert {(problem.path, problem.allowed) for problem in problems} >= {
        ("agents.kremlin", "agents.target"),
        ("world.shocks.kremlin_exit_rate", "world.shocks.target_exit_rate"),
        ("amendments.classes.bank.us_gain", "amendments.classes.bank.gain"),
        ("amendments.concessions.prisoners.us_value", "amendments.concessions.prisoners.value"),
    }
    assert upgrade([file], write_files=False) == upgrade([file])
    assert (
        file.read_bytes()
        == (
            mark
            + FIRST.replace("kremlin", "target")
            .replace("us_value", "value")
            .replace("eu_value", "council_value")
            .replace("us_gain", "gain")
        )
        .replace("\n", newline)
        .encode()
    )
    assert load_scenario(file).scenario.agents.target.jv == 0.5
    assert upgrade([file]) == [(file, [])]


def test_keys_that_are_paths_are_refused_by_name_too(tmp_path):
    file = tmp_path / "old.yaml"
    file.write_text(
        "extends: russia_2025\ntitle: x\n"
        "uncertain: {agents.kremlin.jv: {dist: uniform, low: 0, high: 2}}\n"
    )
    with pytest.raises(
        InputError, match=r"old\.yaml:3:\d+: .*another name now.*agents\.target\.jv"
    ):
        load_scenario(file)


def test_both_names_of_a_field_are_refused_and_nothing_is_written(tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("agents: {kremlin: {jv: 1}}\n")
    bad.write_text("agents: {kremlin: {jv: 1}, target: {jv: 2}}\n")
    with pytest.raises(InputError, match=r"bad\.yaml:1:10: agents\.kremlin: .*keep one"):
        upgrade([good, bad])
    assert "kremlin" in good.read_text()


FILES = [*SHIPPED, *sorted(CATALOGUES.glob("*.yaml"))]
OLD = {new: old.rpartition(".")[2] for old, new in RENAMED.items()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_put_back_into_the_first_form_comes_out_as_it_was(path: Path, tmp_path: Path):
    document, lines = read_document(path), path.read_text("utf-8").split("\n")
    changed = 0
    for place, at in sorted(document.keys.items(), key=lambda e: -(e[1].column or 0)):
        key = str(place[-1])
        old = (
            OLD.get(key, key) if "." not in key else key.replace("agents.target", "agents.kremlin")
        )
        before = dotted((*place[:-1], old)) if "." not in key else old
        if old == key or successor(before) is None:
            continue
        line, start = lines[at.line - 1], at.column - 1
        assert line.startswith(key, start)
        lines[at.line - 1] = line[:start] + old + line[start + len(key) :]
        changed += 1
    file = tmp_path / path.name
    file.write_text("\n".join(lines), "utf-8")
    assert len(upgrade([file])[0].renamed) == changed
    assert file.read_bytes() == path.read_bytes()


def test_new_names_are_not_old_ones_of_others():
    assert not [path for path in RENAMED if successor(successor(path) or "") is not None]


def test_the_command_tells_what_it_renames(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text("agents: {kremlin: {jv: 1}}\n")
    assert invoke(["upgrade", "old.yaml", "--dry-run"]) == 0
    assert Path("old.yaml").read_text() == "agents: {kremlin: {jv: 1}}\n"
    assert invoke(["upgrade", "old.yaml", "missing.yaml"]) == 2
    assert Path("old.yaml").read_text() == "agents: {kremlin: {jv: 1}}\n"
    capsys.readouterr()
    assert invoke(["upgrade", "old.yaml"]) == 0
    assert capsys.readouterr().out == "old.yaml: 1 field renamed\n  agents.kremlin → target\n"
    assert Path("old.yaml").read_text() == "agents: {target: {jv: 1}}\n"
