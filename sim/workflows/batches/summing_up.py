"""Many futures of a scenario, computed or found, and summed up in their folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Final

import polars as pl

from sim.analysis.summary import FORECASTS, forecasts, keys, summary
from sim.analysis.wording import interval_means
from sim.batch.batch import Batch
from sim.batch.errors import writing
from sim.batch.plan import Plan, batch_folder
from sim.batch.pool import Workers, sharing
from sim.engine.model.uncertain import drawn_values
from sim.errors import InputError
from sim.results.batch import BATCH
from sim.results.files import as_json, write
from sim.results.kind import SUMMARY, ResultKind
from sim.results.limits import MOST
from sim.results.manifest import add_checksums, read_whole
from sim.results.readme import options
from sim.workflows.batches.answer import answer
from sim.workflows.batches.computing import check_executor, computed, plan_of
from sim.workflows.batches.page import batch_page
from sim.workflows.page import Block
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.result import Result
from sim.workflows.sheets.batches import batch_sheets
from sim.workflows.sheets.sheet import Sheet
from sim.workflows.story_file import keep_story

__all__ = ["SummedUp", "events_kept", "kept_summary", "sum_up"]

_EVENTS: Final = "first:100"
_USUAL, _PRECISE = 1000, 20_000
"""Futures unless asked otherwise, and at most if the batch stops once it is precise enough."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SummedUp(Result):
    """A batch in its folder, with its summary.

    Attributes
    ----------
    values
        Its summary.
    file
        The scenario, as it was named.
    """

    kind: ClassVar[ResultKind] = BATCH

    values: dict[str, Any]
    file: Path

    @property
    def batch(self) -> Batch:
        """The batch."""
        return self.batches[0]

    @property
    def summary(self) -> dict[str, Any]:
        """What came of it (`sim.analysis.summary.summary`)."""
        return self.values

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """``outcomes``, a row for each future, and ``failures``."""
        return {"outcomes": self.batch.outcomes, "failures": self.batch.failures}

    @property
    def sentence(self) -> str:
        """How the scenario mostly ends, how much is eased, and when."""
        return answer(self.summary) if self.summary["good"] else "all futures failed"

    @property
    def failures(self) -> int:
        """Futures that failed and are left out."""
        return self.batch.failures.height

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.batch,)

    @property
    def drawable(self) -> bool:
        """Whether there is anything to draw: not if all futures failed."""
        return self.batch.rows > 0

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from batch_page(self.batch, self.summary)

    def own_sheets(self) -> Iterator[Sheet]:
        """Yield its summary, its questions, and every future as a row."""
        yield from batch_sheets(self.batch, self.summary)

    def to_json(self, figures: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        good = self.summary["good"]
        failures = self.batch.failures.select("replication", "stage", "message", "command")
        return {
            **self.summary,
            "scenario": {"file": str(self.file), **self.summary["scenario"]},
            "answer": self.sentence if good else None,
            "interval": interval_means(good),
            "failed": failures.to_dicts(),
            "figures": [*figures],
            "found": self.found,
            "results": str(self.folder),
        }

    def warnings(self, *, quiet: bool = False) -> list[str]:
        """Return that futures failed, if any did and the page does not say so."""
        if not (quiet and self.failures):
            return []
        return [f"thaw: {self.failures:,} of {self.batch.n:,} futures failed"]


def sum_up(
    scenario: str | Path,
    n: int | None = None,
    seed: int = 0,
    *,
    jobs: int | None = None,
    executor: str | None = None,
    until_ci: float | None = None,
    antithetic: bool = False,
    nested: int = 1,
    fix: Sequence[str] | None = None,
    events: str = _EVENTS,
    resume: bool = False,
    chunk: int | None = None,
    set: Sequence[str] | None = None,
    out: str | Path | None = None,
    workers: Workers | None = None,
    tell: Reporter = SILENT,
) -> SummedUp:
    """Simulate many futures of a scenario and sum them up, or find them in their folder.

    Parameters
    ----------
    scenario
        A file, or the name of a scenario that comes with thaw.
    n
        Futures: 1,000 if None, or at most 20,000 with `until_ci`.
    out
        Where to keep them; below ``results`` if None, where the same call finds them again.
    chunk
        Futures handed out at a time; it changes nothing in the results.
    set
        Fields to override, such as ``"agents.target.jv=0.5"``.
    workers
        Who simulates, and stays for what comes after; else those that `jobs` or `executor` says.
    tell
        Is told how far it is.
    seed, jobs, executor, until_ci, antithetic, nested, fix, events, resume
        See `sim.simulate_batch`.

    Raises
    ------
    InputError
        If something is wrong with the scenario or the design, or the folder holds something else.
    BatchError
        If it cannot be computed or kept.
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    """
    file = Path(scenario)
    _check(n, until_ci, antithetic, executor)
    kept = events_kept(events)
    usual = _USUAL if until_ci is None else _PRECISE
    plan = replace(
        plan_of(file, set, fix, tell),
        seed=seed,
        n=n or usual,
        antithetic=antithetic,
        repeats=nested,
        events=kept,
        until=until_ci,
        chunk=chunk,
    )
    _check_nested(plan)
    folder = batch_folder(plan) if out is None else Path(out)
    more = options(
        n=plan.n,
        seed=seed,
        until_ci=until_ci,
        antithetic=antithetic,
        nested=nested if nested > 1 else None,
        fix=fix,
        set=set,
        events=None if events == _EVENTS else events,
    )
    with (
        sharing(workers, executor, jobs) as shared,
        tell.counting(plan.n, until_ci) as count,
    ):
        batch = computed(
            plan,
            folder,
            count,
            workers=shared,
            resume=resume,
            call=["batch", str(scenario), *more],
            tell=tell,
        )
    result = SummedUp(
        batches=(batch,),
        folder=folder,
        found=batch.found,
        values=kept_summary(batch, folder),
        file=file,
    )
    keep_story(folder, result.story())
    return result


def kept_summary(batch: Batch, folder: Path) -> dict[str, Any]:
    """Return the summary of a batch: that in its folder, or made anew and written there.

    Raises
    ------
    BatchError
        If it cannot be written.
    """
    there = read_whole(folder, SUMMARY) if batch.found else None
    if there is not None and tuple(there) == keys(batch):
        now = forecasts(batch)
        if all(there[key] == now[key] for key in FORECASTS):
            return there
    # Not there, changed, not whole, or of another case library: made anew.
    values = summary(batch)
    with writing(folder):
        write(folder / SUMMARY, as_json(values))
        add_checksums(folder, [SUMMARY])
    return values


def _check(n: int | None, until: float | None, antithetic: bool, executor: str | None) -> None:
    """Refuse numbers that make no batch."""
    check_executor(executor)
    if until is not None and not 0.0 < until < 1.0:
        raise InputError.of("--until-ci", found=f"{until:g}", allowed="a number between 0 and 1")
    if antithetic and n is not None and n % 2:
        raise InputError.of("-n", found=str(n), allowed="an even number with --antithetic")


def _check_nested(plan: Plan) -> None:
    if plan.repeats == 1:
        return
    if not drawn_values(plan.scenario):
        raise InputError.of("--nested", message="nothing is uncertain in this scenario")
    if plan.n < 2 * plan.repeats:
        allowed = f"at most half of the {plan.n:,} futures"
        raise InputError.of("--nested", found=str(plan.repeats), allowed=allowed)


def events_kept(events: str) -> int | None:
    """Return how many of the first replications keep their events; None for all."""
    if events == "all":
        return None
    if events == "none":
        return 0
    word, _, number = events.partition(":")
    if word == "first" and number.isascii() and number.isdigit() and int(number) <= MOST:
        return int(number)
    allowed = "first:K with a number K, all, none"
    raise InputError.of("--events", found=f"'{events[:40]}'", allowed=allowed)
