"""Batches of futures that branch off another one: the same bytes however they are computed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from sim.analysis.comparison.pairing import PairingError, pair
from sim.analysis.comparison.parting import again, partings
from sim.batch import branch as module
from sim.batch.branch import Branch, Design, begun, design_of
from sim.batch.plan import Plan
from sim.batch.reader import open_batch
from sim.batch.runner import run_batch
from sim.batch.work import Progress
from sim.engine.replication import replicate
from sim.engine.standing import standings
from tests.batch.plans import files, plan
from tests.scenarios.worlds import happened

NODE = Branch(replication=3, day=60.0)
N = 24


def branched(**more: object) -> Plan:
    return replace(plan(), n=N, events=None, branch=NODE, **more)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("branch") / "whole"
    run_batch(branched(), folder, jobs=1)
    return folder


def tables(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(folder).items() if not name.startswith("manifest")}


@pytest.mark.parametrize(("jobs", "chunk"), [(1, 5), (2, 7)])
def test_the_same_bytes_for_any_chunks_and_workers(
    whole: Path, tmp_path: Path, jobs: int, chunk: int
) -> None:
    run_batch(branched(chunk=chunk), tmp_path / "again", jobs=jobs)
    assert tables(tmp_path / "again") == tables(whole)


def test_what_was_interrupted_goes_on(whole: Path, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done >= 10:
            raise KeyboardInterrupt

    folder = tmp_path / "again"
    with pytest.raises(KeyboardInterrupt):
        run_batch(branched(chunk=5), folder, jobs=1, progress=stop)
    run_batch(branched(), folder, jobs=1, resume=True)
    assert tables(folder) == tables(whole)


def test_a_folder_knows_what_its_futures_branch_off(whole: Path) -> None:
    batch = open_batch(whole)
    assert batch.branch == NODE
    assert batch == run_batch(branched(), None, jobs=1)
    assert batch.parameters == []  # all have those of the future that they branch off
    assert run_batch(branched(), whole, jobs=1).found


def test_the_plan_says_where_they_branch_off() -> None:
    plain = replace(branched(), branch=None)
    elsewhere = replace(branched(), branch=NODE.model_copy(update={"day": 61.0}))
    assert len({plain.digest, branched().digest, elsewhere.digest}) == 3


def test_all_futures_are_the_same_up_to_the_node_and_not_beyond(whole: Path) -> None:
    batch = open_batch(whole)
    parent = replicate(batch.model, NODE.parent(batch.seed), 3)
    past = [entry.id for entry in parent.entries if entry.day < 60.0]
    logs = [batch.events(k).drop("replication") for k in range(N)]
    shared = [log.filter(pl.col("day") < 60.0) for log in logs]
    assert all(log.equals(shared[0]) for log in shared)
    assert shared[0].height == len(past)
    assert len({log.hash_rows().sum() for log in logs}) > N // 2
    series = batch.trajectories(["war"])
    before = series.filter(pl.col("day") < 60.0).group_by("day").agg(pl.col("war").n_unique())
    assert before["war"].to_list() == [1] * before.height


def test_a_future_of_it_is_made_again(whole: Path) -> None:
    batch = open_batch(whole)
    record = again(batch, 5)
    assert record.node == NODE.node
    assert [entry.kind for entry in record.entries] == batch.events(5)["kind"].to_list()


def test_failures_name_the_command_that_tells_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("no luck")

    monkeypatch.setattr(module, "branch", fails)
    batch = run_batch(replace(branched(), n=2), None, jobs=1)
    assert batch.failures["command"].to_list() == [
        f"thaw explain . --replication {k}" for k in range(2)
    ]


def test_branches_of_one_node_share_their_luck_and_those_of_others_do_not(whole: Path) -> None:
    batch = open_batch(whole)
    changed = run_batch(
        replace(
            branched(),
            branch=NODE.model_copy(update={"changes": (("talks.mode", "hold"),)}),
        ),
        None,
        jobs=1,
    )
    found = partings(batch, changed, 6)
    days = found.table["day"].drop_nulls()
    assert days.is_empty() or days.min() >= 60.0
    for k in range(4):
        assert len(happened(again(changed, k), "intervention")) == 1
    other = replace(batch, branch=NODE.model_copy(update={"day": 61.0}))
    with pytest.raises(PairingError, match="where they branch off is future 3 on"):
        pair([batch, other])
    with pytest.raises(PairingError, match="the first day"):
        pair([batch, replace(batch, branch=None)])


@pytest.mark.parametrize("day", [20.0, 59.0, 60.0, 100.0])
def test_the_law_of_a_branch_is_its_parents_up_to_the_node(whole: Path, day: float) -> None:
    batch = open_batch(whole)
    mine = standings(begun(batch.model, design_of(batch), 2, day).run, day)
    off = Design(seed=batch.seed, antithetic=NODE.antithetic, repeats=NODE.repeats)
    theirs = standings(begun(batch.model, off, 3, day).run, day)
    if day < 60.0:
        assert mine == theirs
    else:
        assert mine.measures.keys() >= {"US_SDN_SBER"}
