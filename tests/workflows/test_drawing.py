"""Figures of results in a folder: the same bytes wherever they are drawn, whoever dies."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.batch import executors
from sim.batch.pool import Workers
from sim.errors import ThawError
from sim.figures import registry
from sim.figures.base.medium import SCREEN
from sim.workflows.drawings import pictures
from sim.workflows.drawings.asked import Asked
from sim.workflows.drawings.drawers import Drawers
from sim.workflows.drawings.subject import Subject
from sim.workflows.reporter import Reporter, Steps
from tests.cli.batches import UNCERTAIN, scenario
from tests.cli.calling import ROOT, Caller, files

FEW = ("classes", "ecdf", "questions")


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "usable_processors", lambda: 2)


@pytest.fixture
def result(call: Caller) -> sim.SummedUp:
    """A batch whose title has a letter that no figure can show."""
    file = scenario("short.yaml", UNCERTAIN)
    file.write_text(file.read_text().replace("title: A year", "title: A 手 year"))
    return sim.sum_up(file, 24, jobs=1, out="a")


class Told(Reporter):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.warned: list[str] = []

    def warn(self, text: str) -> None:
        self.warned.append(text)


def test_idle_processes_draw_what_this_one_would(result: sim.SummedUp) -> None:
    here, there = Told(), Told()
    first = result.draw(Path("here"), here, svg=True, contact=True, figures="all")
    with Workers(jobs=2) as workers:
        sim.sum_up(result.file, 24, 1, workers=workers, out="b")
        assert workers.idle is not None
        how = {"svg": True, "contact": True}
        second = result.draw(Path("there"), there, figures="all", workers=workers, **how)
    assert files(Path("here")) == files(Path("there"))
    assert second == first
    assert first.files[-1] == "contact.png"
    assert {*first.files} == {*files(Path("here"))}
    assert len(first.files) > 10
    assert there.warned == here.warned
    assert "the font of figures lacks 手" in here.warned[0]


def test_three_figures_answer_and_the_rest_is_drawn_if_asked_for(result: sim.SummedUp) -> None:
    folder = Path("some")
    assert result.draw(folder).files == ["classes.png", "fan.png", "questions.png"]
    assert "survival-memo.png" in result.draw(folder, figures="survival", medium="memo").files
    drawn = result.draw(folder, figures="all", medium="memo")
    assert "heatmap-memo.png" in drawn.files
    assert "classes.png" in drawn.files
    assert "histogram (it is not made for a memo)" in drawn.missed
    with pytest.raises(sim.InputError, match="histogram is not made for a slide"):
        result.draw(folder, figures="histogram", medium="slide")


def test_pngs_only_unless_more_is_asked_for(
    result: sim.SummedUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"classes": registry.figures_of("batch")["classes"]}
    monkeypatch.setattr(registry, "figures_of", lambda _: few)
    drawn = result.draw(Path("few"))
    assert drawn.files == [path.name for path in Path("few").iterdir()] == ["classes.png"]
    # Elsewhere than in its own folder there may be figures of something else.
    Path("few", "classes.png").write_bytes(b"of something else")
    result.draw(Path("few"))
    assert Path("few", "classes.png").stat().st_size > 1000


class Dying(Executor):
    """Does some tasks, and dies."""

    def __init__(self, alive: int, submits: bool) -> None:
        self.alive, self.submits = alive, submits

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        self.alive -= 1
        if self.alive >= 0:
            data, task, *rest = args
            future.set_result(getattr(pictures, task)(pickle.loads(data), *rest))
        elif self.submits:
            future.set_exception(BrokenProcessPool())
        else:
            raise BrokenProcessPool
        return future


@pytest.mark.many
@pytest.mark.parametrize("alive", [0, 2, 3])
@pytest.mark.parametrize("submits", [False, True])
def test_figures_of_lost_workers_are_drawn_here(
    result: sim.SummedUp, alive: int, submits: bool
) -> None:
    subject = Subject("batch", result.subject, result.batches)
    drawers = Drawers(subject, Dying(alive, submits))
    assert {*FEW} <= {*drawers.names(Asked(everything=True)).wanted}
    drawn = list(drawers.pictures(FEW, ["png"], SCREEN, Steps()))
    assert sorted(picture.name for picture in drawn) == sorted(FEW)
    here = Drawers(subject, None).pictures(FEW, ["png"], SCREEN, Steps())
    whole = {p.name: p.files for p in here}
    assert {picture.name: picture.files for picture in drawn} == whole


def test_what_cannot_be_drawn_is_named_in_the_order_of_figures(
    result: sim.SummedUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> None:
        raise ThawError("nothing to show")

    kinds = registry.figures_of("batch")
    few = {name: kinds[name] for name in FEW}
    for name in ("ecdf", "questions"):
        few[name] = replace(few[name], draw=nothing)
    monkeypatch.setattr(registry, "figures_of", lambda _: few)
    drawn = result.draw(Path("few"), contact=True)
    assert drawn.files == ["classes.png", "contact.png"]
    assert drawn.missed == ["ecdf (nothing to show)", "questions (nothing to show)"]


OWNER = """
import sys
from pathlib import Path
import sim
from sim.batch import executors
from sim.batch.pool import Workers

executors.usable_processors = lambda: 2
with Workers(jobs=2) as workers:
    result = sim.sum_up("short.yaml", 24, workers=workers, out="b")
    print(len(result.draw(Path("b"), contact=True, workers=workers).files) == 4)
print("matplotlib" in sys.modules)
"""


def test_only_who_draws_imports_what_draws(result: sim.SummedUp) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{OWNER}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("True\nFalse\n", 0), done.stderr


def test_a_batch_in_a_folder_is_sent_without_its_tables(result: sim.SummedUp) -> None:
    batch = sim.open_batch("a")
    small = pickle.dumps(batch)
    assert batch.outcomes.height == 24  # read now
    assert len(pickle.dumps(batch)) == len(small)
    assert pickle.loads(small) == batch
    other = batch.called("other")
    assert other.name == "other"
    assert other.outcomes is batch.outcomes
    assert batch.called(batch.name) is batch
