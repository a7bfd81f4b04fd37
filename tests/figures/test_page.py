"""Looks that tell any number of scenarios apart, pages that grow, caveats that are said."""

import pytest

from sim.errors import ThawError
from sim.figures.base import scenarios, style
from sim.figures.base.page import page
from tests.batches import small_batch
from tests.legibility import broken


def test_the_first_eight_looks_are_those_of_the_house() -> None:
    assert [style.scenario_look(k) for k in range(8)] == list(style.SCENARIO_LOOKS)


def test_no_two_of_sixty_scenarios_look_alike() -> None:
    looks = [style.scenario_look(k) for k in range(60)]
    assert len(set(looks)) == 60


def test_neighbours_from_the_ninth_on_differ_in_shape_from_their_colours_first_owner() -> None:
    for k in range(8, 24):
        first = style.scenario_look(k % 8)
        assert style.scenario_look(k).colour == first.colour
        assert style.scenario_look(k).marker != first.marker
        assert style.scenario_look(k).dashes != first.dashes


def test_panels_are_placed_in_inches_below_the_heading() -> None:
    sheet = page([small_batch("examples/veridia", 2)] * 2, "what", 4.0)
    height = sheet.figure.get_figheight()
    assert sheet.top + 4.0 < height < sheet.top + 4.4  # the foot is below
    box = sheet.panel(1.0, 0.5, 3.0, 2.0).get_position()
    assert box.x0 * style.WIDTH == pytest.approx(1.0)
    assert box.width * style.WIDTH == pytest.approx(3.0)
    assert (1.0 - box.y1) * height == pytest.approx(sheet.top + 0.5)
    assert box.height * height == pytest.approx(2.0)
    assert sheet.at(6.4, height - sheet.top) == pytest.approx((0.5, 0.0))


def test_what_differs_besides_policy_is_said() -> None:
    russia, later = small_batch("russia_2025", 2), small_batch("russia_2026", 2)
    assert scenarios.caveat([russia, small_batch("hold", 2)]) == ""
    assert "other lengths" in scenarios.caveat([russia, later])
    assert "other senders" not in scenarios.caveat([russia, later])
    assert "other senders" in scenarios.caveat([russia, small_batch("by_hand", 2)])


def test_one_batch_or_an_empty_one_is_no_comparison() -> None:
    one = small_batch("examples/veridia", 2)
    with pytest.raises(ThawError, match="two scenarios or more, found 1"):
        scenarios.compared([one])
    with pytest.raises(ThawError, match="all 3 futures failed"):
        scenarios.compared([one, broken()])
