"""What Python users give and where they call from: numbers of numpy, copies, pools, forks."""

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import sim
from sim.batch.errors import BatchError

ROOT = Path(__file__).parents[1]
INLINE = "examples/inline"


@pytest.fixture(scope="module")
def world():
    return sim.load_scenario(INLINE, set={"end": "2027-12-31"})


@pytest.fixture(scope="module")
def batch(world):
    return sim.simulate_batch(world, n=4, seed=3, jobs=1)


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ("all", 3),
        (None, 3),
        ("none", 0),
        (0, 0),
        ("first:2", 2),
        (2, 2),
        (np.int64(2), 2),
        (2.0, 2),
    ],
)
def test_events_are_given_as_the_command_line_has_them(world, events, kept):
    batch = sim.simulate_batch(world, 3, jobs=1, events=events)
    for k in range(kept):
        assert batch.events(k)["replication"].unique().to_list() == [k]
    with pytest.raises(BatchError, match="were kept"):
        batch.events(kept)


@pytest.mark.parametrize("events", ["", "first", "first:x", "first:-1", "ALL", -1, 2.5, True, [3]])
def test_events_that_say_nothing_are_refused(world, events):
    with pytest.raises((ValueError, TypeError), match="events"):
        sim.simulate_batch(world, 2, jobs=1, events=events)


@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.float64, np.array, float, np.int32])
def test_numbers_of_numpy_are_numbers(world, batch, kind):
    same = sim.simulate_batch(world, n=kind(4), seed=kind(3), jobs=kind(1), nested=kind(1))
    assert same == batch
    assert type(same.seed) is int
    assert sim.simulate(world, kind(3), kind(1)) == sim.simulate(world, 3, 1)
    assert sim.replay(batch, kind(1)) == sim.replay(batch, 1)
    assert batch.events(kind(1)).equals(batch.events(1))


@pytest.mark.parametrize(
    ("path", "value", "plain"),
    [
        ("talks.max_lp", np.int64(3), 3.0),
        ("talks.max_lp", np.float32(0.5), 0.5),
        ("talks.max_lp", np.array(2.5), 2.5),
        ("talks.open", np.bool_(False), False),
        ("end", np.datetime64("2027-12-31"), "2027-12-31"),
    ],
)
def test_fields_are_set_to_what_numpy_holds(path, value, plain):
    def loaded(given):
        return sim.load_scenario(INLINE, set={path: given}).scenario

    assert loaded(value) == loaded(plain)


def test_a_field_is_not_set_to_what_a_scenario_cannot_hold():
    for value in (float("nan"), np.inf, object(), b"3"):
        with pytest.raises(sim.InputError, match=r"talks\.max_lp"):
            sim.load_scenario(INLINE, set={"talks.max_lp": value})


@pytest.mark.parametrize("seed", [-1, 2**63, 2**64, 2**128, np.uint64(2**63), 1e30, 2.5])
def test_a_seed_that_tables_cannot_hold_is_refused_at_once(world, seed):
    for call in (sim.simulate, lambda w, s: sim.simulate_batch(w, 2, s, jobs=1)):
        with pytest.raises(ValueError, match="seed"):
            call(world, seed)


def test_the_largest_seed_works(world):
    assert sim.simulate(world, 2**63 - 1).outcome["seed"] == 2**63 - 1
    assert sim.simulate_batch(world, 2, 2**63 - 1, jobs=1).outcomes["seed"].max() == 2**63 - 1


def test_jobs_are_counted_as_everybody_does(world, batch):
    assert sim.simulate_batch(world, n=4, seed=3, jobs=-1) == batch
    for jobs in (0, -2, 1.5):
        with pytest.raises(ValueError, match="jobs"):
            sim.simulate_batch(world, 2, jobs=jobs)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"n": 0}, "n"),
        ({"n": 10**9}, "n"),
        ({"n": "4"}, "n"),
        ({"n": 3, "antithetic": True}, "antithetic"),
        ({"n": 4, "antithetic": 2}, "antithetic"),
        ({"n": 4, "nested": 3}, "nested"),
        ({"n": 4, "until_ci": 1.0}, "until_ci"),
        ({"n": 4, "until_ci": "0.1"}, "until_ci"),
        ({"n": 4, "fix": [1]}, "fix"),
        ({"n": 4, "resume": "yes"}, "resume"),
    ],
)
def test_what_the_command_line_refuses_is_refused(world, given, named):
    with pytest.raises((ValueError, TypeError), match=named):
        sim.simulate_batch(world, **{"jobs": 1, **given})


def test_a_comparison_of_nothing_is_refused(batch):
    for wrong in (INLINE, batch):
        with pytest.raises(TypeError, match="list"):
            sim.compare(wrong)
    for given in (
        {"outcomes": []},
        {"level": 1.5},
        {"level": 0},
        {"baseline": 2},
        {"baseline": -1},
    ):
        with pytest.raises(ValueError, match=next(iter(given))):
            sim.compare([batch, batch], **given)


def test_one_name_is_a_list_of_one(batch, world):
    assert batch.trajectories("legal").equals(batch.trajectories(["legal"]))
    assert batch.select("added").equals(batch.select(["added"]))
    run = sim.simulate(world)
    assert run.series(["legal", "added"]).equals(run.series("legal", "added"))
    assert sim.compare([batch, batch], outcomes="added").table["outcome"].to_list() == ["added"]


def test_a_name_that_is_not_there_is_named_as_a_whole(batch):
    with pytest.raises(BatchError, match=r"'legl': did you mean 'legal'"):
        batch.trajectories("legl")
    with pytest.raises(BatchError, match=r"'addd': did you mean 'added'"):
        batch.column("addd")


# -- copies --------------------------------------------------------------------------------


def through_pickle(value):
    return pickle.loads(pickle.dumps(value))


@pytest.fixture(scope="module")
def bargained():
    """A world in which deals are made and parameters drawn."""
    return sim.load_scenario("russia_2025")


@pytest.mark.parametrize("copied", [copy.deepcopy, through_pickle, copy.copy])
def test_copies_are_equal(copied, bargained, tmp_path):
    batch = sim.simulate_batch(bargained, n=8, jobs=1, events="all")
    kept = sim.simulate_batch(bargained, n=8, jobs=1, events="all", out=tmp_path / "kept")
    runs = [sim.replay(batch, i) for i in range(8)]
    run = next(run for run in runs if run.record.deals and run.record.gestures)
    _ = run.outcome, run.events
    for value in (batch, kept, run, sim.compare([batch, kept]), bargained, batch.model):
        again = copied(value)
        assert type(again) is type(value)
        assert again == value
    assert kept == batch
    assert copied(batch).events(3).equals(batch.events(3))
    assert copied(run).events.equals(run.events)
    assert copied(run).story() == run.story()
    assert sim.replay(copied(batch), 1) == sim.replay(batch, 1)


def test_what_differs_is_not_equal(batch, world):
    assert batch != sim.simulate_batch(world, n=4, seed=4, jobs=1)
    assert batch != sim.simulate_batch(world, n=3, seed=3, jobs=1)
    assert batch != sim.simulate_batch(world, n=4, seed=3, jobs=1, events=0)
    assert sim.simulate(world, 1) != sim.simulate(world, 2)
    assert batch != 3


# -- who calls -----------------------------------------------------------------------------

FORKED = """
import multiprocessing, sys
import sim
def count(n):
    try:
        return sim.simulate_batch("examples/inline", n, jobs={jobs}).outcomes.height
    except sim.ThawError as error:
        return str(error)
if __name__ == "__main__":
    if {before}:
        sim.simulate_batch("examples/inline", 2, jobs=1)
    with multiprocessing.get_context("{method}").Pool(2) as pool:
        print(pool.map_async(count, [2, 3]).get(60))
"""


def called(tmp_path, **given):
    script = tmp_path / "script.py"
    script.write_text(FORKED.format(**given), "utf-8")
    return subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )


@pytest.mark.parametrize("jobs", [None, -1, 1])
def test_a_worker_of_a_pool_computes_alone(tmp_path, jobs):
    done = called(tmp_path, jobs=jobs, before=False, method="spawn")
    assert done.stdout == "[2, 3]\n", done.stderr


def test_a_worker_of_a_pool_refuses_to_start_others(tmp_path):
    done = called(tmp_path, jobs=2, before=False, method="spawn")
    assert done.stdout.count("may start no others: jobs can be 1 or None here, not 2") == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked")
def test_a_process_forked_after_tables_had_threads_says_so(tmp_path):
    done = called(tmp_path, jobs=1, before=True, method="fork")
    assert done.stdout.count("get_context('spawn')") == 2, done.stderr
    assert called(tmp_path, jobs=1, before=False, method="fork").stdout == "[2, 3]\n"


def test_whole_columns_and_lists_are_plain():
    from sim.workflows.door import listed, plain_value

    assert plain_value("x", pl.Series([1, 2])) == [1, 2]
    assert plain_value("x", {"a": np.arange(2), "b": (np.float64(0.5), None)}) == {
        "a": [0, 1],
        "b": [0.5, None],
    }
    assert listed("x", np.array(["a", "b"])) == ["a", "b"]


def test_what_is_no_figure_and_no_day_is_refused_in_words() -> None:
    batch = sim.simulate_batch("by_hand", n=2, jobs=1)
    with pytest.raises(TypeError, match="names of figures are texts"):
        sim.draw(batch, ["fan"])  # type: ignore[arg-type]
    for wrong in (None, 3, [batch, "fan"]):
        with pytest.raises(TypeError, match="can be drawn"):
            sim.draw(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="finite"):
        sim.simulate("by_hand").series("legal", days=[0.0, float("nan")])
