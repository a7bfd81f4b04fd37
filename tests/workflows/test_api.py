"""The interface for notebooks: thin, and the same futures as everywhere else."""

import datetime as dt
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from matplotlib.figure import Figure

import sim
from sim import workflows
from sim.batch.errors import BatchError
from sim.engine.replication import simulate as engine_simulate
from sim.figures.registry import UnknownFigureError
from sim.outcomes.row import outcome_row
from sim.outcomes.trajectories import names, on_grid
from sim.scenario.loading import load_scenario as engine_load
from tests.batches import small_batch
from tests.scenarios.worlds import SCENARIOS

ROOT = Path(__file__).parents[2]
INLINE = "examples/inline"
TRUCE = {"id": "truce", "text": "Is there a truce?", "event": {"kind": "delivered"}}


@pytest.fixture(scope="module")
def world():
    return sim.load_scenario(INLINE, set={"end": "2028-12-31", "questions": [TRUCE]})


@pytest.fixture(scope="module")
def batch(world):
    return sim.simulate_batch(world, n=12, seed=3, jobs=1)


# -- the door ------------------------------------------------------------------------------


def test_everything_that_the_door_offers_is_there():
    assert {"load_scenario", "simulate", "simulate_batch", "compare"} <= set(sim.__all__)
    for name in sim.__all__:
        assert getattr(sim, name) is getattr(workflows, name)
        assert name in dir(sim)
    assert set(sim.__all__) <= set(workflows.__all__)


def test_the_door_offers_nothing_else():
    with pytest.raises(AttributeError, match="no attribute 'replicate'"):
        _ = sim.replicate


def test_drawing_is_imported_when_something_is_drawn():
    code = "import sim, sys; sim.simulate; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


# -- scenarios -----------------------------------------------------------------------------


def test_a_scenario_is_found_by_its_name_and_by_its_file(monkeypatch, tmp_path):
    by_file = sim.load_scenario(SCENARIOS / "examples" / "inline.yaml")
    monkeypatch.chdir(tmp_path)
    by_name = sim.load_scenario(INLINE)
    assert by_name.scenario == by_file.scenario
    assert by_name.catalogue == by_file.catalogue
    assert by_name.name == by_file.name == "inline"


def test_the_working_folder_comes_before_the_project(monkeypatch, tmp_path):
    own = tmp_path / "scenarios" / "hold.yaml"
    own.parent.mkdir()
    text = (SCENARIOS / "examples" / "inline.yaml").read_text("utf-8")
    own.write_text(text.replace("A world in one file", "My own hold"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert sim.load_scenario("hold").title == "My own hold"


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(sim.InputError, match=r"rusia_2025: no scenario .* mean 'russia_2025'\?"):
        sim.load_scenario("rusia_2025")


def test_a_missing_file_is_refused():
    with pytest.raises(sim.InputError, match=r"nowhere\.yaml"):
        sim.load_scenario("nowhere.yaml")


def test_fields_are_set_as_texts_set_them(world):
    texts = [
        "end=2028-12-31",
        "agents.target.jv=0.5",
        'label=it\'s "quoted" = so',
        "agents.target.name=the Étoile",
        f"questions={json.dumps([TRUCE])}",
    ]
    fields = {
        "end": dt.date(2028, 12, 31),
        "agents.target.jv": 0.5,
        "label": 'it\'s "quoted" = so',
        "agents.target.name": "the Étoile",
        "questions": [TRUCE],
    }
    by_fields, by_texts = sim.load_scenario(INLINE, set=fields), sim.load_scenario(INLINE, texts)
    assert by_fields.scenario == by_texts.scenario
    assert by_fields.scenario.agents.target.jv == 0.5
    assert by_fields.scenario.label == fields["label"]
    assert by_fields.scenario.end == fields["end"] == world.scenario.end


def test_none_removes_a_field():
    assert sim.load_scenario(INLINE, set={"talks.max_lp": None}).scenario.talks.max_lp == 6.0


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(sim.InputError) as caught:
        sim.load_scenario(INLINE, set={"agents.target.jw": 1, "talks.mode": "steps"})
    assert len(caught.value.problems) == 2
    assert issubclass(sim.InputError, sim.ThawError)


def test_a_scenario_fits_on_a_line_of_a_notebook(world):
    assert repr(world) == "<scenario inline: A world in one file; 2027-01-01 to 2028-12-31>"


# -- single runs ---------------------------------------------------------------------------


def test_a_run_is_the_run_of_the_engine(world):
    run = sim.simulate(world, seed=3, replication=5, fix="all")
    record = engine_simulate(world.model, 3, 5)
    assert run.record.entries == record.entries
    assert {name: run.outcome[name] for name in outcome_row(record)} == outcome_row(record)


def test_a_run_is_a_row_of_the_batch_with_its_events(world, batch):
    run = sim.simulate(world, seed=3, replication=5)
    assert run.outcome == batch.outcomes.row(5, named=True)
    assert run.events.equals(batch.events(5))
    assert run.outcome.keys() >= {"answer_truce", "answer_truce_days"}


def test_what_the_engine_loaded_will_do_as_well(world):
    overrides = ["end=2028-12-31", f"questions={json.dumps([TRUCE])}"]
    loaded = engine_load(SCENARIOS / "examples" / "inline.yaml", overrides)
    assert sim.simulate(loaded, 3).outcome == sim.simulate(world, 3).outcome
    assert sim.simulate(INLINE).record.model.scenario.title == world.title


def test_a_story_is_a_line_for_each_thing_that_matters(world):
    run = sim.simulate(world, seed=3)
    lines = run.story().splitlines()
    assert lines[0].startswith(" 1 Jan 2027  A world in one file.")
    assert lines[-1] == " 1 Jan 2029  The scenario ends."
    assert len(run.story(everything=True).splitlines()) == run.events.height > len(lines)


def test_series_are_those_of_the_record(world):
    run = sim.simulate(world, seed=3)
    days = [0.0, 100.0, 400.0]
    frame = run.series("legal", "war", days=days)
    known = on_grid(run.record, days)
    assert frame.columns == ["day", "date", "legal", "war"]
    assert frame["date"].to_list() == [
        dt.date(2027, 1, 1),
        dt.date(2027, 4, 11),
        dt.date(2028, 2, 5),
    ]
    np.testing.assert_array_equal(frame["legal"], known["legal"])
    np.testing.assert_array_equal(frame["war"], known["war"])


def test_series_are_those_of_the_batch(world, batch):
    frame = sim.simulate(world, seed=3, replication=5).series()
    assert frame.columns == ["day", "date", *names(world.model)]
    np.testing.assert_array_equal(frame["day"], batch.grid)
    np.testing.assert_array_equal(frame["effective"], batch.series("effective")[5])


def test_an_unknown_series_is_refused_with_the_nearest(world):
    with pytest.raises(sim.ThawError, match="no series 'effectve': did you mean 'effective'"):
        sim.simulate(world).series("effectve")


def test_a_run_fits_on_a_line_of_a_notebook(world):
    run = sim.simulate(world, seed=3, replication=5)
    assert repr(run) == (
        f"<run of 'A world in one file': seed 3, replication 5, {run.events.height} events, "
        f"outcome {run.outcome['outcome']}>"
    )


# -- batches -------------------------------------------------------------------------------


def test_a_batch_is_the_batch_of_the_engine(world):
    batch = sim.simulate_batch(world, 12, 3, fix="all", jobs=1)
    plain = small_batch(INLINE, 12, 3, "end=2028-12-31", f"questions={json.dumps([TRUCE])}")
    assert batch.outcomes.equals(plain.outcomes.select(batch.outcomes.columns))
    assert batch.name == "inline"
    assert batch.folder is None


def test_any_executor_gives_the_same(world, batch):
    with ThreadPoolExecutor(2) as pool:
        assert sim.simulate_batch(world, 12, 3, executor=pool).outcomes.equals(batch.outcomes)


def test_numbers_of_a_batch_reach_it():
    uncertain = {
        "uncertain": {
            "talks.max_lp": {"dist": "uniform", "low": 2, "high": 40},
            "compliance.false_alarm": {"dist": "uniform", "low": 0, "high": 1},
        }
    }
    loaded = sim.load_scenario(INLINE, set={"end": "2027-12-31", **uncertain})
    batch = sim.simulate_batch(
        loaded, n=8, seed=5, jobs=1, antithetic=True, nested=2, fix=["talks.max_lp"], events=1
    )
    assert (batch.n, batch.seed, batch.antithetic, batch.repeats) == (8, 5, True, 2)
    assert batch.parameters[-1] == "compliance.false_alarm"
    assert "talks.max_lp" not in batch.parameters
    drawn = batch.outcomes["compliance.false_alarm"].to_list()
    assert drawn[0] == drawn[1] != drawn[2]
    assert batch.events(0).height
    with pytest.raises(BatchError, match="no events of replication 1"):
        batch.events(1)
    assert not sim.simulate_batch(loaded, n=2, jobs=1, fix="all").parameters


def test_a_batch_stops_once_it_is_precise_enough():
    quiet = sim.load_scenario(INLINE, set={"end": "2027-01-10", "talks.mode": "hold"})
    batch = sim.simulate_batch(quiet, n=5000, jobs=1, until_ci=0.9)
    assert batch.n == batch.precision.replications == 1000
    assert batch.precision.reached


def test_a_batch_is_kept_found_and_opened(world, batch, tmp_path):
    told = []
    kept = sim.simulate_batch(world, 12, 3, jobs=1, out=tmp_path / "b", progress=told.append)
    found = sim.simulate_batch(world, 12, 3, jobs=1, out=str(tmp_path / "b"))
    opened = sim.open_batch(str(tmp_path / "b"))
    assert (kept.found, found.found) == (False, True)
    assert (told[0].done, told[-1].done) == (0, 12)
    for each in (kept, found, opened):
        assert each.outcomes.equals(batch.outcomes)


def test_a_folder_without_a_batch_is_refused(tmp_path):
    with pytest.raises(sim.InputError, match="no batch"):
        sim.open_batch(tmp_path)


@pytest.mark.parametrize("wrong", [{"n": 0}, {"seed": -1}, {"nested": 0}, {"until_ci": 2.0}])
def test_numbers_out_of_range_are_refused(world, wrong):
    with pytest.raises(ValueError, match="must"):
        sim.simulate_batch(world, jobs=1, **wrong)


def test_a_replication_of_any_batch_can_be_replayed(world):
    batch = sim.simulate_batch(world, n=4, seed=3, jobs=1, antithetic=True)
    assert sim.replay(batch, 3).outcome == batch.outcomes.row(3, named=True)
    assert sim.replay(batch, 3).events.equals(batch.events(3))
    with pytest.raises(sim.ThawError, match="no replication 4, only 0 to 3"):
        sim.replay(batch, 4)


def test_questions_and_estimates_are_tables(batch):
    answer = sim.questions(batch).row(0, named=True)
    assert (answer["id"], answer["n"]) == ("truce", 12)
    assert answer["probability"] == batch.outcomes["answer_truce"].mean()
    mean = sim.estimates(batch).filter(outcome="legal_end", statistic="mean")
    assert mean["estimate"].item() == pytest.approx(batch.outcomes["legal_end"].mean())


# -- comparisons ---------------------------------------------------------------------------


def test_a_scenario_does_not_differ_from_itself(world, batch):
    table = sim.compare([batch, world], n=12, seed=3, jobs=1).table
    assert table["difference"].abs().max() == 0.0
    assert table["low"].abs().max() == table["high"].abs().max() == 0.0


def test_scenarios_are_simulated_for_a_comparison_on_the_same_luck(world, batch):
    hold = sim.load_scenario(
        INLINE, set={"end": "2028-12-31", "questions": [TRUCE], "talks.mode": "hold"}
    )
    by_scenario = sim.compare([hold, world], n=12, seed=3, jobs=1, outcomes=["deals", "legal_end"])
    held = sim.simulate_batch(hold, 12, 3, jobs=1)
    by_batch = sim.compare([held, batch], outcomes=["deals", "legal_end"])
    assert by_scenario.table.equals(by_batch.table)
    assert by_scenario.seed == 3
    mean = (batch.outcomes["deals"] - held.outcomes["deals"]).mean()
    assert by_batch.table.filter(outcome="deals")["difference"].item() == pytest.approx(mean)


def test_batches_of_other_luck_are_refused(world, batch):
    with pytest.raises(sim.ThawError, match="seed"):
        sim.compare([batch, sim.simulate_batch(world, 12, 4, jobs=1)])


# -- figures -------------------------------------------------------------------------------


def test_figures_of_a_run(world):
    drawn = sim.draw(sim.simulate(world, seed=3))
    assert list(drawn) == ["timeline", "swimlane"]
    assert all(isinstance(figure, Figure) for figure in drawn.values())


def test_figures_of_a_batch_by_name_and_outcome(batch):
    drawn = sim.draw(batch, "histogram:added", "classes")
    assert list(drawn) == ["histogram:added", "classes"]
    assert all(isinstance(figure, Figure) for figure in drawn.values())


def test_figures_of_a_comparison(batch):
    drawn = sim.draw([batch, batch], "classes")
    assert isinstance(drawn["classes"], Figure)


@pytest.mark.parametrize("kind", ["run", "batch", "comparison"])
def test_an_unknown_figure_is_refused_with_those_there_are(kind, world, batch):
    of = {"run": sim.simulate(world), "batch": batch, "comparison": [batch, batch]}[kind]
    with pytest.raises(UnknownFigureError, match=r"called 'clases'.*there are: "):
        sim.draw(of, "clases")


def test_tables_are_polars_frames(world, batch):
    run = sim.simulate(world)
    frames = [run.events, run.series("legal"), batch.outcomes, sim.questions(batch)]
    assert all(isinstance(frame, pl.DataFrame) for frame in frames)
