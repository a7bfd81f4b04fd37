"""What may go wrong with results on disk that is nobody's wrong input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import ThawError

__all__ = ["ResultsError", "writing"]


class ResultsError(ThawError):
    """Results cannot be written or read."""


@contextmanager
def writing(
    folder: Path, more: str = "", error: type[ResultsError] = ResultsError
) -> Iterator[None]:
    """Turn what the system says against writing to a folder into an error of ours.

    Parameters
    ----------
    folder
        The folder.
    more
        What to add to the message.
    error
        What to raise.
    """
    try:
        yield
    except OSError as reason:
        text = reason.strerror or str(reason)
        raise error(f"cannot write results to {folder}: {text}{more}") from reason
