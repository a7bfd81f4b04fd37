"""What every set of sheets begins and ends with: the answer, what columns mean, how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim import __version__
from sim.analysis.wording import conditioned_on
from sim.results.files import one_line
from sim.results.kind import SCENARIO, ResultKind
from sim.results.manifest import manifest_of
from sim.results.readme import call_in
from sim.scenario.schema import Scenario
from sim.workflows.page import Page
from sim.workflows.sheets.printed import printed_sheet
from sim.workflows.sheets.sheet import Cell, Field, Sheet, Value, sheet_of

__all__ = ["Facts", "about_scenario", "framed", "provenance"]

Facts = Sequence[tuple[str, Value | Cell]]

_NAMES: Final = (
    Field("table", "The sheet, or the file of CSV"),
    Field("column", "The column, as it stands at its head"),
    Field("meaning", "What it says"),
    Field("unit", "Its unit; empty for names, counts and yes or no"),
)
_PROVENANCE: Final = (
    Field("what", "A fact of how the results were made"),
    Field("value", "The fact"),
)
_SHARE: Final = "0 to 1"


def framed(page: Page, own: Iterable[Sheet], sources: Sheet, facts: Facts) -> list[Sheet]:
    """Return a set of sheets, in the order in which one reads them.

    Parameters
    ----------
    page
        All there is to read.
    own
        The tables.
    sources
        Where what they rest on is known from.
    facts
        How they were made.
    """
    tables = [sheet for sheet in own if sheet.height]
    made = sheet_of("Provenance", _PROVENANCE, facts)
    sheets = [printed_sheet("Answer", page), *tables]
    return [*sheets, _names([*tables, made, sources]), made, sources]


def _names(sheets: Iterable[Sheet]) -> Sheet:
    """Return what every column of the sheets means."""
    rows = [
        (sheet.name, field.name, field.meaning, _unit(field))
        for sheet in sheets
        for field in sheet.fields
    ]
    return sheet_of("Names", _NAMES, rows)


def _unit(field: Field) -> str:
    return field.unit or (_SHARE if field.kind == "share" else "")


def provenance(kind: ResultKind, folder: Path | None, more: Facts) -> Facts:
    """Return how results were made: by which command, of what, by which version.

    Parameters
    ----------
    kind
        What they are.
    folder
        Where they are kept, if they are; what its manifest says is the same whenever it is read.
    more
        What else is known of them.
    """
    manifest = {} if folder is None else manifest_of(folder)
    call = "" if folder is None else call_in(folder)
    versions = manifest.get("versions")
    made = versions if isinstance(versions, Mapping) else {"thaw": __version__}
    digest = manifest.get("hash")
    return [
        ("kind", kind.name),
        *([("command", call)] if call else []),
        *more,
        *(("set otherwise", one_line(path)) for path in _listed(manifest.get("overrides"))),
        *([("hash", str(digest))] if digest else []),
        *((f"version of {name}", str(version)) for name, version in made.items()),
    ]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def about_scenario(
    scenario: Scenario, name: str, seed: int, futures: int, failures: int = 0, *, here: bool
) -> Facts:
    """Return of which scenario futures are, and which.

    Parameters
    ----------
    scenario
        The scenario.
    name
        What it is called; empty if it is the only one.
    seed, futures, failures
        Master seed, how many futures there are, and how many of them failed.
    here
        Whether its file is in the folder of the results.
    """
    return [
        (f"scenario {name}" if name else "scenario", scenario.title),
        *([("file", SCENARIO)] if here else []),
        *([("question", scenario.question)] if scenario.question else []),
        *([("conditioned", conditioned_on(scenario.conditioned))] if scenario.conditioned else []),
        ("first day", scenario.start),
        ("last day", scenario.end),
        ("seed", Cell(seed, "name")),
        ("futures", Cell(futures, "count")),
        ("failed", Cell(failures, "count")),
    ]
