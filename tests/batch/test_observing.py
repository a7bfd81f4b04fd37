"""Looking at futures: as the batch has them, the same by one and by two, and forced ones."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

import sim
from sim.batch import observing
from sim.batch.branch import Branch, design_of
from sim.batch.gathering import Observed, gather
from sim.batch.observing import Forced, Look, Window, observe
from sim.batch.plan import Plan, planned
from sim.batch.pool import Workers
from sim.batch.runner import run_batch
from sim.outcomes.observables import Observable

N = 40
WINDOW = Window(0.0, 200.0)
CRISIS = {"id": "crisis", "text": "Is there a crisis?", "event": {"kind": "crisis"}}
WORLD = {
    "world.shocks.crisis_rate": 0.5,
    "end": "2028-12-31",
    "questions": [
        {**CRISIS, "by": "2028-06-30"},
        {**CRISIS, "id": "two", "by": "2028-06-30", "at_least": 2},
    ],
}
UNCERTAIN = WORLD | {
    "uncertain": {"world.shocks.crisis_rate": {"dist": "uniform", "low": 0.1, "high": 0.9}}
}


def plan(**more) -> Plan:
    world = sim.load_scenario("examples/inline", set=WORLD)
    return replace(planned(world, "inline"), n=N, seed=3, **more)


def look(of: Plan, jobs: int = 1, question: str = "crisis", **more) -> Observed:
    with Workers(None, jobs) as workers:
        return gather(of, design_of(of), WINDOW, question, of.n, workers, **more)


def same(one: Observed, other: Observed) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("design", [{}, {"antithetic": True}, {"repeats": 4}])
def test_the_futures_are_those_of_the_batch(design) -> None:
    world = sim.load_scenario("examples/inline", set=UNCERTAIN if "repeats" in design else WORLD)
    of = replace(planned(world, "inline"), n=N, seed=3, **design)
    batch = run_batch(replace(of, events=None), None, jobs=1)
    found = look(of)
    assert found.failed == 0
    answers = batch.outcomes["answer_crisis"].to_list()
    assert (found.day < inf).tolist() == answers
    came = found.came[:, found.what.index(Observable("crisis"))]
    for k in range(N):
        events = batch.events(k)
        rows = events.filter(events["kind"] == "crisis")["day"].to_list()
        assert came[k] == any(day < WINDOW.last for day in rows)
        if answers[k]:
            assert found.day[k] == rows[0]


def test_one_process_and_two_see_the_same() -> None:
    assert same(look(plan()), look(plan(), 2))
    small = replace(plan(), n=7)
    whole = look(plan())
    assert np.array_equal(look(small).day, whole.day[:7])


def test_what_is_asked_for_is_told_from_what_is_not() -> None:
    found, twice = look(plan()), look(plan(), question="two")
    direct = {one.kind for one, is_it in zip(found.what, found.answers, strict=True) if is_it}
    assert direct == {"crisis"}
    assert not any(twice.answers)  # one crisis is no answer where it takes two
    assert (twice.day >= found.day).all()


def test_forced_futures_have_it_or_have_it_not() -> None:
    crisis = Observable("crisis")
    made = look(plan(), forced=Forced(crisis, False))
    kept = look(plan(), forced=Forced(crisis, True))
    assert made.came[:, made.what.index(crisis)].all()
    assert crisis not in kept.what
    assert (made.day < WINDOW.last).all()
    assert (kept.day >= WINDOW.last).all()


def test_branches_are_looked_at_from_where_they_branch() -> None:
    of = plan(branch=Branch(replication=5, day=100.0))
    parent = look(plan())
    found = look(of)
    before = parent.day[5]
    if before < 100.0:
        assert (found.day == before).all()
    else:
        assert (found.day >= 100.0).all()
        assert len(set(found.day)) > 2


def test_futures_that_fail_are_left_out(monkeypatch) -> None:
    whole = look(plan())
    real = observing.begun

    def begun(model, design, number, day, steering):
        if number % 10 == 3:
            raise RuntimeError("no luck")
        return real(model, design, number, day, steering)

    monkeypatch.setattr(observing, "begun", begun)
    found = look(plan())
    assert found.failed == 4
    assert found.replications.tolist() == [k for k in range(N) if k % 10 != 3]
    assert np.array_equal(found.day, whole.day[found.replications])


def test_progress_is_told() -> None:
    told = []
    look(plan(), progress=lambda now: told.append((now.done, now.n)))
    assert told[-1] == (N, N)


def test_a_chunk_can_be_looked_at_alone() -> None:
    of = plan()
    span = observing.Span(4, 2)
    one = Look("d", of.world, design_of(of), WINDOW, "crisis", None, span)
    assert observe(one) == observe(one)
