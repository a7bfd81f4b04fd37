"""A comparison: differences between scenarios in the same futures, and where their batches are."""

from __future__ import annotations

from typing import Final

from sim.results.kind import (
    BRIEF_FILES,
    FIGURES,
    STORY_FILE,
    SUMMARY_FILE,
    TABLE_FILES,
    TAKE_ANOTHER,
    FileNote,
    Refusal,
    ResultKind,
)

__all__ = ["COMPARISON"]

COMPARISON: Final = ResultKind(
    name="comparison",
    files=(
        STORY_FILE,
        SUMMARY_FILE,
        FileNote("comparison.parquet", "differences between the scenarios, each with its interval"),
        FileNote("manifest.json", "what this is, for thaw, and where the batches are"),
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal(
        "it holds other files", "a new or empty folder, or one that holds a comparison of thaw"
    ),
    another=Refusal(
        "it holds another comparison ({names})", hint=f"{TAKE_ANOTHER}, or remove this one"
    ),
    again="compare the scenarios again",
    tables=("comparison",),
    with_batches=True,
)
