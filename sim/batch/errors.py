"""What may go wrong with a batch that is nobody's wrong input."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sim.results import errors

__all__ = ["KEPT", "BatchError", "NobodyError", "writing"]


class BatchError(errors.ResultsError):
    """A batch cannot be computed, kept, continued or read."""


class NobodyError(BatchError):
    """There is nobody to compute a batch."""


KEPT = "; what was complete is kept, and --resume continues from there"
"""What to say once there is something to continue."""


def writing(folder: Path, more: str = "") -> AbstractContextManager[None]:
    """Turn what the system says against writing to a folder into a `BatchError`."""
    return errors.writing(folder, more, BatchError)
