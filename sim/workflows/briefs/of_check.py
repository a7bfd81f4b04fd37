"""A brief of a check: every pattern beside its band, and what rules and levers change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.figures.findings import validation as findings
from sim.validation.patterns.check import NOT_MEASURED
from sim.wording.cells import measured
from sim.wording.rounding import between, with_range
from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.charts import apart as apart_charts
from sim.workflows.briefs.document import Brief, Chart, Part, Section
from sim.workflows.checks.report import LEGEND
from sim.workflows.checks.result import CheckResult
from sim.workflows.page import Paragraph, Table

__all__ = ["brief_of_check"]

Row = Mapping[str, Any]

_WORDS = {"pass": "met", "miss": "missed"}


def brief_of_check(result: CheckResult, prefix: str = "") -> Brief:
    """Return a brief of a check.

    Parameters
    ----------
    result
        The check.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    summary = result.summary
    how = made(result.folder, summary["seed"])
    every = result.page(everything=True)
    return Brief(
        kind="check",
        title="Simulated futures held against known facts",
        question="",
        answer=f"{result.sentence}.",
        first=_patterns(result, prefix),
        sections=[
            Section(
                f"{prefix}all",
                "Every pattern",
                [*every],
            ),
            not_this(None, prefix=prefix),
            again(how, prefix),
        ],
        made=how,
        values=result.to_json(),
    )


def _patterns(result: CheckResult, prefix: str) -> list[Part]:
    """Return the patterns whose band has two ends, in units of its width."""
    rows = [row for row in result.summary["patterns"] if row["verdict"] != NOT_MEASURED]
    drawn = [row for row in rows if _width(row)]
    points = [
        {
            "what": row["fact"],
            "who": _WORDS.get(row["verdict"], row["verdict"]),
            **{name: _placed(row, row[name]) for name in ("value", "low", "high")},
            "said": f"{with_range(row['value'], row['low'], row['high'])}; "
            f"band {between(row['band_low'], row['band_high'])}",
        }
        for row in drawn
    ]
    if not points:
        return [Paragraph(LEGEND)]
    return [
        Chart(
            f"{prefix}patterns",
            f"{findings.patterns(result.check)}.",
            "Each value with its interval, in units of its band (shaded); beyond the frame it is "
            "drawn at its edge.",
            apart_charts.in_bands(points),
            Table(
                [
                    (
                        row["fact"],
                        measured(row["value"]),
                        between(row["band_low"], row["band_high"]),
                        _WORDS.get(row["verdict"], row["verdict"]),
                    )
                    for row in rows
                ],
                ("pattern", "value", "band", "verdict"),
                right=(1, 2),
            ),
        )
    ]


def _width(row: Row) -> float:
    low, high = row["band_low"], row["band_high"]
    return 0.0 if low is None or high is None else float(high - low)


def _placed(row: Row, value: float | None) -> float | None:
    """Return where a value lies: 0 at the lower end of the band, 1 at the upper."""
    return None if value is None else (value - row["band_low"]) / _width(row)
