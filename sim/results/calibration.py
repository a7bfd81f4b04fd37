"""A calibration: the values of a few parameters that go with what is known."""

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

__all__ = ["CALIBRATION", "POSTERIOR"]

POSTERIOR: Final = "posterior.yaml"

_ALLOWED: Final = "a new or empty folder, or one that holds this calibration"

CALIBRATION: Final = ResultKind(
    name="calibration",
    files=(
        STORY_FILE,
        FileNote(POSTERIOR, "a scenario with what is now thought of the parameters"),
        SUMMARY_FILE,
        FileNote(
            "draws.parquet",
            "a row for each point that was tried: parameters, distance, accepted",
        ),
        FileNote("parameters.parquet", "what was thought of each parameter, and is now"),
        FileNote("patterns.parquet", "how well the accepted points agree with each pattern"),
        FileNote("values.parquet", "what each point gives for each pattern"),
        FileNote("correlations.parquet", "which parameters go together among the accepted"),
        MANIFEST_FILE,
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal("it holds other files", _ALLOWED, TAKE_ANOTHER),
    another=Refusal("it holds another calibration", _ALLOWED, TAKE_ANOTHER),
    again="calibrate again",
    tables=("draws", "parameters", "patterns", "values", "correlations"),
)
