"""A calibration as a report: what is then thought of each parameter, and how patterns are met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sim.analysis.wording import parameter_words
from sim.wording.cells import correlation, measured
from sim.wording.rounding import between, percent, with_range
from sim.wording.words import count
from sim.workflows.markdown import markdown_table
from sim.workflows.page import Block, Line, Paragraph, Remark, Table

__all__ = ["accepted_words", "calibration_markdown", "calibration_report"]

Row = dict[str, Any]

_PARAMETERS: Final = (
    "parameter",
    "prior (90 %)",
    "posterior (90 %)",
    "sd after / before",
)
_PATTERNS: Final = ("pattern", "band", "defaults", "prior", "accepted", "posterior")
_TAUGHT: Final = "Near 1 in the last column: the patterns teach nothing about this parameter."
_STAGES: Final = (
    "Accepted: the points that were chosen for it, and so flattering; posterior: the scenario as "
    "written, on fresh random numbers. In brackets: outside the band."
)


def calibration_report(summary: Row, *, found: bool = False) -> Iterator[Block]:
    """Yield the blocks of a report on a calibration.

    Parameters
    ----------
    summary
        Its summary, see `sim.validation.patterns.calibration.calibration_summary`.
    found
        Whether it had been computed before.
    """
    yield Paragraph(accepted_words(summary))
    if found:
        yield Remark("This calibration was there already: nothing was simulated.")
    yield Paragraph(_distance(summary))
    yield Table(_parameters(summary), _PARAMETERS, right=(3,), whole=(1, 2))
    yield Paragraph(_TAUGHT)
    yield Line()
    yield Table(_patterns(summary), _PATTERNS, right=range(2, 6), whole=(0, 1))
    yield Paragraph(_STAGES)
    yield Line()
    if len(summary["correlations"]) > 1:
        yield _correlations(summary["correlations"])
        yield Paragraph(
            "Correlations are not in the posterior as written: it draws parameters one by one."
        )


def calibration_markdown(summary: Row, call: str) -> str:
    """Return a calibration as a section in Markdown.

    Parameters
    ----------
    summary
        Its summary.
    call
        The command that computed it.
    """
    return "\n\n".join(
        [
            f"By `{call}`. {accepted_words(summary)}. {_distance(summary)}.",
            markdown_table(_PARAMETERS, _parameters(summary), right=(3,)),
            _TAUGHT,
            markdown_table(_PATTERNS, _patterns(summary)),
            _STAGES,
        ]
    )


def accepted_words(summary: Row) -> str:
    """Return in words how many points were accepted."""
    return (
        f"{summary['title']}: {summary['accepted']:,} of {summary['points']:,} points accepted "
        f"({percent(summary['acceptance'])}), {count(summary['repeats'], 'future')} each"
    )


def _distance(summary: Row) -> str:
    distance = summary["distance"]
    return (
        f"Distance from the bands, in their half widths: {measured(distance['nearest'])} to "
        f"{measured(distance['farthest_accepted'])}"
    )


def _parameters(summary: Row) -> list[tuple[str, ...]]:
    return [
        (
            parameter_words(row["path"]),
            _spread(row, "prior"),
            _spread(row, "posterior"),
            f"{row['sd_ratio']:.2f}",
        )
        for row in summary["parameters"]
    ]


def _patterns(summary: Row) -> list[tuple[str, ...]]:
    stages = ("default", "prior", "fitted", "posterior")
    return [
        (
            row["id"],
            between(row["band_low"], row["band_high"]),
            *(_met(row, stage) for stage in stages),
        )
        for row in summary["patterns"]
    ]


def _correlations(rows: Sequence[Row]) -> Table:
    paths = [row["path"] for row in rows]
    cells = [
        (f"{i} {parameter_words(row['path'])}", *(correlation(row[path]) for path in paths))
        for i, row in enumerate(rows, 1)
    ]
    headers = ("correlation of accepted draws", *(str(i + 1) for i in range(len(paths))))
    return Table(cells, headers, right=range(1, len(paths) + 1))


def _spread(row: Row, stage: str) -> str:
    low, middle, high = (row[f"{stage}_{name}"] for name in ("q05", "median", "q95"))
    return with_range(middle, low, high)


def _met(row: Row, stage: str) -> str:
    value = measured(row[stage])
    return value if row[f"{stage}_met"] else f"({value})"
