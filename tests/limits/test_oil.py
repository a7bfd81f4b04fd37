"""The price of oil at rest, against a process that reverts; licences follow its level."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from sim.engine.state.record import Record
from tests.limits.games import futures

N = 400
SD, KEEP = 0.12, 0.75


def prices(record: Record) -> list[float]:
    """The price after each quarter."""
    moves = {round(p.day / 91.3125): p.value for p in record.points if p.series == "oil"}
    return [moves[quarter] for quarter in sorted(moves) if quarter > 0]


@pytest.mark.parametrize("quarters", [1, 4, 20])
def test_the_price_spreads_as_a_process_that_reverts_does(quarters: int) -> None:
    """Var x_n = sd^2 (1 - k^2n)/(1 - k^2), k being what is kept each quarter."""
    values = np.array(
        [
            log(prices(record)[quarters - 1] / 70.0)
            for record in futures("oil", N, "agents.executive.oil_licence=0")
        ]
    )
    spread = SD * sqrt((1.0 - KEEP ** (2 * quarters)) / (1.0 - KEEP**2))
    assert values.std() == pytest.approx(spread, rel=4.0 / sqrt(2.0 * N))
    assert abs(values.mean()) < 4.0 * spread / sqrt(N)


def licensed(record: Record) -> list[float]:
    return [e.day for e in record.entries if e.kind == "eased" and e.numbers["via"] == "oil"]


def test_dear_oil_is_licensed_though_nothing_jumps() -> None:
    (record,) = futures("oil", 1, "world.oil.price=110", "world.oil.level_sd=0")
    assert licensed(record)[:1] == [10.0]
    renewed = [e.day for e in record.entries if e.kind == "licence_renewed"]
    assert renewed[:2] == [60.0, 110.0]


def test_oil_that_does_not_hurt_is_not() -> None:
    (record,) = futures("oil", 1, "world.oil.price=90", "world.oil.level_sd=0")
    assert not licensed(record)


def test_with_the_rule_off_the_level_moves_nothing() -> None:
    (record,) = futures("oil", 1, "world.oil.price=110", "rules.oil_levels=false")
    assert not licensed(record)
    assert len(set(prices(record))) == 1
