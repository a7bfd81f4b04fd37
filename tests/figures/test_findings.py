"""Titles of figures: what was found, with its numbers, and something wherever a figure is drawn."""

from collections.abc import Iterator

import pytest

from sim.analysis.questions import questions
from sim.errors import ThawError
from sim.figures.base.style import HouseFigure
from sim.figures.findings import batch as findings
from sim.figures.findings import run as of_run
from sim.figures.registry import figures_of
from sim.outcomes.trajectories import steps
from sim.wording.rounding import percent
from sim.wording.words import date
from tests.batches import small_batch
from tests.legibility import INTERNAL, UNCERTAIN, broken, with_outcomes
from tests.records import case

LONG = "end=2045-12-31"
OURS = [name for name, kind in figures_of("batch").items() if "batch" in kind.of]


def cases() -> Iterator[object]:
    """Batches of all kinds: of one future and many, of nothing that happens."""
    yield small_batch("examples/veridia", 1)
    yield small_batch("examples/veridia", 24, 3, UNCERTAIN, LONG)
    yield small_batch("russia_2025", 6)
    yield small_batch("by_hand", 3)
    yield small_batch("examples/inline", 3)
    none = {"outcome": ["status_quo"] * 3, "legal_end": [0.0] * 3, "days_to_relief": [None] * 3}
    yield with_outcomes(small_batch("examples/veridia", 3), none)


@pytest.mark.parametrize("name", OURS)
def test_the_title_of_a_figure_is_what_was_found(name: str) -> None:
    kind = figures_of("batch")[name]
    for of in cases():
        said = kind.finding(of)
        assert 10 < len(said) <= 170
        assert not INTERNAL.findall(said)
        assert not said.endswith(".")
        try:
            figure = kind.draw(of)
        except ThawError:
            continue
        assert isinstance(figure, HouseFigure)
        assert figure.said.title == said


@pytest.mark.parametrize("name", OURS)
def test_futures_that_all_failed_are_said_too(name: str) -> None:
    assert figures_of("batch")[name].finding(broken())


@pytest.mark.parametrize("name", [n for n in OURS if "comparison" in figures_of("batch")[n].of])
@pytest.mark.parametrize("many", [2, 5])
def test_the_title_of_several_scenarios_is_what_was_found(name: str, many: int) -> None:
    kind = figures_of("comparison")[name]
    batches = [small_batch("examples/veridia", 6, 0, f"title=Plan {k}") for k in range(many)]
    figure = kind.draw(batches)
    assert isinstance(figure, HouseFigure)
    assert figure.said.title == kind.finding(batches)


def test_the_title_of_one_that_is_not_chosen_goes_by_what_is() -> None:
    batch = small_batch("russia_2025", 6)
    assert findings.histogram(batch, "added").startswith("New sanctions: mean ")
    assert findings.survival(batch, ["days_to_half"]).startswith("Half of all eased: within ")
    assert findings.fan(batch, ["oil"]).startswith("Price of oil: ")


def test_classes_are_told_by_frequency() -> None:
    ends = ["partial"] * 6 + ["status_quo"] * 3 + ["escalation"]
    batch = with_outcomes(small_batch("examples/veridia", 30), {"outcome": ends})
    assert findings.classes(batch).startswith("Partial is the most frequent end: 60.0 % (")
    assert findings.classes(batch).endswith("; next, status quo: 30.0 %")
    one = with_outcomes(small_batch("examples/veridia", 30), {"outcome": ["partial"] * 4})
    assert findings.classes(one).endswith("; there is no other")
    other = with_outcomes(small_batch("examples/veridia", 30), {"outcome": ["escalation"] * 4})
    assert "partial 60.0 % (" in findings.classes([batch, other])
    assert "escalation 100.0 % (" in findings.classes([batch, other])


def test_questions_are_answered_by_the_first() -> None:
    batch = small_batch("russia_2025", 6)
    row = questions(batch).row(0, named=True)
    said = f"{row['text']} {percent(row['blended'])}, blended (simulated "
    assert findings.questions(batch).startswith(said)


@pytest.mark.parametrize("seed", [1, 3, 6, 13])
def test_a_run_says_when_relief_begins_and_how_much_there_is(seed: int) -> None:
    record = case(seed, "talks.mode=baby_steps")
    days, lp = steps(record)["legal"]
    said = of_run.timeline(record)
    if lp.any():
        assert date(record.model.calendar.date(float(days[lp > 0.0][0]))) in said
        assert f"{lp[-1]:.1f} LP" in said or "all of it is gone" in said
    else:
        assert said.startswith("Nothing is eased")
    assert "in force in full at the end" in of_run.swimlane(record)
