"""Dated items: the simulated distribution, when it happened, and the references."""

from dataclasses import replace

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.dates import num2date
from numpy.testing import assert_allclose

from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.figures.base.dates import date_number, day_numbers
from sim.figures.validation.dates import observed_dates
from sim.scenario.events import EventFilter, Question
from sim.validation.backtest.forecasters import predictions
from sim.validation.backtest.items import forecast, items_of
from sim.wording.rounding import percent
from sim.wording.words import date as said_date
from tests.legibility import assert_legible, panels, wording
from tests.scenarios.worlds import elsewhere
from tests.validations import backtest, cases


def china() -> Batch:
    return next(batch for batch in cases() if batch.name == "china")


def curve(axes: Axes, name: str) -> tuple[np.ndarray, np.ndarray]:
    (line,) = [x for x in axes.lines if x.get_label() == name]
    return np.asarray(line.get_xdata()), np.asarray(line.get_ydata())


def test_every_dated_item_has_a_panel() -> None:
    assert len(panels(observed_dates(backtest(), cases()))) == 13


def test_the_curve_is_the_share_in_which_it_has_happened_by_then() -> None:
    batch = china()
    axes = panels(observed_dates(backtest(), [batch]))[3]
    days = batch.outcomes["observed_step_3_days"].drop_nulls().sort().to_numpy()
    x, y = curve(axes, "simulator")
    assert_allclose(x[1:-1], day_numbers(batch.model, days))
    assert_allclose(y[1:-1], np.arange(1, days.size + 1) / 40)
    assert_allclose(y[-1], days.size / 40)


def test_a_line_stands_where_it_happened_and_the_title_tells_in_how_many_by_then() -> None:
    batch = china()
    figure = observed_dates(backtest(), [batch])
    first = batch.model.scenario.observed[0].date
    x, _ = curve(panels(figure)[0], "happened")
    assert {num2date(at).date() for at in x} == {first}
    pit = backtest().items.filter(case="china", kind="date")["pit"][0]
    assert f"The case of china: {said_date(first)} ({percent(pit)})" in wording(figure)


def test_references_are_those_that_are_scored() -> None:
    batch = china()
    axes = panels(observed_dates(backtest(), [batch]))[1]  # of a kind with a base rate
    item = items_of(batch.model, "china")[1]
    said = predictions(item, batch, forecast(item, batch))
    assert said["climatology"].known
    for name in ("climatology", "half"):
        x, y = curve(axes, name)
        years = (x - date_number(batch.model, 0.0)) / YEAR
        by_then = [(said[name].times <= at + 1e-9).mean() for at in years]
        assert_allclose(y, by_then, atol=2e-3)
    assert abs(curve(axes, "half")[1][-1] - 0.5) < 2e-3


def test_what_never_happened_is_marked_at_the_right_edge() -> None:
    batch = china()
    never = Question(
        id="ever", text="Does it ever come?", event=EventFilter(kind="law"), answer=False
    )
    scenario = batch.model.scenario.model_copy(update={"observed": (), "questions": (never,)})
    batch = replace(
        batch,
        model=elsewhere(batch.model, scenario=scenario),
        outcomes=batch.outcomes.with_columns(
            pl.lit(False).alias("answer_ever"),
            pl.lit(None, dtype=pl.Float64).alias("answer_ever_days"),
        ),
    )
    row = {
        **backtest().items.filter(case="china", kind="date").head(1).to_dicts()[0],
        "id": "ever",
        "origin": "question",
        "answer": None,
        "date": None,
        "pit": None,
    }
    result = replace(backtest(), items=pl.DataFrame([row], schema=backtest().items.schema))
    figure = observed_dates(result, [batch])
    x, _ = curve(panels(figure)[0], "never")
    assert_allclose(x, day_numbers(batch.model, [batch.model.calendar.horizon]))
    assert "china: never" in wording(figure)
    assert_legible(figure)
