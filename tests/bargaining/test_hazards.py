"""Chances over time: identities between them, and their limits."""

from collections.abc import Callable
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining import hazards

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

chances = st.floats(0.0, 1.0)


@quick
@given(rates=st.lists(st.floats(0.0, 3.0), min_size=1, max_size=5), years=st.floats(0.0, 20.0))
def test_something_happens_first_or_nothing_does(rates: list[float], years: float) -> None:
    causes = range(len(rates))
    happened = sum(hazards.cumulative_incidence(rates, i, years) for i in causes)
    assert happened + hazards.survival(rates, years) == pytest.approx(1.0, abs=1e-9)


@quick
@given(rates=st.lists(st.floats(0.1, 3.0), min_size=2, max_size=5))
def test_in_the_long_run_causes_have_their_shares(rates: list[float]) -> None:
    for i in range(len(rates)):
        late = hazards.cumulative_incidence(rates, i, 500.0)
        assert late == pytest.approx(hazards.cause_share(rates, i), abs=1e-9)


@quick
@given(vetoes=st.lists(chances, max_size=5), settled=chances)
def test_council_by_enumeration(vetoes: list[float], settled: float) -> None:
    """Sum over who holds out; every hold-out must be settled on its own."""
    total = 0.0
    for out in product((False, True), repeat=len(vetoes)):
        chance = prod(v if o else 1.0 - v for v, o in zip(vetoes, out, strict=True))
        total += chance * settled ** sum(out)
    assert hazards.council_renews(vetoes, settled) == pytest.approx(total, abs=1e-9)


def test_a_council_of_one_or_none() -> None:
    assert hazards.council_renews([]) == 1.0
    assert hazards.council_renews([0.25]) == 0.75
    assert hazards.council_renews([1.0] * 27, settled=1.0) == 1.0


@quick
@given(layers=st.lists(chances, min_size=1, max_size=4), times=st.integers(0, 10))
def test_a_measure_lasts_as_long_as_one_of_its_layers(layers: list[float], times: int) -> None:
    whole = hazards.layered(layers, times)
    assert whole >= max(hazards.renewed(p, times) for p in layers) - 1e-12
    assert whole <= sum(hazards.renewed(p, times) for p in layers) + 1e-12


def test_small_numbers_by_hand() -> None:
    assert hazards.renewed(0.9, 2) == pytest.approx(0.81)
    assert hazards.renewed(0.0, 0) == 1.0
    assert hazards.layered((), 3) == 0.0
    assert hazards.gate_passes(0.5, 2) == 0.75
    assert hazards.undetected(2.0, 0.0, 10.0) == 1.0
    assert hazards.undetected(2.0, 0.5, 1.0) == hazards.poisson_none(1.0, 1.0)
    assert hazards.cumulative_incidence((0.0, 0.0), 0, 5.0) == 0.0


@quick
@given(
    gain=st.floats(0.1, 10.0),
    loss=st.floats(0.1, 10.0),
    q=st.floats(0.05, 1.0),
    step=st.floats(0.001, 0.1),
)
def test_patience_beyond_the_critical_factor_keeps_and_below_it_cheats(
    gain: float, loss: float, q: float, step: float
) -> None:
    def keeps(delta: float) -> bool:
        return gain <= q * loss * delta / (1.0 - delta)

    critical = hazards.critical_discount_factor(gain, loss, q)
    assert keeps(critical + step * (1.0 - critical))
    assert not keeps(critical * (1.0 - step))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: hazards.survival((0.1, -0.2), 1.0), r"-0\.2"),
        (lambda: hazards.survival((0.1,), -1.0), r"-1\.0"),
        (lambda: hazards.cause_share((0.0, 0.0), 0), "no event"),
        (lambda: hazards.undetected(1.0, 1.1, 1.0), r"1\.1"),
        (lambda: hazards.renewed(0.5, -1), "-1"),
        (lambda: hazards.gate_passes(1.5, 3), r"-0\.5"),
        (lambda: hazards.council_renews([0.1, 2.0]), r"2\.0"),
        (lambda: hazards.critical_discount_factor(-1.0, 1.0, 0.5), r"-1\.0"),
        (lambda: hazards.critical_discount_factor(0.0, 0.0, 0.5), "neither"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()
