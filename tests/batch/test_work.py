"""The work of a batch: how far it is, counted as chunks come in."""

from __future__ import annotations

import random
from dataclasses import replace

import polars as pl
import pytest

from sim.batch import stopping, work
from sim.batch.chunks import Chunk, Span, missing
from sim.batch.tables import outcome_schema
from sim.batch.work import Work
from sim.engine.model.compile import compile_model
from tests.batch.plans import plan

PLAN = plan(n=4000)
MODEL = compile_model(PLAN.scenario, PLAN.catalogue)
NOTHING = pl.DataFrame(schema=outcome_schema(MODEL))


class Looked(Span):
    """Consecutive replications that count how often they are looked at."""

    times = 0

    @property
    def end(self):
        Looked.times += 1
        return super().end


class Keep:
    def put(self, span, data):
        pass


def chunk(span, failed=0, rows=NOTHING):
    rows = rows.filter(pl.col("replication").is_between(span.first, Span(*span).end - 1))
    data = rows.write_ipc_stream(None).getvalue()
    return Chunk(PLAN.digest, {}, span, failed, {"outcomes": data})


def reported(chunks, ours=PLAN):
    """What is told after each of some chunks, as if a worker had sent them."""
    told = []
    found = Work(ours, MODEL, Keep(), told.append)
    for one in chunks:
        found.count(one)
        found._report()
    return found, told


@pytest.mark.parametrize("seed", [None, 1])
def test_chunks_count_in_any_order(seed):
    chunks = [chunk(span, failed=k % 3) for k, span in enumerate(missing([], 4000, 70))]
    if seed is not None:
        random.Random(seed).shuffle(chunks)
    found, told = reported(chunks)
    assert [p.done for p in told] == [
        sum(c.span.length for c in chunks[: k + 1]) for k in range(len(chunks))
    ]
    assert (found.done, found.failed) == (4000, sum(c.failed for c in chunks))
    assert (told[-1].done, told[-1].failed) == (found.done, found.failed)


def test_to_report_costs_the_same_however_many_chunks_there_are():
    def looks(count):
        Looked.times = 0
        reported([chunk(Looked(k, 1)) for k in range(count)], replace(PLAN, n=count))
        return Looked.times / count

    assert 1 <= looks(1000) == looks(50) <= 4


@pytest.mark.parametrize("seed", [None, *range(5)])
def test_of_a_batch_that_stops_only_chunks_up_to_there_count(seed, monkeypatch):
    monkeypatch.setattr(stopping, "ROUND", 100)
    monkeypatch.setattr(work, "ROUND", 100)
    blank = {pl.Float64: 0.0, pl.Int64: 0, pl.String: "status_quo", pl.Boolean: False}
    rows = pl.DataFrame(
        {name: [blank[kind]] * 4000 for name, kind in NOTHING.schema.items()}
        | {"replication": range(4000)},
        schema=NOTHING.schema,
    )
    chunks = [chunk(span, 1, rows) for span in missing([], 4000, 40, 100)]
    if seed is not None:
        random.Random(seed).shuffle(chunks)
    found, told = reported(chunks, replace(PLAN, until=0.02))
    inside = [c for c in chunks if c.span.end <= found.n]
    assert 0 < found.n < 4000
    assert found.done == sum(c.span.length for c in inside) == found.n
    assert found.failed == len(inside)
    assert told[-1].done == found.n
