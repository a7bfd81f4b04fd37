"""A brief of conditioned scenarios: what it says first, of several too, and of nothing to say."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.analysis.recorded import assumptions_moved
from sim.wording.cells import share
from sim.workflows.briefs.document import Brief, Chart
from sim.workflows.briefs.html import as_html
from sim.workflows.briefs.markdown import as_markdown
from sim.workflows.briefs.of_present import brief_of_present
from sim.workflows.page import Paragraph, Table
from tests.presents import present, several, with_rows


def chart(brief: Brief, name: str) -> Chart:
    return next(one for one in brief.charts if one.name == name)


def points(one: Chart) -> list[dict[str, object]]:
    """All rows that a chart draws."""
    return [row for rows in one.spec["datasets"].values() for row in rows]


def test_the_first_screen_says_on_what_it_is_conditioned_and_what_moves() -> None:
    brief = brief_of_present(present())
    first, moved = brief.first
    assert isinstance(first, Paragraph)
    assert "Conditioned on the record to 31 Dec 2030 (1 fact and 1 absence" in str(first)
    assert brief.answer == present().sentence
    assert isinstance(moved, Chart)
    rows = present().values["scenarios"][0]["questions"]
    drawn = [row for row in points(moved) if "kind" in row]
    for row in rows:
        for word, kind in (("before", "without the record"), ("after", "with it")):
            assert row[word]["probability"] in [
                each["probability"] for each in drawn if each["kind"] == kind
            ]
    asked = next(row for row in rows if row["by"] is not None)
    cells = [cell for row in moved.table.rows for cell in row]
    assert any(cell.startswith(share(asked["after"]["probability"])) for cell in cells)


def test_sections_are_those_that_a_reader_asks_for() -> None:
    brief = brief_of_present(present())
    assert [section.name for section in brief.sections] == [
        *("asked", "record", "learnt", "time", "trust", "law", "not", "again")
    ]
    text = as_markdown([brief])
    assert "thaw batch now/world_now.yaml" in text
    assert "Blended" not in text
    for table in (part for part in brief.sections[1].parts if isinstance(part, Table)):
        assert table.rows


def test_bars_of_assumptions_are_in_units_of_what_was_assumed() -> None:
    (one,) = present().values["scenarios"]
    rows = assumptions_moved(one)
    drawn = [
        row for row in points(chart(brief_of_present(present()), "assumptions")) if "who" in row
    ]
    found = [row["value"] for row in drawn if row["who"] == "with the record"]
    shares = [row for row in rows if row["value"] is not None]
    for row in shares:
        shift = (row["after"]["mean"] - row["before"]["mean"]) / row["before"]["sd"]
        assert any(value == pytest.approx(shift) for value in found)


def test_several_scenarios_each_have_their_charts_and_the_odds_between_them() -> None:
    brief = brief_of_present(several(2), "r1-")
    names = [one.name for one in brief.charts]
    assert len(set(names)) == len(names)
    assert {"r1-surprise", "r1-1-surprise"} <= set(names)
    text = as_markdown([brief])
    assert "Veridia with a rather long title at 1" in text
    assert "the record is likelier under Veridia at 0 by" in text
    assert json.loads(json.dumps(brief.values))["scenarios"][1]["name"] == "world_1"


def test_a_world_that_asks_nothing_and_assumes_nothing_has_a_brief() -> None:
    values = with_rows(questions=[], parameters=[])
    brief = brief_of_present(replace(present(), values=values))
    assert [one.name for one in brief.charts] == ["surprise", "fans"]
    assert "Nothing is uncertain in this scenario." in as_markdown([brief])
    assert "<svg" in as_html([brief])


def test_where_nothing_moves_that_is_said() -> None:
    (one,) = present().values["scenarios"]
    still = [{**row, "shift": 0.0} for row in one["parameters"]]
    brief = brief_of_present(replace(present(), values=with_rows(parameters=still)))
    assert "moves beyond chance." in as_markdown([brief])
    assert "assumptions" not in [each.name for each in brief.charts]


def test_of_one_that_is_not_kept_no_file_is_named() -> None:
    text = as_markdown([brief_of_present(replace(present(), folder=None))])
    assert "thaw batch" not in text
