"""What every workflow returns: tables, a sentence, figures, and the folder that it is kept in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import polars as pl

from sim.batch.batch import Batch
from sim.batch.pool import Workers
from sim.results.kind import ResultKind
from sim.workflows.exportable import Exportable
from sim.workflows.page import Block, Page
from sim.workflows.reporter import SILENT, Reporter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.workflows.drawings.drawn import Drawn

__all__ = ["Make", "Result", "left_out"]

Make: TypeAlias = Callable[[], Any]
"""Draws a figure of matplotlib."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Result(Exportable):
    """What a workflow came to.

    Attributes
    ----------
    batches
        The batches that it rests on, in order; none if they are not kept.
    folder
        Where it is kept; None if it is only in memory.
    found
        Whether it was there already, so that nothing was computed.
    """

    kind: ClassVar[ResultKind]

    batches: tuple[Batch, ...] = ()
    folder: Path | None = None
    found: bool = False

    def __repr__(self) -> str:
        return f"<{self.kind.name}: {self.sentence}>"

    def _repr_html_(self) -> str:
        """Show its page in a notebook."""
        return self.page()._repr_html_()

    # -- what each kind says of itself -----------------------------------------------------

    @property
    @abstractmethod
    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables by name."""

    @property
    @abstractmethod
    def summary(self) -> dict[str, Any]:
        """All of it as plain values, as its folder and ``--json`` have them."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The answer in a sentence."""

    @property
    @abstractmethod
    def failures(self) -> int:
        """Futures that failed and are left out."""

    @property
    @abstractmethod
    def subject(self) -> tuple[object, ...]:
        """What its figures are drawn of, as functions that draw take it."""

    @abstractmethod
    def blocks(self, *, everything: bool) -> Iterator[Block]:
        """Yield what there is to read of it."""

    # -- what all have in common -----------------------------------------------------------

    def page(self, *, everything: bool = False) -> Page:
        """Return what there is to read of it, as the command prints it.

        Parameters
        ----------
        everything
            Whether to have all of it, where there is a short form.
        """
        return Page(self.blocks(everything=everything))

    @property
    def drawable(self) -> bool:
        """Whether there is anything to draw."""
        return True

    @property
    def drawings(self) -> dict[str, Make]:
        """How to draw each of its figures, by name."""
        drawings: dict[str, Make] = _figures().drawings_of(self) if self.drawable else {}
        return drawings

    def markdown(self, call: Sequence[str] = ()) -> str:
        """Return it as a section of a page in Markdown.

        Parameters
        ----------
        call
            Words of the command that computed it.
        """
        by = [f"`{' '.join(['thaw', *call])}`"] if call else []
        return "\n\n".join([*by, self.page(everything=True).kept().markdown()])

    def figures(self, *wanted: str, medium: str = "screen") -> dict[str, Figure]:
        """Draw figures; `sim.draw` does so of runs and batches.

        Parameters
        ----------
        *wanted
            Names of figures; all of them if none is given.
        medium
            What they are made for: ``"screen"``, ``"memo"`` or ``"slide"``.

        Returns
        -------
        dict
            Figures of matplotlib by name, in the order asked for.

        Raises
        ------
        ThawError
            If there is no figure or medium of a name, or nothing to draw.
        """
        figures: dict[str, Figure] = _figures().figures_of(self, wanted, medium)
        return figures

    def draw(
        self,
        folder: Path,
        tell: Reporter = SILENT,
        *,
        svg: bool = False,
        contact: bool = False,
        figures: str | Sequence[str] | None = None,
        medium: str = "screen",
        workers: Workers | None = None,
    ) -> Drawn:
        """Draw figures into a folder, each as a PNG.

        A figure that fails loses only itself: it is told of, and named among those missed.

        Parameters
        ----------
        folder
            Where to; what is there of a result's own folder is not drawn again.
        tell
            Is told how far it is, and which figures failed.
        svg
            Whether to write each as SVG, too.
        contact
            Whether to write a contact sheet of all of them.
        figures
            Names of figures, or ``"all"``; the first three, which answer, if None.
        medium
            What they are made for: ``"screen"``, ``"memo"`` or ``"slide"``.
        workers
            Whose idle processes draw, if there are any; else they are drawn here.

        Raises
        ------
        ThawError
            If there is no figure or medium of a name, or the folder cannot be written to.
        """
        from sim.workflows.drawings.into import draw_into

        return draw_into(
            folder,
            self,
            tell,
            svg=svg,
            contact=contact,
            figures=figures,
            medium=medium,
            workers=workers,
        )

    def to_json(self, figures: Sequence[str] = ()) -> dict[str, Any]:
        """Return it as ``--json`` prints it.

        Parameters
        ----------
        figures
            Files of the figures in its folder.
        """
        return {
            **self.summary,
            "figures": [*figures],
            "found": self.found,
            "results": str(self.folder),
        }

    def warnings(self, *, quiet: bool = False) -> list[str]:
        """Return what somebody must know beside the page, or instead of it if that is not printed.

        Parameters
        ----------
        quiet
            Whether the page is not printed.
        """
        return []

    def places(self) -> dict[str, Path | None]:
        """Return what was written where."""
        return {"Results": self.folder}


def left_out(failed: int) -> list[str]:
    """Return the warning that futures failed; none if none did."""
    return [f"thaw: {failed:,} futures failed and are left out"] if failed else []


def _figures() -> ModuleType:
    """Import what draws, when something is drawn: matplotlib takes a second."""
    from sim.workflows.drawings import results

    return results
