"""Concession tactics: where they start and end, and that they never turn back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.tactics import Aspirations

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

betas = st.floats(0.05, 10.0)


def test_aspiration_by_hand() -> None:
    # 3 * (1 - .5 ** (1 / .5)) over a reservation of 0
    assert Aspirations(620.0, 0.5, 0.0, 3.0).after(310.0) == pytest.approx(2.25)
    assert Aspirations(620.0, 1.0, 1.0, 3.0).after(310.0) == pytest.approx(2.0)


@quick
@given(
    beta=betas,
    deadline=st.floats(1.0, 2000.0),
    times=st.tuples(st.floats(0, 3000), st.floats(0, 3000)),
    reservation=st.floats(-5, 5),
    room=st.floats(0, 10),
)
def test_aspiration_never_rises_with_time(
    beta: float,
    deadline: float,
    times: tuple[float, float],
    reservation: float,
    room: float,
) -> None:
    early, late = sorted(times)
    maximum = reservation + room
    after = Aspirations(deadline, beta, reservation, maximum).after
    asked = [after(t) for t in (0.0, early, late)]
    assert asked[0] == pytest.approx(maximum)
    assert asked[0] + 1e-9 >= asked[1] >= asked[2] - 1e-9
    assert asked[2] >= reservation - 1e-9
    assert after(deadline) == reservation


@quick
@given(betas=st.tuples(betas, betas), share=st.floats(0.01, 0.99))
def test_a_larger_beta_concedes_earlier(betas: tuple[float, float], share: float) -> None:
    tough, soft = (
        Aspirations(100.0, beta, 0.0, 1.0).after(100.0 * share) for beta in sorted(betas)
    )
    assert tough >= soft - 1e-12


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"-3\.0 d"):
        Aspirations(100.0, 1.0, 0.0, 1.0).after(-3.0)
    with pytest.raises(ValueError, match=r"0\.0 d"):
        Aspirations(0.0, 1.0, 0.0, 1.0)
