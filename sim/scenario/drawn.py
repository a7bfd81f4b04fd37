"""Whether what is drawn anew in each replication can always be simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import exp, inf
from typing import Any

from pydantic import BaseModel

from sim.catalogue.checks import misfits
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit, Place
from sim.documents.scalars import written
from sim.scenario.distributions import Choice, Distribution, LogNormal, Normal
from sim.scenario.paths import IN_CATALOGUE, MARGIN, replaced
from sim.scenario.schema import Scenario
from sim.scenario.settable import allowed, rules_at, settable
from sim.scenario.unheard import silent

__all__ = ["CHANGEABLE", "uncertain"]

CHANGEABLE = ("agents", "talks", "compliance", "world")
"""Parts of a scenario that an intervention may change."""
_TAIL = 9.0
"""Standard deviations from the mean beyond which nothing is drawn: the last quantile is at 8.3."""


Said = tuple[Place, str]
Whole = Callable[[Scenario], Iterator[Misfit]]
"""What is wrong with a scenario as a whole."""


def uncertain(scenario: Scenario, catalogue: Catalogue, whole: Whole) -> Iterator[Misfit]:
    """What is wrong with distributions: every value that they can reach must be allowed.

    Parameters
    ----------
    scenario, catalogue
        The scenario, and its catalogue.
    whole
        What is wrong with a scenario of which nothing is uncertain.
    """
    at_first = cache(lambda: {_same(misfit) for misfit in whole(_bare(scenario))})
    for path, distribution in scenario.uncertain.items():
        at = ("uncertain", path)
        model: BaseModel = scenario
        inner, parts = path, (*CHANGEABLE, "values", IN_CATALOGUE)
        if path.startswith(f"{IN_CATALOGUE}."):
            model, inner = catalogue, path.removeprefix(f"{IN_CATALOGUE}.")
            parts = ("classes", "instruments", "procedures", "concessions", "members", "measures")
        said = silent(scenario, catalogue, path)
        if said is not None:  # else it would be named among what drives the outcomes
            yield Misfit(at, said.message, found="", hint=said.hint)
            continue
        if not isinstance(distribution, Choice):
            of = next(_number(model, at, inner), None)
            if of is not None:
                yield of
                continue
        for value in _extremes(distribution, inner, type(model)):
            found = next(settable(model, at, inner, value, parts), None) or next(
                _together(model, at, inner, value, whole, at_first), None
            )
            if found is not None:
                yield found
                break


def _together(
    model: BaseModel,
    at: tuple[str | int, ...],
    path: str,
    value: Any,
    whole: Whole,
    at_first: Callable[[], set[Said]],
) -> Iterator[Misfit]:
    """What does not go together once a field has a value that it may take by itself."""
    rules = rules_at(type(model), path)
    if rules.peel(rules.top).get("type") == "number" and not path.endswith(".settlement"):
        return  # of all fields with fractions only the parts of a settlement must fit each other
    changed = replaced(model, path.split("."), value)
    if isinstance(model, Scenario):
        assert isinstance(changed, Scenario)
        before, found = at_first(), whole(_bare(changed))
    else:
        before, found = set(), misfits(changed)
    for misfit in found:
        if _same(misfit) not in before:
            yield Misfit(at, misfit.message, found=written(value), allowed=misfit.allowed)


def _bare(scenario: Scenario) -> Scenario:
    """A scenario in which nothing is drawn or changed on the way."""
    return scenario.model_copy(update={"uncertain": {}, "interventions": ()})


def _same(misfit: Misfit) -> Said:
    """What a misfit is known by, be it told of one scenario or of another."""
    return misfit.path, misfit.message


def _number(model: BaseModel, at: tuple[str | int, ...], path: str) -> Iterator[Misfit]:
    """A misfit if what is drawn from a continuum is meant for a field that holds no number."""
    rules = rules_at(type(model), path)
    if "number" not in rules.shapes(rules.top):
        yield Misfit(
            at,
            "a distribution of numbers for a field that holds none",
            found="",
            allowed=f"dist: choice, with values that are {allowed(type(model), path)}",
        )


def _extremes(distribution: Distribution, path: str, model: type[BaseModel]) -> list[Any]:
    """Values that a distribution can be counted on to reach: they must all be allowed.

    The tails of a normal and a lognormal distribution are cut to the bounds of the field, which
    need not be all that the field must obey.
    """
    if isinstance(distribution, Choice):
        return list(distribution.values)
    if isinstance(distribution, Normal):
        centre = distribution.mean
        low, high = centre - _TAIL * distribution.sd, centre + _TAIL * distribution.sd
    elif isinstance(distribution, LogNormal):
        centre = distribution.median
        spread = exp(_TAIL * distribution.sigma)
        low, high = centre / spread, centre * spread
    else:
        return [distribution.low, distribution.high]
    rules = rules_at(model, path)
    rule = rules.peel(rules.top)
    least, most = rule.get("minimum", -inf), rule.get("maximum", inf)
    if "exclusiveMinimum" in rule:
        least = rule["exclusiveMinimum"] + MARGIN
    if "exclusiveMaximum" in rule:
        most = rule["exclusiveMaximum"] - MARGIN
    return [centre, *(min(max(value, least), most) for value in (low, high))]
