"""How much each strategy would be regretted: on average, in bad cases, in the worst."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.comparison.pairing import labels
from sim.analysis.comparison.regret import regret
from sim.analysis.quantities import chosen_columns
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, naming, scenarios, style
from sim.figures.base.axes import few_ticks, grid_lines
from sim.figures.base.page import Grid, page, share_out
from sim.figures.comparison.units import unit_of
from sim.figures.findings import comparison as findings
from sim.figures.registry import figure
from sim.wording.rounding import percent
from sim.wording.words import capital, clipped

_LOOKS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "expected": ("mean over futures", {"marker": "o", "color": style.BLUE}),
    "cvar": (
        "mean over the worst tenth of futures",
        {"marker": "D", "color": style.ORANGE},
    ),
    "minimax": ("largest in any future", {"marker": ">", "color": style.BLACK}),
}
"""Measures of regret, by the columns of their table, from above in a row."""

# Inches: the shares at the right of each panel, the right margin, a scenario.
_SHARES, _RIGHT, _ROW = 1.1, 0.1, 0.5

Row = dict[str, Any]


@figure("regret", "comparison", order=110, finding=findings.regret)
def regrets(
    batches: Sequence[Batch], outcomes: Sequence[str] = findings.GAINS, level: float = 0.95
) -> Figure:
    """Show the regret of each scenario: how much more the best of them would have given.

    In each future the best strategy is the one with most of the outcome on the same luck. A
    filled dot marks the strategy with the least regret by that measure.

    Parameters
    ----------
    batches
        The batches, two or more, under one seed.
    outcomes
        Names of outcome columns of which more is better; a panel each.
    level
        Level of the intervals of expected regret and CVaR, in (0, 1).

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, they do not share their
        luck, or one has no such outcome.
    """
    compared = scenarios.compared(batches)
    if not outcomes:
        raise ThawError("there is nothing to regret: no outcome is named")
    tables = {name: regret(compared, outcome=name, level=level).to_dicts() for name in outcomes}
    names = dict(zip(labels(compared), scenarios.names(compared), strict=True))
    n = len(outcomes)
    width = share_out(n, scenarios.NAMES, _SHARES + _RIGHT, _SHARES)
    height = len(compared) * _ROW
    grid = Grid(n, scenarios.NAMES, width, height, _SHARES, above=0.82, below=0.55)
    sheet = page(
        compared,
        "Regret: how much more the best of these scenarios would have given in the same future"
        f"{scenarios.caveat(compared)}",
        grid.tall(n),
        level,
        finding=findings.regret(compared, outcomes, level),
        note="The least of the largest is the minimax; the mean over the worst tenth is the CVaR "
        "at 10 %",
    )
    sheet.legend(_entries(), columnspacing=1.8, handletextpad=0.3)
    for k, (name, rows) in enumerate(tables.items()):
        (column,) = chosen_columns(compared[0], [name])
        axes = sheet.panel(*grid.place(k))
        unit = unit_of("mean", column.unit).name
        _draw(axes, rows)
        title = capital(naming.outcome(name, None, column.meaning))
        axes.set_title(f"{clipped(title, 50)} ({unit})", fontsize=9.5)
        axes.set_xlabel(f"regret, {unit}")
        strategies = [names[row["strategy"]] for row in rows]
        axes.set_yticks(range(len(rows)), [""] * len(rows) if k else strategies)
    return sheet.figure


def _draw(axes: Axes, rows: Sequence[Row]) -> None:
    beside = axes.get_yaxis_transform()
    least = {name: min(row[name] for row in rows) for name in _LOOKS}
    for y, row in enumerate(rows):
        for up, (name, (_, look)) in zip((-0.24, 0.0, 0.24), _LOOKS.items(), strict=True):
            low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
            if low is not None and high is not None:
                axes.plot([low, high], [y + up] * 2, color="#444444", linewidth=1.5, zorder=2)
            face = look["color"] if row[name] == least[name] else "white"
            axes.plot(
                [row[name]],
                [y + up],
                linestyle="none",
                label=name,
                zorder=3,
                clip_on=False,
                **_outlined(look, face),
            )
        share = percent(row["best"])
        axes.text(1.03, y, share, transform=beside, fontsize=9.5, va="center")
    axes.text(1.03, -0.78, "best in", transform=beside, fontsize=9.0, va="center", color="#444444")
    ends = [row[f"{name}_high"] for row in rows for name in ("expected", "cvar")]
    high = max([*(row["minimax"] for row in rows), *(end for end in ends if end is not None)])
    axes.set_xlim(-0.02 * (high or 1.0), 1.04 * (high or 1.0))
    axes.set_ylim(len(rows) - 0.45, -0.55)
    few_ticks(axes.xaxis, 6)
    axes.tick_params(axis="y", length=0)
    grid_lines(axes, "x")
    for y in range(1, len(rows)):
        axes.axhline(y - 0.5, color="#E3E3E3", linewidth=0.7, zorder=0.5)


def _outlined(look: dict[str, Any], face: str) -> dict[str, Any]:
    """Return how a marker is drawn whose edge has the colour of its measure."""
    return {
        "marker": look["marker"],
        "markersize": 7.5,
        "markerfacecolor": face,
        "markeredgecolor": look["color"],
        "markeredgewidth": 1.5,
    }


def _entries() -> list[key.Entry]:
    measures = [key.mark(label, **_outlined(look, "white")) for label, look in _LOOKS.values()]
    filled = key.mark("filled: the least", marker="o", markersize=7.5, color=style.GREY)
    return [*measures, filled]
