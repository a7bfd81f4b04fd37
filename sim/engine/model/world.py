"""What a model was compiled from: a scenario, and its catalogue as given and as the law is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.catalogue.schema import Catalogue
from sim.engine.model.parameters import written
from sim.scenario.schema import Scenario

__all__ = ["World"]


class World:
    """A scenario and its catalogue.

    Of a model whose parameters were settled they are made when somebody asks: the engine reads
    parameters of its own (`sim.engine.model.parameters`).

    Parameters
    ----------
    scenario, source
        The scenario, and the catalogue as it was given.
    catalogue
        The catalogue as the law is read in the scenario.

    Attributes
    ----------
    base
        That of the model that was compiled, of which others have only other parameters: the same
        law, the same measures, the same senders. What hangs on these alone is worked out for it.
    """

    __slots__ = ("_catalogue", "_scenario", "_settled", "_source", "base")

    def __init__(self, scenario: Scenario, source: Catalogue, catalogue: Catalogue) -> None:
        self._scenario: Scenario = scenario
        self._source: Catalogue = source
        self._catalogue: Catalogue = catalogue
        self._settled: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None
        self.base: World = self

    def with_values(self, of_scenario: Mapping[str, Any], of_catalogue: Mapping[str, Any]) -> World:
        """Return the same with other values in places, given as trees of the steps of paths."""
        self._settle()
        new = World(self._scenario, self._source, self._catalogue)
        new._settled, new.base = (of_scenario, of_catalogue), self.base
        return new

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        self._settle()
        return self._scenario

    @property
    def source(self) -> Catalogue:
        """The catalogue as it was given."""
        self._settle()
        return self._source

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as the law is read."""
        self._settle()
        return self._catalogue

    def _settle(self) -> None:
        if self._settled is None:
            return
        of_scenario, of_catalogue = self._settled
        self._settled = None
        self._scenario = written(self._scenario, of_scenario)
        if of_catalogue:
            self._source = written(self._source, of_catalogue)
            changed = {name: getattr(self._source, name) for name in of_catalogue}
            self._catalogue = self._catalogue.model_copy(update=changed)
