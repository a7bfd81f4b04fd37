"""No replication goes on for ever: it costs so many events at most, and none is silently wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from sim.engine.kernel import clock as module
from sim.engine.kernel.clock import BudgetError, Clock, Moment, Order
from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.outcomes import row as rows
from sim.outcomes.columns import MEASURES
from sim.outcomes.measures import world
from sim.outcomes.row import NotFiniteError, outcome_row
from sim.scenario.loading import load_scenario

WORLD = "title: t\nstart: 2025-03-13\nend: 2035-03-13\n"


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"{WORLD}world: {{shocks: {{offensive_rate: 50}}}}\n")
    loaded = load_scenario(path)
    return compile_model(loaded.scenario, loaded.catalogue)


def steps(clock: Clock, days: float, count: int) -> Iterator[Moment]:
    for _ in range(count):
        yield clock.now + days, Order.CHECK


def test_a_moment_without_end_is_given_up():
    clock = Clock()
    clock.start(steps(clock, 0.0, 10**9))
    with pytest.raises(BudgetError, match="on day 0 at one moment, and no end"):
        clock.let_pass(10.0, Order.WATCH)


def test_many_events_at_one_moment_are_not_yet_without_end():
    clock = Clock()
    for _ in range(3):
        clock.start(steps(clock, 0.0, 10_000))
    clock.let_pass(10.0, Order.WATCH)
    assert clock.now == 10.0


def test_too_many_events_in_all_are_given_up():
    clock = Clock()
    clock.start(steps(clock, 1e-4, 10**9))
    with pytest.raises(BudgetError, match=f"more than {module.MOST_EVENTS:,} events by day"):
        clock.let_pass(1e6, Order.WATCH)


def test_the_error_of_a_replication_names_what_happened_and_the_fields(model, tmp_path):
    path = tmp_path / "busy.yaml"
    watchers = ", ".join(f"{{id: B{i}, rate: 365}}" for i in range(100))
    path.write_text(
        f"{WORLD}end: 2045-03-13\nagents: {{bystanders: [{watchers}]}}\n".replace(
            "end: 2035-03-13\n", ""
        )
    )
    loaded = load_scenario(path)
    with pytest.raises(BudgetError) as caught:
        simulate(compile_model(loaded.scenario, loaded.catalogue), seed=1)
    said = str(caught.value)
    assert said.startswith(f"more than {module.MOST_EVENTS:,} events by day 4")
    assert "logged most often: " in said
    assert "to lower: agents.bystanders.0.rate = 365, agents.bystanders.1.rate = 365" in said


def test_what_is_no_number_is_never_an_outcome(model, monkeypatch):
    record = simulate(model, seed=1)
    assert outcome_row(record)["replication"] == 0
    for wrong in (math.nan, math.inf):
        broken = (
            m._replace(compute=lambda _, m=m, w=wrong: [w] * len(m.columns))
            if m.compute is world.last_points
            else m
            for m in MEASURES
        )
        monkeypatch.setattr(rows, "MEASURES", tuple(broken))
        with pytest.raises(NotFiniteError, match="'war_end' of replication 0"):
            outcome_row(record)
