"""A brief of what somebody holds in Python: asked for by a method, composed when it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.workflows.briefs.brief import Source, Written

__all__ = ["briefed"]


def briefed(result: Source, out: str | Path | None, form: str) -> Written:
    """Return a brief of a result, see `sim.brief`."""
    from sim.workflows.briefs.brief import brief  # needs what it is asked by

    return brief(result, out, form=form)
