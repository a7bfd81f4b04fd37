"""Every kind of results, by the name that its manifests give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.results.backtest import BACKTEST
from sim.results.batch import BATCH
from sim.results.calibration import CALIBRATION
from sim.results.check import CHECK
from sim.results.comparison import COMPARISON
from sim.results.kind import ResultKind
from sim.results.now import NOW
from sim.results.run import RUN

__all__ = ["FOLDERS", "KINDS"]

KINDS: Final[Mapping[str, ResultKind]] = {
    kind.name: kind for kind in (RUN, BATCH, COMPARISON, BACKTEST, CHECK, CALIBRATION, NOW)
}

FOLDERS: Final = f"a folder of a {', '.join([*KINDS][:-1])} or {[*KINDS][-1]}"
"""What a folder of results may be of, for messages."""
