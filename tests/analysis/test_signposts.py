"""Signposts of plain arrays: sums that hold exactly, no false alarms, and what is only a mark."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from sim.analysis.signposts.effects import Effect, effect
from sim.analysis.signposts.signs import signs
from sim.batch.gathering import Observed
from sim.outcomes.observables import Observable
from tests.batches import small_batch

N = 400
LAST = 90.0
KINDS = ("crisis", "offensive", "oil_shock", "truce", "ceasefire", "government", "crackdown")


def observed(came, yes, day: float = 200.0, answers=None, what=None) -> Observed:
    """Futures in which the answer comes on a day, or never."""
    came = np.asarray(came, dtype=np.bool_)
    wide = came.shape[1]
    return Observed(
        replications=np.arange(len(came)),
        what=what or tuple(Observable(kind) for kind in KINDS[:wide]),
        came=came,
        answers=answers or (False,) * wide,
        day=np.where(yes, day, inf),
        failed=0,
    )


def everything(found: Observed, **more):
    return signs(found, np.ones(len(found.day), dtype=np.bool_), LAST, **more)


def test_shares_add_up_to_that_of_yes() -> None:
    rng = np.random.default_rng(1)
    came = rng.random((N, 5)) < [0.02, 0.2, 0.5, 0.8, 0.97]
    yes = rng.random(N) < 0.3 + 0.4 * came[:, 2]
    found = everything(observed(came, yes))
    assert len(found) == 5
    for sign in found:
        seen = round(sign.seen.value * N)
        both = round(sign.yes.value * seen) + round(sign.no.value * (N - seen))
        assert both == yes.sum()
        whole = sign.seen.value * sign.yes.value + (1.0 - sign.seen.value) * sign.no.value
        assert whole == pytest.approx(yes.mean(), abs=1e-12)
        assert sign.difference.value == pytest.approx(sign.yes.value - sign.no.value)
    assert found[0].what == Observable("oil_shock")
    assert found[0].tells


def test_where_the_answer_is_shuffled_hardly_anything_is_said() -> None:
    rng = np.random.default_rng(2)
    came = rng.random((N, 7)) < [0.02, 0.1, 0.2, 0.3, 0.5, 0.8, 0.97]
    yes = rng.random(N) < 0.4
    flagged = [
        any(sign.tells for sign in everything(observed(came, rng.permutation(yes))))
        for _ in range(300)
    ]
    assert np.mean(flagged) <= 0.05 + 3.0 * (0.05 * 0.95 / 300) ** 0.5


def test_what_is_too_rare_or_too_sure_is_left_out() -> None:
    came = np.zeros((N, 4), dtype=np.bool_)
    came[:3, 0] = came[:4, 1] = came[:396, 2] = came[:397, 3] = True
    found = everything(observed(came, np.arange(N) % 2 == 0))
    assert {sign.what.kind for sign in found} == {KINDS[1], KINDS[2]}


def test_the_plainest_of_those_alike_stands_for_all() -> None:
    x = np.arange(N) % 3 == 0
    what = (
        Observable("continued"),
        Observable("crisis"),
        Observable("continued", "EO14024"),
        Observable("emergency_lapse", "EO14024"),
    )
    came = np.column_stack([x, np.arange(N) % 5 == 0, x, ~x])
    found = {s.what: s for s in everything(observed(came, x, what=what))}
    assert set(found) == {what[0], what[1]}
    assert found[what[0]].same == (what[2],)
    assert found[what[0]].opposite == (what[3],)


def test_what_comes_with_the_answer_is_no_sign_of_it() -> None:
    rng = np.random.default_rng(3)
    came = rng.random((N, 3)) < 0.3
    yes = came[:, 0] | came[:, 1]
    found = {
        s.what.kind: s
        for s in everything(observed(came, yes, day=50.0, answers=(True, False, False)))
    }
    assert found["crisis"].answers
    assert found["crisis"].q < 0.05
    assert not any(sign.tells or sign.ahead for sign in found.values())  # all within the window
    later = everything(observed(came, yes, day=LAST))
    assert {sign.what.kind for sign in later if sign.tells} == {"crisis", "offensive"}


def test_futures_in_which_it_is_decided_already_are_left_out() -> None:
    came = np.arange(N)[:, None] % 2 == [0]
    found = signs(observed(came, came[:, 0]), np.arange(N) < 100, LAST)
    assert round(found[0].seen.value * 100) == 50
    assert signs(observed(came, came[:, 0]), np.zeros(N, dtype=np.bool_), LAST) == []


def test_groups_that_hang_together_say_less() -> None:
    rng = np.random.default_rng(4)
    came = (rng.random((100, 1)) < 0.4).repeat(4, axis=0)
    yes = (rng.random(100) < 0.35 + 0.3 * came[::4, 0]).repeat(4)
    alone = everything(observed(came, yes))[0]
    grouped = everything(observed(came, yes), groups=np.arange(100).repeat(4))[0]
    assert grouped.q > alone.q
    wide = [s.difference.high - s.difference.low for s in (alone, grouped)]
    assert wide[1] > 1.7 * wide[0]


# -- associated and caused -----------------------------------------------------------------


def world(seed: int, acts: float):
    """A hidden state that makes both x and the answer likely; x itself does `acts`."""
    rng = np.random.default_rng(seed)
    hidden, luck, own = rng.random(N) < 0.5, rng.random(N), rng.random(N)

    def played(forced: bool | None) -> Observed:
        x = own < np.where(hidden, 0.8, 0.1) if forced is None else np.full(N, forced)
        return observed(x[:, None], luck < np.where(hidden, 0.6, 0.2) + acts * x)

    return played(None), played(True), played(False)


@pytest.mark.parametrize(("acts", "causes"), [(0.0, False), (0.3, True)])
def test_a_mark_is_told_from_a_cause(acts, causes) -> None:
    batch, covered = small_batch("examples/inline", 2), 0
    for seed in range(100):
        free, made, kept = world(seed, acts)
        (sign,) = everything(free)
        assert sign.tells  # the association is there, and found, whatever x does
        assert sign.difference.low > 0.0
        done = effect(batch, sign.what, made, kept, range(N))
        assert (done.made, done.kept, done.n, done.unknown) == (1.0, 1.0, N, "")
        covered += done.low <= acts <= done.high
        assert (done.low > 0.0) is causes
    assert covered >= 90


def test_what_does_not_come_about_is_not_called_a_cause() -> None:
    _, made, kept = world(0, 0.3)
    half = made._replace(came=np.arange(N)[:, None] % 2 == [0])
    batch = small_batch("examples/inline", 2)
    for one, two in ((half, kept), (made, half), (made, made)):
        done = effect(batch, Observable("crisis"), one, two, range(N))
        assert done.unknown == "cannot be forced"
        assert done.value is None
    assert effect(batch, Observable("crisis"), made, kept, ()) == Effect(unknown="cannot be forced")
    other = effect(batch, Observable("truce"), made, kept, range(N))
    assert (other.made, other.unknown) == (0.0, "cannot be forced")
