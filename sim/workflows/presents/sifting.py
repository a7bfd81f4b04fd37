"""The pasts of a scenario that agree with a record, simulated by many and kept meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.batch.chunks import Chunk, Span, missing
from sim.batch.continuing import past_digest
from sim.batch.dispatch import dispatch
from sim.batch.particles import Cloud, PastJob, follow, sift, weights_in
from sim.batch.pasts import packed
from sim.batch.plan import Plan
from sim.batch.pool import Workers
from sim.batch.runner import Progress
from sim.batch.store import FolderStore
from sim.batch.work import received
from sim.engine.model.model import Model
from sim.outcomes.evidence import Evidence, evidence_of
from sim.results.files import digest
from sim.results.identity import code
from sim.scenario.facts import Conditioned, Facts
from sim.workflows.presents.record_files import Recorded
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["Sifting", "forget"]

Floats = NDArray[np.float64]

CHUNK: Final = 250
"""Pasts of a chunk at most."""

_KEPT: Final = ".pasts"
"""At the end of the name of the folder that keeps what is complete meanwhile."""


def forget(folder: Path) -> None:
    """Forget what was kept beside a folder meanwhile."""
    shutil.rmtree(_beside(folder), ignore_errors=True)


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}{_KEPT}")


@dataclass(frozen=True)
class _Pass:
    """A pass over all pasts, as chunks know it."""

    digest: str


@dataclass(frozen=True)
class Sifting:
    """Which pasts of a scenario are to be found.

    Attributes
    ----------
    plan
        The scenario, and the master seed of its pasts.
    model
        Its model.
    record
        The record.
    n
        How many pasts are simulated.
    steer
        Whether chance is asked for what can be asked of it.
    temper
        Power of the weights.
    """

    plan: Plan
    model: Model
    record: Recorded
    n: int
    steer: bool = True
    temper: float = 1.0

    @property
    def facts(self) -> Facts:
        """What the record says."""
        return self.record.facts

    @cached_property
    def evidence(self) -> Evidence:
        """It, ready."""
        return evidence_of(self.facts, self.model, steer=self.steer)

    @cached_property
    def digest(self) -> str:
        """Hash of what decides the pasts."""
        return digest({"of": self._simulated, "n": self.n, "temper": self.temper})

    @cached_property
    def _past(self) -> str:
        """Hash of the record and of the scenario till then."""
        plan = self.plan
        return past_digest(plan.scenario, plan.catalogue, self.facts, steered=self.steer)

    @cached_property
    def _simulated(self) -> str:
        """Hash of what decides each past by itself."""
        return digest({"of": self._past, "code": code(), "seed": self.plan.seed})

    def cloud(self, folder: Path, workers: Workers, tell: Reporter = SILENT) -> Cloud:
        """Find the pasts.

        Parameters
        ----------
        folder
            Where they will be kept; what is complete is kept beside it meanwhile (`forget`), and
            a call that was interrupted goes on from there.
        workers
            Who simulates.
        tell
            Is told how far it is.
        """
        simulate = partial(self._pass, _beside(folder), workers, tell)
        return sift(self.evidence, self.n, self.plan.seed, simulate, self.temper)

    def conditioned(self, cloud: Cloud) -> Conditioned:
        """Return what the conditioned scenario says of its pasts."""
        slots = (*cloud.slots, cloud.drawn(self.plan.seed))
        return Conditioned(
            record=self.record.name,
            digest=self._past,
            code=code(),
            facts=self.facts,
            seed=self.plan.seed,
            n=self.n,
            steered=self.steer,
            temper=self.temper,
            effective=round(max(cloud.effective, 1.0), 3),
            days=cloud.days,
            pasts=packed(slots),
        )

    def _pass(
        self,
        kept: Path,
        workers: Workers,
        tell: Reporter,
        lines: Sequence[tuple[int, ...]],
        days: tuple[float, ...],
    ) -> tuple[Floats, int]:
        """Have all lines simulated, or find them: weights, and how many failed."""
        name = digest({"of": self._simulated, "days": days, "lines": [line[:-1] for line in lines]})
        weights = np.full((len(lines), len(self.evidence.pieces)), -np.inf)
        size = min(CHUNK, ceil(len(lines) / (4 * workers.jobs)))
        store = FolderStore(kept / name[:16], _Pass(name))
        store.folder.mkdir(parents=True, exist_ok=True)
        done = failed = 0
        with tell.counting(len(lines)) as counting:
            told = counting.of(f"pasts, pass {len(days) + 1}")

            def count(chunk: Chunk) -> None:
                nonlocal done, failed
                span = chunk.span
                weights[span.first : span.end] = weights_in(chunk)
                done, failed = done + span.length, failed + chunk.failed
                told(Progress(done, len(lines), failed, 0))

            def take(job: PastJob, data: bytes) -> bool:
                chunk = received(data, job.digest, job.span)
                store.put(job.span, data)
                count(chunk)
                return False

            there = []
            for chunk in store.open(tell.mention):
                count(chunk)
                there.append(chunk.span)
            left = missing(there, len(lines), size)
            jobs = [self._job(name, lines, days, span) for span in left]
            dispatch(jobs, partial(workers.lent, max(len(jobs), 1)), take, follow)
        return weights, failed

    def _job(
        self, name: str, lines: Sequence[tuple[int, ...]], days: tuple[float, ...], span: Span
    ) -> PastJob:
        facts = self.facts.model_dump_json(by_alias=True, exclude_unset=True).encode()
        return PastJob(
            name,
            self.plan.world,
            facts,
            self.steer,
            self.plan.seed,
            days,
            tuple(lines[span.first : span.end]),
            span,
        )
