"""Scenarios conditioned on a record: what it made of them, and where their batches are."""

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

__all__ = ["NOW"]

NOW: Final = ResultKind(
    name="now",
    files=(
        STORY_FILE,
        SUMMARY_FILE,
        FileNote(
            "NAME_now.yaml",
            "the scenario, conditioned: what other commands take to begin from the present",
        ),
        FileNote("record.yaml", "the record, up to the day"),
        FileNote("manifest.json", "what this is, for thaw, and where the batches are"),
        TABLE_FILES,
        BRIEF_FILES,
        FIGURES,
    ),
    other=Refusal(
        "it holds other files",
        "a new or empty folder, or one that holds a conditioned scenario of thaw",
    ),
    another=Refusal(
        "it holds another scenario or record ({names})",
        hint=f"{TAKE_ANOTHER}, or remove this one",
    ),
    again="condition the scenario again",
    with_batches=True,
)
