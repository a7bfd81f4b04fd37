"""What came of conditioning scenarios on a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from sim.batch.batch import Batch
from sim.results.files import Writer, as_json
from sim.results.kind import SUMMARY, ResultKind
from sim.results.now import NOW
from sim.scenario.resolved import yaml_text
from sim.workflows.comparisons.batches import relative
from sim.workflows.kept_result import KeptResult
from sim.workflows.page import Block
from sim.workflows.presents.report import present_report, sentence
from sim.workflows.sheets.frames import frame_sheets
from sim.workflows.sheets.sheet import Sheet

__all__ = ["Present"]

RECORD_FILE = "record.yaml"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Present(KeptResult):
    """Scenarios conditioned on a record.

    Attributes
    ----------
    values
        All of it as plain values.
    texts
        The conditioned scenarios, by the names of their files.
    batches
        Of each scenario the futures without the record, with it, and with its weights tempered
        unless they are not.
    """

    kind: ClassVar[ResultKind] = NOW

    values: dict[str, Any]
    texts: dict[str, str]

    @property
    def summary(self) -> dict[str, Any]:
        """All of it as plain values.

        ``record`` (``name``, ``title``, ``until``), ``seed``, ``n`` (pasts), ``futures``,
        ``temper``; ``scenarios``: of each ``name``, ``title``, ``conditioned`` (what its file
        says), ``tempered``, ``facts`` (see `record`), ``evidence``, ``parameters``, ``questions``.
        """
        return self.values

    @property
    def scenarios(self) -> dict[str, Path]:
        """Files of the conditioned scenarios, by the names of the scenarios; none in memory."""
        if self.folder is None:
            return {}
        names = [one["name"] for one in self.values["scenarios"]]
        return {name: self.folder / file for name, file in zip(names, self.texts, strict=True)}

    @property
    def scenario(self) -> Path | None:
        """The file of the conditioned scenario, of the first if there are several."""
        return next(iter(self.scenarios.values()), None)

    def of(self, name: str | None = None) -> list[Batch]:
        """Return the futures of a scenario: without the record, with it, and tempered."""
        names = [one["name"] for one in self.values["scenarios"]]
        size = len(self.batches) // len(names)
        at = 0 if name is None else names.index(name)
        return [*self.batches[at * size : (at + 1) * size]]

    @property
    def record(self) -> pl.DataFrame:
        """A row for each entry of the record and scenario: how it fared, and how it surprises."""
        return self._rows("facts")

    @property
    def questions(self) -> pl.DataFrame:
        """A row for each question and scenario: the probability before, after, and tempered."""
        rows = []
        for one in self.values["scenarios"]:
            for row in one["questions"]:
                numbers = {
                    f"{word}_{key}": row[word][key]
                    for word in ("before", "after", "tempered")
                    if word in row
                    for key in ("probability", "low", "high")
                }
                about = {key: row[key] for key in ("id", "text", "by")}
                rows.append({"scenario": one["name"], **about, **numbers})
        return pl.DataFrame(rows, infer_schema_length=None)

    @property
    def parameters(self) -> pl.DataFrame:
        """A row for each uncertain parameter and scenario: before and after, and the shift."""
        rows = []
        for one in self.values["scenarios"]:
            for row in one["parameters"]:
                numbers = {
                    f"{word}_{key}": row[word][key]
                    for word in ("before", "after")
                    for key in ("mean", "q05", "median", "q95")
                }
                about = {key: row[key] for key in ("path", "value", "shift", "error")}
                rows.append({"scenario": one["name"], **about, **numbers})
        return pl.DataFrame(rows, infer_schema_length=None)

    @property
    def evidence(self) -> pl.DataFrame:
        """A row for each scenario: how likely it made the record, and what is left of it."""
        keys = ("log", "error", "effective", "pareto_k", "passes", "failed")
        rows = [
            {"scenario": one["name"], **{key: one["evidence"][key] for key in keys}}
            for one in self.values["scenarios"]
        ]
        return pl.DataFrame(rows, infer_schema_length=None)

    def _rows(self, section: str) -> pl.DataFrame:
        rows = [
            {"scenario": one["name"], **{k: v for k, v in row.items() if k != "events"}}
            for one in self.values["scenarios"]
            for row in one[section]
        ]
        return pl.DataFrame(rows, infer_schema_length=None)

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """``questions``, ``record``, ``parameters`` and ``evidence``."""
        return {
            "questions": self.questions,
            "record": self.record,
            "parameters": self.parameters,
            "evidence": self.evidence,
        }

    @property
    def sentence(self) -> str:
        """What the record moves most."""
        return sentence(self.values)

    @property
    def failures(self) -> int:
        """Futures that failed."""
        return sum(batch.failures.height for batch in self.batches)

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.values, self.batches)

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from present_report(self.values, found=self.found, everything=everything)

    def own_sheets(self) -> Iterator[Sheet]:
        """Yield its tables."""
        yield from frame_sheets({name.capitalize(): table for name, table in self.tables.items()})

    def to_json(self, figures: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it: without the pasts, which the files have."""
        scenarios = []
        for one in self.values["scenarios"]:
            said = {
                word: one[word] and {key: it for key, it in one[word].items() if key != "pasts"}
                for word in ("conditioned", "tempered")
            }
            scenarios.append({**one, **said})
        return {**super().to_json(figures), "scenarios": scenarios}

    def ledger(self) -> list[dict[str, Any]]:
        """Return its forecasts, as the ledger has them."""
        return [
            {
                "scenario": one["name"],
                "file": one["file"],
                "question": row["id"],
                "text": row["text"],
                "by": row["by"],
                "until": self.values["record"]["until"],
                "probability": row["after"]["probability"],
                "low": row["after"]["low"],
                "high": row["after"]["high"],
                "before": row["before"]["probability"],
                "hash": self.digest,
            }
            for one in self.values["scenarios"]
            for row in one["questions"]
            if row["by"] is not None
        ]

    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold."""
        facts = self.values["scenarios"][0]["conditioned"]["facts"]
        record = yaml_text(facts, self.values["record"]["title"])
        return {
            SUMMARY: as_json(self.values),
            RECORD_FILE: record.encode(),
            **{name: text.encode() for name, text in self.texts.items()},
        }

    def facts(self, folder: Path) -> dict[str, Any]:
        """Return names, and where the batches are."""
        places = [batch.folder for batch in self.batches]
        return {
            "names": [batch.name for batch in self.batches],
            "batches": [relative(place, folder) for place in places if place is not None],
        }
