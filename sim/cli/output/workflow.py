"""What commands have in common that compute a result: told at once, then drawn, then the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from sim import workflows
from sim.batch.pool import Workers
from sim.cli.output.console import (
    INTERRUPTED,
    paragraph,
    print_json,
    say,
    say_interrupted,
    show,
    warn,
)
from sim.cli.output.markdown import check_block, place_of, replace_block
from sim.cli.output.progress import ConsoleReporter
from sim.errors import InputError
from sim.results.kind import CSV_FOLDER, WORKBOOK
from sim.workflows.drawings.asked import asked
from sim.workflows.drawings.folder import figures_in

if TYPE_CHECKING:
    from sim.workflows.result import Result

__all__ = ["Exports", "Figures", "carry_out", "exports_told", "write_exports"]


class Figures(NamedTuple):
    """Which figures are wanted.

    Attributes
    ----------
    wanted
        Whether any are.
    svg
        Whether each is to be written as SVG, too.
    contact
        Whether there is to be a contact sheet.
    names
        Which ones: names, or all; the first three if None.
    medium
        What they are made for.
    """

    wanted: bool
    svg: bool
    contact: bool
    names: str | None = None
    medium: str = "screen"

    def check(self, kind: str) -> Figures:
        """Return them if there are such figures of a kind of results.

        Raises
        ------
        InputError
            If there are none, or none are to be drawn and something is asked of them.
        """
        options = {
            "--svg": self.svg,
            "--contact": self.contact,
            "--figures": self.names is not None,
            "--for": self.medium != "screen",
        }
        for option, given in options.items():
            if given and not self.wanted:
                raise InputError.of(option, message="there are none with --no-figures")
        asked(kind, self.names, self.medium)
        return self


class Exports(NamedTuple):
    """What is wanted beside a result to hand on: tables for a spreadsheet, a brief to send.

    Attributes
    ----------
    csv
        Whether as files of CSV.
    xlsx
        Whether as a workbook.
    brief
        Whether all there is to know of it in one page.
    rows
        How many futures there will be, if that is known.
    """

    csv: bool
    xlsx: bool
    brief: bool
    rows: int = 0

    def check(self) -> None:
        """Refuse what cannot be written, before anything is computed for it.

        Raises
        ------
        InputError
            If there will be more rows than a workbook holds, or no library writes it.
        ThawError
            If what renders a brief is not installed.
        """
        if self.xlsx:
            workflows.check_workbook("--xlsx", self.rows)
        if self.brief:
            workflows.check_renderer()


class _Exported(Protocol):
    """What can be written as tables, and as a brief."""

    def to_csv(self, folder: Path) -> Path:
        """Write files of CSV."""

    def to_xlsx(self, file: Path) -> Path:
        """Write a workbook."""

    def brief(self) -> workflows.Written:
        """Write a brief into its folder."""


Exported: TypeAlias = tuple[Literal["Tables", "Brief"], Path]
"""What was written, and where."""


def write_exports(result: _Exported, folder: Path | None, wanted: Exports) -> Iterator[Exported]:
    """Write what is wanted into the folder of a result, and yield what is where."""
    if folder is None:
        return
    if wanted.csv:
        yield "Tables", result.to_csv(folder / CSV_FOLDER)
    if wanted.xlsx:
        yield "Tables", result.to_xlsx(folder / WORKBOOK)
    if wanted.brief and (place := result.brief().path) is not None:
        yield "Brief", place


def carry_out(
    run: Callable[[Workers], Result],
    tell: ConsoleReporter,
    *,
    jobs: int | None,
    executor: str | None = None,
    figures: Figures,
    exports: Exports,
    quiet: bool,
    as_json: bool,
    markdown: bool = False,
    everything: bool = False,
    into: Path | None = None,
    call: Sequence[str] = (),
) -> int:
    """Compute a result that is kept, say what came of it, and draw its figures.

    What there is to read is printed as soon as it is there. Figures come after it, drawn by the
    processes that have computed the result: who does not wait for them loses nothing else.

    Parameters
    ----------
    run
        Computes it with these workers, or finds it.
    tell
        Is told how far it is.
    jobs, executor
        Who computes, see `sim.batch.executors.worker_pool`.
    figures
        What to draw.
    exports
        What else to write: tables for a spreadsheet, a brief.
    quiet
        Whether to say only what was written where.
    as_json
        Whether to print one JSON object instead, which names the figures and so comes last.
    markdown
        Whether to print the page as Markdown, and all else to stderr.
    everything
        Whether to print all of it, where there is a short form.
    into
        A Markdown file that its tables are written into, if any; ``FILE#BLOCK`` names the block.
    call
        Words of the command, the first of which is the name of the block unless one is named.

    Returns
    -------
    int
        The exit code: 0 done, 1 if futures failed, 130 interrupted.

    Raises
    ------
    BrokenPipeError
        If nobody reads what is printed; figures are there all the same.
    ThawError
        If it cannot be computed, kept or written into the page.
    """
    file, block = place_of(into, call[0]) if into is not None else (None, "")
    if file is not None:
        check_block(file, block)
    exports.check()
    with Workers(executor, jobs) as workers:
        try:
            result = run(workers)
        except workflows.InterruptedBatch as error:
            say_interrupted(str(error), as_json)
            return INTERRUPTED
        if file is not None:
            replace_block(file, block, result.markdown(call))
        code = 1 if result.failures else 0
        unread: BrokenPipeError | None = None
        files: Sequence[str] = ()
        missed: Sequence[str] = ()
        written: list[Exported] = []
        try:
            if not as_json:
                how_told = {"quiet": quiet, "markdown": markdown, "everything": everything}
                unread = _tell(result, **how_told)
            for what, place in write_exports(result, result.folder, exports):
                written.append((what, place))
                if not as_json and unread is None:
                    (warn if markdown else say)(f"{what}: {place}")
            if figures.wanted and result.folder is not None:
                files, missed = result.draw(
                    result.folder,
                    tell,
                    svg=figures.svg,
                    contact=figures.contact,
                    figures=figures.names,
                    medium=figures.medium,
                    workers=workers,
                )
        except KeyboardInterrupt:
            untold = len(written) < exports.csv + exports.xlsx + exports.brief
            if not (figures.wanted or untold) or result.folder is None:
                raise
            workers.dismiss()
            left = f"only figures are missing; thaw plot {quote(str(result.folder))} draws them"
            if untold:
                left = "all is kept but what the same call writes: tables, a brief, figures"
            say_interrupted(f"interrupted: {left}", as_json)
            files, code = figures_in(result.folder), INTERRUPTED
    if unread is not None:
        raise unread
    if as_json:
        print_json({**result.to_json(files), **exports_told(written)})
    elif not quiet:
        for text in missed:
            paragraph(f"Not drawn: {text}")
    return code


def exports_told(written: Sequence[Exported]) -> dict[str, list[str] | str]:
    """Return what was written where, as ``--json`` says it; nothing if there is nothing."""
    tables = [str(place) for what, place in written if what == "Tables"]
    told: dict[str, list[str] | str] = {"tables": tables} if tables else {}
    return told | {what.lower(): str(place) for what, place in written if what == "Brief"}


def _tell(
    result: Result, *, quiet: bool, markdown: bool, everything: bool
) -> BrokenPipeError | None:
    """Print what there is to read of a result, what must be known, and where it is.

    Returns
    -------
    BrokenPipeError or None
        The error if nobody reads it.
    """
    try:
        if not quiet:
            show(result.page(everything=everything), markdown=markdown)
        for text in result.warnings(quiet=quiet):
            warn(text)
        for what, place in result.places().items():
            (warn if markdown else say)(f"{what}: {place}")
        sys.stdout.flush()
    except BrokenPipeError as error:
        return error
    return None
