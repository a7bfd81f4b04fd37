"""Packages of issues that the sides weigh differently, against the best trades."""

from __future__ import annotations

from itertools import product
from math import fsum

import pytest

from sim.theory.logrolling import logroll_divisible, logroll_indivisible
from tests.limits.games import first_day, futures

MEASURES = {"BANKS": (20.0, 0.2 * 20.0), "FIRMS": (30.0, 0.6 * 30.0), "TRADE": (50.0, 50.0)}
"""What each is worth to the sender, which has it, and to the target."""
CONCESSIONS = {"corridor": (30.0, 10.0), "prisoners": (45.0, 12.0)}
"""What each is worth to the sender, and to the target, which has it."""


def weights(scale: float) -> tuple[list[float], list[float], float, float]:
    """The issues as both sides weigh them, and what each has without a deal."""
    issues = [*MEASURES.values(), *((worth, scale * cost) for worth, cost in CONCESSIONS.values())]
    mine = fsum(first for first, _ in MEASURES.values())
    theirs = scale * fsum(cost for _, cost in CONCESSIONS.values())
    return [first for first, _ in issues], [second for _, second in issues], mine, theirs


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_the_best_package_is_the_best_trade_of_whole_issues(scale: float) -> None:
    frontier = first_day("issues", f"agents.target.cost_scale={scale}").offers[0].frontier()
    best = logroll_indivisible(*weights(scale))
    assert frontier.nash() == pytest.approx(best.product, rel=1e-9)
    assert best.product > 0.0
    # If issues could be divided there might be better, never worse.
    assert frontier.nash() <= logroll_divisible(*weights(scale)).product * (1.0 + 1e-9)
    assert frontier.nash() != pytest.approx(logroll_indivisible(*weights(scale + 0.1)).product)


def test_divided_finely_the_best_package_is_the_best_trade_of_divisible_issues() -> None:
    """Each measure in four parts."""
    fine = [f"catalogue.measures.{name}.tranches=4" for name in MEASURES]
    limits = "talks.search_breadth=12", "talks.max_tranches=12", "agents.target.cost_scale=0.5"
    largest = first_day("issues", *fine, *limits).offers[0].frontier().nash()
    best = logroll_divisible(*weights(0.5))
    whole = logroll_indivisible(*weights(0.5))
    assert whole.product * 1.01 < largest <= best.product
    assert largest == pytest.approx(best.product, rel=0.04)


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_no_other_package_is_better_for_both_than_what_is_agreed(scale: float) -> None:
    record = futures("issues", 1, f"agents.target.cost_scale={scale}")[0]
    agreed = record.deals[0]
    names = [*MEASURES, *CONCESSIONS]
    mine, theirs, d1, d2 = weights(scale)
    for given in product((False, True), repeat=len(names)):
        first = fsum(w for w, g in zip(mine, given, strict=True) if not g) - d1
        second = fsum(w for w, g in zip(theirs, given, strict=True) if g) - d2
        better = first > agreed.own + 1e-9 and second > agreed.other + 1e-9
        assert not better, (given, first, second, agreed)
    best = logroll_indivisible(mine, theirs, d1, d2)
    assert agreed.efficiency == pytest.approx(agreed.own * agreed.other / best.product)
    assert agreed.own > 0.0
    assert agreed.other > 0.0
