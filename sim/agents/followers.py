"""Governments that follow another sender (R18)."""

from __future__ import annotations

from math import exp

from sim.agents.party import Party
from sim.scenario.followers import Follower as Parameters


class Follower(Party[Parameters]):
    """Adopts what its leader does, some time later; it never waits itself."""

    __slots__ = ("sender",)

    def __init__(self, sender: str, parameters: Parameters) -> None:
        super().__init__(parameters, "follower")
        self.sender = sender

    def lag(self, persons: bool, z: float) -> float:
        """Days until it adopts a tightening: lognormal.

        Parameters
        ----------
        persons
            Whether the tightening lists persons (days) or a sector (weeks).
        z
            A standard normal draw.
        """
        median, sigma = self.p.persons_days if persons else self.p.sectoral_days
        return median * exp(sigma * z)

    def easing_lag(self, z: float) -> float:
        """Days until it eases after another: lognormal in the standard normal draw `z`."""
        median, sigma = self.p.ease_days
        return median * exp(sigma * z)
