"""What commands have in common that compute a result: computed, drawn, printed or given as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim import workflows
from sim.cli.output.console import INTERRUPTED, print_json, say, say_interrupted, show, warn
from sim.cli.output.markdown import check_block, place_of, replace_block
from sim.cli.output.progress import ConsoleReporter

if TYPE_CHECKING:
    from sim.workflows.result import Result

__all__ = ["carry_out"]


def carry_out(
    run: Callable[[], Result],
    tell: ConsoleReporter,
    *,
    figures: bool,
    quiet: bool,
    as_json: bool,
    everything: bool = False,
    into: Path | None = None,
    call: Sequence[str] = (),
) -> int:
    """Compute a result that is kept, draw its figures, and say what came of it.

    Parameters
    ----------
    run
        Computes it, or finds it.
    tell
        Is told how far it is.
    figures
        Whether to draw.
    quiet
        Whether to say only what was written where.
    as_json
        Whether to print one JSON object instead.
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
    ThawError
        If it cannot be computed, kept or written into the page.
    """
    file, block = place_of(into, call[0]) if into is not None else (None, "")
    if file is not None:
        check_block(file, block)
    try:
        result = run()
    except workflows.InterruptedBatch as error:
        say_interrupted(str(error), as_json)
        return INTERRUPTED
    names: Sequence[str] = ()
    missed: Sequence[str] = ()
    if figures and result.folder is not None:
        names, missed = result.draw(result.folder, tell)
    if file is not None:
        replace_block(file, block, result.markdown(call))
    if as_json:
        print_json(result.to_json(names))
    else:
        if not quiet:
            show(result.page(missed, everything=everything, drawn=bool(names)))
        for text in result.warnings(quiet=quiet):
            warn(text)
        for what, place in result.places().items():
            say(f"{what}: {place}")
    return 1 if result.failures else 0
