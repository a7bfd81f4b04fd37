"""How much each strategy would be regretted: on average, in bad cases, in the worst."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.analysis.comparison.pairing import labels
from sim.analysis.comparison.regret import regret
from sim.analysis.quantities import chosen_columns
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import pages, style
from sim.plots.base.naming import outcome, sentence
from sim.plots.base.wording import percent
from sim.plots.comparison.paired import unit_of

OUTCOMES: Final = ("utility_executive", "utility_target")
"""What is wanted as much as possible of: a panel each."""

_LOOKS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "expected": ("expected: mean over futures", {"marker": "o", "color": style.BLUE}),
    "cvar": (
        "CVaR 10 %: mean over the worst tenth of futures",
        {"marker": "D", "color": style.ORANGE},
    ),
    "minimax": ("largest in any future (minimax)", {"marker": ">", "color": style.BLACK}),
}
"""Measures of regret, from above in a row, by the columns of
`sim.analysis.comparison.regret.regret`."""

# Inches: the shares at the right of each panel, the right margin, a scenario, above, below.
_SHARES, _RIGHT, _ROW, _TOP, _BOTTOM = 1.1, 0.1, 0.5, 0.82, 0.55


def regrets(
    batches: Sequence[Batch], outcomes: Sequence[str] = OUTCOMES, level: float = 0.95
) -> Figure:
    """Regret of each scenario, taken as a strategy: what the best of them would have given more.

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
    shown = pages.compared(batches)
    if not outcomes:
        raise ThawError("there is nothing to regret: no outcome is named")
    tables = {name: regret(shown, outcome=name, level=level).to_dicts() for name in outcomes}
    caveat = pages.caveat(shown)
    with style.house():
        page = pages.page(
            shown,
            "Regret: how much more the best of these scenarios would have given in the same future"
            + (f"; {caveat}" if caveat else ""),
            _TOP + len(shown) * _ROW + _BOTTOM,
            level,
        )
        _legend(page)
        width = (style.WIDTH - pages.NAMES - _RIGHT) / len(outcomes) - _SHARES
        for k, (name, rows) in enumerate(tables.items()):
            (column,) = chosen_columns(shown[0], [name])
            axes = page.panel(pages.NAMES + k * (width + _SHARES), _TOP, width, len(shown) * _ROW)
            unit = unit_of("mean", column.unit).name
            _draw(axes, rows)
            axes.set_title(
                f"{style.clipped(sentence(outcome(name, None, column.meaning)), 50)} ({unit})",
                fontsize=9.5,
            )
            axes.set_xlabel(f"regret, {unit}")
            names_of = dict(zip(labels(shown), pages.names(shown), strict=True))
            names = [names_of[row["strategy"]] for row in rows]
            axes.set_yticks(range(len(names)), [""] * len(names) if k else names)
    return page.figure


def _draw(axes: Axes, rows: Sequence[dict[str, Any]]) -> None:
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
                markersize=7.5,
                markerfacecolor=face,
                markeredgecolor=look["color"],
                markeredgewidth=1.5,
                label=name,
                zorder=3,
                marker=look["marker"],
                clip_on=False,
            )
        axes.text(
            1.03, y, percent(row["best"], row["n"]), transform=beside, fontsize=9.5, va="center"
        )
    axes.text(1.03, -0.78, "best in", transform=beside, fontsize=9.0, va="center", color="#444444")
    ends = [row[f"{name}_high"] for row in rows for name in ("expected", "cvar")]
    high = max([*(row["minimax"] for row in rows), *(end for end in ends if end is not None)])
    axes.set_xlim(-0.02 * (high or 1.0), 1.04 * (high or 1.0))
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    for y in range(1, len(rows)):
        axes.axhline(y - 0.5, color="#E3E3E3", linewidth=0.7, zorder=0.5)


def _legend(page: pages.Page) -> None:
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            label=label,
            marker=look["marker"],
            markersize=7.5,
            markerfacecolor="white",
            markeredgecolor=look["color"],
            markeredgewidth=1.5,
        )
        for label, look in _LOOKS.values()
    ]
    handles.append(
        Line2D(
            [],
            [],
            linestyle="none",
            label="filled: the least",
            marker="o",
            markersize=7.5,
            color=style.GREY,
        )
    )
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.04),
        ncols=4,
        borderaxespad=0.0,
        columnspacing=1.8,
        handletextpad=0.3,
    )
