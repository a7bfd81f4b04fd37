"""The reference page: it is what the generator writes, and it leaves nothing out."""

import subprocess
import sys

import pytest
from pydantic import BaseModel

from sim.catalogue.schema import Catalogue, Instrument
from sim.documents import apply_overrides, read_document
from sim.engine.model.compile import compile_model
from sim.scenario.loading import load_scenario
from sim.scenario.paths import field_names, walk
from sim.scenario.reference import MARK, main, place, reference
from sim.scenario.schema import Scenario
from sim.validation.backtest.items import items_of
from tests.docs.pages import ROOT, File, steps

PAGE = ROOT / "docs" / "scenarios.md"


def rows(text: str) -> dict[str, list[str]]:
    """Rows of all tables by their first cell, without its code marks."""
    found = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            found[cells[0].strip("` ")] = cells[1:]
    return found


FIELDS = reference()


def test_the_page_is_what_the_generator_writes():
    page = PAGE.read_text("utf-8")
    assert place(page) == page, "run python -m sim.scenario.reference docs/scenarios.md"


def test_the_generator_brings_a_page_up_to_date(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"By hand.\n\n{MARK}\nwhat was there before\n", "utf-8")
    main([str(page)])
    assert page.read_text("utf-8") == f"By hand.\n\n{MARK}\n\n{reference()}"


def test_the_generator_leaves_a_page_without_its_mark_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("By hand.\n", "utf-8")
    with pytest.raises(ValueError, match="no line"):
        main([str(page)])
    assert page.read_text("utf-8") == "By hand.\n"


def test_the_generator_runs_as_a_module(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"{MARK}\n", "utf-8")
    subprocess.run([sys.executable, "-m", "sim.scenario.reference", page], cwd=ROOT, check=True)
    assert page.read_text("utf-8").endswith(reference())


def test_the_page_has_every_field_of_a_scenario():
    described = rows(FIELDS)
    assert {path for path, _ in walk(Scenario)} <= set(described)


@pytest.mark.parametrize(
    "path",
    [
        "agents.followers.<id>.leader",
        "talks.stages.<n>.lp",
        "questions.<n>.event.class",
        "interventions.<n>.when.oil_above",
        "uncertain.<path>.sigma",
        "measures.<id>.layers.<n>.since",
        "procedures.<id>.recess",
    ],
)
def test_the_page_has_fields_inside_lists_and_mappings(path):
    assert path in rows(FIELDS)


@pytest.mark.parametrize(("section", "field"), Catalogue.model_fields.items())
def test_the_page_has_every_field_of_a_catalogue(section, field):
    described = rows(FIELDS)
    assert section in described
    for model in [m for m in getattr(field.annotation, "__args__", ()) if isinstance(m, type)]:
        if issubclass(model, BaseModel):
            wanted = {f"{section}.<id>.{name}" for name in field_names(model)}
            assert wanted <= set(described)


def test_a_row_says_what_the_schema_says():
    described = rows(FIELDS)
    assert described["agents.target.jv"] == [
        "number",
        "1.5",
        "",
        "0 to 20",
        "0.5 to 3",
        "A",
        "Strength of the Jackson-Vanik memory; 0 forgets.",
    ]
    assert described["talks.max_lp"][:4] == ["number", "6", "LP", "0.01 to 100"]
    assert described["talks.mode"][:2] == [
        "`growing`, `baby_steps`, `all_at_once`, `road_map` or `hold`",
        "growing",
    ]
    assert described["start"][:2] == ["date", "required"]
    assert described["emergencies.<id>.anniversary"][0] == "day of the year"
    assert "0.01 to 50" in described["classes.<id>.horizon"]
    assert set(field_names(Instrument)) == {
        path.rpartition(".")[2] for path in described if path.startswith("instruments.<id>.")
    }


# -- the worked example ----------------------------------------------------------------------


@pytest.fixture
def example(tmp_path):
    return written("tarnia.yaml", tmp_path)


@pytest.fixture
def case(tmp_path):
    return written("belarus_2014.yaml", tmp_path)


def written(name, folder):
    """A file of the page, put into a folder."""
    files = [s for s in steps(PAGE.read_text("utf-8")) if isinstance(s, File)]
    (file,) = [f for f in files if f.name == name]
    path = folder / file.name
    path.write_text(file.text, "utf-8")
    return path


def test_the_example_is_a_whole_world_in_less_than_60_lines(example):
    assert len(example.read_text("utf-8").splitlines()) < 60
    loaded = load_scenario(example)
    assert loaded.catalogue.target.name not in ("Russia", "")
    assert loaded.scenario.decisions.emergencies
    assert loaded.scenario.interventions
    assert loaded.scenario.questions
    assert loaded.scenario.uncertain


def test_the_example_can_be_changed_as_the_page_says(example):
    page = PAGE.read_text("utf-8")
    document = read_document(example)
    for text in (
        "talks.max_lp=10",
        "interventions.mediation.on=2032-06-01",
        'uncertain."agents.target.jv".high=2',
    ):
        assert text in page
        assert apply_overrides(document, [text]) != document
        load_scenario(example, [text])


def test_the_case_is_whole_and_can_be_scored_in_less_than_60_lines(case):
    assert len(case.read_text("utf-8").splitlines()) < 60
    loaded = load_scenario(case)
    assert isinstance(loaded.scenario.catalogue, dict)
    found = items_of(compile_model(loaded.scenario, loaded.catalogue), case.name)
    assert {item.origin for item in found} == {"observed", "question"}
    assert {item.kind for item in found} == {"yes_no", "date"}
    answers = [question.answer for question in loaded.scenario.questions]
    assert True in answers
    assert False in answers
