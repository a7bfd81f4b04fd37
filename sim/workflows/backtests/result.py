"""What a backtest came to: scores, tables, a sentence, figures, a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from sim.analysis.wording import interval_means
from sim.results.backtest import BACKTEST, TABLES
from sim.results.files import Writer, as_json
from sim.results.json_values import to_json
from sim.results.kind import ResultKind
from sim.validation.backtest.results import Backtest
from sim.workflows.backtests.items import worst
from sim.workflows.backtests.report import backtest_sentence, section
from sim.workflows.backtests.tables import overview
from sim.workflows.comparisons.batches import relative
from sim.workflows.page import Block, Line, Page, Paragraph
from sim.workflows.result import KeptResult, figure_files

__all__ = ["BacktestResult"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BacktestResult(KeptResult):
    """Forecasts of scenarios with a record, scored against what happened.

    Attributes
    ----------
    batches
        One of each case.
    backtest
        The scores, see `sim.validation.backtest.results.Backtest`.
    """

    kind: ClassVar[ResultKind] = BACKTEST

    backtest: Backtest

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """``items``, ``scores``, ``skill``, ``reliability``, ``slopes``, ``joint``, ``paths``.

        Their columns are those of `sim.validation.backtest.results.Backtest`.
        """
        return self.backtest.tables

    @property
    def items(self) -> pl.DataFrame:
        """A row per item: what was forecast, what happened, the scores."""
        return self.backtest.items

    @property
    def skill(self) -> pl.DataFrame:
        """A row per case, score and reference forecaster: 1 is perfect, 0 no better."""
        return self.backtest.skill

    @cached_property
    def summary(self) -> dict[str, Any]:
        """All of it as plain values: ``cases``, and the rows of every table."""
        cases = [
            {
                "name": batch.name,
                "title": batch.title,
                "seed": batch.seed,
                "replications": batch.n,
                "failures": batch.failures.height,
            }
            for batch in self.batches
        ]
        rows = {name: table.to_dicts() for name, table in self.tables.items()}
        summary: dict[str, Any] = to_json({"cases": cases, **rows})
        return summary

    @property
    def sentence(self) -> str:
        """How the simulator's Brier score compares with those of plain forecasters."""
        return backtest_sentence(self.backtest)

    @property
    def failures(self) -> int:
        """Futures that failed and are left out."""
        return sum(batch.failures.height for batch in self.batches)

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.backtest, self.batches)

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from overview(self.backtest, self.batches)
        yield worst(self.backtest, self.batches)
        yield Paragraph(interval_means(self._fewest))

    def page(
        self, missed: Sequence[str] = (), *, everything: bool = False, drawn: bool = False
    ) -> Page:
        """Return what there is to read of it, as the command prints it."""
        not_drawn = (Line(f"Not drawn: {text}") for text in missed)
        return Page([*self.blocks(everything=everything), *not_drawn])

    def markdown(self, call: Sequence[str] = ()) -> str:
        """Return it as a section of a page in Markdown.

        Parameters
        ----------
        call
            Words of the command that computed it.
        """
        return f"`{' '.join(['thaw', *call])}`\n\n{section(self.backtest, self.batches)}"

    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold."""
        return {"items.parquet": self.items.write_parquet, TABLES: as_json(self.summary)}

    def facts(self, folder: Path) -> dict[str, Any]:
        """Return names, and where the batches are."""
        return {
            "names": [batch.name for batch in self.batches],
            "batches": [relative(batch.folder, folder) for batch in self.batches if batch.folder],
        }

    def to_json(self, drawn: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        return {
            **self.summary,
            "interval": interval_means(self._fewest),
            "figures": figure_files(drawn),
            "results": str(self.folder),
        }

    def warnings(self, *, quiet: bool = False) -> list[str]:
        """Return which batches have futures that failed, and how to see why."""
        texts = []
        for batch in self.batches:
            failed = batch.failures
            if failed.height:
                first = failed.row(0, named=True)
                texts.append(
                    f"thaw: {failed.height:,} of {batch.n:,} futures of {batch.name} failed; "
                    f"the first again: {first['command']}"
                )
        return texts

    @property
    def _fewest(self) -> int:
        return min(batch.n for batch in self.batches)
