"""The floor that no model on SimPy goes below: a loop that does nothing but wait."""

from __future__ import annotations

from collections.abc import Generator

import simpy

DELAYS = tuple(0.5 + 0.37 * i for i in range(17))


def bare_loop(events: int) -> None:
    """Process so many events, in a fresh environment, of six processes that only wait."""
    env = simpy.Environment()

    def process(first: int) -> Generator[simpy.events.Event, object, None]:
        i = first
        while True:
            yield env.timeout(DELAYS[i % 17])
            i += 1

    for first in range(6):
        env.process(process(first))
    for _ in range(events):
        env.step()
