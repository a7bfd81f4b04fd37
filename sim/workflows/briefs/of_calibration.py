"""A brief of a calibration: what the patterns teach about the parameters, as tables."""

from __future__ import annotations

from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.document import Brief, Section
from sim.workflows.calibrations.result import CalibrationResult

__all__ = ["brief_of_calibration"]


def brief_of_calibration(result: CalibrationResult, prefix: str = "") -> Brief:
    """Return a brief of a calibration.

    Parameters
    ----------
    result
        The calibration.
    prefix
        Before the names of sections, to keep those of several briefs apart.
    """
    how = made(result.folder, result.summary.get("seed"))
    _, *rest = result.page(everything=True)
    return Brief(
        kind="calibration",
        title=str(result.summary["title"]),
        question="",
        answer=f"{result.sentence}.",
        first=[],
        sections=[
            Section(f"{prefix}fitted", "What the patterns teach", rest),
            not_this(None, prefix=prefix),
            again(how, prefix),
        ],
        made=how,
        values=result.to_json(),
    )
