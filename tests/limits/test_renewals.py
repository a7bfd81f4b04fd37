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


LICENSED = (
    "catalogue.instruments.licence.dated_days=[100]",
    "talks.steps.held_days=3650",
)
"""Relief is by licences of a hundred days, and is not made permanent."""


@pytest.mark.parametrize(
    ("bought", "overrides"),
    [
        (True, ()),
        (False, ("talks.executive_proposes=0", "agents.target.insist=1000",
                 "agents.executive.prior_dealer=0.2", "agents.executive.grit_rate=1")),
    ],
)  # fmt: skip
def test_a_licence_is_rolled_over_by_its_own_probability_as_it_was_bought_or_not(
    bought: bool, overrides: tuple[str, ...]
) -> None:
    """Renewed k times and then no more is geometric, for either kind with its own parameter."""
    mine, other = ("licence", "gift") if bought else ("gift", "licence")
    terms = renewed_terms = 0
    for record in futures(
        "steps",
        N // 2,
        *LICENSED,
        *overrides,
        f"agents.executive.{mine}_rollover={P}",
        f"agents.executive.{other}_rollover=0",
    ):
        assert any(e.kind == ("deal" if bought else "gesture") for e in record.entries)
        assert not any(e.kind == ("gesture" if bought else "deal") for e in record.entries)
        over = [e for e in record.entries if e.kind in ("licence_renewed", "licence_lapse")]
        first = over[0]
        terms += 1
        renewed_terms += first.kind == "licence_renewed"
    assert terms == N // 2
    assert likely(renewed_terms, terms, P)
    assert not likely(renewed_terms, terms, P - 0.15)
