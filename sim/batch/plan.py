"""What a batch is to compute, and the name that follows from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from pathlib import Path

from sim.batch.branch import Branch
from sim.catalogue.schema import Catalogue
from sim.results.files import digest
from sim.results.folder import RESULTS, default_folder, safe_name
from sim.results.limits import LARGEST_SEED
from sim.scenario.loading import Loaded
from sim.scenario.resolved import fingerprint, resolved, yaml_text
from sim.scenario.schema import Scenario

__all__ = ["Plan", "batch_folder", "planned", "read_world"]

CHUNK = 100
"""Replications of a chunk at most, unless asked otherwise."""


@dataclass(frozen=True)
class Plan:
    """A batch to be computed.

    Attributes
    ----------
    name
        Short name of the scenario: the stem of its file.
    scenario, catalogue
        What is simulated.
    resolved
        The scenario as resolved, as YAML: what becomes ``scenario.yaml``. Empty: written from
        what the scenario sets.
    seed
        Master seed, at least 0 and below 2 ** 63.
    n
        Replications, at least 1; with `until` at most so many.
    antithetic
        Whether replications 2j and 2j + 1 are antithetic pairs.
    repeats
        Consecutive replications that share one draw of the uncertain parameters.
    events
        How many of the first replications keep their events; None for all of them.
    until
        Half-width at which to stop before `n`, see `sim.batch.stopping`; None for never.
    branch
        Where the replications branch off another future; None if they begin on the first day.
    chunk
        Replications of a chunk; None for as many as suit. It changes nothing in the results.

    Raises
    ------
    ValueError
        If a number is out of range.
    """

    name: str
    scenario: Scenario
    catalogue: Catalogue
    resolved: str = ""
    seed: int = 0
    n: int = 1000
    antithetic: bool = False
    repeats: int = 1
    events: int | None = 100
    until: float | None = None
    branch: Branch | None = None
    chunk: int | None = None

    def __post_init__(self) -> None:
        least = {"seed": 0, "n": 1, "repeats": 1, "events": 0, "chunk": 1}
        for name, low in least.items():
            value = getattr(self, name)
            if value is not None and value < low:
                raise ValueError(f"{name} ({value}) must be at least {low}")
        if self.seed > LARGEST_SEED:
            raise ValueError(f"seed ({self.seed}) must be at most {LARGEST_SEED}")
        if self.until is not None and not 0.0 < self.until < 1.0:
            raise ValueError(f"until ({self.until}) must lie in (0, 1)")

    @cached_property
    def fingerprint(self) -> str:
        """Hash of scenario and catalogue, 32 hexadecimal digits."""
        return fingerprint(self.scenario, self.catalogue)

    @cached_property
    def digest(self) -> str:
        """Hash of everything that bears on the results, 32 hexadecimal digits."""
        decisive: dict[str, object] = {
            "fingerprint": self.fingerprint,
            "seed": self.seed,
            "n": self.n,
            "antithetic": self.antithetic,
            "repeats": self.repeats,
            "events": self.events,
            "until": self.until,
        }
        if self.branch is not None:
            decisive["branch"] = self.branch.model_dump(mode="json")
        return digest(decisive)

    @cached_property
    def world(self) -> bytes:
        """Scenario and catalogue as JSON: quick to send and to read back, see `read_world`.

        Of the scenario only what is set: whether a field was left at its default is part of what
        the scenario says (`sim.analysis.likeness.coding`).
        """
        scenario = self.scenario.model_dump_json(
            by_alias=True, exclude={"catalogue", "amendments"}, exclude_unset=True
        )
        catalogue = self.catalogue.model_dump_json(by_alias=True)
        return f'{{"scenario":{scenario},\n"catalogue":{catalogue}}}\n'.encode()

    @cached_property
    def yaml(self) -> str:
        """The scenario as one file that needs no other."""
        if self.resolved:
            return self.resolved
        world = json.loads(self.world)
        heading = f"{self.scenario.title}, as resolved"
        return yaml_text({**world["scenario"], "catalogue": world["catalogue"]}, heading)

    def chunk_for(self, jobs: int) -> int:
        """Return the size of chunks: small enough that all processes have work to the end."""
        return self.chunk or min(CHUNK, ceil(self.n / (4 * jobs)))


def read_world(text: bytes) -> tuple[Scenario, Catalogue]:
    """Read what `Plan.world` wrote.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    world = json.loads(text)
    if not isinstance(world, dict) or not {"scenario", "catalogue"} <= world.keys():
        raise ValueError("neither scenario nor catalogue")
    # By way of text: JSON has no dates or tuples, and the schema is strict about both otherwise.
    scenario = Scenario.model_validate_json(json.dumps(world["scenario"]))
    return scenario, Catalogue.model_validate_json(json.dumps(world["catalogue"]))


def planned(loaded: Loaded, name: str) -> Plan:
    """Plan a batch of a scenario as it is simulated (`sim.scenario.assumed.assumed`).

    Parameters
    ----------
    loaded
        The scenario.
    name
        Its short name.

    Returns
    -------
    Plan
        With every number at its default: take `dataclasses.replace` for others.
    """
    text = yaml_text(resolved(loaded), f"{loaded.scenario.title}, as resolved")
    return Plan(name, loaded.scenario, loaded.catalogue, text)


def batch_folder(plan: Plan, root: Path = RESULTS) -> Path:
    """Return where a batch goes by default: ``results/<scenario>-<hash8>``."""
    return default_folder(safe_name(plan.name), plan.digest, root)
