"""What ``calibrate`` says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sim.analysis.rounding import between, percent, three_digits, with_range
from sim.cli.output.console import paragraph, print_table, say
from sim.workflows.batch_answer import parameter_words

__all__ = ["as_markdown", "print_calibration"]


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


def as_markdown(told: dict[str, Any], call: str) -> str:
    """A calibration as a section in Markdown.

    Parameters
    ----------
    told
        Its summary.
    call
        The command that computed it.
    """
    from sim.cli.into import markdown_table

    return "\n\n".join(
        [
            f"By `{call}`. {_heading(told)}. {_distance(told)}.",
            markdown_table(_PARAMETERS, _parameters(told), right=(3,)),
            _TAUGHT,
            markdown_table(_PATTERNS, _patterns(told)),
            _STAGES,
        ]
    )


def print_calibration(told: dict[str, Any], missed: Sequence[str], *, found: bool) -> None:
    """Print a calibration.

    Parameters
    ----------
    told
        Its summary.
    missed
        Figures that could not be drawn, and why.
    found
        Whether it had been computed before.
    """
    paragraph(_heading(told) + (" (found; nothing was computed)" if found else ""))
    paragraph(_distance(told))
    print_table(_parameters(told), _PARAMETERS, right=(3,), whole=(1, 2))
    paragraph(_TAUGHT)
    say()
    print_table(_patterns(told), _PATTERNS, right=range(2, 6), whole=(0, 1))
    paragraph(_STAGES)
    say()
    if len(told["correlations"]) > 1:
        _correlations(told["correlations"])
    for text in missed:
        paragraph(f"Not drawn: {text}")


def _correlations(rows: Sequence[dict[str, Any]]) -> None:
    paths = [row["path"] for row in rows]
    print_table(
        [
            (f"{i} {parameter_words(row['path'])}", *(_correlation(row[path]) for path in paths))
            for i, row in enumerate(rows, 1)
        ],
        ("correlation of accepted draws", *(str(i + 1) for i in range(len(paths)))),
        right=range(1, len(paths) + 1),
    )
    paragraph("Correlations are not in the posterior as written: it draws parameters one by one.")


def _correlation(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _spread(row: dict[str, Any], stage: str) -> str:
    low, middle, high = (row[f"{stage}_{name}"] for name in ("q05", "median", "q95"))
    return with_range(middle, low, high)


def _met(row: dict[str, Any], stage: str) -> str:
    value = _number(row[stage])
    return value if row[f"{stage}_met"] else f"({value})"


def _heading(told: dict[str, Any]) -> str:
    return (
        f"{told['title']}: {told['accepted']:,} of {told['points']:,} points accepted "
        f"({percent(told['acceptance'])}), {told['repeats']} futures each"
    )


def _distance(told: dict[str, Any]) -> str:
    distance = told["distance"]
    return (
        f"Distance from the bands, in their half widths: {_number(distance['nearest'])} to "
        f"{_number(distance['farthest_accepted'])}"
    )


def _parameters(told: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            parameter_words(row["path"]),
            _spread(row, "prior"),
            _spread(row, "posterior"),
            f"{row['sd_ratio']:.2f}",
        )
        for row in told["parameters"]
    ]


def _patterns(told: dict[str, Any]) -> list[tuple[str, ...]]:
    stages = ("default", "prior", "fitted", "posterior")
    return [
        (
            row["id"],
            between(row["band_low"], row["band_high"]),
            *(_met(row, stage) for stage in stages),
        )
        for row in told["patterns"]
    ]


def _number(value: float | None) -> str:
    return "nothing" if value is None else three_digits(value)
