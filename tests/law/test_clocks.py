"""Statutory clocks against dates worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalogue.loading import load_catalogue
from sim.catalogue.schema import Procedure
from sim.law.clocks import (
    earliest_effect,
    in_recess,
    next_occurrence,
    occurrences,
    renewal_window,
    review_ends,
)
from sim.law.review import Review, ReviewError, Stage

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@pytest.fixture(scope="module")
def section_216() -> Procedure:
    return load_catalogue("russia").procedures["delist_reviewed"]


@pytest.mark.parametrize(
    ("sent", "days"),
    [("2027-07-09", 30), ("2027-07-10", 60), ("2027-09-07", 60), ("2027-09-08", 30)],
)
def test_the_recess_window_includes_its_ends(section_216, sent, days):
    sent = dt.date.fromisoformat(sent)
    assert in_recess(section_216, sent) == (days == 60)
    assert review_ends(section_216, sent) == sent + dt.timedelta(days=days)


def test_a_disapproval_that_passes_and_is_vetoed_freezes_for_longer(section_216):
    sent = dt.date(2027, 3, 1)
    assert review_ends(section_216, sent, passed=True) == dt.date(2027, 4, 12)
    assert review_ends(section_216, sent, passed=True, vetoed=True) == dt.date(2027, 4, 22)


def test_a_recess_over_new_year():
    procedure = Procedure(
        name="x",
        actor="executive",
        form="review",
        instrument="licence",
        review_days=30,
        review_days_recess=45,
        recess=("12-15", "01-10"),
    )
    assert in_recess(procedure, dt.date(2026, 12, 31))
    assert in_recess(procedure, dt.date(2027, 1, 10))
    assert not in_recess(procedure, dt.date(2027, 1, 11))


def test_a_certification_is_reviewed_while_it_waits():
    procedure = load_catalogue("russia").procedures["certify_117"]
    # Public Law 117-110: 45 days of consultation, then 90 days, under review meanwhile.
    asked = dt.date(2027, 1, 1)
    assert earliest_effect(procedure, asked) == asked + dt.timedelta(days=135)


@given(DAYS, st.sampled_from(["01-31", "07-31", "04-15", "12-20"]))
def test_the_next_occurrence_is_within_a_year(on, day):
    found = next_occurrence(day, on)
    assert f"{found:%m-%d}" == day
    assert 0 <= (found - on).days <= 366


@given(DAYS, st.integers(0, 3000))
def test_occurrences_are_in_order_and_inside(first, days):
    last = first + dt.timedelta(days=days)
    found = list(occurrences(["07-31", "01-31"], first, last))
    assert found == sorted(found)
    assert all(first <= date <= last for date in found)
    assert abs(len(found) - days / 182.6) < 2.1


@given(DAYS, st.integers(1, 200))
def test_the_window_opens_before_the_anniversary(day, window):
    opens, closes = renewal_window(day, window)
    assert closes == day
    assert (closes - opens).days == window


def test_windows_and_reviews_of_two_years(section_216):
    assert renewal_window(dt.date(2027, 4, 15))[0] == dt.date(2027, 1, 15)
    assert renewal_window(dt.date(2027, 3, 6))[0] == dt.date(2026, 12, 6)
    assert review_ends(section_216, dt.date(2027, 3, 1)) == dt.date(2027, 3, 31)
    assert review_ends(section_216, dt.date(2027, 7, 15)) == dt.date(2027, 9, 13)


def test_a_review_goes_ahead_by_silence(section_216):
    review = Review(section_216, dt.date(2027, 3, 1))
    assert review.effective == dt.date(2027, 3, 31)
    with pytest.raises(ReviewError, match="2027-03-31"):
        review.close(dt.date(2027, 3, 30))
    assert review.close(dt.date(2027, 3, 31))
    assert review.stage is Stage.OVER


def test_a_review_that_is_lost(section_216):
    review = Review(section_216, dt.date(2027, 3, 1))
    review.passed()
    review.vetoed()
    assert review.effective > dt.date(2027, 4, 21)
    review.enacted()
    assert review.stage is Stage.ENACTED
    assert not review.close(dt.date(2027, 3, 31))


def test_a_veto_needs_something_to_veto(section_216):
    review = Review(section_216, dt.date(2027, 3, 1))
    with pytest.raises(ReviewError, match="disapproval passed"):
        review.vetoed()
    review.close(dt.date(2027, 4, 1))
    with pytest.raises(ReviewError):
        review.passed()
