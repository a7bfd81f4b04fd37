"""Which rules the patterns rest on: a matrix of patterns and of rules switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.errors import ThawError
from sim.figures.base import beside, key, style, table
from sim.figures.base.page import Grid, Page, sheet
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.pattern_axis import Row, subject
from sim.validation.patterns.check import NOT_MEASURED
from sim.wording.rounding import compact, minus
from sim.wording.words import clipped

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

MOST: Final = 18
"""Rules side by side; more than that go into another block below."""

_FILLS: Final = {"breaks": "#E9A04C", "mends": "#CFE3F1"}
_MARKS: Final[dict[str, dict[str, Any]]] = {
    "breaks": {"marker": "X", "color": style.BLACK, "markersize": 6.0, "markeredgewidth": 0.0},
    "mends": {
        "marker": "o",
        "color": "white",
        "markersize": 5.5,
        "markeredgecolor": style.BLACK,
        "markeredgewidth": 1.3,
    },
}

_INTACT: Final = "all rules"
"""Name of the column in which no rule is switched off."""

# Inches: names to the left, right margin, the legend, a row, a column, between blocks, the key.
_LEFT, _RIGHT, _LEGEND, _ROW, _WIDE, _BETWEEN, _LINE = 2.35, 0.15, 0.36, 0.29, 0.66, 0.3, 0.195

_LETTERS: Final = 84
"""Letters of a line of the key."""

Cells = Mapping[tuple[str, str], Row]
"""What became of a pattern without a rule, by the rule and the pattern."""


def has_ablations(check: Check) -> bool:
    """Return whether any rule was switched off."""
    return bool(check.ablations.height)


@figure("ablations", "check", order=20, finding=findings.ablations, has_content=has_ablations)
def ablations(check: Check) -> Figure:
    """Show every pattern with each rule switched off, and whether that breaks or mends it.

    Parameters
    ----------
    check
        What became of the patterns.

    Raises
    ------
    ThawError
        If no rule was switched off.
    """
    if not has_ablations(check):
        raise ThawError("there is nothing to draw: no rule was switched off")
    cells = {(row["ablation"], row["pattern"]): row for row in check.ablations.to_dicts()}
    rules = {row["ablation"]: row["what"] for row in cells.values()}
    patterns = list(dict.fromkeys(pattern for _, pattern in cells))
    blocks = table.blocks(list(rules), MOST)
    height = len(patterns) * _ROW
    head = table.head([*rules, _INTACT])
    grid = Grid(1, _LEFT, 0.0, height, above=head, below=_BETWEEN, top=_LEGEND)
    legend = grid.tall(len(blocks))
    page = sheet(
        subject(check),
        "Values of the patterns with a rule switched off (columns), on the same random "
        "numbers; left: with all rules, on as many replications",
        legend + 0.2 + (len(rules) + 1) // 2 * _LINE + 0.1,
        finding=findings.ablations(check),
    )
    _legend(page)
    for k, block in enumerate(blocks):
        columns = [_INTACT, *block]
        wide = min((style.WIDTH - _LEFT - _RIGHT) / len(columns), _WIDE)
        left, top, _, _ = grid.place(k)
        axes = page.panel(left, top, wide * len(columns), height)
        _draw(axes, patterns, block, cells)
        table.frame(axes, columns, [_named(pattern, cells) for pattern in patterns])
    _explain(page, legend, rules)
    return page.figure


def _draw(axes: Axes, patterns: Sequence[str], rules: Sequence[str], cells: Cells) -> None:
    for y, name in enumerate(patterns):
        intact = _of(name, cells)[0]["intact"]
        axes.text(0.5, y + 0.5, _short(intact), fontsize=8.5, ha="center", va="center")
        for x, rule in enumerate(rules, start=1):
            if (rule, name) in cells:
                _cell(axes, x, y, cells[rule, name])
    for y in range(len(patterns) + 1):
        axes.axhline(y, color="#E3E3E3", linewidth=0.7, zorder=1)
    axes.axvline(1.0, color=style.BLACK, linewidth=1.2)


def _of(pattern: str, cells: Cells) -> list[Row]:
    return [row for (_, name), row in cells.items() if name == pattern]


def _named(pattern: str, cells: Cells) -> str:
    """Return a pattern with a word on what it is when all rules hold."""
    rows = _of(pattern, cells)
    measured = [row for row in rows if row["verdict"] != NOT_MEASURED]
    if rows[0]["intact"] is None or not measured:
        intact = NOT_MEASURED
    else:
        # Without the rule it is what it is with it, unless that changed.
        other = {"pass": "miss", "miss": "pass"}
        verdict = measured[0]["verdict"]
        intact = other[verdict] if measured[0]["changed"] else verdict
    return f"{clipped(pattern, 26)}, {intact}"


def _cell(axes: Axes, x: int, y: int, row: Row) -> None:
    changed = row["changed"]
    if changed:
        axes.add_patch(
            Rectangle((x, y), 1.0, 1.0, facecolor=_FILLS[changed], edgecolor="white", label=changed)
        )
        axes.plot(x + 0.89, y + 0.5, linestyle="none", label=changed, **_MARKS[changed])
    axes.text(
        x + (0.39 if changed else 0.5),
        y + 0.5,
        _short(row["value"]),
        fontsize=8.5,
        ha="center",
        va="center",
        fontweight="bold" if changed else "normal",
        color="black" if changed else "#555555",
    )


def _short(value: float | None) -> str:
    """Return a value in at most five letters."""
    if value is None:
        return "–"
    return minus(compact(value) if abs(value) >= 0.0995 or value == 0.0 else f"{value:.3f}")


def _explain(page: Page, top: float, rules: Mapping[str, str]) -> None:
    """Write what each rule is, in two columns."""
    rows = -(-len(rules) // 2)
    for k, (name, what) in enumerate(rules.items()):
        column, row = divmod(k, rows)
        text = clipped(f"{name}: {what}", _LETTERS)
        left = beside.MARGIN + 6.3 * column
        page.write(left, top + row * _LINE, text, fontsize=9, va="top")


def _legend(page: Page) -> None:
    page.figure.legend(
        handles=[
            (
                Patch(facecolor=_FILLS[name], edgecolor="#999999"),
                key.mark(name, **_MARKS[name]),
            )
            for name in _FILLS
        ],
        labels=[
            "breaks: met with the rule, missed without",
            "mends: missed with the rule, met without",
        ],
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.06),
        ncols=2,
        borderaxespad=0.0,
        columnspacing=1.6,
    )
