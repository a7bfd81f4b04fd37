"""What notebooks and scripts use: scenarios, single runs, batches, comparisons and figures.

Everything here is within reach of ``import sim``, as in ``sim.simulate("hold")``. Tables are
polars frames; their ``.to_pandas()`` needs pandas and pyarrow, which do not come with thaw.
Figures are matplotlib's. docs/python.md goes through all of it with examples.

A scenario is given as the path of a file (with its ending), as the name of one that comes with
thaw (``"russia_2025"``, ``"examples/inline"``), or as what `load_scenario` returned. Whatever is
wrong raises a `ThawError`, of which a wrong scenario is an `InputError`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import polars as pl

from sim.analysis.comparison import Comparison
from sim.analysis.comparison import compare as compare_batches
from sim.analysis.estimates import estimates
from sim.analysis.parting import again
from sim.analysis.questions import questions
from sim.analysis.story import tell
from sim.analysis.story.words import date
from sim.batch import reader
from sim.batch.batch import Batch
from sim.batch.plan import planned
from sim.batch.runner import Progress, run_batch
from sim.batch.tables import EVENTS, Sheets, month_grid
from sim.documents.nearest import did_you_mean
from sim.engine import replication as engine
from sim.engine.compile import compile_model
from sim.engine.model import Model
from sim.engine.record import Record
from sim.errors import InputError, Problem, ThawError
from sim.outcomes.trajectories import names, on_grid
from sim.scenario import loading
from sim.scenario.loading import Loaded

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

__all__ = [
    "Batch",
    "Comparison",
    "InputError",
    "LoadedScenario",
    "Progress",
    "Run",
    "ThawError",
    "compare",
    "estimates",
    "figures",
    "load_scenario",
    "open_batch",
    "questions",
    "replay",
    "simulate",
    "simulate_batch",
]

Source: TypeAlias = str | Path | Loaded
"""A scenario: a file, the name of one that comes with thaw, or one that was loaded."""

_FOLDER: Final = "scenarios"
_ENDINGS: Final = (".yaml", ".yml")


# -- scenarios -----------------------------------------------------------------------------


class LoadedScenario(Loaded):
    """A scenario that can be simulated, and its compiled model, made once."""

    @property
    def name(self) -> str:
        """Short name: the stem of its file."""
        return Path(self.document.name).stem

    @property
    def title(self) -> str:
        """Title, as on tables and figures."""
        return self.scenario.title

    @cached_property
    def model(self) -> Model:
        """The compiled model, with every uncertain parameter at its default.

        Raises
        ------
        CompileError
            If the scenario's parts are right and yet make no world together.
        """
        return compile_model(self.scenario, self.catalogue)

    def __repr__(self) -> str:
        about = self.scenario
        return f"<scenario {self.name}: {about.title}; {about.start} to {about.end}>"


def load_scenario(
    scenario: str | Path, set: Mapping[str, object] | Sequence[str] = ()
) -> LoadedScenario:
    """Read, resolve and check a scenario.

    Parameters
    ----------
    scenario
        Path of a file, or the name of a scenario that comes with thaw. Names are looked up in
        the folder ``scenarios``, of the working folder first and then of the project.
    set
        Fields to override, by path: ``{"end": "2026-12-31", "agents.kremlin.jv": 0.5}``, where
        None removes what is written; or texts such as ``"agents.kremlin.jv=0.5"``, as ``--set``
        takes them.

    Raises
    ------
    InputError
        With everything that is wrong, each at its file, line and column.
    """
    overrides = _overrides(set) if isinstance(set, Mapping) else list(set)
    found = loading.load_scenario(_file(scenario), overrides)
    return _loaded(found)


def _overrides(fields: Mapping[str, object]) -> list[str]:
    """Fields as texts; JSON's values are YAML's too, and dates are read from text."""
    return [
        f"{path}={json.dumps(value, ensure_ascii=False, default=str)}"
        for path, value in fields.items()
    ]


def _file(scenario: str | Path) -> Path:
    """The file that a path or a name stands for."""
    path = Path(scenario)
    if path.suffix in _ENDINGS:
        return path
    folders = [Path(_FOLDER), Path(__file__).parents[1] / _FOLDER]
    for folder in folders:
        if (file := folder / f"{path}.yaml").is_file():
            return file
    known: dict[str, None] = {}
    for folder in folders:
        files = sorted((*folder.glob("*.yaml"), *folder.glob("examples/*.yaml")))
        known |= dict.fromkeys(f.relative_to(folder).with_suffix("").as_posix() for f in files)
    raise InputError(
        [
            Problem(
                str(scenario),
                message="no scenario of that name",
                allowed=", ".join(["the path of a file (.yaml)", *known]),
                hint=did_you_mean(str(scenario), known),
            )
        ]
    )


def _loaded(scenario: Source) -> LoadedScenario:
    """A scenario given in any form."""
    if isinstance(scenario, LoadedScenario):
        return scenario
    if isinstance(scenario, Loaded):
        return LoadedScenario(
            scenario.scenario, scenario.catalogue, scenario.document, scenario.world
        )
    return load_scenario(scenario)


# -- single runs ---------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Run:
    """One future, as a story and as tables.

    Attributes
    ----------
    record
        All that it left behind: see `sim.engine.record.Record`.
    """

    record: Record

    def __repr__(self) -> str:
        r = self.record
        return (
            f"<run of {r.model.scenario.title!r}: seed {r.seed}, replication {r.replication}, "
            f"{len(r.entries)} events, outcome {self.outcome['outcome']}>"
        )

    def story(self, *, everything: bool = False) -> str:
        """Tell it in plain sentences, a line for each event that matters.

        Parameters
        ----------
        everything
            Whether to give every event a line of its own, routine too.
        """
        lines = tell(self.record, everything=everything)
        dates = ["" if line.kind == "routine" else date(line.date) for line in lines]
        return "\n".join(f"{d:>11}  {line.text}" for d, line in zip(dates, lines, strict=True))

    @cached_property
    def outcome(self) -> dict[str, Any]:
        """What became of it: its row of `Batch.outcomes`, by column."""
        row: dict[str, Any] = pl.read_ipc_stream(self._sheets.outcomes()).row(0, named=True)
        return row

    @cached_property
    def events(self) -> pl.DataFrame:
        """Its events in the order in which they happened: the columns of `Batch.events`."""
        return pl.DataFrame(self._sheets.log, schema=EVENTS, orient="row")

    def series(self, *wanted: str, days: ArrayLike | None = None) -> pl.DataFrame:
        """Series over time.

        Parameters
        ----------
        *wanted
            Their names, see `sim.outcomes.trajectories.names`; all of them if none is given.
        days
            Days from the start at which to look, ascending; every month and the end if None.

        Returns
        -------
        polars.DataFrame
            ``day``, ``date`` and a column for each series (float32).

        Raises
        ------
        ThawError
            If there is no series of a name.
        ValueError
            If the days are not ascending or begin before the start.
        """
        model = self.record.model
        known = names(model)
        for name in wanted:
            if name not in known:
                hint = did_you_mean(name, known)
                raise ThawError(f"no series {name!r}" + (f": {hint}" if hint else ""))
        grid = month_grid(model) if days is None else np.asarray(days, dtype=np.float64)
        values = on_grid(self.record, grid)
        dates = [model.calendar.date(day) for day in grid]
        chosen = {name: values[name] for name in wanted or known}
        return pl.DataFrame({"day": grid, "date": dates, **chosen})

    @cached_property
    def _sheets(self) -> Sheets:
        # A run is a batch of one: what it says of itself is what a batch says of it.
        sheets = Sheets(self.record.model, 1, None)
        sheets.add(self.record)
        return sheets


def simulate(scenario: Source, seed: int = 0, replication: int = 0) -> Run:
    """Simulate one future.

    Parameters
    ----------
    scenario
        A file, a name, or a loaded scenario.
    seed
        Master seed, at least 0.
    replication
        Which future under that seed: the same as in a batch, unless that batch is antithetic or
        nested (for those see `replay`).

    Raises
    ------
    InputError
        If something is wrong with the scenario.
    """
    return Run(engine.simulate(_loaded(scenario).model, seed, replication))


def replay(batch: Batch, replication: int) -> Run:
    """Simulate one replication of a batch again, to see all of it.

    Parameters
    ----------
    batch
        The batch, of any design.
    replication
        Its number.

    Raises
    ------
    ThawError
        If the batch has no replication of that number, or if it failed there: then for the
        same reason as before.
    """
    if not 0 <= replication < batch.n:
        raise ThawError(f"{batch.name} has no replication {replication}, only 0 to {batch.n - 1}")
    return Run(again(batch, replication))


# -- batches -------------------------------------------------------------------------------


def simulate_batch(
    scenario: Source,
    n: int = 1000,
    seed: int = 0,
    *,
    jobs: int | None = None,
    executor: Executor | str | None = None,
    until_ci: float | None = None,
    antithetic: bool = False,
    nested: int = 1,
    fix: Iterable[str] = (),
    events: int | None = 100,
    out: str | Path | None = None,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Batch:
    """Simulate many futures of a scenario.

    Parameters
    ----------
    scenario
        A file, a name, or a loaded scenario.
    n
        Replications; with `until_ci` at most so many.
    seed
        Master seed, at least 0. Batches of the same seed and design share their luck.
    jobs
        Processes; None for as many as there are processors, 1 for none beside this one.
    executor
        Who computes it instead: a `concurrent.futures.Executor`, or ``"dask://host:port"``.
    until_ci
        Half-width of the 95 % intervals of primary outcomes at which to stop before `n`, in
        (0, 1); see `sim.batch.stopping`.
    antithetic
        Whether replications 2j and 2j + 1 are antithetic pairs.
    nested
        Consecutive replications that share one draw of the uncertain parameters.
    fix
        Paths of uncertain parameters to hold at their defaults; ``"all"`` for all of them.
    events
        How many of the first replications keep their events; None for all of them.
    out
        Folder to keep it in, or to find it in if it was computed before; None for in memory.
    resume
        Whether to continue what was interrupted in that folder.
    progress
        Is told how far it is, at the start and after each chunk.

    Raises
    ------
    InputError
        If something is wrong with the scenario, or the folder holds something else.
    BatchError
        If it cannot be computed or kept, or was interrupted before and `resume` is not set.
    ValueError
        If a number is out of range.

    Notes
    -----
    With more than one process a script needs ``if __name__ == "__main__":`` around whatever it
    does: new processes import the script to begin with, and would do it all again. A notebook
    needs nothing.
    """
    loaded = _loaded(scenario)
    plan = replace(
        planned(loaded, loaded.name, [fix] if isinstance(fix, str) else fix),
        n=n,
        seed=seed,
        antithetic=antithetic,
        repeats=nested,
        events=events,
        until=until_ci,
    )
    folder = None if out is None else Path(out)
    return run_batch(plan, folder, executor=executor, jobs=jobs, resume=resume, progress=progress)


def open_batch(folder: str | Path) -> Batch:
    """Read a batch that was computed before.

    Raises
    ------
    InputError
        If the folder holds no batch.
    BatchError
        If the batch is not complete, or damaged, or does not fit this version.
    """
    return reader.open_batch(Path(folder))


def compare(
    scenarios: Sequence[Batch | Source],
    *,
    outcomes: Sequence[str] | None = None,
    baseline: int = 0,
    every_pair: bool = False,
    level: float = 0.95,
    n: int = 1000,
    seed: int = 0,
    jobs: int | None = None,
    executor: Executor | str | None = None,
) -> Comparison:
    """Compare scenarios replication by replication, on the same luck.

    Parameters
    ----------
    scenarios
        Two or more: batches of one seed and design, or scenarios to be simulated here. Simulate
        them yourself if the batches are wanted for more than this, such as figures.
    outcomes
        Names of outcome columns; the primary ones that all of them have if None.
    baseline
        Place of the one that the others are compared with.
    every_pair
        Whether the others are compared with each other too.
    level
        Level of confidence, in (0, 1).
    n, seed, jobs, executor
        How to simulate those that are not batches, see `simulate_batch`.

    Returns
    -------
    Comparison
        Its `table` has a row for each pair of scenarios and outcome, with the paired
        difference and its interval.

    Raises
    ------
    InputError
        If something is wrong with a scenario.
    PairingError
        If batches do not share their luck.
    UnknownOutcomeError
        If one of them has no outcome of a name.
    ValueError
        If there are fewer than two, or no baseline of that place.
    """
    batches = [
        each
        if isinstance(each, Batch)
        else simulate_batch(each, n, seed, jobs=jobs, executor=executor)
        for each in scenarios
    ]
    return compare_batches(
        batches, outcomes=outcomes, baseline=baseline, every_pair=every_pair, level=level
    )


# -- figures -------------------------------------------------------------------------------


def figures(of: Run | Batch | Sequence[Batch], *wanted: str) -> dict[str, Figure]:
    """Draw figures; `sim.plots.save` writes one as PNG and SVG.

    Parameters
    ----------
    of
        A run (``timeline``, ``swimlane``), a batch (see `sim.plots.registry`) or several
        batches of one seed to compare, the baseline first (see `sim.plots.comparing`).
    *wanted
        Names of figures, such as ``fan`` or ``histogram:added``; all there are if none is given.

    Returns
    -------
    dict
        The figures by name, in the order asked for.

    Raises
    ------
    ThawError
        If there is no such figure, or nothing to draw.
    """
    from sim.plots import swimlane, timeline
    from sim.plots.comparing import COMPARISON_FIGURES
    from sim.plots.registry import BATCH_FIGURES, batch_figure

    if isinstance(of, Batch):
        drawn = {name: batch_figure(name) for name in wanted or BATCH_FIGURES}
        return {name: draw(of) for name, draw in drawn.items()}
    if isinstance(of, Run):
        record = of.record
        of_a_run = {"timeline": timeline, "swimlane": swimlane}
        _known(wanted, of_a_run)
        return {name: of_a_run[name](record) for name in wanted or of_a_run}
    _known(wanted, COMPARISON_FIGURES)
    return {name: COMPARISON_FIGURES[name](of) for name in wanted or COMPARISON_FIGURES}


def _known(wanted: Iterable[str], known: Iterable[str]) -> None:
    from sim.plots.registry import UnknownFigureError

    for name in wanted:
        if name not in known:
            listed = ", ".join(known)
            hint = did_you_mean(name, known)
            raise UnknownFigureError(
                f"there is no figure called {name!r}"
                + (f" ({hint})" if hint else "")
                + f"; there are: {listed}"
            )
