"""Headings say which scenarios, how many futures and which level; shares say no more than known."""

from dataclasses import replace

import pytest

from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.axes import say
from sim.figures.base.headings import heading, subject
from sim.figures.base.scenarios import need_rows
from tests.batches import small_batch
from tests.legibility import assert_legible, broken, wording


def test_the_subject_of_one_batch_is_its_title_name_size_and_seed() -> None:
    batch = small_batch("examples/veridia", 3, 5)
    assert subject([batch]) == "Veridia: an invented country (examples/veridia) · n = 3 · seed 5"


def test_failed_replications_are_not_hidden() -> None:
    batch = small_batch("examples/veridia", 3)
    failures = broken().failures.head(1)
    some = replace(batch, outcomes=batch.outcomes.head(2), failures=failures)
    assert "n = 2 (1 more failed)" in subject([some])


def test_several_scenarios_are_named_and_their_sizes_said_once_if_they_agree() -> None:
    a, b = small_batch("examples/veridia", 3), small_batch("examples/inline", 3)
    assert subject([a, b]) == (
        "2 scenarios: Veridia: an invented country; A world in one file · n = 3 each · seed 0"
    )
    c = replace(small_batch("examples/inline", 2), seed=9)
    assert subject([a, c]).endswith("n = 3, 2 · seeds 0, 9")


def test_a_heading_says_the_level_of_intervals_and_where_it_ends() -> None:
    batch = small_batch("examples/veridia", 3)
    with style.house():
        figure = style.new_figure(3.0)
        once = heading(figure, [batch], "What it shows", 0.9)
        assert "What it shows · intervals: 90 %" in wording(figure)
        longer = heading(style.new_figure(3.0), [batch], "Words " * 60, None)
    assert 0.5 < once < longer


def test_a_heading_of_eight_scenarios_stays_on_the_page() -> None:
    batches = [
        replace(small_batch("examples/veridia", 3), name=f"a_rather_long_name_of_scenario_{k}")
        for k in range(8)
    ]
    with style.house():
        figure = style.new_figure(3.0)
        heading(figure, batches, "W" * 60 + " " + "words " * 40, 0.95)
    assert_legible(figure)
    said = wording(figure).replace("\n", " ")
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
