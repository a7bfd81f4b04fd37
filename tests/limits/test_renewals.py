"""Programmes that end unless they are renewed, against powers of the odds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.engine.state.record import Record
from sim.theory.occasions import layered, renewed, unanimously_renewed
from tests.limits.games import futures, likely

N = 500
P = 0.8


def lives(kind: str, *subjects: str) -> Callable[[Record, float], bool]:
    """Whether none of some subjects has seen an event of a kind by a day."""
    return lambda record, day: (
        not any(e.kind == kind and e.subject in subjects and e.day < day for e in record.entries)
    )


def count(alive: Callable[[Record, float], bool], years: int) -> int:
    """In how many futures it lives after so many years, on a New Year's Day."""
    return sum(alive(record, 365.25 * years) for record in futures("renewals", N))


@pytest.mark.parametrize("years", [1, 3, 6])
def test_an_emergency_lives_as_long_as_it_is_continued(years: int) -> None:
    alive = count(lives("emergency_lapse", "FIRST"), years)
    assert likely(alive, N, renewed(P, years))
    assert not likely(alive, N, renewed(P - 0.1, years))


@pytest.mark.parametrize("years", [1, 3])
def test_two_emergencies_are_renewed_by_themselves(years: int) -> None:
    both = count(lives("emergency_lapse", "FIRST", "SECOND"), years)
    assert likely(both, N, renewed(P, years, programmes=2))
    assert not likely(both, N, renewed(P, years))


@pytest.mark.parametrize("years", [2, 4, 7])
def test_a_measure_on_two_layers_ends_with_the_last_of_them(years: int) -> None:
    alive = count(lives("ended", "LAYERED"), years)
    assert likely(alive, N, layered((P, P), years))
    assert not likely(alive, N, layered((P,), years))


@pytest.mark.parametrize("years", [1, 3])
def test_an_act_that_needs_everybody_is_renewed_twice_a_year(years: int) -> None:
    alive = count(lives("act_lapse", "ACT"), years)
    assert likely(alive, N, unanimously_renewed(0.4, 0.7, 2 * years))
    assert not likely(alive, N, unanimously_renewed(0.4, 0.0, 2 * years))
    assert not likely(alive, N, unanimously_renewed(0.4, 0.7, years))
