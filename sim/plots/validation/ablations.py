"""Which rules the patterns rest on: a matrix of patterns and of rules switched off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import Page, sheet
from sim.plots.batch.measured import number
from sim.plots.validation.patterns import subject
from sim.validation.patterns.check import NOT_MEASURED

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

# Inches: names to the left, right margin, the legend, a row, a column, between blocks, the key.
_LEFT, _RIGHT, _LEGEND, _ROW, _WIDE, _BETWEEN, _LINE = 2.35, 0.15, 0.36, 0.29, 0.66, 0.3, 0.195

_NAME: Final = 9.0
"""Size of the names of rules, points."""

_LETTERS: Final = 84
"""Letters of a line of the key."""

Row = dict[str, Any]


def ablations(check: Check) -> Figure:
    """The value of every pattern with each rule switched off, and whether it breaks or mends it.

    Parameters
    ----------
    check
        What became of the patterns.

    Raises
    ------
    ThawError
        If no rule was switched off.
    """
    table = check.ablations
    if not table.height:
        raise ThawError("there is nothing to draw: no rule was switched off")
    cells = {(row["ablation"], row["pattern"]): row for row in table.iter_rows(named=True)}
    rules = {row["ablation"]: row["what"] for row in cells.values()}
    names = table["pattern"].unique(maintain_order=True).to_list()
    blocks = [list(rules)[k : k + MOST] for k in range(0, len(rules), MOST)]
    with style.house():
        head = _head(list(rules))
        block = head + len(names) * _ROW
        key = 0.2 + (len(rules) + 1) // 2 * _LINE + 0.1
        page = sheet(
            subject(check),
            "Values of the patterns with a rule switched off (columns), on the same random "
            "numbers; left: with all rules, on as many replications",
            _LEGEND + len(blocks) * (block + _BETWEEN) + key,
        )
        _legend(page)
        for k, part in enumerate(blocks):
            top = _LEGEND + k * (block + _BETWEEN) + head
            wide = min((style.WIDTH - _LEFT - _RIGHT) / (len(part) + 1), _WIDE)
            axes = page.panel(_LEFT, top, wide * (len(part) + 1), len(names) * _ROW)
            _draw(axes, names, part, cells)
        _key(page, _LEGEND + len(blocks) * (block + _BETWEEN), rules)
    return page.figure


def _head(rules: Sequence[str]) -> float:
    """Room for the names above the columns, inches."""
    probe = style.new_figure(1.0)
    texts = [probe.text(0.0, 0.0, name, fontsize=_NAME) for name in (*rules, "all rules")]
    return max(text.get_window_extent().width for text in texts) / style.DPI + 0.2


def _draw(
    axes: Axes, names: Sequence[str], rules: Sequence[str], cells: dict[tuple[str, str], Row]
) -> None:
    for y, name in enumerate(names):
        intact = next(row for (_, pattern), row in cells.items() if pattern == name)
        axes.text(0.5, y + 0.5, _number(intact["intact"]), fontsize=8.5, ha="center", va="center")
        for x, rule in enumerate(rules, start=1):
            if (rule, name) in cells:
                _cell(axes, x, y, cells[rule, name])
    axes.set_xlim(0.0, len(rules) + 1.0)
    axes.set_ylim(len(names), 0.0)
    axes.set_xticks(
        [k + 0.5 for k in range(len(rules) + 1)],
        ["all rules", *rules],
        rotation=90.0,
        fontsize=_NAME,
    )
    axes.set_yticks([k + 0.5 for k in range(len(names))], [_named(n, cells) for n in names])
    axes.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    axes.grid(visible=False)
    for y in range(len(names) + 1):
        axes.axhline(y, color="#E3E3E3", linewidth=0.7, zorder=1)
    axes.axvline(1.0, color=style.BLACK, linewidth=1.2)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _named(name: str, cells: dict[tuple[str, str], Row]) -> str:
    """A pattern with a word on what it is when all rules hold."""
    row = next(row for (_, pattern), row in cells.items() if pattern == name)
    known = [
        row
        for (_, pattern), row in cells.items()
        if pattern == name and row["verdict"] != NOT_MEASURED
    ]
    if row["intact"] is None or not known:
        intact = NOT_MEASURED
    else:
        # Without the rule it is what it is with it, unless that changed.
        other = {"pass": "miss", "miss": "pass"}
        intact = other[known[0]["verdict"]] if known[0]["changed"] else known[0]["verdict"]
    return f"{style.clipped(name, 26)}, {intact}"


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
        _number(row["value"]),
        fontsize=8.5,
        ha="center",
        va="center",
        fontweight="bold" if changed else "normal",
        color="black" if changed else "#555555",
    )


def _number(value: float | None) -> str:
    """A value in at most five letters."""
    if value is None:
        return "–"
    text = number(value) if abs(value) >= 0.0995 or value == 0.0 else f"{value:.3f}"
    return text.replace("-", "−")


def _key(page: Page, top: float, rules: dict[str, str]) -> None:
    """What each rule is, in two columns."""
    rows = -(-len(rules) // 2)
    for k, (name, what) in enumerate(rules.items()):
        column, row = divmod(k, rows)
        page.figure.text(
            *page.at(0.15 + 6.3 * column, top + row * _LINE),
            style.clipped(f"{name}: {what}", _LETTERS),
            fontsize=9,
            va="top",
        )


def _legend(page: Page) -> None:
    page.figure.legend(
        handles=[
            (
                Patch(facecolor=_FILLS[name], edgecolor="#999999"),
                Line2D([], [], linestyle="none", **_MARKS[name]),
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
