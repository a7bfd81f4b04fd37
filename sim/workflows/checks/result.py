"""What a check came to: verdicts, tables, a sentence, figures, a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from sim.results.check import CHECK
from sim.results.files import Writer, as_json
from sim.results.kind import SUMMARY, ResultKind
from sim.validation.patterns.check import Check
from sim.validation.patterns.tally import tally
from sim.workflows.checks.report import LEGEND, check_markdown, check_report
from sim.workflows.kept_result import KeptResult
from sim.workflows.page import Block
from sim.workflows.result import left_out
from sim.workflows.sheets.frames import frame_sheets
from sim.workflows.sheets.framing import Facts
from sim.workflows.sheets.sheet import Cell, Sheet
from sim.workflows.sheets.sources import sources_sheet

__all__ = ["CheckResult"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CheckResult(KeptResult):
    """What became of patterns, and of the rules that they rest on.

    Attributes
    ----------
    check
        The verdicts, see `sim.validation.patterns.check.Check`.
    values
        Its summary.
    """

    kind: ClassVar[ResultKind] = CHECK

    check: Check
    values: dict[str, Any]

    @property
    def summary(self) -> dict[str, Any]:
        """All of it as plain values.

        ``n`` and ``n_ablated`` (futures of each scenario), ``seed``, ``failed`` (futures),
        ``patterns``, ``ablations`` and ``levers`` (rows of the tables).
        """
        return self.values

    @property
    def patterns(self) -> pl.DataFrame:
        """A row per pattern: its value with its interval, its band, the verdict."""
        return self.check.patterns

    @property
    def ablations(self) -> pl.DataFrame:
        """A row per rule switched off and pattern; none unless that was asked for."""
        return self.check.ablations

    @property
    def levers(self) -> pl.DataFrame:
        """A row per change of an assumption: what it does; none unless that was asked for."""
        return self.check.levers

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """``patterns``, ``ablations`` and ``levers``."""
        return {"patterns": self.patterns, "ablations": self.ablations, "levers": self.levers}

    @property
    def sentence(self) -> str:
        """How many patterns are met, by use."""
        return tally(self.patterns.to_dicts())

    @property
    def failures(self) -> int:
        """Futures that failed and are left out."""
        return int(self.summary["failed"])

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.check,)

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from check_report(self.check, found=self.found)

    def markdown(self, call: Sequence[str] = ()) -> str:
        """Return it as a section of a page in Markdown.

        Parameters
        ----------
        call
            Words of the command that computed it.
        """
        return check_markdown(self.check, " ".join(["thaw", *call]))

    def own_sheets(self) -> Iterator[Sheet]:
        """Yield its patterns, rules switched off and changes of assumptions."""
        yield from frame_sheets({name.capitalize(): table for name, table in self.tables.items()})

    def sources(self) -> Sheet:
        """Return where its patterns are known from."""
        rows = [
            (what, row["id"], row[said], "", "", row["basis"], "")
            for what, said, table in (
                ("pattern", "fact", self.patterns),
                ("change of an assumption", "claim", self.levers),
            )
            for row in table.iter_rows(named=True)
        ]
        return sources_sheet(rows)

    def design(self) -> Facts:
        """Return how many futures of each scenario are simulated, under which seed."""
        return [
            ("seed", Cell(self.summary["seed"], "name")),
            ("futures of each scenario", Cell(self.summary["n"], "count")),
            ("failed", Cell(self.failures, "count")),
        ]

    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold."""
        frames = {f"{stem}.parquet": table.write_parquet for stem, table in self.tables.items()}
        return {SUMMARY: as_json(self.summary), **frames}

    def to_json(self, figures: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        return {
            **self.summary,
            "interval": LEGEND,
            "figures": [*figures],
            "found": self.found,
            "results": str(self.folder),
        }

    def warnings(self, *, quiet: bool = False) -> list[str]:
        """Return that futures failed, if any did."""
        return left_out(self.failures)
