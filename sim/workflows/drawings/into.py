"""Figures of a result in a folder: drawn by whoever has time, and kept one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sim.batch.pool import Workers
from sim.workflows.drawings.asked import asked
from sim.workflows.drawings.attempts import Attempts
from sim.workflows.drawings.drawers import Drawers
from sim.workflows.drawings.drawn import Drawn
from sim.workflows.drawings.folder import (
    CONTACT,
    FORMS,
    files_there,
    is_there,
    keep,
    shown,
    stem,
)
from sim.workflows.drawings.subject import Subject
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.result import Result

if TYPE_CHECKING:
    from sim.figures.registry import Results

__all__ = ["draw_into"]


def draw_into(
    folder: Path,
    result: Result,
    tell: Reporter = SILENT,
    *,
    svg: bool = False,
    contact: bool = False,
    figures: str | Sequence[str] | None = None,
    medium: str = "screen",
    workers: Workers | None = None,
) -> Drawn:
    """Draw figures of a result into a folder, see `Result.draw`.

    Those that are in the result's own folder are not drawn again.

    Raises
    ------
    ThawError
        If there is no figure or medium of a name, or the folder cannot be written to.
    """
    wish = asked(result.kind.name, figures, medium)
    if not result.drawable:
        return Drawn([], [])
    kind = cast("Results", result.kind.name)
    subject = Subject(kind, result.subject, result.batches, result.sentence)
    drawers = Drawers(subject, None if workers is None else workers.idle)
    known, chosen, missed = drawers.names(wish)
    forms, form = FORMS if svg else FORMS[:1], wish.medium
    own = result.folder is not None and result.folder == folder
    wanted = [name for name in chosen if not (own and is_there(folder, stem(name, form), forms))]
    sheet = f"{CONTACT}{form.suffix}"
    tried: dict[str, Attempts] = {}
    with tell.steps(len(wanted) + contact) as steps:
        for picture in drawers.pictures(wanted, forms, form, steps):
            keep(picture.files, folder)
            tried[picture.name] = picture.attempts
        pictures = shown(folder, [*known, *wish.names], form) if contact else {}
        if pictures and (wanted or not is_there(folder, sheet, ["png"])):
            steps.step("drawing the contact sheet")
            small = drawers.sheet(pictures, sheet)
            keep(small.files, folder)
            tried[sheet] = small.attempts
    attempts = Attempts()
    for name in (*wanted, sheet):
        if name in tried:
            attempts.add(tried[name])
    for text in attempts.warnings():
        tell.warn(text)
    there = files_there(folder, [*known, *wish.names])
    return Drawn(there, [*missed, *attempts.missed])
