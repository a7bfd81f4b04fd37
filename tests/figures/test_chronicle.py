"""The record of what happened: its dates in numbers, its path over the fan."""

import datetime as dt
from dataclasses import replace

import pytest
from matplotlib.dates import num2date
from numpy.testing import assert_allclose

from sim.batch.batch import Batch
from sim.engine.model.model import Model
from sim.figures.base.dates import day_numbers
from sim.figures.batch import chronicle
from sim.figures.batch.chronicle import MOST, Path
from sim.figures.batch.fan import fan
from sim.figures.batch.survival import survival
from sim.scenario.events import Observed
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording
from tests.scenarios.worlds import elsewhere


def recorded(n: int, every: int = 30, *, eased: bool = False, stem: str = "hold") -> Batch:
    """A batch whose scenario has a record of `n` events, so many days apart."""
    batch = small_batch(stem, 8)
    model = batch.model
    first = next(iter(model.catalogue.measures))
    entries = tuple(
        Observed(
            id=f"e{k}",
            date=model.scenario.start + dt.timedelta(days=20 + every * k),
            what=f"Something of note happens for the {k}th time, and it takes many words to say so",
            eased={first: 1.0} if eased and k < 3 else {},
        )
        for k in range(n)
    )
    scenario = model.scenario.model_copy(update={"observed": entries})
    return replace(batch, model=elsewhere(model, scenario=scenario))


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> Path:
    import numpy as np

    known = Path(np.array([0.0, 20.0, 50.0]), np.array([0.0, 12.0, 30.0]))

    def of(model: Model) -> Path | None:
        return known if any(entry.eased for entry in model.scenario.observed) else None

    monkeypatch.setattr(chronicle, "path_of", of)
    return known


def test_every_panel_has_a_tick_on_each_date_and_the_key_says_what_it_was() -> None:
    batch = recorded(5)
    figure = fan(batch)
    every = panels(figure)
    for axes in every:
        (marks,) = [x for x in axes.lines if x.get_label() == "dates of the record"]
        dates = [num2date(x).date() for x in marks.get_xdata()]
        assert dates == [entry.date for entry in batch.model.scenario.observed]
    said = wording(figure)
    for k, entry in enumerate(batch.model.scenario.observed, start=1):
        assert f"{k}  {entry.date}  {entry.what[:30]}" in said
    assert_legible(figure)


@pytest.mark.parametrize("every", [1, 7, 40])
def test_numbers_stand_apart_however_close_the_dates(every: int) -> None:
    assert_legible(fan(recorded(MOST, every), ["legal"]))


def test_of_many_dates_those_are_told_on_which_something_was_eased(path: Path) -> None:
    figure = fan(recorded(MOST + 10, 10, eased=True), ["legal"])
    assert "dates on which something was eased, and 37 more" in wording(figure)
    assert "3  2025" in wording(figure)
    assert "4  2025" not in wording(figure)
    assert_legible(figure)
    none = fan(recorded(MOST + 10, 10), ["legal"])
    assert "The record: 40 dates" in wording(none)
    assert_legible(none)


def test_the_path_of_the_record_is_a_step_over_relief_in_law(path: Path) -> None:
    batch = recorded(4, eased=True)
    figure = fan(batch, ["legal", "effective"])
    law, effective = panels(figure)[:2]
    (line,) = [x for x in law.lines if x.get_label() == "the record"]
    assert line.get_drawstyle() == "steps-post"
    days = [*path.days, batch.model.calendar.horizon]
    assert_allclose(line.get_xdata(), day_numbers(batch.model, days))
    assert list(line.get_ydata()) == [0.0, 12.0, 30.0, 30.0]
    assert law.get_ylim()[1] >= 30.0
    assert not [x for x in effective.lines if x.get_label() == "the record"]
    assert "the record" in wording(figure).split("\n")


def test_without_a_record_nothing_is_said_of_one() -> None:
    figure = fan(small_batch("hold", 8))
    assert "record" not in wording(figure)
    assert chronicle.chronicle(small_batch("hold", 8).model, 10.0).height == 0.0


def test_survival_curves_have_ticks_too() -> None:
    figure = survival(recorded(5))
    assert "marks on the axis: dates of the record" in wording(figure)
    assert_legible(figure)
