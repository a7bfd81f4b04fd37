"""Looks that can be told apart: in colour, in grey, and without colour."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.dates import num2date
from matplotlib.figure import Figure

from sim.analysis.wording import class_words
from sim.figures.base import style
from sim.figures.base.axes import percent_axis
from sim.figures.base.curves import seen
from sim.figures.base.dates import date_number, day_numbers
from sim.figures.base.text import fitted
from sim.outcomes.classes import CLASSES
from tests.batches import small_batch


def lightness(colour: str) -> float:
    """CIE 1976 L*, from sRGB."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    y = float(linear @ (0.2126, 0.7152, 0.0722))
    return 116.0 * y ** (1.0 / 3.0) - 16.0 if y > 0.008856 else 903.3 * y


def test_every_scenario_differs_from_all_others_in_each_respect() -> None:
    assert len(style.SCENARIO_LOOKS) == 8
    for respect in zip(*style.SCENARIO_LOOKS, strict=True):
        assert len(set(respect)) == 8


def test_the_first_scenarios_differ_in_grey() -> None:
    first = [lightness(style.scenario_look(k).colour) for k in range(3)]
    assert min(abs(a - b) for a, b in combinations(first, 2)) > 20.0
    # All of them can be seen on white.
    assert max(lightness(look.colour) for look in style.SCENARIO_LOOKS) < 75.0


def test_every_class_has_a_look_of_its_own_and_more_relief_is_darker() -> None:
    assert list(style.CLASS_LOOKS) == list(CLASSES)
    looks = [style.class_look(name) for name in CLASSES]
    assert len({(look.colour, look.hatch) for look in looks}) == 9
    assert len({class_words(name) for name in CLASSES}) == 9
    steps = [
        lightness(style.class_look(name).colour)
        for name in ("baby_steps", "partial", "comprehensive")
    ]
    assert steps[0] - steps[1] > 20.0
    assert steps[1] - steps[2] > 20.0
    for name in ("baby_steps", "partial", "comprehensive"):
        plain, undone = style.class_look(name), style.class_look(f"{name}_reversed")
        assert (plain.colour, plain.hatch, undone.hatch) == (undone.colour, "", "////")


def test_day_numbers_are_the_dates_of_the_model() -> None:
    model = small_batch("examples/veridia", 2).model
    numbers = day_numbers(model, [0.0, model.calendar.horizon])
    assert num2date(numbers[0]).date() == model.scenario.start
    assert numbers[1] - numbers[0] == model.calendar.horizon
    assert numbers[0] == date_number(model, 0.0)


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (0.25, "25 %"), (1.0, "100 %"), (0.125, "12.5 %")]
)
def test_an_axis_of_shares_says_percent(share: float, said: str) -> None:
    axes = Figure().add_subplot()
    percent_axis(axes.xaxis)
    assert axes.xaxis.get_major_formatter()(share, 0) == said


def test_texts_are_cut_only_where_there_is_no_room() -> None:
    assert fitted("whole", 2.0) == "whole"
    long = fitted("words that go on and on and on, beyond what there is room for", 2.0)
    assert long.endswith("…")
    assert 15 < len(long) < 35


def test_few_points_are_all_drawn_and_of_many_no_more_than_can_be_seen() -> None:
    assert seen([0.0, 1.0, 1.0, 5.0]).tolist() == [0, 1, 2, 3]
    x = np.sort(np.random.default_rng(1).uniform(0.0, 7.0, 50_000))
    kept = seen(x)
    assert kept[0] == 0
    assert kept[-1] == x.size - 1
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= 3201
    # No step is moved by more than half a pixel.
    where = kept[np.searchsorted(kept, np.arange(x.size))]
    assert (x[where] - x).max() <= 7.0 / 3200 * 1.001
