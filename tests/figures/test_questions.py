"""Questions: probabilities with intervals, dates as quantiles, in the words of the scenario."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from numpy.testing import assert_allclose

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base.dates import date_number
from sim.figures.batch.questions import questions
from sim.statistics.precision import wilson_interval
from sim.wording.words import date as said_date
from tests.batches import small_batch
from tests.legibility import assert_legible, broken, panels, with_outcomes, wording
from tests.scenarios.worlds import elsewhere


def with_timber(days: list[object]) -> Batch:
    """A batch in which the timber embargo of Veridia is eased on given days, or never."""
    columns: dict[str, list[object]] = {
        "answer_timber": [day is not None for day in days],
        "answer_timber_days": days,
    }
    return with_outcomes(small_batch("examples/veridia", 30), columns)


def spans(axes: Axes) -> Iterator[tuple[float, float]]:
    for collection in axes.collections:
        if isinstance(collection, PolyCollection):
            for path in collection.get_paths():
                yield path.vertices[:, 0].min(), path.vertices[:, 0].max()


def test_points_and_whiskers_are_probabilities_and_wilson_intervals() -> None:
    batch = small_batch("hold", 8)
    axes = panels(questions(batch, 0.9))[0]
    asked = [q.id for q in batch.model.scenario.questions if q.by is not None]
    yes = {name: int(batch.outcomes[f"answer_{name}"].sum()) for name in asked}
    points = [container.lines[0].get_xdata()[0] for container in axes.containers]
    assert_allclose(points, [yes[name] / 8 for name in asked])
    whiskers = [c for c in axes.collections if isinstance(c, LineCollection)]
    for name, found in zip(asked, whiskers, strict=True):
        drawn = sorted(found.get_segments()[0][:, 0])
        assert_allclose(drawn, wilson_interval(yes[name], 8, 0.9), atol=1e-12)


def test_all_questions_stand_there_in_full_with_their_dates() -> None:
    batch = small_batch("hold", 8)
    figure = questions(batch)
    said = " ".join(wording(figure).split())
    for question in batch.model.scenario.questions:
        assert question.text in said
        if question.by is not None:
            assert f"by {said_date(question.by)}" in said
    assert "Interval (95 %, Wilson)" in said
    assert "share of futures in which the answer is yes" in said
    assert_legible(figure)


def test_dates_are_bars_between_quantiles() -> None:
    days = [float(day) for day in range(100, 1200, 50)]
    figure = questions(with_timber([*days]))
    (axes,) = panels(figure)
    origin = date_number(small_batch("examples/veridia", 2).model, 0.0)
    # Of 22 days, those by which 5, 25, 75 and 95 % have come.
    at = {p: origin + days[k] for p, k in ((5, 1), (25, 5), (50, 10), (75, 16), (95, 20))}
    assert list(spans(axes)) == [(at[5], at[95]), (at[25], at[75])]
    (median,) = [line for line in axes.lines if line.get_marker() == "D"]
    assert list(median.get_xdata()) == [at[50]]
    assert "never 0.0 %" in wording(figure)


def test_bars_of_what_may_never_happen_run_to_the_end() -> None:
    figure = questions(with_timber([100.0, 200.0, 300.0, 400.0, None, None, None, None]))
    (axes,) = panels(figure)
    assert {round(end - axes.get_xlim()[1], 6) for _, end in spans(axes)} == {0.0}
    assert "never 50.0 %\n(21.5 to 78.5 %)" in wording(figure)
    assert_legible(figure)


def test_what_hardly_ever_or_never_happens_is_said_in_words() -> None:
    figure = questions(with_timber([None] * 30))
    assert "happens in 0.0 % of futures: too few for a bar" in wording(figure)
    assert_legible(figure)


def test_a_scenario_without_questions_says_so() -> None:
    batch = small_batch("examples/veridia", 2)
    model = elsewhere(
        batch.model, scenario=batch.model.scenario.model_copy(update={"questions": ()})
    )
    figure = questions(replace(batch, model=model))
    assert "This scenario asks no questions." in wording(figure)
    assert_legible(figure)


def test_the_longest_questions_fit() -> None:
    batch = small_batch("examples/veridia", 2)
    (asked,) = batch.model.scenario.questions
    long = asked.model_copy(update={"text": ("When is it that " + "something long " * 30)[:300]})
    scenario = batch.model.scenario.model_copy(update={"questions": (long, long)})
    figure = questions(replace(batch, model=elsewhere(batch.model, scenario=scenario)))
    assert_legible(figure)


@pytest.mark.parametrize("n", [1, 2])
def test_few_futures_can_be_read(n: int) -> None:
    assert_legible(questions(small_batch("russia_2025", n)))


def test_a_batch_of_failures_is_refused() -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        questions(broken())
