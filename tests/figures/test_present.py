"""Figures of conditioned scenarios: what moves, what surprises, fans, and what is learnt."""

import pytest
from matplotlib.axes import Axes
from numpy.testing import assert_allclose

from sim.analysis.over_time import fan_of
from sim.analysis.recorded import assumptions_moved, by_surprise
from sim.errors import ThawError
from sim.figures.base.dates import date_number
from sim.figures.base.medium import MEDIA, SLIDE, Medium
from sim.figures.base.save import drawing
from sim.figures.base.style import HouseFigure
from sim.figures.batch.fan import fan
from sim.figures.batch.questions import questions
from sim.figures.findings import batch as findings
from sim.figures.present.before_after import before_after
from sim.figures.present.fans import fans
from sim.figures.present.learnt import learnt
from sim.figures.present.surprise import surprise
from sim.figures.registry import figures_of, first_figures
from tests.legibility import (
    INTERNAL,
    assert_in_words,
    assert_legible,
    bar_sizes,
    draws,
    panels,
    wording,
)
from tests.presents import present, several, with_rows

FIGURES = draws("now")


def marked(axes: Axes, name: str) -> list[tuple[float, float]]:
    """Points of a panel with a label."""
    lines = [line for line in axes.lines if line.get_label() == name]
    return [(float(x.get_xdata()[0]), float(x.get_ydata()[0])) for x in lines]


@pytest.mark.many
@pytest.mark.parametrize("medium", MEDIA.values(), ids=[*MEDIA])
@pytest.mark.parametrize("many", [1, 2, 5])
@pytest.mark.parametrize("name", FIGURES)
def test_each_can_be_read_and_says_to_which_day(name: str, many: int, medium: Medium) -> None:
    result = several(many) if many > 1 else present()
    figure, why = None, ""
    try:
        figure = FIGURES[name](*result.subject, medium=medium)
    except ThawError as error:
        why = str(error)
    if figure is None:
        assert medium is SLIDE
        assert many > 1
        assert "too much to show for a slide" in why
        return
    assert_legible(figure)
    assert_in_words(figure)
    said = " ".join(wording(figure).split())
    assert "seed 1 · conditioned to 31 Dec 2030" in said
    assert ("the first 3 of 5 scenarios" in said) == (many == 5)


@pytest.mark.parametrize("name", FIGURES)
def test_the_title_is_what_was_found(name: str) -> None:
    for result in (present(), several(2)):
        figure = FIGURES[name](*result.subject)
        assert isinstance(figure, HouseFigure)
        said = figures_of("now")[name].finding(*result.subject)
        assert figure.said.title == said
        assert 10 < len(said) <= 170
        assert not INTERNAL.findall(said)


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_results_give_the_same_bytes(name: str) -> None:
    first, second = (drawing(FIGURES[name](*present().subject), "png") for _ in range(2))
    assert first == second


def test_the_first_figures_answer() -> None:
    names = ["before_after", "surprise", "fans"]
    assert first_figures("now", *present().subject) == names
    assert [*FIGURES] == [*names, "learnt"]


def test_a_question_stands_where_it_is_without_the_record_and_with_it() -> None:
    (axes,) = panels(before_after(*present().subject))
    for row in present().values["scenarios"][0]["questions"]:
        for word in ("before", "after", "tempered"):
            ((x, _),) = marked(axes, f"{row['id']} {word}")
            assert x == row[word]["probability"]


def test_what_moves_most_comes_first() -> None:
    one = present().values["scenarios"][0]["questions"][0]
    asked = [
        {**one, "id": f"q{k}", "after": {**one["after"], "probability": moved}}
        for k, moved in enumerate((0.5, 0.1, 0.9))
    ]
    for row in asked:
        row["before"] = {**one["before"], "probability": 0.5}
    dated = {**asked[1], "id": "when", "by": None, "text": "When?"}
    values = with_rows(questions=[dated, *asked])
    (axes,) = panels(before_after(values, present().batches))
    heights = {name: marked(axes, f"{name} after")[0][1] for name in ("q0", "q1", "q2", "when")}
    assert sorted(heights, key=heights.__getitem__) == ["q1", "q2", "q0", "when"]
    assert "When? (by the end)" in wording(axes.figure)


def test_more_questions_than_a_slide_has_room_for() -> None:
    (one, *_) = present().values["scenarios"][0]["questions"]
    many = [{**one, "id": f"q{k}", "text": f"{one['text']} {k}"} for k in range(30)]
    values = with_rows(questions=many)
    figure = before_after(values, present().batches, medium=SLIDE)
    assert_legible(figure)
    assert "of 30" in wording(figure)


def test_bars_are_bits_and_numbers_are_futures_left() -> None:
    (axes,) = panels(surprise(*present().subject))
    rows = by_surprise(present().values["scenarios"][0]["facts"])
    for row in rows:
        assert bar_sizes(axes, row["id"]) == [row["bits"]]
        assert f"{row['effective']:,.0f}" in wording(axes.figure)
    assert "weighed: other futures left out" in wording(axes.figure)


def test_a_record_of_what_is_steered_says_nothing_of_weights() -> None:
    rows = [{**row, "steered": True} for row in present().values["scenarios"][0]["facts"]]
    said = wording(surprise(with_rows(facts=rows), present().batches))
    assert "steered: a draw, made to come" in said
    assert "weighed" not in said.replace("is weighed by the record", "")


def test_fans_are_those_of_the_futures_with_a_line_where_the_record_ends() -> None:
    (axes,) = panels(fans(*present().subject))
    before, after, _ = present().batches
    by_name = {str(line.get_label()): line for line in axes.lines}
    for name, batch in (("median without", before), ("median", after)):
        assert_allclose(by_name[name].get_ydata(), fan_of(batch, "in_force").bands[2])
    ends = date_number(after.model, 365.0)
    assert by_name["branch"].get_xdata()[0] == ends
    assert "here the record ends" in wording(axes.figure)
    assert "here the record ends" in wording(fan(after))
    assert "conditioned to 31 Dec 2030 (1 of 2)" in wording(fan([before, after]))


def test_assumptions_stand_in_units_of_what_was_assumed() -> None:
    (axes,) = panels(learnt(*present().subject))
    rows = assumptions_moved(present().values["scenarios"][0])
    assert rows
    for row in rows:
        choice = row["value"] is not None
        middle = "mean" if choice else "median"
        shift = (row["after"][middle] - row["before"]["mean"]) / row["before"]["sd"]
        found = [x for x, _ in marked(axes, f"{row['path']} after middle")]
        assert any(abs(x - shift) < 1e-9 for x in found)


@pytest.mark.parametrize(
    ("name", "section", "why"),
    [
        ("before_after", "questions", "no question is still open"),
        ("surprise", "facts", "the record says nothing"),
        ("learnt", "parameters", "no assumption moves beyond chance"),
    ],
)
def test_where_there_is_nothing_to_show_that_is_said(name: str, section: str, why: str) -> None:
    values = with_rows(**{section: []})
    kind = figures_of("now")[name]
    assert not kind.has_content(values, present().batches)
    assert kind.finding(values, present().batches)
    with pytest.raises(ThawError, match=why):
        kind.draw(values, present().batches)


def test_questions_of_conditioned_futures_are_blended_with_nothing() -> None:
    _, after, _ = present().batches
    figure = questions(after)
    assert_legible(figure)
    said = " ".join(wording(figure).split())
    assert "Each question: as simulated futures answer it" in said
    assert "blended" not in said
    assert findings.questions(after).endswith("of simulated futures")
