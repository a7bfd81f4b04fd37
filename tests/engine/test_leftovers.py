"""A future that is over leaves nothing behind that waits for the garbage collector."""

from __future__ import annotations

import gc

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.replication import begin, replicate
from sim.engine.standing import standings
from tests.scenarios.worlds import compiled


@pytest.mark.many
@pytest.mark.parametrize("name", ["russia_2025", "road_map", "all_at_once", "china_2001"])
def test_nothing_refers_to_itself_in_circles(name):
    # At the end talks are shut, stages unsettled, wars unfinished: processes wait for all of them.
    model, chance = compiled(name), Chance(7, 0, 8)
    replicate(model, chance, 0)
    gc.collect()
    gc.disable()
    try:
        for k in range(1, 8):
            replicate(model, chance, k)
        standings(begin(model, chance, 1).run, 700.0)
        assert gc.collect() == 0
    finally:
        gc.enable()
