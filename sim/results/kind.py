"""A kind of results, declared: what is in its folder, and which folders it may be written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = [
    "BRIEF_FILES",
    "CSV_FOLDER",
    "FIGURES",
    "MANIFEST_FILE",
    "README",
    "SCENARIO",
    "SCENARIO_FILE",
    "STORY",
    "STORY_FILE",
    "SUMMARY",
    "SUMMARY_FILE",
    "TABLE_FILES",
    "TAKE_ANOTHER",
    "WORKBOOK",
    "FileNote",
    "Refusal",
    "ResultKind",
]


class FileNote(NamedTuple):
    """A file of results, or several of a pattern, and what is in it."""

    name: str
    meaning: str


class Refusal(NamedTuple):
    """Why a folder is not written to.

    Attributes
    ----------
    message
        What is wrong; names in braces stand for what the folder's manifest says under them.
    allowed
        What the folder may be.
    hint
        What to do.
    """

    message: str
    allowed: str = ""
    hint: str = ""


README: Final = "README.txt"
SCENARIO: Final = "scenario.yaml"
STORY: Final = "story.md"
SUMMARY: Final = "summary.json"
CSV_FOLDER: Final = "csv"
WORKBOOK: Final = "tables.xlsx"

FIGURES: Final = FileNote(
    "*.png, *.svg",
    "figures, with -memo or -slide in their names if they are for such; thaw plot draws more",
)
MANIFEST_FILE: Final = FileNote(
    "manifest.json", "what this is, for thaw: seed, versions, checksums"
)
SCENARIO_FILE: Final = FileNote(
    SCENARIO,
    "the scenario as it was simulated, with every override: a file that needs no other",
)
SUMMARY_FILE: Final = FileNote(SUMMARY, "what was printed, as plain values")
STORY_FILE: Final = FileNote(STORY, "all there is to read of it, as Markdown: to read and to paste")
BRIEF_FILES: Final = FileNote(
    "brief.*", "all there is to know of it in one file to send, if asked for: --brief, thaw brief"
)
TABLE_FILES: Final = FileNote(
    "*.xlsx, csv/*.csv", "tables for a spreadsheet, if asked for: --xlsx, --csv"
)

TAKE_ANOTHER: Final = "take another folder (--out)"


@dataclass(frozen=True, slots=True)
class ResultKind:
    """A kind of results.

    Attributes
    ----------
    name
        What a manifest calls it.
    files
        What is in its folder, in the words of ``README.txt``.
    other
        Why a folder that holds something else is not written to.
    another
        Why a folder that holds others of the kind is not written to; empty if they are replaced.
    again
        How to make it again, as one says it to whoever finds it damaged.
    tables
        Stems of the Parquet files that make up the results, in order.
    with_batches
        Whether the batches it is made from may be in its folder, before it is.
    made_inside
        Whether the command that makes it again is one for its own folder: the same files
        whenever and wherever they are made, so that no day is named.
    """

    name: str
    files: tuple[FileNote, ...]
    other: Refusal
    another: Refusal
    again: str
    tables: tuple[str, ...] = ()
    with_batches: bool = False
    made_inside: bool = False
