"""The simulator and those it is measured against: their names and looks."""

from __future__ import annotations

from typing import Final

from sim.figures.base import style
from sim.figures.base.style import ScenarioLook

FORECASTERS: Final[dict[str, str]] = {
    "simulator": "Simulator",
    "persistence": "Persistence: nothing changes",
    "climatology": "Base rates",
    "half": "Always half",
}
"""What the forecasters of a backtest are called, the simulator first."""

REFERENCES: Final = tuple(name for name in FORECASTERS if name != "simulator")
"""The forecasters that the simulator is measured against."""

SCORES: Final[dict[str, str]] = {
    "brier": "Brier score",
    "log": "Log score",
    "crps": "CRPS",
}
"""What scores are called."""


def look(forecaster: str) -> ScenarioLook:
    """Return how a forecaster is drawn: each differs in shade, marker and dashes."""
    return style.scenario_look(list(FORECASTERS).index(forecaster))
