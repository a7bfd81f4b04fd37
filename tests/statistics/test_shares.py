"""Intervals for shares: by hand, for groups, and whether they cover what they should."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.statistics.precision import normal_quantile, wilson_interval
from sim.statistics.shares import pair_interval, share_half_width, share_interval, widening

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=80)
levels = st.floats(0.5, 0.999)
counts = st.integers(0, 300)


@quick
@given(n=st.integers(1, 400), data=st.data(), level=levels)
def test_the_half_width_of_a_share_is_half_of_wilsons_interval(
    n: int, data: st.DataObject, level: float
) -> None:
    successes = data.draw(st.integers(0, n))
    low, high = wilson_interval(successes, n, level)
    hits = np.arange(n) < successes
    assert share_half_width(hits, level) == pytest.approx(0.5 * (high - low))
    assert share_half_width(hits, level, np.arange(n)) == pytest.approx(0.5 * (high - low))


def test_larger_groups_widen_a_share_and_never_narrow_it() -> None:
    alone = share_half_width([1.0, 0.0] * 100)
    fours = np.arange(200) // 4
    # Groups of four that all agree are worth a quarter of the replications.
    same = np.repeat([1.0, 0.0], 4).tolist() * 25
    assert share_half_width(same, 0.95, fours) / alone == pytest.approx(2.0, rel=0.02)
    assert share_half_width([1.0, 0.0] * 100, 0.95, fours) == alone
    assert share_half_width([0.0] * 200, 0.95, fours) == share_half_width([0.0] * 200)


def test_copies_widen_by_the_root_of_their_number() -> None:
    rng = np.random.default_rng(2)
    once = (rng.random(400) < 0.3).astype(float)
    assert widening(np.repeat(once, 2), np.arange(800) // 2) == pytest.approx(sqrt(2), abs=0.01)


# -- pairs ---------------------------------------------------------------------------------


def test_pairs_by_hand() -> None:
    z2 = normal_quantile(0.95) ** 2
    # All split: d = z^2 / (m + z^2).
    low, high = pair_interval(0, 40, 0)
    assert high - 0.5 == pytest.approx(0.5 * z2 / (40 + z2))
    assert low == pytest.approx(1.0 - high)
    # Never seen: as if every event took both members, Wilson's of m replications.
    assert pair_interval(40, 0, 0) == pytest.approx(wilson_interval(0, 40))
    assert pair_interval(0, 0, 40) == pytest.approx(wilson_interval(40, 40))
    # No pair split: both members are copies.
    assert pair_interval(28, 0, 12) == pytest.approx(wilson_interval(12, 40))


@quick
@given(neither=counts, one=counts, both=counts, level=levels)
def test_pairs_have_an_interval_around_the_share(
    neither: int, one: int, both: int, level: float
) -> None:
    if not neither + one + both:
        return
    low, high = pair_interval(neither, one, both, level)
    share = (0.5 * one + both) / (neither + one + both)
    assert 0.0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1.0
    assert high > low
    turned = pair_interval(both, one, neither, level)
    assert turned == pytest.approx((1.0 - high, 1.0 - low), abs=1e-9)


@pytest.mark.parametrize("found", [(0, 0, 0), (-1, 3, 3), (1, float("nan"), 2)])
def test_counts_that_make_no_pairs(found: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="need counts"):
        pair_interval(*found)


def test_pairs_that_tend_to_be_split_narrow_a_share() -> None:
    # A tenth of the pairs is not split: the variance is (.1 / 4) / 500, and alone .25 / 1000.
    hits = np.array([1.0, 0.0] * 450 + [1.0, 1.0] * 25 + [0.0, 0.0] * 25)
    pairs = np.arange(1000) // 2
    wide, narrow = share_half_width(hits), share_half_width(hits, 0.95, pairs)
    assert narrow / wide == pytest.approx(sqrt(0.2), rel=0.05)


def test_a_value_without_its_partner_never_narrows_a_share() -> None:
    hits = np.array([1.0, 0.0] * 100)
    pairs = np.arange(200) // 2
    whole = share_interval(hits, pairs)
    more = share_interval(np.append(hits, [1.0, 0.0]), np.append(pairs, [900, 901]))
    assert more.low <= whole.low < whole.high <= more.high
    assert share_interval(np.append(hits, 1.0), np.append(pairs, 900)).high > whole.high


@pytest.mark.parametrize("correlation", [None, -0.5, -0.2, 0.0, 0.3])
@pytest.mark.parametrize("share", [0.5, 0.3, 0.1])
def test_intervals_of_pairs_cover(share: float, correlation: float | None) -> None:
    """From the most negative correlation that there can be to a positive one."""
    spread, least = share * (1.0 - share), -share / (1.0 - share)
    if correlation is not None and correlation < least:
        return
    # At a half the most negative correlation leaves nothing to estimate.
    rho = max(least, -0.9) if correlation is None else correlation
    both = share * share + rho * spread
    one = 2.0 * (share - both)
    found = np.random.default_rng(17).multinomial(100, [both, one, 1.0 - both - one], 2000)
    inside = 0
    for b, o, n in found.tolist():
        low, high = pair_interval(n, o, b)
        inside += low <= share <= high
    assert 0.925 <= inside / 2000 <= 0.975
