"""What every result can be handed on as: tables for a spreadsheet, its story, a brief."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sim.batch.batch import Batch
from sim.results.kind import ResultKind
from sim.workflows.briefs.asked import briefed
from sim.workflows.page import Page
from sim.workflows.sheets.framing import Facts, about_scenario, framed, provenance
from sim.workflows.sheets.keeping import save_csv, save_workbook
from sim.workflows.sheets.sheet import Sheet
from sim.workflows.sheets.sources import model_sources
from sim.workflows.story_file import story_text

if TYPE_CHECKING:
    from sim.workflows.briefs.brief import Written

__all__ = ["Exportable"]


class Exportable(ABC):
    """What can be handed on.

    Attributes
    ----------
    kind
        Of which kind its results are.
    batches
        The batches that it rests on.
    folder
        Where it is kept; None if it is only in memory.
    """

    kind: ClassVar[ResultKind]
    batches: tuple[Batch, ...]
    folder: Path | None

    @abstractmethod
    def page(self, *, everything: bool = False) -> Page:
        """Return what there is to read of it."""

    @abstractmethod
    def own_sheets(self) -> Iterator[Sheet]:
        """Yield its tables as somebody opens them in a spreadsheet."""

    def sources(self) -> Sheet:
        """Return where what it rests on is known from."""
        return model_sources(batch.model for batch in self.batches)

    def sheets(self) -> list[Sheet]:
        """Return all that a spreadsheet has of it: the answer, tables, names, provenance, sources.

        The same results give the same sheets.
        """
        made = [
            fact
            for batch in self.batches
            for fact in about_scenario(
                batch.model.scenario,
                batch.name,
                batch.seed,
                batch.n,
                batch.failures.height,
                here=batch.folder is not None and batch.folder == self.folder,
            )
        ]
        facts = provenance(self.kind, self.folder, made or self.design())
        return framed(self.page(everything=True), self.own_sheets(), self.sources(), facts)

    def design(self) -> Facts:
        """Return what is simulated, where that is not kept as batches."""
        return []

    def to_csv(self, folder: str | Path) -> Path:
        """Write each of its `sheets` as a file of CSV into a folder, and return the folder.

        Raises
        ------
        ResultsError
            If they cannot be written.
        """
        return save_csv(Path(folder), self.sheets())

    def to_xlsx(self, file: str | Path) -> Path:
        """Write its `sheets` to a workbook, and return the file.

        Raises
        ------
        InputError
            If a table is larger than a workbook holds, or xlsxwriter is not installed.
        ResultsError
            If it cannot be written.
        """
        return save_workbook(Path(file), self.sheets())

    def story(self) -> str:
        """Return all there is to read of it in Markdown, as ``story.md`` in its folder has it."""
        return story_text(self.page(everything=True))

    def brief(self, out: str | Path | None = None, *, form: str = "html") -> Written:
        """Return all there is to know of it in one file that can be sent; see `sim.brief`.

        Parameters
        ----------
        out
            The file to write; its own folder's ``brief.html`` if None, and none if it is not kept.
        form
            ``html`` or ``md``.
        """
        return briefed(self, out, form)
