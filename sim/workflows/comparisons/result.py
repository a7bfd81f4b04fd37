"""What a comparison came to: differences, regret, partings, a sentence, figures, a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from sim.analysis.comparison.comparison import SCHEMA, Comparison
from sim.analysis.comparison.comparison import compare as compare_batches
from sim.analysis.comparison.parting import Partings, partings
from sim.analysis.comparison.regret import regret
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.results.comparison import COMPARISON
from sim.results.files import Writer, as_json
from sim.results.kind import SUMMARY, ResultKind
from sim.workflows.comparisons.batches import relative
from sim.workflows.comparisons.glance_sheet import glance_sheet
from sim.workflows.comparisons.report import comparison_report
from sim.workflows.comparisons.summary import comparison_summary, differences
from sim.workflows.door import whole
from sim.workflows.kept_result import KeptResult
from sim.workflows.page import Block, Page, Remark
from sim.workflows.sheets.batches import outcomes_sheet, questions_sheet
from sim.workflows.sheets.frames import frame_sheets
from sim.workflows.sheets.sheet import Sheet

__all__ = ["ComparisonResult"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ComparisonResult(KeptResult):
    """Two or more scenarios on common random numbers.

    Attributes
    ----------
    batches
        Those that were compared, in the order given, under names that differ.
    comparison
        Their paired differences.
    outcomes
        Names of the outcomes that were asked for, the main one first; None for the primary ones.
    regret_of
        The outcome whose regret the summary has, after ``less:`` if less of it is better; None
        for the executive's utility.
    values
        Its summary, where it was found or made already.
    """

    kind: ClassVar[ResultKind] = COMPARISON

    comparison: Comparison
    outcomes: tuple[str, ...] | None = None
    regret_of: str | None = None
    values: dict[str, Any] | None = None

    def __eq__(self, other: object) -> bool:
        """Return whether two comparisons say the same of the same batches."""
        if not isinstance(other, ComparisonResult):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("comparison", "batches", "outcomes", "regret_of")
        )

    __hash__ = None  # type: ignore[assignment]  # tables have no hash

    # -- what was found --------------------------------------------------------------------

    @property
    def table(self) -> pl.DataFrame:
        """Paired differences: a row per pair of scenarios and outcome, see `Comparison.table`."""
        return self.comparison.table

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios, in the order given."""
        return self.comparison.names

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the scenarios, in the order given."""
        return self.comparison.titles

    @property
    def baseline(self) -> int:
        """Place of the scenario that the others are compared with."""
        return self.comparison.baseline

    @property
    def seed(self) -> int:
        """Master seed that all share."""
        return self.comparison.seed

    @property
    def n(self) -> int:
        """Replications that are good in all scenarios: no others are used."""
        return self.comparison.n

    @property
    def level(self) -> float:
        """Level of confidence of the intervals, in (0, 1)."""
        return self.comparison.level

    @property
    def family(self) -> str:
        """Over which rows p values are adjusted, in words."""
        return self.comparison.family

    def regret(
        self,
        outcome: str = "utility_executive",
        *,
        category: str | None = None,
        larger_is_better: bool = True,
    ) -> pl.DataFrame:
        """Return how much worse each scenario, as a strategy, does than the best would have.

        Parameters
        ----------
        outcome, category
            What is wanted: an outcome column, and the class if it holds classes.
        larger_is_better
            Whether more of it is wanted, or less.

        Returns
        -------
        polars.DataFrame
            A row per scenario, see `sim.analysis.comparison.regret.regret`; in the unit of the
            outcome.

        Raises
        ------
        UnknownOutcomeError
            If one of them has no such outcome.
        """
        return regret(
            self.batches,
            outcome=outcome,
            category=category,
            larger_is_better=larger_is_better,
            level=self.level,
        )

    def partings(self, other: str | int | None = None, replications: int = 50) -> Partings:
        """Return where the futures of a scenario part from those of the baseline.

        Parameters
        ----------
        other
            Name or place of the scenario; the first that is not the baseline if None.
        replications
            How many futures to look at, the first that are good in both: each is simulated
            again under both scenarios.

        Returns
        -------
        Partings
            ``table``, a row per future with date, day and the first event that is not the same;
            ``tally``, a row per pair of kinds of events; ``n``, ``parted``, ``median_date``.

        Raises
        ------
        ThawError
            If there is no such scenario.
        """
        if other is None:
            other = 1 if self.baseline == 0 else 0
        if isinstance(other, str):
            if other not in self.names:
                raise ThawError(f"no scenario {other!r} here, only {', '.join(self.names)}")
            other = self.names.index(other)
        place = whole("other", other, 0, len(self.batches) - 1)
        futures = whole("replications", replications, 1)
        return partings(self.batches[self.baseline], self.batches[place], futures)

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """``differences``, with the size of each effect, and ``regret`` if all have a utility."""
        rows = self.summary["regret"]
        regrets = {} if rows is None else {"regret": pl.DataFrame(rows["strategies"])}
        return {"differences": self._differences, **regrets}

    @property
    def summary(self) -> dict[str, Any]:
        """All of it as plain values, the baseline first.

        See `sim.workflows.comparisons.summary.comparison_summary`. Where futures part is
        simulated when this is first asked for.
        """
        return self._summary if self.values is None else self.values

    @cached_property
    def _summary(self) -> dict[str, Any]:
        return comparison_summary(
            self.baseline_first,
            self._to_baseline,
            outcomes=self.outcomes,
            regret_of=self.regret_of,
        )

    @property
    def sentence(self) -> str:
        """Which scenario has most of the main outcome, and how surely."""
        return str(self.summary["answer"])

    @property
    def failures(self) -> int:
        """Futures that failed in any of the scenarios."""
        return sum(batch.failures.height for batch in self.batches)

    # -- shown and kept --------------------------------------------------------------------

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.baseline_first,)

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from comparison_report(self.summary, found=self.found, everything=everything)

    def page(self, *, everything: bool = False) -> Page:
        """Return what there is to read of it, as the command prints it.

        Parameters
        ----------
        everything
            Whether to have every outcome, how sure differences are, where runs part, and regret.
        """
        blocks = [*super().page(everything=everything)]
        if everything:
            blocks += [Remark(f"Batch: {batch.folder}") for batch in self.batches if batch.folder]
        else:
            blocks += [Remark("More: --all (every outcome, how sure, where they part, regret)")]
        return Page(blocks)

    def own_sheets(self) -> Iterator[Sheet]:
        """Yield it at a glance, its tables, its questions, and every future as a row."""
        yield glance_sheet(self.summary)
        named = {name.capitalize(): table for name, table in self.tables.items()}
        yield from frame_sheets(named)
        yield questions_sheet(self.batches)
        yield outcomes_sheet(self.batches)

    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold."""
        more = {"p_holm": pl.Float64, "effect": pl.Float64}
        rows = self.summary["differences"]
        table = pl.DataFrame(rows, schema_overrides={**SCHEMA, **more})
        return {"comparison.parquet": table.write_parquet, SUMMARY: as_json(self.summary)}

    def facts(self, folder: Path) -> dict[str, Any]:
        """Return seed and names, and where the batches are."""
        batches = self.baseline_first
        return {
            "seed": self.seed,
            "names": [batch.name for batch in batches],
            "batches": [relative(batch.folder, folder) for batch in batches if batch.folder],
        }

    @property
    def baseline_first(self) -> tuple[Batch, ...]:
        """The batches, that of the baseline first."""
        place = self.baseline
        return (self.batches[place], *self.batches[:place], *self.batches[place + 1 :])

    @cached_property
    def _to_baseline(self) -> Comparison:
        """The comparison as a command makes it: the baseline first, and no other pairs."""
        if self.baseline == 0 and set(self.table["a"]) <= {self.names[0]}:
            return self.comparison
        names = list(dict.fromkeys(self.table["outcome"]))
        return compare_batches(self.baseline_first, outcomes=names, level=self.level)

    @cached_property
    def _differences(self) -> pl.DataFrame:
        return differences(self.baseline_first, self._to_baseline)
