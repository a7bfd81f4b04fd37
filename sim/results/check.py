"""A check: simulated futures held against patterns that they should reproduce."""

from __future__ import annotations

from typing import Final

from sim.results.kind import (
    BRIEF_FILES,
    FIGURES,
    MANIFEST_FILE,
    STORY_FILE,
    SUMMARY_FILE,
    TABLE_FILES,
    TAKE_ANOTHER,
    FileNote,
    Refusal,
    ResultKind,
)

__all__ = ["CHECK"]

_ALLOWED: Final = "a new or empty folder, or one that holds this check"

CHECK: Final = ResultKind(
    name="check",
    files=(
        STORY_FILE,
        SUMMARY_FILE,
        FileNote(
            "patterns.parquet", "a row for each pattern: the band, what was simulated, the verdict"
        ),
        FileNote("ablations.parquet", "the same with rules switched off, if that was asked for"),
        FileNote("levers.parquet", "what changes of assumptions do, if that was asked for"),
        MANIFEST_FILE,
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal("it holds other files", _ALLOWED, TAKE_ANOTHER),
    another=Refusal("it holds another check", _ALLOWED, TAKE_ANOTHER),
    again="check again",
    tables=("patterns", "ablations", "levers"),
)
