"""What a backtest came to: scores, tables, a sentence, figures, a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import polars as pl

from sim.analysis.wording import interval_means
from sim.batch.batch import Batch
from sim.results.backtest import BACKTEST, TABLES
from sim.results.files import Writer, as_json
from sim.results.json_values import to_json
from sim.results.kind import ResultKind
from sim.validation.backtest.results import Backtest, scored_items
from sim.workflows.backtests.report import backtest_sentence, section, told
from sim.workflows.comparisons.batches import relative
from sim.workflows.kept_result import KeptResult
from sim.workflows.page import Block, Line, Paragraph
from sim.workflows.sheets.frames import frame_sheets
from sim.workflows.sheets.sheet import Sheet

__all__ = ["BacktestResult", "Without"]


class Without(NamedTuple):
    """The cases without a rule.

    Attributes
    ----------
    items
        Their items with scores, see `sim.validation.backtest.results.scored_items`.
    folders
        Where their batches are; none if they are only in memory.
    failures
        Futures that failed and are left out.
    """

    items: pl.DataFrame
    folders: tuple[Path, ...]
    failures: int

    @classmethod
    def scored(cls, batches: Sequence[Batch]) -> Without:
        """Score batches without a rule."""
        folders = tuple(batch.folder for batch in batches if batch.folder)
        return cls(scored_items(batches), folders, _failed(batches))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BacktestResult(KeptResult):
    """Forecasts of scenarios with a record, scored against what happened.

    Attributes
    ----------
    batches
        One of each case.
    backtest
        The scores, see `sim.validation.backtest.results.Backtest`.
    without
        The cases without each rule that was switched off.
    everything
        Whether each case is told in its section, however many there are.
    """

    kind: ClassVar[ResultKind] = BACKTEST

    backtest: Backtest
    without: Mapping[str, Without] = field(default_factory=dict)
    everything: bool = False

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All of them by name, such as ``items``, ``scores``, ``skill`` and ``rules``.

        Their columns are those of `sim.validation.backtest.results.Backtest`.
        """
        return self.backtest.tables

    @property
    def items(self) -> pl.DataFrame:
        """A row per item: what was forecast, what happened, the scores."""
        return self.backtest.items

    @property
    def skill(self) -> pl.DataFrame:
        """A row per group, score and pair of forecasters: how one fares beside the other."""
        return self.backtest.skill

    @property
    def scores(self) -> pl.DataFrame:
        """A row per group, score and forecaster: the mean, with its interval over cases."""
        return self.backtest.scores

    @property
    def rules(self) -> pl.DataFrame:
        """A row per rule switched off and score: what its absence does; none unless asked for."""
        return self.backtest.rules

    @cached_property
    def summary(self) -> dict[str, Any]:
        """All of it as plain values: ``cases``, what they are grouped ``by``, rows of tables."""
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
        summary: dict[str, Any] = to_json({"cases": cases, "by": self.backtest.by, **rows})
        return summary

    @property
    def sentence(self) -> str:
        """How the Brier score compares with those of plain forecasters."""
        return backtest_sentence(self.backtest)

    @property
    def failures(self) -> int:
        """Futures that failed and are left out."""
        return _failed(self.batches) + sum(each.failures for each in self.without.values())

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.backtest, self.batches)

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield Paragraph(self.sentence)
        yield Line()
        yield from told(self.backtest, self.batches, everything=everything, items=everything)
        yield Paragraph(interval_means(self._fewest))

    def markdown(self, call: Sequence[str] = ()) -> str:
        """Return it as a section of a page in Markdown.

        Parameters
        ----------
        call
            Words of the command that computed it.
        """
        text = section(self.backtest, self.batches, everything=self.everything)
        return f"`{' '.join(['thaw', *call])}`\n\n{text}"

    def own_sheets(self) -> Iterator[Sheet]:
        """Yield its forecasts, their scores and skill, and what rules do to these."""
        named = {name: self.tables[name.lower()] for name in ("Items", "Scores", "Skill", "Rules")}
        yield from frame_sheets(named)

    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold."""
        return {"items.parquet": self.items.write_parquet, TABLES: as_json(self.summary)}

    def facts(self, folder: Path) -> dict[str, Any]:
        """Return names, where the batches are, and what is needed to score them again."""
        return {
            "names": [batch.name for batch in self.batches],
            "batches": [relative(batch.folder, folder) for batch in self.batches if batch.folder],
            "by": self.backtest.by,
            "without": {
                rule: [relative(place, folder) for place in each.folders]
                for rule, each in self.without.items()
            },
        }

    def to_json(self, figures: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        return {
            **self.summary,
            "interval": interval_means(self._fewest),
            "figures": [*figures],
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
        texts += [
            f"thaw: {each.failures:,} futures without {rule} failed and are left out"
            for rule, each in self.without.items()
            if each.failures
        ]
        return texts

    @property
    def _fewest(self) -> int:
        return min(batch.n for batch in self.batches)


def _failed(batches: Sequence[Batch]) -> int:
    return sum(batch.failures.height for batch in batches)
