"""Numbers that nobody may go beyond, for the command line and for Python alike."""

from typing import Final

__all__ = ["LARGEST_SEED", "LAST_REPLICATION", "MOST"]

MOST: Final = 10_000_000
"""Replications of a batch."""

LARGEST_SEED: Final = 2**63 - 1
"""Master seed: tables keep it as a whole number of 64 bits."""

LAST_REPLICATION: Final = 10**9
"""Number of a replication that is simulated alone."""
