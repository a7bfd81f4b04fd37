"""The price of oil at rest, against a process that reverts; licences follow its level."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from sim.engine.processes.oil import rest
from sim.engine.state.agreements import Live
from sim.engine.state.record import Record
from sim.engine.valuation.concessions import concession_sets, worth_now
from tests.limits.games import first_day, futures
from tests.scenarios.worlds import compiled, happened, runs

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


# -- what the target supplies ------------------------------------------------------------

FLOW = "{name: More oil, kind: standing, cost: 1, value: 2, oil: 0.1}"
HURTS, WEIGHT = 95.0, 30.0
SUPPLY = (f"amendments={{concessions: {{flow: {FLOW}}}}}", f"agents.executive.w_oil={WEIGHT}")


@pytest.mark.parametrize("price", [70.0, 96.0, 100.0, 115.0])
def test_supply_is_worth_the_pressure_that_it_takes_away(price: float) -> None:
    begun = first_day("oil", *SUPPLY, f"world.oil.price={price}", "world.oil.level_sd=0")
    run, table = begun.run, begun.run.tables[0]
    entry = table.pair.entries["flow"]
    spared = max(price / HURTS - 1.0, 0.0) - max(0.9 * price / HURTS - 1.0, 0.0)
    bare = entry.model_copy(update={"oil": 0.0, "value": 2.0 + WEIGHT * spared})
    assert worth_now(run, table, entry) == pytest.approx(worth_now(run, table, bare))
    sets = concession_sets(run, table, 0.0)
    (k,) = [k for k, names in enumerate(sets.members) if names == (table.pair.order["flow"],)]
    assert sets.value[k] == pytest.approx(worth_now(run, table, entry))


def test_oil_is_cheaper_by_its_share_while_it_flows() -> None:
    begun = first_day("oil", *SUPPLY, "world.oil.price=100", "world.oil.level_sd=0")
    run = begun.run
    assert run.oil == rest(run) == 100.0
    run.live["flow"] = Live("flow", 0.0, 0, 0)
    run.concessions_changed(0)
    assert run.oil == pytest.approx(90.0)
    assert rest(run) == pytest.approx(90.0)
    run.concessions_changed(0)
    assert run.oil == pytest.approx(90.0)
    del run.live["flow"]
    run.concessions_changed(0)
    assert run.oil == pytest.approx(100.0)


def test_with_the_rule_off_supply_is_a_concession_like_others() -> None:
    begun = first_day("oil", *SUPPLY, "world.oil.price=115", "rules.oil_levels=false")
    run, table = begun.run, begun.run.tables[0]
    entry = table.pair.entries["flow"]
    bare = entry.model_copy(update={"oil": 0.0})
    assert worth_now(run, table, entry) == worth_now(run, table, bare)
    run.live["flow"] = Live("flow", 0.0, 0, 0)
    run.concessions_changed(0)
    assert run.oil == 115.0


def test_dear_oil_makes_supply_a_thing_to_bargain_for() -> None:
    def named(price: float) -> int:
        change = f"interventions=[{{id: dear, on: 2026-03-02, set: {{world.oil.price: {price}}}}}]"
        records = runs(compiled("oil_shock", change, "world.oil.shock_rate=0"), 40)
        proposals = [e for r in records for e in happened(r, "offer", "demand")]
        return sum("more_oil" in e.numbers["concessions"] for e in proposals)

    assert named(140.0) > 3 * named(72.0) + 5
