"""Chances over time: answers by hand, identities between them, and their limits."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.theory import hazards, occasions

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

chances = st.floats(0.0, 1.0)


def close(value: float) -> object:
    return pytest.approx(value, abs=1e-6)


def test_events_worked_out_by_hand() -> None:
    rates = (0.03, 0.05, 0.02)
    assert hazards.survival(rates, 5.0) == close(0.606531)
    assert hazards.cause_share(rates, 1) == close(0.5)
    assert hazards.cumulative_incidence(rates, 1, 5.0) == close(0.196735)
    assert hazards.undetected(6.0, 0.9, 30 / 365.0) == close(0.641571)
    assert hazards.undetected(0.6, 0.95, 1.0) == close(0.565525)
    assert hazards.survival((0.35,), 4.0) == close(0.246597)
    assert hazards.cumulative_incidence((0.0, 0.0), 0, 5.0) == 0.0


def test_occasions_worked_out_by_hand() -> None:
    assert occasions.renewed(0.95, times=10) == close(0.598737)
    assert occasions.renewed(0.95, times=4, programmes=2) == close(0.663420)
    assert occasions.layered((0.95, 0.90), times=5) == close(0.907361)
    assert occasions.gate_passes(0.02, 12) == pytest.approx(0.2153, abs=5e-5)
    assert occasions.gate_passes(0.06, 12) == pytest.approx(0.5241, abs=5e-5)
    somebody = 1.0 - 0.99**27  # of 27 members each holds out once in a hundred times
    assert occasions.unanimously_renewed(somebody) == close(0.762343)
    assert occasions.unanimously_renewed(0.25, settled=1.0, times=8) == 1.0
    assert occasions.renewed(0.0, 0) == 1.0
    assert occasions.layered((), 3) == 0.0


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
@given(
    rate=st.floats(0.0, 3.0),
    cuts=st.lists(st.floats(0.0, 2.0), min_size=1, max_size=4),
    years=st.floats(0.0, 9.0),
)
def test_pieces_at_one_rate_are_one(rate: float, cuts: list[float], years: float) -> None:
    pieces = [(cut, rate) for cut in cuts]
    assert hazards.piecewise_survival(pieces, years) == pytest.approx(
        hazards.survival((rate,), years)
    )


def test_pieces_by_hand() -> None:
    pieces = ((2.0, 0.1), (1.0, 0.5), (9.0, 0.2))
    assert hazards.piecewise_survival(pieces, 4.0) == pytest.approx(2.718281828459045**-0.9)


@quick
@given(layers=st.lists(chances, min_size=1, max_size=4), times=st.integers(0, 10))
def test_a_measure_lasts_as_long_as_one_of_its_layers(layers: list[float], times: int) -> None:
    whole = occasions.layered(layers, times)
    assert whole >= max(occasions.renewed(p, times) for p in layers) - 1e-12
    assert whole <= sum(occasions.renewed(p, times) for p in layers) + 1e-12


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: hazards.survival((0.1, -0.2), 1.0), r"-0\.2"),
        (lambda: hazards.survival((0.1,), -1.0), r"-1\.0"),
        (lambda: hazards.cause_share((0.0, 0.0), 0), "no event"),
        (lambda: hazards.undetected(1.0, 1.1, 1.0), r"1\.1"),
        (lambda: hazards.piecewise_survival([(-1.0, 0.5)], 1.0), r"-1\.0"),
        (lambda: occasions.renewed(0.5, -1), "-1"),
        (lambda: occasions.gate_passes(1.5, 3), r"1\.5"),
        (lambda: occasions.unanimously_renewed(0.1, 2.0), r"2\.0"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
