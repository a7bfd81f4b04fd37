"""Names that a user of files needs, as Markdown: parts of catalogues, outcome columns, series.

``python -m sim.outcomes.reference docs/names.md`` writes that page anew; a test compares the two.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sim.catalogue.loading import load_catalogue, read_catalogue
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.outcomes.columns import columns
from sim.outcomes.series import series
from sim.scenario.schema import Scenario
from sim.scenario.seated import seated

__all__ = ["main", "page"]

_HEAD: Final = """\
# Names

Written by `python -m sim.outcomes.reference docs/names.md`: do not edit.

## Parts of catalogues to start from

A catalogue with `extends: common` has the classes, instruments, procedures and chambers below, one
with `extends: [common, eu]` the members and procedures of the European Council too. They are used
by their ids, and changed or removed like anything that is extended. The words behind each are in
`sim/catalogue/`."""

_COLUMNS: Final = """\
## Outcome columns

What is kept of every replication: the columns of `outcomes.parquet`, which `observed.<n>.outcome`,
the statistics of patterns and `histogram:<column>` name. Here they are for the catalogue `russia`:
`US`, `EU`, `UK` and `CH` stand for whatever senders a catalogue has, `house` and `senate` for its
chambers, `kyiv` for whoever else must consent, and decades for those of a scenario of ten years and
more. Empty are times of what never happened and means of nothing."""

_SERIES: Final = """\
## Series

What `trajectories.parquet` holds of every replication, month by month, and `thaw plot --series`
draws; for the same catalogue. LP are leverage points, 100 at the start. What a further table has of
its own has the name of that table behind its own."""

_SECTIONS: Final = ("classes", "instruments", "procedures", "chambers", "members")


def page() -> str:
    """Return the page."""
    parts = [_HEAD, _table(("Part", "Section", "Id", "Name"), _shipped())]
    parts += [_COLUMNS, _table(("Column", "Type", "Unit", "Meaning"), _outcomes())]
    parts += [_SERIES, _table(("Series", "Unit", "Meaning"), _all_series())]
    return "\n\n".join(parts) + "\n"


def _shipped() -> Iterator[tuple[str, ...]]:
    for part in ("common", "eu"):
        data: dict[str, Any] = read_catalogue(part).data
        for section in _SECTIONS:
            for name, entry in data.get(section, {}).items():
                yield f"`{part}`", section, f"`{name}`", str(entry["name"])


def _model() -> Model:
    catalogue = load_catalogue("russia")
    partner = {"name": "Kyiv", "concessions": ["ceasefire"], "partner": {}}
    long = Scenario.model_validate(
        {
            "title": "Any",
            "start": dt.date(2025, 3, 13),
            "end": dt.date(2035, 12, 31),
            "agents": {"consenters": {"kyiv": partner}},
        }
    )
    return compile_model(seated(long, catalogue), catalogue)


def _all_series() -> Iterator[tuple[str, ...]]:
    for one in series(_model()).values():
        yield f"`{one.name}`", one.unit, one.title


def _outcomes() -> Iterator[tuple[str, ...]]:
    for column in columns(_model()):
        yield f"`{column.name}`", column.type, column.unit, column.meaning


def _table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [tuple(head), ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(arguments: Sequence[str]) -> None:
    """Write the page wherever it is wanted."""
    for name in arguments:
        Path(name).write_text(page(), "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
