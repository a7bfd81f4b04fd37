"""Differences in units of the usual spread."""

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.effects import aligned, effect_size, effects
from sim.analysis.comparison.pairing import PairingError
from tests.analysis.synthetic import synthetic


def test_one_standard_deviation_apart_is_one() -> None:
    x = np.array([-1.0, 1.0])
    assert effect_size(x, x + 1.0) == 1.0
    assert effect_size(x, x - 0.5) == -0.5
    # Variances 1 and 9: their mean is 5.
    assert effect_size(x, 3.0 * x + 1.0) == pytest.approx(1.0 / sqrt(5.0))


def test_no_difference_is_none_and_a_certain_one_is_infinite() -> None:
    x = np.array([0.1, 0.2, 0.3])
    assert effect_size(x, x[::-1]) == 0.0
    assert effect_size(np.zeros(3), np.zeros(3)) == 0.0
    assert effect_size(np.zeros(3), np.ones(3)) == inf
    assert effect_size(np.ones(1), np.zeros(1)) == -inf


@given(
    st.lists(st.floats(-100, 100), min_size=2, max_size=20),
    st.lists(st.floats(-100, 100), min_size=2, max_size=20),
    st.floats(0.1, 10.0),
)
def test_it_has_a_sign_and_no_unit(one: list[float], two: list[float], unit: float) -> None:
    x, y = np.array(one), np.array(two)
    assert effect_size(y, x) == pytest.approx(-effect_size(x, y))
    if x.std() + y.std() > 1e-3:
        assert effect_size(unit * x, unit * y) == pytest.approx(effect_size(x, y), abs=1e-9)


def test_effects_follow_the_comparison_row_by_row() -> None:
    a = synthetic({"legal_end": [0.0, 2.0], "outcome": ["partial", "escalation"]}, name="a")
    b = synthetic({"legal_end": [1.0, 3.0], "outcome": ["partial", "partial"]}, name="b")
    comparison = compare([a, b], outcomes=["legal_end", "outcome"], every_pair=True)
    found = effects([a, b], comparison)
    assert found.rows() == [
        ("b", "legal_end", None, 1.0),
        ("b", "outcome", "partial", pytest.approx(0.5 / sqrt(0.125))),
        ("b", "outcome", "escalation", pytest.approx(-0.5 / sqrt(0.125))),
    ]


def test_only_replications_in_which_both_have_it_count() -> None:
    a = synthetic({"nash_efficiency": [None, 0.0, 0.2]}, name="a")
    b = synthetic({"nash_efficiency": [0.9, 0.2, 0.4]}, name="b")
    c = synthetic({"nash_efficiency": [0.9, None, None]}, name="c")
    batches = [a, b, c]
    found = effects(batches, compare(batches, outcomes=["nash_efficiency"]))
    assert found["effect"].to_list() == [pytest.approx(2.0), None]


def test_values_stand_by_the_number_of_their_replication() -> None:
    a = synthetic({"legal_end": [1.0, 2.0, 3.0]}, replications=[0, 1, 3])
    b = synthetic({"legal_end": [20.0, 30.0, 40.0]}, replications=[1, 2, 3])
    one, two = aligned([a, b], ["legal_end"])
    assert one["legal_end", None].tolist() == [2.0, 3.0]
    assert two["legal_end", None].tolist() == [20.0, 40.0]


def test_other_luck_is_refused() -> None:
    a, b = synthetic({"legal_end": [1.0]}), synthetic({"legal_end": [1.0]}, seed=1)
    with pytest.raises(PairingError):
        aligned([a, b], ["legal_end"])
