"""The page of the architecture: it is as the code is, and who follows it finds what it names."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.replication import replicate
from tests.docs.pages import ROOT
from tests.scenarios.worlds import NAMES, compiled
from tools.architecture import layers, main, owners, page, streams

PAGE = ROOT / "docs" / "architecture.md"
QUESTION = re.compile(
    r"^\| ([^|]+\?) \| \[`([\w/.]+)`\]\(\.\./([\w/.]+)\) \| `(\w+)` \|$", re.MULTILINE
)
QUESTIONS = QUESTION.findall(PAGE.read_text("utf-8"))


def test_the_page_is_what_the_generator_writes():
    text = PAGE.read_text("utf-8")
    assert text == page(text), "run make pages"


def test_the_generator_writes_where_it_is_told(tmp_path):
    copy = tmp_path / "page.md"
    copy.write_text(PAGE.read_text("utf-8").replace("┌", "?"), "utf-8")
    main([str(copy)])
    assert copy.read_text("utf-8") == PAGE.read_text("utf-8")


def test_a_page_without_a_place_for_a_block_is_refused():
    with pytest.raises(ValueError, match="no place for layers"):
        page("nothing")


def test_all_parts_of_sim_are_in_the_picture():
    parts = {path.stem for path in (ROOT / "sim").glob("*.py")}
    parts |= {path.parent.name for path in (ROOT / "sim").glob("*/__init__.py")}
    shown = {name for layer in layers() for name in layer}
    assert shown >= parts - {"__init__"}


def test_libraries_have_the_owners_of_the_contracts():
    assert owners("simpy") == ["engine"]
    assert set(owners("typer")) == {"cli"}


# -- the stranger's questions ------------------------------------------------------------------


@cache
def defined(path: Path) -> set[str]:
    """Return the names that a module defines: classes, functions, methods, constants."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def test_there_are_at_least_twelve_questions():
    section = PAGE.read_text("utf-8").partition("## Where is")[2].partition("\n## ")[0]
    assert len(QUESTIONS) >= 12
    assert len(QUESTIONS) == section.count("\n| ") - 2  # head and rule


@pytest.mark.parametrize(("question", "shown", "file", "name"), QUESTIONS)
def test_what_answers_a_question_is_where_the_page_says(question, shown, file, name):
    assert shown == file
    assert name in defined(ROOT / file), f"{question} {file} defines no {name}"


# -- streams -----------------------------------------------------------------------------------

QUICK = {"china_1969", "examples/veridia", "road_map", "russia_2025"}


@pytest.mark.parametrize(
    "name",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in NAMES],
)
def test_every_stream_that_is_drawn_from_is_listed(name):
    model, chance = compiled(name), Chance(0, 0, 2)
    for k in range(2):
        replicate(model, chance, k)
    patterns = [re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(stream)) for stream in streams()]
    listed = re.compile(rf"(?:\w+/)?(?:{'|'.join(patterns)})")
    drawn = list(chance._blocks)
    assert drawn
    assert not [stream for stream in drawn if not listed.fullmatch(stream)]
