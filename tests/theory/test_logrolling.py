"""Logrolling: trades against enumeration and against a fine grid."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.theory.logrolling import Logroll, logroll_divisible, logroll_indivisible

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=40)

weight = st.floats(0.0, 1.0, allow_subnormal=False)
agendas = st.integers(1, 4).flatmap(
    lambda n: st.tuples(
        st.lists(weight, min_size=n, max_size=n), st.lists(weight, min_size=n, max_size=n)
    )
)


def consistent(deal: Logroll, us: list[float], ru: list[float]) -> bool:
    first = sum(w * (1 - g) for w, g in zip(us, deal.given, strict=True))
    second = sum(w * g for w, g in zip(ru, deal.given, strict=True))
    return deal.first == pytest.approx(first) and deal.second == pytest.approx(second)


@quick
@given(agenda=agendas)
def test_no_other_assignment_has_a_larger_product(agenda: tuple[list[float], list[float]]) -> None:
    us, ru = agenda
    deal = logroll_indivisible(us, ru)
    assert consistent(deal, us, ru)
    assert set(deal.given) <= {0.0, 1.0}
    for given_away in product((0, 1), repeat=len(us)):
        mine = sum(w for w, g in zip(us, given_away, strict=True) if not g)
        yours = sum(w for w, g in zip(ru, given_away, strict=True) if g)
        assert mine * yours <= deal.product + 1e-12


@quick
@given(agenda=agendas)
def test_dividing_issues_is_never_worse_and_beats_every_grid_point(
    agenda: tuple[list[float], list[float]],
) -> None:
    us, ru = agenda
    deal = logroll_divisible(us, ru)
    assert consistent(deal, us, ru)
    assert all(0.0 <= g <= 1.0 for g in deal.given)
    assert sum(0.0 < g < 1.0 for g in deal.given) <= 1
    assert deal.product >= logroll_indivisible(us, ru).product - 1e-12
    for shares in product((0.0, 0.25, 0.5, 0.75, 1.0), repeat=len(us)):
        mine = sum(w * (1 - g) for w, g in zip(us, shares, strict=True))
        yours = sum(w * g for w, g in zip(ru, shares, strict=True))
        assert mine * yours <= deal.product + 1e-9


@quick
@given(agenda=agendas, d=st.tuples(weight, weight))
def test_what_the_sides_have_already_is_counted_off(
    agenda: tuple[list[float], list[float]], d: tuple[float, float]
) -> None:
    us, ru = agenda
    deal = logroll_divisible(us, ru, *d)
    whole = logroll_indivisible(us, ru, *d)
    assert deal.product >= whole.product - 1e-12
    for shares in product((0.0, 0.5, 1.0), repeat=len(us)):
        mine = sum(w * (1 - g) for w, g in zip(us, shares, strict=True)) - d[0]
        yours = sum(w * g for w, g in zip(ru, shares, strict=True)) - d[1]
        assert max(mine, 0.0) * max(yours, 0.0) <= deal.product + 1e-9


def test_trades_worked_out_by_hand() -> None:
    us, ru = (0.55, 0.30, 0.15), (0.20, 0.25, 0.55)
    whole = logroll_indivisible(us, ru)
    assert whole.given == (0.0, 0.0, 1.0)
    assert whole.product == pytest.approx(0.4675)
    parts = logroll_divisible(us, ru)
    assert parts.given == (0.0, pytest.approx(0.316667, abs=1e-6), 1.0)
    assert (parts.first, parts.second) == (pytest.approx(0.755), pytest.approx(0.629167, abs=1e-6))
    assert parts.product == pytest.approx(0.475021, abs=1e-6)


def test_what_costs_nothing_is_given_and_what_is_worth_nothing_is_kept() -> None:
    assert logroll_divisible((1.0, 0.0, 1.0), (0.0, 1.0, 0.0)).given == (0.0, 1.0, 0.0)


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match="2 and 1"):
        logroll_divisible((0.5, 0.5), (1.0,))
    with pytest.raises(ValueError, match="0 and 0"):
        logroll_indivisible((), ())
    with pytest.raises(ValueError, match=r"-0\.5"):
        logroll_divisible((0.5, -0.5), (1.0, 0.5))
    with pytest.raises(ValueError, match="at most 20"):
        logroll_indivisible([1.0] * 21, [1.0] * 21)
