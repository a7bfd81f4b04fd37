"""Who is scored: one table, and what those say who go by the case library."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.forecasts.forecaster import forecaster_of
from sim.validation.backtest.forecasters import (
    FORECASTERS,
    HEADLINE,
    MODELS,
    RIVAL,
    predictions,
)
from sim.validation.backtest.items import forecast, items_of
from tests.batches import small_batch


def test_each_is_called_by_names_of_its_own() -> None:
    for what in ("label", "title", "about"):
        assert len({getattr(who, what) for who in FORECASTERS.values()}) == len(FORECASTERS)


def test_the_headline_is_the_blend_told_against_the_library_without_a_model() -> None:
    assert (HEADLINE, RIVAL) == ("blend", "library")
    assert MODELS == ("blend", "simulator")
    assert RIVAL not in MODELS
    assert [name for name, who in FORECASTERS.items() if who.sample] == ["simulator"]


def test_what_is_said_of_a_case_is_said_without_it() -> None:
    """Of a case of the library its own answers count nothing, in base rates and in weights."""
    batch = small_batch("cases/haiti_1991", 12)
    who = forecaster_of(batch.model)
    assert "haiti_1991" in who.left_out
    for item in items_of(batch.model, "haiti"):
        members = forecast(item, batch)
        said = predictions(item, batch, members)
        assert list(said) == list(FORECASTERS)
        library, near = who.plain_rate(item.asked), who.rate(item.asked)
        assert said["library"].probability == library.probability
        assert said["near"].probability == near.probability
        assert not who.left_out & dict(library.cases).keys()
        if item.kind == "yes_no":
            simulated = said["simulator"].probability
            assert simulated == pytest.approx(members.mean())
            pooled = who.pool(near).blended(simulated, near.probability)
            assert said["blend"].probability == float(pooled)
        else:
            assert said["simulator"].probability == np.mean(members < item.last)
            times = said["blend"].times
            assert np.all(np.diff(times[np.isfinite(times)]) >= 0.0)
