"""A word before work that the memory allowed to a process may not be enough for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["ENOUGH", "scarce"]

ENOUGH: Final = 2_000_000_000
"""Bytes of address space in which small batches have been computed and drawn."""

_TABLES: Final = frozenset({"backtest", "batch", "calibrate", "check", "compare", "plot"})
"""Commands that load the library of tables, which ends the process where it gets no memory."""


def scarce(arguments: Sequence[str]) -> str:
    """What to say before a command if it may be ended without a word; nothing if it may not.

    Parameters
    ----------
    arguments
        The command line.
    """
    if not arguments or arguments[0] not in _TABLES:
        return ""
    try:
        import resource
    except ImportError:  # not everywhere
        return ""
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed == resource.RLIM_INFINITY or allowed >= ENOUGH:
        return ""
    return (
        f"only {allowed / 1e9:.1f} GB of address space are allowed (ulimit -v): the process may be "
        f"ended on the way; {ENOUGH / 1e9:g} GB are enough for small batches"
    )
