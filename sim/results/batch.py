"""A batch: many futures of one scenario. Its folder is written and read by `sim.batch`."""

from __future__ import annotations

from typing import Final

from sim.results.kind import (
    BRIEF_FILES,
    FIGURES,
    MANIFEST_FILE,
    SCENARIO_FILE,
    STORY,
    STORY_FILE,
    SUMMARY_FILE,
    TABLE_FILES,
    TAKE_ANOTHER,
    FileNote,
    Refusal,
    ResultKind,
)

__all__ = ["BATCH"]

BATCH: Final = ResultKind(
    name="batch",
    files=(
        FileNote(STORY, f"{STORY_FILE.meaning}, once thaw batch has told it"),
        SUMMARY_FILE,
        FileNote("outcomes.parquet", "a row for each future; columns as in docs/names.md"),
        FileNote("trajectories.parquet", "quantities over time, of each future"),
        FileNote(
            "measures.parquet", "shares of futures in which each measure is in force, over time"
        ),
        FileNote("events.parquet", "everything that happened in the first futures"),
        FileNote("failures.parquet", "futures that failed, and why"),
        SCENARIO_FILE,
        FileNote("model.json", "scenario and catalogue as they were simulated"),
        MANIFEST_FILE,
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal(
        "no batch of thaw: it holds something else",
        "a new or empty folder, or one that holds a batch",
    ),
    another=Refusal(
        "it holds another batch ({title}, n {n}, seed {seed})",
        hint=f"{TAKE_ANOTHER}, or remove this one",
    ),
    again="compute the batch again",
    tables=("outcomes", "trajectories", "measures", "events", "failures"),
)
