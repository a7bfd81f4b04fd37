"""Briefs of results of every kind, in memory or in their folders, and what renders them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sim.analysis.summary import summary
from sim.batch.batch import Batch
from sim.errors import InputError
from sim.results.folder import RESULTS
from sim.results.json_values import to_json
from sim.results.kinds import FOLDERS
from sim.results.manifest import manifest_of
from sim.workflows.batches.summing_up import SummedUp
from sim.workflows.briefs.document import Brief, Part
from sim.workflows.briefs.html import as_html
from sim.workflows.briefs.markdown import as_markdown
from sim.workflows.briefs.of_backtest import brief_of_backtest
from sim.workflows.briefs.of_batch import brief_of_batch
from sim.workflows.briefs.of_calibration import brief_of_calibration
from sim.workflows.briefs.of_check import brief_of_check
from sim.workflows.briefs.of_comparison import brief_of_comparison
from sim.workflows.briefs.of_present import brief_of_present
from sim.workflows.briefs.of_run import brief_of_run
from sim.workflows.briefs.of_watch import brief_of_watch
from sim.workflows.briefs.opening import OPENING
from sim.workflows.exportable import Exportable
from sim.workflows.page import Remark
from sim.workflows.runs.playing import Played
from sim.workflows.runs.run import Run
from sim.workflows.runs.values import answers_of
from sim.workflows.watching.result import Watched

__all__ = ["RENDERERS", "brief_of"]

RENDERERS: Final[Mapping[str, Callable[[Sequence[Brief]], str]]] = {
    "html": as_html,
    "md": as_markdown,
}
"""What renders briefs, by the form."""

_COMPOSED: Final[Mapping[str, Callable[[Any, str], Brief]]] = {
    "batch": brief_of_batch,
    "comparison": brief_of_comparison,
    "backtest": brief_of_backtest,
    "check": brief_of_check,
    "calibration": brief_of_calibration,
    "now": brief_of_present,
}
"""How to compose a brief of each kind of results, but for a run."""


def brief_of(
    one: str | Path | Batch | Exportable | Played | Run | Watched, prefix: str = ""
) -> Brief:
    """Return the brief of a result, or of a folder of results.

    Parameters
    ----------
    one
        The result.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.

    Raises
    ------
    InputError
        If a folder holds no results.
    ThawError
        If results are damaged.
    """
    if isinstance(one, str | Path):
        one = _opened(Path(one))
    if isinstance(one, Batch):
        file = Path(one.name)
        one = SummedUp(batches=(one,), folder=one.folder, values=summary(one), file=file)
    if isinstance(one, Watched):
        return _without_place(brief_of_watch(one, prefix))
    if isinstance(one, Run):
        values = {"summary": to_json(one.outcome), "questions": answers_of(one.record)}
        return _without_place(brief_of_run(one.record, one.outcome, None, values, prefix))
    if isinstance(one, Played):
        made = brief_of_run(one.record, one.row, one.folder, one.to_json(), prefix)
        return _without_place(made)
    return _without_place(_COMPOSED[one.kind.name](one, prefix))


def _opened(folder: Path) -> Exportable | Played:
    """Read results of any kind back from their folder."""
    kind = str(manifest_of(folder).get("kind"))
    if kind in OPENING:
        return OPENING[kind](folder)
    if not folder.exists():
        raise InputError.of(
            str(folder),
            message="there is no such folder",
            allowed=FOLDERS,
            hint=f"thaw results lists those in {RESULTS}",
        )
    raise InputError.of(str(folder), message="it holds no results", allowed=FOLDERS)


_OF_THE_MOMENT: Final = frozenset({"figures", "found", "results"})
"""What a command says of where and how it found a result, and not of the result."""


def _without_place(composed: Brief) -> Brief:
    """Return a brief without what tells where, and how fast, its result was come by."""
    sections = [replace(section, parts=_kept(section.parts)) for section in composed.sections]
    values = {name: it for name, it in composed.values.items() if name not in _OF_THE_MOMENT}
    if isinstance(values.get("scenario"), dict):
        about = values["scenario"].items()
        values["scenario"] = {name: it for name, it in about if name != "file"}
    return replace(composed, first=_kept(composed.first), sections=sections, values=values)


def _kept(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if not isinstance(part, Remark)]
