"""What commands have in common that compute a result: told at once, then drawn, then the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

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
from sim.workflows.drawings.asked import asked
from sim.workflows.drawings.folder import figures_in

if TYPE_CHECKING:
    from sim.workflows.result import Result

__all__ = ["Figures", "carry_out"]


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


def carry_out(
    run: Callable[[Workers], Result],
    tell: ConsoleReporter,
    *,
    jobs: int | None,
    executor: str | None = None,
    figures: Figures,
    quiet: bool,
    as_json: bool,
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
    quiet
        Whether to say only what was written where.
    as_json
        Whether to print one JSON object instead, which names the figures and so comes last.
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
        try:
            if not as_json:
                unread = _tell(result, quiet=quiet, everything=everything)
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
            if not figures.wanted or result.folder is None:
                raise
            workers.dismiss()
            again = f"thaw plot {quote(str(result.folder))}"
            say_interrupted(f"interrupted: only figures are missing; {again} draws them", as_json)
            files, code = figures_in(result.folder), INTERRUPTED
    if unread is not None:
        raise unread
    if as_json:
        print_json(result.to_json(files))
    elif not quiet:
        for text in missed:
            paragraph(f"Not drawn: {text}")
    return code


def _tell(result: Result, *, quiet: bool, everything: bool) -> BrokenPipeError | None:
    """Print what there is to read of a result, what must be known, and where it is.

    Returns
    -------
    BrokenPipeError or None
        The error if nobody reads it.
    """
    try:
        if not quiet:
            show(result.page(everything=everything))
        for text in result.warnings(quiet=quiet):
            warn(text)
        for what, place in result.places().items():
            say(f"{what}: {place}")
        sys.stdout.flush()
    except BrokenPipeError as error:
        return error
    return None
