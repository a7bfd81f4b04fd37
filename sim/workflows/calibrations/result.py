"""What a calibration came to: a posterior, tables, a sentence, figures, a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from sim.results.calibration import CALIBRATION, POSTERIOR
from sim.results.files import Writer, as_json
from sim.results.kind import SUMMARY, ResultKind
from sim.scenario.distributions import Distribution
from sim.validation.patterns.asked import Asked
from sim.validation.patterns.calibration import Calibration
from sim.validation.patterns.posterior import posterior_scenario
from sim.workflows.calibrations.report import (
    accepted_words,
    calibration_markdown,
    calibration_report,
)
from sim.workflows.kept_result import KeptResult
from sim.workflows.page import Block
from sim.workflows.result import left_out
from sim.workflows.sheets.frames import frame_sheets
from sim.workflows.sheets.framing import Facts
from sim.workflows.sheets.sheet import Cell, Sheet
from sim.workflows.sheets.sources import parameter_sources, sources_sheet

__all__ = ["CalibrationResult"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CalibrationResult(KeptResult):
    """What is thought of parameters once they have been fitted to patterns.

    Attributes
    ----------
    calibration
        The points that were tried, and what follows from those accepted; see
        `sim.validation.patterns.calibration.Calibration`.
    values
        Its summary.
    asked
        What was asked for; None if it was read back from a folder.
    """

    kind: ClassVar[ResultKind] = CALIBRATION

    calibration: Calibration
    values: dict[str, Any]
    asked: Asked | None = None

    @property
    def summary(self) -> dict[str, Any]:
        """All of it as plain values.

        What was asked for, how many points were accepted and how far they lie from the bands,
        rows of the tables, ``posterior`` by parameter.
        """
        return self.values

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """``draws``, ``parameters``, ``patterns``, ``values`` and ``correlations``.

        Their columns are those of `sim.validation.patterns.calibration.Calibration`.
        """
        return {stem: getattr(self.calibration, stem) for stem in CALIBRATION.tables}

    @property
    def parameters(self) -> pl.DataFrame:
        """A row per parameter: quantiles and spread of its prior and of its posterior."""
        return self.calibration.parameters

    @property
    def posterior(self) -> dict[str, Distribution]:
        """The distribution fitted to the accepted draws of each parameter, by its path."""
        return self.calibration.posterior

    @property
    def sentence(self) -> str:
        """How many points were accepted."""
        return accepted_words(self.summary)

    @property
    def failures(self) -> int:
        """Futures that failed and are left out."""
        return int(self.summary["failed"])

    def scenario(self, folder: str | Path) -> str:
        """Return the scenario with the posterior as what is uncertain in it, as YAML.

        Parameters
        ----------
        folder
            Where the file is going to stand: it extends the scenario that was calibrated.

        Raises
        ------
        InputError
            If the scenario cannot be read any more.
        """
        if self.asked is None and self.folder is not None:
            return (self.folder / POSTERIOR).read_text("utf-8")
        assert self.asked is not None
        return posterior_scenario(self.asked, self.calibration, Path(folder))

    @property
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of."""
        return (self.calibration,)

    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""
        yield from calibration_report(self.summary, found=self.found)

    def markdown(self, call: Sequence[str] = ()) -> str:
        """Return it as a section of a page in Markdown.

        Parameters
        ----------
        call
            Words of the command that computed it.
        """
        return calibration_markdown(self.summary, " ".join(["thaw", *call]))

    def own_sheets(self) -> Iterator[Sheet]:
        """Yield its parameters, how patterns are met, correlations, and every point as a row."""
        order = ("Parameters", "Patterns", "Correlations", "Draws")
        yield from frame_sheets({name: self.tables[name.lower()] for name in order})

    def sources(self) -> Sheet:
        """Return where the usual values of its parameters are known from."""
        return sources_sheet(parameter_sources(self.posterior, "Fitted to patterns"))

    def design(self) -> Facts:
        """Return what is simulated: points, futures of each, the seed."""
        return [
            ("calibration", self.summary["title"]),
            ("seed", Cell(self.summary["seed"], "name")),
            ("points", Cell(self.summary["points"], "count")),
            ("futures of each point", Cell(self.summary["repeats"], "count")),
            ("failed", Cell(self.failures, "count")),
        ]

    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold."""
        frames = {f"{stem}.parquet": table.write_parquet for stem, table in self.tables.items()}
        posterior = self.scenario(folder).encode()
        return {SUMMARY: as_json(self.summary), **frames, POSTERIOR: posterior}

    def warnings(self, *, quiet: bool = False) -> list[str]:
        """Return that futures failed, if any did."""
        return left_out(self.failures)

    def places(self) -> dict[str, Path | None]:
        """Return where the posterior and all results were written."""
        posterior = None if self.folder is None else self.folder / POSTERIOR
        return {"Posterior": posterior, **super().places()}
