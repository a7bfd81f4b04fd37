"""The record over the fan of every case."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.figures.validation.forecasters import MOST
from sim.figures.validation.record import recorded
from sim.validation.backtest import record_path
from sim.validation.backtest.forecasters import HEADLINE
from sim.validation.backtest.groups import CASE
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording
from tests.scenarios.worlds import elsewhere
from tests.validations import backtest, cases


def test_every_case_has_a_panel_with_how_long_its_record_lies_in_the_bands() -> None:
    figure = recorded(backtest(), cases())
    titles = [axes.get_title(loc="left") for axes in panels(figure)]
    assert titles[:2] == [
        "The case of renewals",
        "The case of china · in the bands 42.0 % and 87.0 % of the time",
    ]
    assert len(titles) == 5


def test_the_path_is_that_of_the_record() -> None:
    batch = cases()[1]
    scenario = batch.model.scenario
    measure = batch.model.tranches[0].measure
    eased = tuple(
        entry.model_copy(update={"eased": {measure: 0.25 * k}})
        for k, entry in enumerate(scenario.observed[:4])
    )
    model = elsewhere(batch.model, scenario=scenario.model_copy(update={"observed": eased}))
    figure = recorded(backtest(), [replace(batch, model=model)])
    (axes,) = panels(figure)
    (line,) = [x for x in axes.lines if x.get_label() == "the record"]
    _, lp = record_path(model)
    assert lp.max() > 0.0
    assert list(line.get_ydata()) == [*lp, lp[-1]]
    assert np.all(np.diff(lp) >= 0.0)
    assert_legible(figure)


def test_of_many_cases_those_forecast_worst_are_drawn() -> None:
    """Thirteen cases: all but the one with the best Brier score, in their order."""
    batches = [replace(cases()[0], name=f"c{k}") for k in range(13)]
    head = {"by": CASE, "score": "brier", "forecaster": HEADLINE}
    scores = pl.DataFrame([{**head, "group": f"c{k}", "mean": 0.5 - 0.03 * k} for k in range(13)])
    figure = recorded(replace(backtest(), scores=scores), batches)
    titles = [axes.get_title(loc="left") for axes in panels(figure)]
    assert titles == [f"c{k}" for k in range(MOST)]
    said = wording(figure).replace("\n", " ")
    assert "the 12 of 13 cases with the worst Brier score" in said
    assert "13 scenarios" in said


@pytest.mark.parametrize("n", [1, 2])
def test_few_futures_can_be_read(n: int) -> None:
    assert_legible(recorded(backtest(), [small_batch("examples/veridia", n)]))
