"""The first of several events at constant rates, against survival and competing risks."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

import pytest

from sim.engine.state.record import Record
from sim.theory.hazards import (
    cause_share,
    cumulative_incidence,
    piecewise_survival,
    survival,
    undetected,
)
from tests.limits.games import YEAR, fits, futures, likely

KINDS = ("crisis", "offensive", "leader_exit")
RATES = (0.3, 0.5, 0.2)
FIELDS = ("crisis_rate", "offensive_rate", "target_exit_rate")
SHOCKS = tuple(f"world.shocks.{f}={rate}" for f, rate in zip(FIELDS, RATES, strict=True))
N = 500


def first(record: Record, kinds: Iterable[str]) -> tuple[float, str]:
    """When the first event of some kinds came, in years, and its kind."""
    for entry in record.entries:
        if entry.kind in kinds:
            return entry.day / YEAR, entry.kind
    return inf, ""


def firsts() -> list[tuple[float, str]]:
    """The first shock of each future; in ten years at a rate of one there is one nearly always."""
    return [first(record, KINDS) for record in futures("storms", N, *SHOCKS)]


def test_the_first_of_several_shocks_comes_at_the_sum_of_their_rates() -> None:
    times = [time for time, _ in firsts()]
    assert fits(times, lambda t: 1.0 - survival(RATES, t))
    assert not fits(times, lambda t: 1.0 - survival((0.3, 0.5), t))


@pytest.mark.parametrize("cause", range(3))
def test_which_comes_first_is_a_matter_of_shares(cause: int) -> None:
    came = sum(kind == KINDS[cause] for _, kind in firsts())
    assert likely(came, N, cause_share(RATES, cause))
    assert not likely(came, N, cause_share(RATES, (cause + 1) % 3))


@pytest.mark.parametrize("cause", range(3))
@pytest.mark.parametrize("years", [0.5, 2.0])
def test_how_often_it_comes_first_within_a_time(cause: int, years: float) -> None:
    came = sum(kind == KINDS[cause] and time <= years for time, kind in firsts())
    assert likely(came, N, cumulative_incidence(RATES, cause, years))
    alone = cumulative_incidence(RATES[cause : cause + 1], 0, years)
    if years > 1.0:  # without the others it would come more often
        assert not likely(came, N, alone)


def test_a_rate_that_changes_on_a_date_counts_for_what_has_accumulated() -> None:
    change = (
        "world.shocks.crisis_rate=0.3",
        "interventions=[{id: calm, on: 2031-07-02, set: {world.shocks.crisis_rate: 1.5}}]",
    )
    times = [first(record, ("crisis",))[0] for record in futures("storms", N, *change)]
    pieces = ((547.0 / YEAR, 0.3), (1.0, 1.5))
    assert fits(times, lambda t: 1.0 - piecewise_survival(pieces, t))
    assert not fits(times, lambda t: 1.0 - survival((0.3,), t))
    assert not fits(times, lambda t: 1.0 - survival((1.5,), t))


@pytest.mark.parametrize("war", [0.5, 0.9])
def test_violations_that_are_seen_are_a_thinned_process(war: float) -> None:
    """A truce is broken at 0.8 (0.5 + W) a year and three times in five it is seen."""
    records = futures(
        "storms",
        N,
        "at_start.concessions=[truce]",
        f"world.war.start={war}",
        f"world.war.mean={war}",
    )
    times = [
        next(
            (e.day / YEAR for e in r.entries if e.kind == "violation" and e.numbers["detected"]),
            inf,
        )
        for r in records
    ]
    rate = 0.8 * (0.5 + war)
    assert fits(times, lambda t: 1.0 - undetected(rate, 0.6, t))
    assert not fits(times, lambda t: 1.0 - undetected(rate, 0.8, t))
