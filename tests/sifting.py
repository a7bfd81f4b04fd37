"""What tests of conditioning share: records written short, and pasts that agree with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.batch.particles import Cloud, sift
from sim.batch.pasts import streams_of
from sim.engine.kernel.streams import Chance
from sim.engine.lineage import Lineage
from sim.engine.model.model import Model
from sim.engine.model.uncertain import draw
from sim.outcomes.evidence import Evidence, Witness, evidence_of
from sim.scenario.facts import Facts

Floats = NDArray[np.float64]


def record(until: str, **said: Any) -> Facts:
    """A record, with entries that may leave out what is told only to people."""
    for place, fact in enumerate(said.get("facts", ())):
        fact.setdefault("id", f"fact_{place}")
        fact.setdefault("what", fact["id"])
    for section in ("absent", "complete"):
        for place, entry in enumerate(said.get(section, ())):
            entry.setdefault("id", f"{section}_{place}")
    day = dt.date.fromisoformat
    dated = {
        section: [
            {
                key: day(value) if key in ("date", "after", "by") else value
                for key, value in entry.items()
            }
            for entry in entries
        ]
        for section, entries in said.items()
        if isinstance(entries, list)
    }
    return Facts.model_validate({"title": "A record", "until": day(until), **said, **dated})


@dataclass(frozen=True)
class Sifted:
    """Pasts of a model that agree with a record, weighted."""

    model: Model
    evidence: Evidence
    cloud: Cloud
    seed: int
    n: int

    @property
    def log(self) -> float:
        """Log of the probability of the record."""
        return sum(step.probability for step in self.cloud.steps)

    @property
    def error(self) -> float:
        """Standard error of that."""
        return sqrt(max(1.0 / self.cloud.effective - 1.0 / self.n, 1e-12))

    @cached_property
    def weights(self) -> Floats:
        """Weights of the first days, shape (n,)."""
        return self.cloud.by_root

    @cached_property
    def drawn(self) -> list[dict[str, Any]]:
        """Their uncertain parameters."""
        chance = Chance(self.seed, 0, self.n)
        return [draw(self.model.scenario, chance, k) for k in range(self.n)]

    def mean(self, path: str) -> tuple[float, float]:
        """Mean of an uncertain parameter given the record, and its standard error."""
        values = np.array([each[path] for each in self.drawn], dtype=float)
        mean = float(values @ self.weights)
        return mean, sqrt(float(((values - mean) ** 2) @ self.weights**2))


def sifted(
    model: Model, facts: Facts, n: int, seed: int = 5, *, steer: bool = True, temper: float = 1.0
) -> Sifted:
    """Find the pasts of a model that agree with a record, here and now."""
    evidence = evidence_of(facts, model, steer=steer)

    def simulate(lines: Sequence[tuple[int, ...]], days: tuple[float, ...]) -> tuple[Floats, int]:
        weights = np.full((n, len(evidence.pieces)), -np.inf)
        streams = streams_of(seed, days, lines)
        for row, (chance, root, forks) in zip(weights, streams, strict=True):
            past = Lineage(model, chance, root, forks, steering=evidence.steering)
            for place, weight in enumerate(Witness(evidence, past).weights()):
                row[place] = weight
            past.run.close()
        return weights, 0

    cloud = sift(evidence, n, seed, simulate, temper)
    return Sifted(model, evidence, cloud, seed, n)
