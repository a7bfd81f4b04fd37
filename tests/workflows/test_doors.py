"""Each door gives what its command prints: one workflow under both."""

from __future__ import annotations

import ast
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import sim
from sim import workflows
from sim.workflows.page import Line, Page, Paragraph, Story, StoryLine, Table
from sim.workflows.reporter import SILENT, Reporter
from tests.cli.calling import Caller
from tests.cli.conftest import call as call  # the fixture

INLINE = "examples/inline"
FEW = ("-n", 12, "--seed", 3, "--jobs", 1, "--no-figures")


def printed(call: Caller, *words: object) -> dict[str, Any]:
    """Return what a command prints as JSON."""
    done = call(*words, "--json")
    assert done.code == 0, done
    said: dict[str, Any] = json.loads(done.out)
    return said


# -- the face ------------------------------------------------------------------------------


def test_what_type_checkers_read_is_what_is_imported() -> None:
    tree = ast.parse(Path(workflows.__file__).read_text("utf-8"))
    face = next(node for node in tree.body if isinstance(node, ast.If))
    read = {
        alias.name: node.module
        for node in face.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert read == dict(workflows._MODULE_OF)
    assert set(read) == set(workflows.__all__)


@pytest.mark.parametrize("name", workflows.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(workflows, name) is not None


def test_no_module_hides_a_name() -> None:
    modules = {path.stem for path in Path(workflows.__file__).parent.iterdir()}
    assert not modules & set(workflows.__all__)


# -- one future ----------------------------------------------------------------------------


def test_a_future_is_played_and_kept_as_by_run(call: Caller) -> None:
    said = printed(call, "run", INLINE, "--seed", 7, "--no-figures", "--out", "a")
    played = sim.play(INLINE, 7, out="b", figures=False)
    ours = json.loads(json.dumps(played.to_json()))
    assert {**ours, "results": "a"} == said
    files = sorted(path.name for path in Path("a").iterdir())
    assert files == sorted(path.name for path in Path("b").iterdir())
    for name in files:
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes()


def test_a_page_is_what_the_command_prints(call: Caller) -> None:
    done = call("run", INLINE, "--seed", 7, "--no-figures", "--out", "a")
    page = sim.play(INLINE, 7, out="a", figures=False).page()
    (story,) = (block for block in page if isinstance(block, Story))
    assert done.out.startswith(str(story))
    for block in page:
        if isinstance(block, Line | Paragraph):
            assert str(block) in done.out


# -- many futures --------------------------------------------------------------------------


def test_a_batch_is_summed_up_as_by_batch(call: Caller) -> None:
    said = printed(call, "batch", INLINE, *FEW, "--out", "a")
    result = sim.sum_up(INLINE, 12, 3, jobs=1, out="b")
    ours = json.loads(json.dumps(result.to_json([])))
    assert {**ours, "results": "a"} == said
    assert sim.summary(result.batch) == result.summary
    in_memory = sim.simulate_batch(INLINE, 12, 3, jobs=1)
    assert in_memory.outcomes.equals(result.batch.outcomes)


def test_figures_are_drawn_again_as_by_plot(call: Caller) -> None:
    result = sim.sum_up(INLINE, 4, 3, jobs=1, out="a")
    said = printed(call, "plot", "a", "--what", "classes,histogram:added", "--out", "b")
    plotted = sim.plot(["a"], ["classes", "histogram:added"], out="c")
    assert plotted.to_json() == {**said, "results": "c"}
    for name in said["figures"]:
        assert Path("b", name).read_bytes() == Path("c", name).read_bytes()
    assert result.sentence == result.to_json([])["answer"]
    with pytest.raises(sim.InputError, match="did you mean 'classes'"):
        sim.plot(["a"], ["clases"], out="c")


# -- the law -------------------------------------------------------------------------------


def test_the_law_of_a_measure_is_that_of_law(call: Caller) -> None:
    said = printed(call, "law", "russia_2025", "-m", "us_sdn_sber", "--on", "2026-02-01")
    law = sim.read_law("russia_2025", dt.date(2026, 2, 1))
    assert json.loads(json.dumps(law.measure("us_sdn_sber").values))["measure"] == said["measure"]
    assert "Sberbank" in str(law.measure("US_SDN_SBER"))


def test_the_law_of_all_and_its_calendar(call: Caller) -> None:
    law = sim.read_law("russia_2025")
    assert printed(call, "law", "russia_2025")["measures"] == law.measures().values["measures"]
    first, last = dt.date(2025, 6, 1), dt.date(2025, 12, 31)
    said = printed(call, "law", "russia_2025", "--calendar", first, last)
    assert said["calendar"] == law.calendar(first, last).values["calendar"]
    assert law.calendar(str(first), str(last)) == law.calendar(first, last)
    assert sim.read_law("russia_2025", "2026-02-01").day == dt.date(2026, 2, 1)
    with pytest.raises(sim.InputError, match="the earlier day first"):
        law.calendar(last, first)
    with pytest.raises(sim.InputError, match="a date such as"):
        sim.read_law("russia_2025", "1 Feb 2026")


def test_the_law_of_a_future_that_was_simulated(call: Caller) -> None:
    result = sim.sum_up(INLINE, 4, 3, jobs=1, out="a")
    end = result.batch.model.scenario.end
    law = sim.read_law(run="a", replication=2)
    assert law.day == end
    said = printed(call, "law", "--run", "a", "-k", 2)
    assert said["on"] == str(end)
    assert said["measures"] == law.measures().values["measures"]
    with pytest.raises(sim.InputError, match="which future of the batch"):
        sim.read_law(run="a")


# -- cases of the past ---------------------------------------------------------------------


def test_likeness_is_that_of_like(call: Caller) -> None:
    assert printed(call, "like", "russia_2025", "-k", 3) == sim.like("russia_2025", 3).values
    words = ("like", INLINE, "--set", "issue=rights")
    assert printed(call, *words) == sim.like(INLINE, set=["issue=rights"]).values
    loaded = sim.load_scenario(INLINE, {"issue": "rights"})
    assert sim.like(loaded) == sim.like(INLINE, set=["issue=rights"])
    with pytest.raises(sim.InputError, match="set it as it is loaded"):
        sim.like(loaded, set=["issue=war"])
    with pytest.raises(ValueError, match="at least 1"):
        sim.like(INLINE, 0)


# -- explanations --------------------------------------------------------------------------


def test_a_future_of_a_batch_is_told_and_explained(call: Caller) -> None:
    sim.sum_up(INLINE, 8, 3, jobs=1, out="a")
    for words, options in (
        ((), {}),
        (("-k", 2), {"replication": 2}),
        (("--like", "median"), {"like": "median"}),
        (("-k", 2, "--event", 3), {"replication": 2, "event": 3}),
    ):
        said = printed(call, "explain", "a", *words)
        assert json.loads(json.dumps(sim.explain("a", **options).values)) == said  # type: ignore[arg-type]


def test_an_event_of_a_run_is_explained(call: Caller) -> None:
    sim.play(INLINE, 7, out="a", figures=False)
    assert printed(call, "explain", "a", "-e", 5) == sim.explain("a", 5).values
    assert printed(call, "explain", INLINE, "--seed", 7) == sim.explain(INLINE, seed=7).values


# -- what there is -------------------------------------------------------------------------


def test_what_is_in_memory_is_explained_as_well(call: Caller) -> None:
    run = sim.simulate(INLINE, seed=3, replication=2)
    batch = sim.simulate_batch(INLINE, 4, 3, jobs=1)
    assert sim.explain(run, 3) == sim.explain(batch, 3, replication=2)
    loaded = sim.load_scenario(INLINE)
    assert sim.explain(loaded, seed=3, replication=2) == sim.explain(run)


def test_scenarios_and_results_are_listed(call: Caller) -> None:
    assert printed(call, "list")["scenarios"] == sim.list_scenarios()
    sim.sum_up(INLINE, 2, jobs=1)
    sim.play(INLINE, figures=False)
    said = printed(call, "results")["results"]
    assert [row["folder"] for row in said] == [str(row.folder) for row in sim.list_results()]
    assert {row.kind for row in sim.list_results()} == {"batch", "run"}


def test_files_are_begun_checked_and_described(call: Caller) -> None:
    (path,) = sim.new_scenario("mine")
    assert call("new", "other").code == 0
    assert path.read_bytes() == Path("other.yaml").read_bytes()
    said = printed(call, "validate", path)["files"][0]
    checked = sim.check_file(path)
    assert (said["kind"], said["title"]) == (checked.kind, checked.title)
    assert json.loads(call("schema").out) == sim.json_schema()


# -- what is told meanwhile ----------------------------------------------------------------


class Listener(Reporter):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def warn(self, text: str) -> None:
        self.heard.append(text)


def test_nothing_is_printed_by_a_workflow(call: Caller, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    sim.sum_up(INLINE, 4, jobs=1)
    sim.play(INLINE, figures=False, tell=SILENT)
    sim.read_law("russia_2025").measures()
    assert capsys.readouterr() == ("", "")


def test_what_must_be_known_is_told_to_whoever_listens(call: Caller) -> None:
    listener = Listener()
    sim.play("russia_2025", set=["end=2025-06-30"], figures=False, out="a", tell=listener)
    done = call("run", "russia_2025", "--set", "end=2025-06-30", "--no-figures", "--out", "b", "-q")
    assert "".join(f"{text}\n" for text in listener.heard) == done.err


def test_a_page_reads_as_text() -> None:
    story = Story([StoryLine("1 Jan 2026", "It begins.", 2026, "", False)])
    table = Table([("a", "1"), ("bb", "22")], ("name", "n"), right=(1,), title="Both")
    page = Page([Line("One"), Paragraph("Two", indent=2), table, story])
    assert str(page) == (
        "One\n  Two\nBoth\nname   n\na      1\nbb    22\n\n 1 Jan 2026  It begins."
    )
