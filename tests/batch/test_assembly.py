"""Assembly: the same bytes however rows arrive, in order, and in memory that stays flat."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.batch import assembly
from sim.batch.assembly import FILES, Assembly, cut, sink
from sim.batch.chunks import missing, unpack
from sim.batch.worker import job, run_chunk
from sim.engine.model.compile import compile_model
from tests.batch.plans import plan

ROOT = Path(__file__).parents[2]


@given(
    sizes=st.lists(st.integers(0, 25), max_size=12),
    height=st.integers(1, 12),
)
def test_rows_are_cut_into_equal_pieces(sizes, height):
    rows = iter(range(sum(sizes)))
    frames = [
        pl.DataFrame({"k": [next(rows) for _ in range(size)]}, {"k": pl.Int64}) for size in sizes
    ]
    pieces = [piece["k"].to_list() for piece in cut(iter(frames), height)]
    assert [k for piece in pieces for k in piece] == list(range(sum(sizes)))
    assert all(len(piece) == height for piece in pieces[:-1])
    assert all(1 <= len(piece) <= height for piece in pieces[-1:])


def chunked(size, n=24):
    return [unpack(run_chunk(job(plan(), span))) for span in missing([], n, size)]


def test_files_do_not_depend_on_how_rows_arrive(tmp_path, monkeypatch):
    monkeypatch.setattr(assembly, "GROUPS", dict.fromkeys(FILES, 10))
    model = compile_model(plan().scenario, plan().catalogue)
    for size in (3, 24):
        chunks = chunked(size)
        made = Assembly(model, lambda chunks=chunks: iter(chunks))
        for name in FILES:
            sink(made, name, tmp_path / f"{name}-{size}")
            back = pl.read_parquet(tmp_path / f"{name}-{size}")
            assert back.equals(made.table(name))
            assert dict(back.schema) == made.schema(name)
    for name in FILES:
        assert (tmp_path / f"{name}-3").read_bytes() == (tmp_path / f"{name}-24").read_bytes()
    assert pl.read_parquet(tmp_path / "outcomes-3").height == 24
    assert pl.read_parquet(tmp_path / "events-3").height > 20


def test_tables_without_rows_keep_their_columns(tmp_path):
    made = Assembly(compile_model(plan().scenario, plan().catalogue), lambda: iter(()))
    for name in ("outcomes", "trajectories", "events", "failures"):
        sink(made, name, tmp_path / name)
        assert dict(pl.read_parquet(tmp_path / name).schema) == made.schema(name)
        assert pl.read_parquet(tmp_path / name).equals(made.table(name))


PEAK = """
import resource, sys
from pathlib import Path
from sim.batch.assembly import FILES, Assembly, sink
from sim.batch.chunks import Span, unpack
from sim.batch.worker import job, run_chunk
from sim.engine.model.compile import compile_model
from tests.batch.plans import plan

out, n = Path(sys.argv[1]), int(sys.argv[2])
chunk = unpack(run_chunk(job(plan(events=None), Span(0, 100))))
made = Assembly(
    compile_model(plan().scenario, plan().catalogue), lambda: (chunk for _ in range(n // 100))
)
for name in FILES:
    sink(made, name, out / name)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_memory_does_not_grow_with_the_batch(tmp_path):
    def peak(n: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, tmp_path, str(n)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stdout)

    assert peak(20_000) < 1.3 * peak(2_000)
