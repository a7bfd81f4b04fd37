"""Beliefs: Bayes' rule and its limits, good faith, and a spiral of conciliation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.beliefs import good_faith, posterior

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

chances = st.floats(0.0, 1.0)
inner = st.floats(0.001, 0.999)


@quick
@given(prior=inner, if_true=chances, if_false=chances, weight=st.floats(0.0, 3.0))
def test_posterior_is_a_probability_on_the_side_of_the_evidence(
    prior: float, if_true: float, if_false: float, weight: float
) -> None:
    if if_true == if_false == 0.0 and weight > 0.0:
        with pytest.raises(ValueError, match="cannot happen"):
            posterior(prior, if_true, if_false, weight)
        return
    after = posterior(prior, if_true, if_false, weight)
    assert 0.0 <= after <= 1.0
    if if_true >= if_false:
        assert after >= prior - 1e-12
    else:
        assert after <= prior + 1e-12


@quick
@given(prior=inner, if_true=inner, if_false=inner)
def test_weight_one_is_bayes_rule(prior: float, if_true: float, if_false: float) -> None:
    joint = prior * if_true
    expected = joint / (joint + (1 - prior) * if_false)
    assert posterior(prior, if_true, if_false) == pytest.approx(expected, abs=1e-12)


@quick
@given(prior=inner, if_true=inner, if_false=inner, weights=st.tuples(chances, chances))
def test_weights_add_up(
    prior: float, if_true: float, if_false: float, weights: tuple[float, float]
) -> None:
    first, second = weights
    twice = posterior(posterior(prior, if_true, if_false, first), if_true, if_false, second)
    assert posterior(prior, if_true, if_false, first + second) == pytest.approx(twice, abs=1e-9)


@quick
@given(prior=inner, seen=st.lists(st.tuples(inner, inner), max_size=6))
def test_the_order_of_what_was_seen_does_not_matter(
    prior: float, seen: list[tuple[float, float]]
) -> None:
    forwards = backwards = prior
    for one, other in zip(seen, reversed(seen), strict=True):
        forwards, backwards = posterior(forwards, *one), posterior(backwards, *other)
    assert forwards == pytest.approx(backwards, abs=1e-9)


def test_signs_worked_out_by_hand() -> None:
    kept, broken = (0.8, 0.3), (0.1, 0.5)
    once = posterior(0.3, *kept)
    assert once == pytest.approx(0.533333, abs=1e-6)
    assert posterior(once, *broken) == pytest.approx(0.186047, abs=1e-6)
    twice = posterior(once, *kept)
    assert twice == pytest.approx(0.752941, abs=1e-6)
    assert posterior(twice, *broken) == pytest.approx(0.378698, abs=1e-6)


def test_certainty_and_proof() -> None:
    assert posterior(0.0, 0.9, 0.1) == 0.0
    assert posterior(1.0, 0.1, 0.9) == 1.0
    assert posterior(0.3, 0.5, 0.0) == 1.0
    assert posterior(0.3, 0.0, 0.5) == 0.0
    assert posterior(0.3, 0.8, 0.1, weight=0.0) == 0.3
    # Powers of small likelihoods must not underflow to nothing over nothing.
    assert posterior(0.5, 2e-200, 1e-200, weight=2.0) == pytest.approx(0.8)


def test_good_faith_by_hand() -> None:
    assert good_faith(0.0) == 0.5
    assert good_faith(0.3) == pytest.approx(0.65)
    assert good_faith(1.0) == 1.0
    assert good_faith(0.5, floor=0.0) == 0.5


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        posterior(1.5, 0.5, 0.5)
    with pytest.raises(ValueError, match=r"-0\.5"):
        posterior(0.5, -0.5, 0.5)
    with pytest.raises(ValueError, match="cannot happen"):
        posterior(1.0, 0.0, 0.5)
    with pytest.raises(ValueError, match=r"-0\.1"):
        good_faith(-0.1)
