"""What the clock takes from SimPy's inside is still there, and means what it meant.

These fail by name if a new SimPy changes it: then `sim/engine/kernel/clock.py` has to follow, and
docs/adr/driver-of-generators.md says what else could be done.
"""

import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import simpy
from simpy.core import Environment
from simpy.events import Event, Process

from sim.engine.kernel.clock import Clock, Order

ROOT = Path(__file__).parents[2]


def test_the_project_keeps_simpy_within_one_major_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (bounds,) = [line for line in project["dependencies"] if line.startswith("simpy")]
    assert bounds == "simpy>=4.1,<5"
    assert simpy.__version__.split(".")[0] == "4"


@pytest.mark.parametrize("name", ["_queue", "_eid", "_now"])
def test_an_environment_has_what_the_clock_takes(name):
    assert name in vars(Environment(0.0)), f"SimPy's Environment has no {name} any more"


def test_the_queue_is_a_heap_of_time_priority_number_and_event():
    env = Environment(0.0)
    assert env._queue == []
    event = env.event()
    env.schedule(event, Order.LAW, 3.0)
    assert env._queue == [(3.0, Order.LAW, 0, event)]


def test_events_are_numbered_by_what_stands_in_the_environment():
    env = Environment(0.0)
    env._eid = iter([7, 8])
    env.schedule(env.event())
    env.schedule(env.event())
    assert [row[2] for row in env._queue] == [7, 8]


def test_an_event_has_callbacks_a_value_and_whether_it_is_well():
    event = Environment(0.0).event()
    assert event.callbacks == []
    event._ok, event._value = True, None
    assert event.ok
    assert event.value is None


def test_what_is_waited_for_takes_its_callbacks_off_when_it_is_its_turn():
    env = Environment(0.0)
    event, seen = env.event(), []
    event.callbacks.append(seen.append)
    event.succeed()
    env.step()
    assert seen == [event]
    assert event.callbacks is None


def test_time_passes_by_the_attribute_that_the_clock_sets():
    env = Environment(0.0)
    env._now = 4.0
    assert env.now == 4.0


def test_simpy_asks_an_event_for_no_more_than_a_driver_has():
    source = inspect.getsource(Environment.step)
    assert set(re.findall(r"\bevent\.(\w+)", source)) == {"callbacks", "_ok", "_value"}


def test_what_simpy_schedules_and_what_we_put_are_numbered_by_one_count():
    clock = Clock()

    def steps():
        yield 1.0, Order.LAW

    clock.start(steps())
    clock.env.timeout(1.0)
    clock.start(steps())
    assert sorted(row[2] for row in clock.env._queue) == [0, 1, 2]


def test_starting_is_as_urgent_as_with_simpy():
    env = Environment(0.0)
    clock = Clock()

    def waits():
        yield env.timeout(1.0)

    def steps():
        yield 1.0, Order.LAW

    assert isinstance(Process(env, waits()), Event)
    clock.start(steps())
    assert env._queue[0][:2] == clock.env._queue[0][:2]


def test_no_more_of_simpy_is_imported_than_is_used_until_it_is_asked_for():
    code = (
        "import sys\n"
        "from sim.engine.kernel.clock import Clock\n"
        "assert not {'simpy.rt', 'importlib.metadata'} & set(sys.modules)\n"
        "import simpy\n"
        "from simpy import Container\n"
        "assert isinstance(Clock().env, simpy.Environment)\n"
        "assert simpy.RealtimeEnvironment is sys.modules['simpy.rt'].RealtimeEnvironment\n"
        "assert not hasattr(simpy, 'nothing')\n"
        "print(simpy.__version__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == simpy.__version__
