"""Which rules of the second edition of the model are in force (rules R21-R32)."""

from __future__ import annotations

from pydantic import Field

from sim.catalogue.fields import Strict

__all__ = ["RuleSwitches"]


class RuleSwitches(Strict):
    """Rules that can be switched off, each by itself, to see what depends on it."""

    tables: bool = Field(True, description="The council offers and demands at its table (R21).")
    windows: bool = Field(True, description="Talks open and shut by events and by chance (R22).")
    steps: bool = Field(True, description="Talks begin with small steps, which grow (R23).")
    wishes: bool = Field(True, description="The target asks for what it wishes most (R24).")
    threats: bool = Field(True, description="Deadlines, and what follows if they pass (R25).")
    war: bool = Field(True, description="Wars pause, end and begin again by themselves (R26).")
    aims: bool = Field(True, description="Aims and governments change, and relief with them (R27).")
    legislation: bool = Field(True, description="Bills, vehicles and laws with content (R28).")
    reversal: bool = Field(True, description="Successors and crackdowns reverse relief (R29).")
    oil_levels: bool = Field(True, description="Licences follow the level of oil's price (R30).")
    signals: bool = Field(True, description="Visible steps move the target's alignment (R31).")
    size: bool = Field(True, description="Rivalry and the size of trade move sanctions (R32).")
