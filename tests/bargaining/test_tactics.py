"""Concession tactics: where they start and end, and that they never turn back."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.tactics import aspiration, crossing_time, time_dependent_concession

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

betas = st.floats(0.05, 10.0)


def test_aspiration_by_hand() -> None:
    # 3 * (1 - .5 ** (1 / .5)) over a reservation of 0
    assert aspiration(310.0, 620.0, 0.5, 0.0, 3.0) == pytest.approx(2.25)
    assert aspiration(310.0, 620.0, 1.0, 1.0, 3.0) == pytest.approx(2.0)


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
    asked = [aspiration(t, deadline, beta, reservation, maximum) for t in (0.0, early, late)]
    assert asked[0] == pytest.approx(maximum)
    assert asked[0] + 1e-9 >= asked[1] >= asked[2] - 1e-9
    assert asked[2] >= reservation - 1e-9
    assert aspiration(deadline, deadline, beta, reservation, maximum) == reservation


@quick
@given(betas=st.tuples(betas, betas), share=st.floats(0.01, 0.99))
def test_a_larger_beta_concedes_earlier(betas: tuple[float, float], share: float) -> None:
    tough, soft = sorted(betas)
    family: Literal["polynomial", "exponential"]
    for family in ("polynomial", "exponential"):
        less = time_dependent_concession(share, 0.1, tough, family)
        more = time_dependent_concession(share, 0.1, soft, family)
        assert less <= more + 1e-12


@quick
@given(beta=betas, kappa=st.floats(0.01, 1.0), x=st.floats(0.0, 2.0))
def test_concessions_run_from_kappa_to_all(beta: float, kappa: float, x: float) -> None:
    family: Literal["polynomial", "exponential"]
    for family in ("polynomial", "exponential"):
        assert time_dependent_concession(0.0, kappa, beta, family) == pytest.approx(kappa)
        assert time_dependent_concession(1.0, kappa, beta, family) == pytest.approx(1.0)
        assert time_dependent_concession(2.0, kappa, beta, family) == pytest.approx(1.0)
        assert kappa - 1e-12 <= time_dependent_concession(x, kappa, beta, family) <= 1 + 1e-12


@quick
@given(beta_1=st.floats(0.1, 5.0), beta_2=st.floats(0.1, 5.0))
def test_where_two_sides_meet_their_concessions_add_up(beta_1: float, beta_2: float) -> None:
    x = crossing_time(beta_1, beta_2)
    assert x == pytest.approx(crossing_time(beta_2, beta_1), abs=1e-12)
    given_up = [time_dependent_concession(x, 0.0, beta) for beta in (beta_1, beta_2)]
    assert sum(given_up) == pytest.approx(1.0, abs=1e-9)


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"-3\.0 d"):
        aspiration(-3.0, 100.0, 1.0, 0.0, 1.0)
    with pytest.raises(ValueError, match=r"0\.0 d"):
        aspiration(3.0, 0.0, 1.0, 0.0, 1.0)
    with pytest.raises(ValueError, match=r"kappa \(1\.5\)"):
        time_dependent_concession(0.5, 1.5, 1.0)
    with pytest.raises(ValueError, match="positive kappa"):
        time_dependent_concession(0.5, 0.0, 1.0, "exponential")
    with pytest.raises(ValueError, match="'linear'"):
        time_dependent_concession(0.5, 0.1, 1.0, "linear")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"-1\.0"):
        crossing_time(-1.0, 2.0)
