"""What may go wrong with a batch that is nobody's wrong input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import ThawError

__all__ = ["KEPT", "BatchError", "NobodyError", "writing"]


class BatchError(ThawError):
    """A batch cannot be computed, kept, continued or read."""


class NobodyError(BatchError):
    """There is nobody to compute a batch."""


KEPT = "; what was complete is kept, and --resume continues from there"
"""What to say once there is something to continue."""


@contextmanager
def writing(folder: Path, more: str = "") -> Iterator[None]:
    """Turn what the system says against writing to a folder into a `BatchError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise BatchError(f"cannot write results to {folder}: {reason}{more}") from error
