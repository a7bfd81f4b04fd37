"""A batch read back from its folder, or put together from what is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sim import __version__
from sim.batch.assembly import FILES, Assembly
from sim.batch.batch import Batch, Precision
from sim.batch.chunks import Chunk
from sim.batch.errors import BatchError
from sim.batch.manifest import Manifest, read_manifest
from sim.batch.plan import Plan, read_world
from sim.batch.rows import InFolder, Log, Series, Stored
from sim.batch.store import MODEL
from sim.batch.tables import MILLION, month_grid, outcome_schema
from sim.batch.worker import rerun
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.errors import InputError
from sim.results.batch import BATCH
from sim.results.files import damage, read_regular
from sim.results.tables import undamaged

__all__ = ["batch_from_chunks", "open_batch"]


def open_batch(folder: Path, *, found: bool = False) -> Batch:
    """Read a batch that is complete.

    Series and events stay on disk until they are asked for.

    Parameters
    ----------
    folder
        Its folder.
    found
        What `Batch.found` is to be.

    Raises
    ------
    InputError
        If there is no batch.
    BatchError
        If it is not complete, or damaged, or does not fit this version.
    """
    manifest = read_manifest(folder, "a folder that holds a batch")
    if manifest is None:
        what = "it is empty" if folder.exists() else "there is no such folder"
        raise InputError.of(str(folder), message=f"no batch of thaw: {what}")
    if manifest.status != "done":
        raise BatchError(
            f"{folder} holds a batch that is not finished: give the call that computes it again, "
            "with --resume"
        )
    with undamaged(folder, BATCH, BatchError):
        for name in (MODEL, *(f"{table}.parquet" for table in FILES)):
            _whole(folder, manifest, name)
        plan, model = _understood(folder, manifest)
        tables = {
            name: InFolder(folder.absolute(), name, manifest.sums.get(f"{name}.parquet", ""))
            for name in FILES
        }
        rows = tables["outcomes"].lazy()
        columns = rows.collect_schema()
        if plan.digest != manifest.hash or columns != outcome_schema(model):
            theirs = manifest.versions.get("thaw", "of another version")
            raise BatchError(
                f"{folder} was written by thaw {theirs}, or changed since, and does not fit this "
                f"one ({__version__}): read it with {theirs}, or compute it again elsewhere (--out)"
            )
        failures = tables["failures"]().with_columns(
            pl.col("replication")
            .map_elements(partial(rerun, plan, folder=folder), return_dtype=pl.String)
            .alias("command")
        )
        measures = tables["measures"]()
        done = manifest.done
        _fits(done == rows.select(pl.len()).collect().item() + failures.height)
        held = {tranche.measure for tranche in model.tranches}
        _fits(measures.height == len(held) * len(month_grid(model)))

    outcomes = Stored(columns.names(), done - failures.height, tables["outcomes"])
    return _batch(
        plan,
        model,
        done,
        outcomes,
        failures,
        measures,
        tables["trajectories"],
        tables["events"],
        folder=folder,
        precision=manifest.precision,
        found=found,
    )


def _whole(folder: Path, manifest: Manifest, name: str) -> None:
    """Make sure that a file is as it was written."""
    if why := damage(folder, name, manifest.sums):
        raise ValueError(why)


def _fits(agrees: bool) -> None:
    """Make sure that manifest and tables agree."""
    if not agrees:
        raise ValueError("its manifest does not fit its tables")


def _understood(folder: Path, manifest: Manifest) -> tuple[Plan, Model]:
    """Return the plan of a batch, from what its folder says, and its model."""
    scenario, catalogue = read_world(read_regular(folder / MODEL))
    numbers = ("seed", "n", "antithetic", "repeats", "events", "until", "branch")
    design: dict[str, Any] = {name: getattr(manifest, name) for name in numbers}
    plan = Plan(manifest.name, scenario, catalogue, **design)
    return plan, compile_model(scenario, catalogue)


def batch_from_chunks(
    plan: Plan, chunks: Callable[[], Iterator[Chunk]], n: int, precision: Precision | None
) -> Batch:
    """Put a batch together in memory.

    Parameters
    ----------
    plan
        What was computed.
    chunks
        Gives the chunks in the order of replications.
    n
        Replications in them.
    precision
        How precise it is, if that was asked.
    """
    model = compile_model(plan.scenario, plan.catalogue)
    tables = {name: Assembly(model, chunks).table(name) for name in FILES}
    return _batch(
        plan,
        model,
        n,
        tables["outcomes"],
        tables["failures"],
        tables["measures"],
        tables["trajectories"],
        tables["events"],
        precision=precision,
    )


def _batch(
    plan: Plan,
    model: Model,
    n: int,
    outcomes: pl.DataFrame | Stored,
    failures: pl.DataFrame,
    measures: pl.DataFrame,
    series: pl.DataFrame | InFolder,
    log: pl.DataFrame | InFolder,
    *,
    folder: Path | None = None,
    precision: Precision | None = None,
    found: bool = False,
) -> Batch:
    grid = month_grid(model)
    columns = Assembly(model, lambda: iter(())).schema("trajectories")
    with np.errstate(invalid="ignore"):  # nothing at all if every replication failed
        shares = measures["millionths"].to_numpy() / MILLION / np.float64(n - failures.height)
    return Batch(
        name=plan.name,
        model=model,
        seed=plan.seed,
        n=n,
        grid=grid,
        outcomes=outcomes,
        failures=failures,
        in_force=dict(
            zip(
                measures["measure"].unique(maintain_order=True),
                shares.reshape(-1, len(grid)),
                strict=True,
            )
        ),
        trajectories=Series(series, tuple(columns)),
        folder=folder,
        antithetic=plan.antithetic,
        repeats=plan.repeats,
        branch=plan.branch,
        events=Log(log, n, plan.events),
        precision=precision,
        found=found,
    )
