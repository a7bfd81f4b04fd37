"""What is conditioned says so first: on what, and to which day, wherever it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.analysis.comparison.comparison import compare
from sim.analysis.wording import conditioned_on
from sim.batch.branch import future_of
from sim.outcomes.row import outcome_row
from sim.workflows.comparisons.report import comparison_report
from sim.workflows.comparisons.summary import comparison_summary
from sim.workflows.drawings.plotting import plot
from sim.workflows.page import Page
from sim.workflows.runs.playing import Played
from sim.workflows.sheets.framing import about_scenario
from sim.workflows.told_first import told_first, told_of
from tests.batches import small_batch
from tests.presents import present

BEFORE, AFTER, TEMPERED = range(3)


def said(which: int) -> str:
    conditioned = present().batches[which].model.scenario.conditioned
    assert conditioned is not None
    return conditioned_on(conditioned)


def test_of_one_it_is_said_and_of_others_nothing() -> None:
    after, before = (present().batches[k].model.scenario for k in (AFTER, BEFORE))
    assert str(Page(told_first(after))).split() == said(AFTER).split()
    assert told_first(before) == []
    assert told_of([before, before]) == []
    assert told_of([after, after]) == [said(AFTER)]
    first, second = told_of([before, after])
    assert first == f"{before.title}: not conditioned."
    assert second.startswith(f"{after.title}: conditioned on the record to 31 Dec 2030")


def test_a_batch_and_its_brief_begin_with_it() -> None:
    batch = present().batches[AFTER]
    text = sim.brief(batch, form="md").text
    assert said(AFTER) in text
    assert "nothing in force" not in text
    assert "blended" not in text.lower()
    assert "Probability of yes as simulated" in text


def test_a_comparison_begins_with_it() -> None:
    batches = [present().batches[k] for k in (AFTER, TEMPERED)]
    summary = comparison_summary(batches, compare(batches))
    first, second, *_ = comparison_report(summary)
    assert "conditioned on the record to 31 Dec 2030" in str(Page([first]))
    assert "tempered to 0.5" in str(Page([second]))
    plain = [small_batch("examples/veridia", 6, 0, f"title=Plan {k}") for k in range(2)]
    named = [replace(batch, name=f"plan_{k}") for k, batch in enumerate(plain)]
    assert "conditioned" not in comparison_summary(named, compare(named))


def test_a_run_begins_with_it(tmp_path: Path) -> None:
    batch = present().batches[AFTER]
    record = future_of(batch.model, batch.seed, 0)
    played = Played(record, outcome_row(record), tmp_path / "world.yaml", "", tmp_path)
    assert " ".join(str(played.page()).split()).startswith(said(AFTER))


def test_sheets_say_it_of_where_they_come_from() -> None:
    after, before = (present().batches[k].model.scenario for k in (AFTER, BEFORE))
    assert ("conditioned", said(AFTER)) in about_scenario(after, "", 1, 24, here=False)
    assert "conditioned" not in dict(about_scenario(before, "", 1, 24, here=False))


@pytest.mark.parametrize("medium", ["screen", "memo"])
def test_its_figures_are_drawn_again(medium: str, tmp_path: Path) -> None:
    folder = present().folder
    assert folder is not None
    told = plot([folder], ["before_after", "learnt"], medium=medium, out=tmp_path)
    assert told.drawn == ["before_after", "learnt"]
    assert not told.missed
    assert all((tmp_path / name).is_file() for name in told.there)
