"""A backtest: forecasts held against what happened, and where their batches are."""

from __future__ import annotations

from typing import Final

from sim.results.kind import (
    BRIEF_FILES,
    FIGURES,
    STORY_FILE,
    TABLE_FILES,
    TAKE_ANOTHER,
    FileNote,
    Refusal,
    ResultKind,
)

__all__ = ["BACKTEST", "TABLES"]

TABLES: Final = "backtest.json"
"""What holds every table of a backtest."""

BACKTEST: Final = ResultKind(
    name="backtest",
    files=(
        STORY_FILE,
        FileNote(TABLES, "every table that was printed, and more"),
        FileNote(
            "items.parquet", "a row for each forecast: what was said, what happened, its scores"
        ),
        FileNote("manifest.json", "what this is, for thaw, and where the batches are"),
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal(
        "it holds other files", "a new or empty folder, or one that holds a backtest of thaw"
    ),
    another=Refusal("it holds another backtest", hint=TAKE_ANOTHER),
    again="backtest the scenarios again",
    tables=("items",),
    with_batches=True,
)
