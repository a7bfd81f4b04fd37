"""Uncertain parameters: drawn once for each replication, before anything happens."""

from __future__ import annotations

from typing import Any

from sim.engine.kernel.draws import beta, lognormal, normal, pick, triangular, uniform
from sim.engine.kernel.streams import Chance
from sim.engine.model.with_parameters import cut
from sim.scenario.distributions import (
    Beta,
    Choice,
    Distribution,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
)
from sim.scenario.schema import Scenario


def draw(scenario: Scenario, chance: Chance, replication: int) -> dict[str, Any]:
    """Values of a scenario's uncertain parameters in a replication, by path.

    Quantiles of one point of a scrambled Sobol sequence, whose dimensions are the parameters in
    the order in which the scenario names them: a further one at the end changes none before it.
    Values are cut to what their field allows, and rounded where it holds whole numbers.

    Parameters
    ----------
    scenario
        The scenario.
    chance
        Uniforms of a chunk of replications.
    replication
        Number of the replication, within the chunk.
    """
    uncertain = scenario.uncertain
    if not uncertain:
        return {}
    point = chance.point(tuple(f"uncertain/{path}" for path in uncertain), replication)
    return {
        path: cut(path, quantile(distribution, u))
        for (path, distribution), u in zip(uncertain.items(), point, strict=True)
    }


def quantile(distribution: Distribution, u: float) -> Any:
    """The value below which a distribution has the share `u` of its mass.

    Parameters
    ----------
    distribution
        A distribution as a scenario writes it.
    u
        A number in (0, 1).
    """
    match distribution:
        case Uniform(low=low, high=high):
            return uniform(u, (low, high))
        case Triangular(low=low, mode=mode, high=high):
            return triangular(u, (low, mode, high))
        case Normal(mean=mean, sd=sd):
            return mean + sd * normal(u)
        case LogNormal(median=median, sigma=sigma):
            return lognormal(u, median, sigma)
        case Beta(a=a, b=b, low=low, high=high):
            return low + (high - low) * beta(u, (a, b))
        case Choice(values=values, weights=weights):
            shares = weights or (1.0,) * len(values)
            return pick(u, [(v, w) for v, w in zip(values, shares, strict=True) if w > 0.0])
