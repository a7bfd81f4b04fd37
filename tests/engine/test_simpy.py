"""What the clock takes from SimPy's inside is still there, and means what it meant.

These fail by name if a new SimPy changes it: then `sim/engine/kernel/environment.py` has to follow,
and docs/adr/driver-of-generators.md says what else could be done.
"""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st
from simpy.core import EmptySchedule, Environment
from simpy.events import Event, Process

from sim.engine.kernel.clock import URGENT, Clock, Order

ROOT = Path(__file__).parents[2]


def test_the_project_keeps_simpy_within_one_major_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (bounds,) = [line for line in project["dependencies"] if line.startswith("simpy")]
    assert bounds == "simpy>=4.1,<5"
    assert simpy.__version__.split(".")[0] == "4"


def test_an_environment_steps_through_a_heap_of_time_priority_number_and_event():
    env = Environment(0.0)
    event, seen = env.event(), []
    event._ok, event._value = True, None
    event.callbacks.append(seen.append)
    env._queue.append((3.0, Order.LAW, 0, event))
    env.step()
    assert (env.now, seen) == (3.0, [event])


def test_an_event_takes_its_callbacks_off_when_it_is_its_turn():
    env = Clock().env
    event, seen = env.event(), []
    event.callbacks.append(seen.append)
    event.succeed()
    env.step()
    assert seen == [event]
    assert event.callbacks is None


def test_what_simpy_schedules_and_what_we_put_are_numbered_by_one_count():
    clock = Clock()
    seen = []

    def steps(name):
        yield 1.0, Order.LAW
        seen.append(name)

    clock.start(steps("first"))
    clock.env.timeout(0.0).callbacks.append(lambda _: seen.append("second"))
    clock.start(steps("third"))
    assert clock.events == 3
    clock.let_pass(2.0, Order.WATCH)
    assert seen == ["second", "first", "third"]
    assert clock.events == 3 + 2 + 1  # both went on once; the end is one


def test_starting_is_as_urgent_as_with_simpy():
    env = Environment(0.0)

    def waits():
        yield env.timeout(1.0)

    assert isinstance(Process(env, waits()), Event)
    assert env._queue[0][:2] == (0.0, URGENT)


def test_a_process_of_simpy_runs_among_ours():
    clock = Clock()
    env, seen = clock.env, []

    def theirs():
        for _ in range(3):
            yield env.timeout(2.0)
            seen.append(("theirs", env.now))

    def ours():
        for day in (1.0, 2.0, 5.0):
            yield day, Order.LAW
            seen.append(("ours", clock.now))

    process = env.process(theirs())
    clock.start(ours())
    env.run(until=process)
    assert seen == [
        ("ours", 1.0),
        ("theirs", 2.0),
        ("ours", 2.0),
        ("theirs", 4.0),
        ("ours", 5.0),
        ("theirs", 6.0),
    ]


def test_an_event_that_fails_ends_the_run_as_with_simpy():
    clock = Clock()
    clock.env.event().fail(ZeroDivisionError("by nothing"))
    with pytest.raises(ZeroDivisionError, match="by nothing"):
        clock.let_pass(1.0, Order.WATCH)


def test_an_empty_schedule_says_so():
    env = Clock().env
    assert env.peek() == float("inf")
    with pytest.raises(EmptySchedule):
        env.step()


@given(
    st.lists(
        st.tuples(
            st.floats(0.0, 5.0) | st.integers(0, 3).map(float), st.integers(0, 7), st.booleans()
        ),
        max_size=200,
    )
)
def test_the_queue_gives_back_in_the_order_of_simpys(pieces):
    clock, env = Clock(), Environment(0.0)
    theirs, ours = {}, {}
    taken = []

    def take():
        day, turn, number, event = min(env._queue, key=lambda row: row[:3])
        env._queue.remove((day, turn, number, event))
        assert clock.next_day() == day
        assert ours[id(clock.take())] == theirs[id(event)]
        assert clock.now == day
        taken.append((day, turn, number))

    for number, (day, turn, takes) in enumerate(pieces):
        event, other = env.event(), env.event()
        theirs[id(event)], ours[id(other)] = number, number
        env.schedule(event, turn, clock.now + day)
        clock.put(clock.now + day, turn, other)
        if takes:
            take()
    while env._queue:
        take()
    assert all(one[0] <= next_[0] for one, next_ in pairwise(taken))
    with pytest.raises(IndexError):
        clock.take()
