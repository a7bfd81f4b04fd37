"""Uncertain parameters: drawn once for each replication, before anything happens."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sim.catalogue.schema import Catalogue
from sim.engine.compile import compile_model
from sim.engine.draws import beta, normal, triangular, uniform
from sim.engine.model import Model
from sim.engine.streams import Chance
from sim.scenario.events import Beta, Choice, Distribution, LogNormal, Normal, Triangular, Uniform
from sim.scenario.paths import IN_CATALOGUE, bounds, find, replaced
from sim.scenario.schema import Scenario


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
            return uniform(u, low, high)
        case Triangular(low=low, mode=mode, high=high):
            return triangular(u, low, mode, high)
        case Normal(mean=mean, sd=sd):
            return mean + sd * normal(u)
        case LogNormal(median=median, sigma=sigma):
            from math import exp

            return median * exp(sigma * normal(u))
        case Beta(a=a, b=b, low=low, high=high):
            return low + (high - low) * beta(u, a, b)
        case Choice(values=values, weights=weights):
            return values[_chosen(u, weights or (1.0,) * len(values))]


def _chosen(u: float, weights: tuple[float, ...]) -> int:
    point = u * sum(weights)
    for i, weight in enumerate(weights):
        point -= weight
        if point < 0.0:
            return i
    return len(weights) - 1


def draw(scenario: Scenario, chance: Chance, replication: int) -> dict[str, Any]:
    """Values of a scenario's uncertain parameters in a replication, by path.

    Each has a stream of its own, so that another uncertain parameter changes none of them.
    """
    return {
        path: quantile(distribution, chance.stream(f"uncertain/{path}", replication)())
        for path, distribution in scenario.uncertain.items()
    }


def settled(model: Model, values: dict[str, Any]) -> Model:
    """The model with uncertain parameters settled; values are cut to what their field allows."""
    if not values:
        return model
    scenario, catalogue = model.scenario, model.source
    for path, value in values.items():
        steps = path.split(".")
        if steps[0] == IN_CATALOGUE:
            catalogue = replaced(catalogue, steps[1:], _cut(Catalogue, steps[1:], value))
        else:
            scenario = replaced(scenario, steps, _cut(Scenario, steps, value))
    return compile_model(scenario, catalogue)


def _cut(kind: type[BaseModel], steps: list[str], value: Any) -> Any:
    """A value cut to the bounds of its field, and whole where the field is."""
    info, _, _ = find(kind, steps)
    if info is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    low, high = bounds(info)
    cut = min(max(value, low), high)
    return round(cut) if info.annotation is int else cut
