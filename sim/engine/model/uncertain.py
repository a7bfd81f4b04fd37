"""Uncertain parameters: drawn once for each replication, before anything happens."""

from __future__ import annotations

from typing import Any

from sim.engine.kernel.draws import beta, lognormal, loguniform, normal, pick, triangular, uniform
from sim.engine.kernel.streams import Chance
from sim.engine.model.leaves import cut
from sim.scenario.distributions import (
    Beta,
    Choice,
    Distribution,
    LogNormal,
    LogUniform,
    Normal,
    Triangular,
    Uniform,
)
from sim.scenario.ensemble import ensemble
from sim.scenario.schema import Scenario


def draw(scenario: Scenario, chance: Chance, replication: int) -> dict[str, Any]:
    """Values of a scenario's uncertain parameters in a replication, by path.

    Quantiles of one point of a scrambled Sobol sequence. Its first dimension chooses the point of
    the ensemble of assumptions, the same in all scenarios, whatever of it they take; the others
    are the scenario's own parameters in the order in which it names them: a further one at the
    end changes none before it. Values are cut to what their field allows, and rounded where it
    holds whole numbers.

    Parameters
    ----------
    scenario
        The scenario.
    chance
        Uniforms of a chunk of replications.
    replication
        Number of the replication, within the chunk.
    """
    uncertain, assumptions = scenario.uncertain, scenario.assumptions
    if not uncertain and assumptions is None:
        return {}
    names = ("assumptions", *[f"uncertain/{path}" for path in uncertain])
    first, *point = chance.point(names, replication)
    values: dict[str, Any] = {}
    if assumptions is not None:
        shipped = ensemble(assumptions.ensemble)
        drawn = dict(zip(shipped.paths, shipped.point(first, assumptions.left_out), strict=True))
        values = {path: cut(path, drawn[path]) for path in assumptions.draws}
    for (path, distribution), u in zip(uncertain.items(), point, strict=True):
        values[path] = cut(path, quantile(distribution, u))
    return values


def drawn_values(scenario: Scenario) -> dict[str, tuple[object, ...]]:
    """Uncertain parameters by path, in order, with values that say of what type each is.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    dict
        All values of a choice, one of a parameter of the ensemble, a number for a distribution.
    """
    found: dict[str, tuple[object, ...]] = {}
    assumptions = scenario.assumptions
    if assumptions is not None:
        shipped = ensemble(assumptions.ensemble)
        values = dict(zip(shipped.paths, shipped.point(0.0), strict=True))
        found = {path: (values[path],) for path in assumptions.draws}
    for path, distribution in scenario.uncertain.items():
        found[path] = distribution.values if isinstance(distribution, Choice) else (0.0,)
    return found


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
        case LogUniform(low=low, high=high):
            return loguniform(u, (low, high))
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
