"""Headings say which scenarios, how many futures and which level; shares say no more than known."""

from dataclasses import replace

import pytest

from sim import __version__
from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.axes import say
from sim.figures.base.headings import heading, subject
from sim.figures.base.medium import MEDIA, Medium
from sim.figures.base.page import page
from sim.figures.base.scenarios import need_rows
from sim.figures.base.style import Said
from tests.batches import small_batch
from tests.legibility import assert_legible, boxes, broken, wording


def test_the_subject_of_one_batch_is_its_title_size_and_seed() -> None:
    batch = small_batch("examples/veridia", 3, 5)
    assert subject([batch]) == "Veridia: an invented country · 3 futures · seed 5"


def test_failed_replications_are_not_hidden() -> None:
    batch = small_batch("examples/veridia", 3)
    failures = broken().failures.head(1)
    some = replace(batch, outcomes=batch.outcomes.head(2), failures=failures)
    assert "2 futures (1 more failed)" in subject([some])


def test_several_scenarios_are_named_and_their_sizes_said_once_if_they_agree() -> None:
    a, b = small_batch("examples/veridia", 3), small_batch("examples/inline", 3)
    assert subject([a, b]) == (
        "2 scenarios: Veridia: an invented country; A world in one file · 3 futures each · seed 0"
    )
    c = replace(small_batch("examples/inline", 2), seed=9)
    assert subject([a, c]).endswith("3 futures and 2 futures · seeds 0, 9")


def test_a_foot_says_the_level_of_intervals_how_they_were_reckoned_and_what_it_is_of() -> None:
    batch = small_batch("examples/veridia", 3)
    sheet = page([batch], "What it shows", 1.0, 0.9, finding="This was found", method="Wilson")
    lines = wording(sheet.figure).split("\n")
    assert lines[-2:] == ["This was found", "What it shows"]
    assert set(lines) >= {
        "Interval (90 %, Wilson): what chance in 3 futures leaves open. It does not contain what "
        "may be wrong in the assumptions.",
        f"Veridia: an invented country · 3 futures · seed 0 · thaw {__version__}",
    }


@pytest.mark.parametrize("medium", MEDIA.values(), ids=MEDIA)
def test_a_long_heading_takes_more_lines_and_stays_on_the_page(medium: Medium) -> None:
    with style.house(medium):
        once = heading(style.new_figure(3.0, medium), Said("Found", "Shown"))
        figure = style.new_figure(3.0, medium)
        longer = heading(figure, Said("Words " * 40, "W" * 50 + " " + "words " * 40))
    assert 0.4 < once < longer
    assert min(box.x0 for _, box in boxes(figure)) >= 0.0
    assert max(box.x1 for _, box in boxes(figure)) <= figure.bbox.width


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    figure = style.new_figure(3.0)
    for letters in range(60, 90):
        text = f"{'w' * letters} {'w' * 24} 48.5 % and 20.3 LP, thaw 0.1.0, and so on"
        heading(figure, Said(text, ""))
    lines = wording(figure).split("\n")
    assert not [line for line in lines if line.startswith(("%", "LP", "0.1.0"))]
    assert len(lines) > 30


def test_eight_scenarios_are_named_up_to_six() -> None:
    batches = [
        replace(small_batch("examples/veridia", 3), name=f"a_rather_long_name_of_scenario_{k}")
        for k in range(8)
    ]
    sheet = page(batches, "words " * 40, 1.0, 0.95)
    assert_legible(sheet.figure)
    said = subject(batches)
    assert all(batch.name in said for batch in batches[:6])
    assert "and 2 more" in said


def test_a_batch_of_failures_alone_is_refused_in_words() -> None:
    need_rows(small_batch("examples/veridia", 3))
    with pytest.raises(ThawError, match="all 3 futures failed"):
        need_rows(small_batch("examples/veridia", 3), broken())


def test_an_empty_panel_says_why() -> None:
    figure = style.new_figure(2.0)
    say(figure.add_subplot(), "Nothing happened.")
    assert "Nothing happened." in wording(figure)
