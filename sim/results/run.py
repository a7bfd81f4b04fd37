"""A run: one future, with everything that happened in it. `record` writes and reads its folder."""

from __future__ import annotations

from typing import Final

from sim.results.kind import (
    BRIEF_FILES,
    FIGURES,
    MANIFEST_FILE,
    SCENARIO_FILE,
    STORY,
    TABLE_FILES,
    FileNote,
    Refusal,
    ResultKind,
)

__all__ = ["RUN"]

RUN: Final = ResultKind(
    name="run",
    files=(
        FileNote(STORY, "its story and what came of it, as Markdown: to read and to paste"),
        SCENARIO_FILE,
        FileNote("events.jsonl", "everything that happened, an event a line, each with its cause"),
        FileNote("outcome.json", "the outcomes, by the names in docs/names.md"),
        FileNote("series.csv", "quantities over time"),
        FileNote("changes.csv", "every easing and every return of a measure, or of a part of one"),
        FileNote("overcompliance.csv", "how far banks and firms stay away from what is eased"),
        MANIFEST_FILE,
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal("it holds other files", "a new or empty folder, or one that holds a run of thaw"),
    another=Refusal(""),
    again="run the scenario again",
    made_inside=True,
)
