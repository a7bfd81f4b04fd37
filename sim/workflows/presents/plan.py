"""What is to be conditioned, and on what: checked before anything is simulated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from sim.batch.plan import planned
from sim.errors import InputError
from sim.results.batch import BATCH
from sim.results.files import digest
from sim.results.folder import RESULTS, default_folder, safe_name
from sim.results.kind import SCENARIO
from sim.results.limits import LARGEST_SEED, MOST
from sim.results.manifest import is_kind, manifest_of
from sim.results.readme import options
from sim.scenario.loading import Loaded
from sim.scenario.shipped import find, record_names
from sim.workflows.days import parse_date
from sim.workflows.door import between, whole
from sim.workflows.opening import load_assumed
from sim.workflows.presents.record_files import Recorded, own_record, read_record
from sim.workflows.presents.sifting import Sifting
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import compiled

__all__ = ["FUTURES", "PASTS", "TEMPER", "PresentPlan", "Sought", "plan_now"]

PASTS: Final = 10_000
"""Pasts that are simulated, unless asked otherwise."""

FUTURES: Final = 1000
"""Futures without the record, and with it, unless asked otherwise."""

TEMPER: Final = 0.5
"""Power of the weights beside which those as they are are shown."""


@dataclass(frozen=True)
class Sought:
    """A scenario that is to be conditioned.

    Attributes
    ----------
    name
        Its short name.
    file
        As it was named.
    loaded
        The scenario.
    sifting
        What is to be found of it.
    """

    name: str
    file: Path
    loaded: Loaded
    sifting: Sifting


@dataclass(frozen=True)
class PresentPlan:
    """What is to be conditioned, and on what.

    Attributes
    ----------
    sought
        The scenarios, one or more.
    futures
        Futures of each, without the record and with it.
    temper
        Power of the weights for a second look; 1 for none.
    call
        Words of the command that does it.
    """

    sought: tuple[Sought, ...]
    futures: int = FUTURES
    temper: float = TEMPER
    call: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Hash of what bears on the results, 32 hexadecimal digits."""
        return digest(
            {
                "pasts": [(one.name, one.sifting.digest) for one in self.sought],
                "scenarios": [one.sifting.plan.fingerprint for one in self.sought],
                "futures": self.futures,
                "temper": self.temper,
            }
        )

    @property
    def folder(self) -> Path:
        """Where the results go by default."""
        names = safe_name("-".join(["now", *[one.name for one in self.sought[:3]]]))
        return default_folder(names, self.digest, RESULTS)

    @property
    def tempered(self) -> Sequence[Sifting]:
        """What is to be found with weights that are tempered; nothing if none are."""
        if self.temper == 1.0:
            return ()
        return [replace(one.sifting, temper=self.temper) for one in self.sought]


def plan_now(
    scenarios: Sequence[str | Path],
    record: str | Path | None = None,
    on: str | dt.date | None = None,
    *,
    n: int = PASTS,
    futures: int = FUTURES,
    seed: int = 0,
    temper: float = TEMPER,
    steer: bool = True,
    overrides: Sequence[str] = (),
    fix: Sequence[str] = (),
    tell: Reporter = SILENT,
) -> PresentPlan:
    """Check what is to be conditioned.

    Parameters
    ----------
    scenarios
        One or more, by name or file, or folders of batches of them.
    record
        The record: a file, or the name of one that comes with thaw; None for the one of the
        scenario's name, or what the scenario itself says has happened.
    on
        Up to which day it counts; None for all of it.
    n, futures
        Pasts to simulate, and futures.
    seed
        Master seed.
    temper
        Power of the weights for a second look, in (0, 1]; 1 for none.
    steer
        Whether chance is asked for what can be asked of it.
    overrides, fix
        Fields to override, and uncertain parameters to hold at their defaults.
    tell
        Is told what is to be known of a scenario.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    whole("n", n, 200, MOST)
    whole("futures", futures, 1, MOST)
    whole("seed", seed, 0, LARGEST_SEED)
    if temper != 1.0:
        between("temper", temper, 0.0, 1.0)
    day = parse_date(on, "--on") if isinstance(on, str) else on
    read = None if record is None else read_record(record)
    sought = [
        _sought(Path(one), read, day, n, seed, steer, overrides, fix, tell) for one in scenarios
    ]
    names = [one.name for one in sought]
    again = next((name for name in names if names.count(name) > 1), None)
    if again is not None:
        raise InputError.of(again, message="the same scenario is named twice")
    call = [
        "now",
        *[str(one) for one in scenarios],
        *options(
            record=None if record is None else str(record),
            on=None if day is None else str(day),
            n=n,
            futures=futures,
            seed=seed,
            temper=temper,
            set=list(overrides),
            fix=list(fix),
        ),
        *([] if steer else ["--no-steer"]),
    ]
    return PresentPlan(tuple(sought), futures, temper, tuple(call))


def _sought(
    file: Path,
    record: Recorded | None,
    day: dt.date | None,
    n: int,
    seed: int,
    steer: bool,
    overrides: Sequence[str],
    fix: Sequence[str],
    tell: Reporter,
) -> Sought:
    path, name = _found(file)
    loaded = load_assumed(path, overrides, tell, fix)
    model = compiled(loaded)
    scenario = loaded.scenario
    if scenario.conditioned is not None:
        raise InputError.of(
            str(file),
            message="it is conditioned already",
            hint="condition the scenario that it was made from, on a record that says more",
        )
    if record is None and name in record_names():
        record = read_record(name)
    found = own_record(name, scenario, day) if record is None else record.until(day)
    found = found.fitting(scenario, loaded.catalogue)
    plan = replace(planned(loaded, name), seed=seed)
    return Sought(name, file, loaded, Sifting(plan, model, found, n, steer))


def _found(file: Path) -> tuple[Path, str]:
    """Return the file of a scenario and its short name; of a folder of a batch what that is of."""
    if file.is_dir() and is_kind(file, BATCH.name):
        if (branch := manifest_of(file).get("branch")) is not None:
            message = f"its futures branch off future {branch['replication']}"
            hint = "condition the scenario that they are of"
            raise InputError.of(str(file), message=message, hint=hint)
        return file / SCENARIO, str(manifest_of(file).get("name", file.name))
    path = find(file)
    return path, path.stem
