"""Which replication a row is about."""

from __future__ import annotations

from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()


@measures(
    Column("seed", "int", "", "master seed"),
    Column("replication", "int", "", "number of the replication"),
)
def identity(history: History) -> tuple[int, int]:
    """Return the seed and the number by which a replication can be simulated again."""
    return history.record.seed, history.record.replication
