"""A comparison on the terminal: tables of differences, where runs part, regret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.wording import class_words, points, short
from sim.cli.comparison_partings import print_partings
from sim.cli.comparison_rows import (
    apart,
    better,
    called,
    factor,
    level,
    p_value,
    spanned,
    value,
)
from sim.cli.output.console import console, paragraph, print_table, say
from sim.cli.output.tables import fits
from sim.workflows.cells import number, share

__all__ = ["print_comparison"]

Row = Mapping[str, Any]

_MATTER: Final = 12
"""Differences between many scenarios that are told one by one."""


def print_comparison(
    told: Row, missed: Sequence[str], *, found: bool, everything: bool, figures: str = ""
) -> None:
    """Print what a comparison came to.

    Parameters
    ----------
    told
        Its summary.
    missed
        Figures that could not be drawn, and why.
    found
        Whether it was there already.
    everything
        Whether every outcome is told, how sure the differences are, where runs part, and regret.
    figures
        Where figures were drawn; empty if there are none.
    """
    for caution in told["cautions"]:
        paragraph(f"Caution: {caution}")
    paragraph(told["answer"])
    say()
    _print_heading(told, found)
    _print_glance(told)
    if everything:
        if len(told["scenarios"]) == 2:
            _print_two(told)
        else:
            _print_many(told)
            _print_matter(told)
        print_partings(told["partings"])
        if told["regret"] is not None:
            _print_regret(told["regret"], level(told))
    paragraph(points(told["executive"] if everything else ""))
    paragraph(told["interval"])
    for what in missed:
        paragraph(f"Not drawn: {what}")
    if not everything:
        more = "More: --all (every outcome, how sure, where they part, regret)"
        paragraph(f"{more} · figures: {figures}" if figures else more)


def _print_heading(told: Row, found: bool) -> None:
    each = []
    for row in told["scenarios"]:
        more = ["the baseline"] if row["name"] == told["baseline"] else []
        if row["failures"]:
            more.append(f"{row['failures']:,} failed")
        said = "; ".join((row["title"], *more))
        each.append(f"{row['name'].replace('_', ' ')} ({said})")
    paragraph(
        f"In the same {told['replications']:,} futures, seed {told['seed']}: {', '.join(each)}."
    )
    if found:
        say("This comparison was there already: nothing was simulated.")


def _print_glance(told: Row) -> None:
    """A few outcomes in words, what stands out beside them if there is room, else below."""
    rows = told["glance"]
    names = [row["name"].replace("_", " ") for row in told["scenarios"]]
    cells = [(_words(row), *(_at_a_glance(row, value) for value in row["values"])) for row in rows]
    noted = [(*cell, row["stands_out"]) for cell, row in zip(cells, rows, strict=True)]
    right = tuple(range(1, len(names) + 1))
    if any(row["stands_out"] for row in rows) and fits(noted, ("", *names, ""), console().width):
        print_table(noted, ("", *names, ""), right=right, whole=(0, len(names) + 1))
        return
    print_table(cells, ("", *names), right=right)
    said = [f"{row['words']}: {row['stands_out']}" for row in rows if row["stands_out"]]
    if said:
        paragraph(f"Beyond chance: {'; '.join(said)}.")


def _words(row: Row) -> str:
    unit = f", {row['unit']}" if row["unit"] and row["statistic"] == "mean" else ""
    middle = ", median" if row["statistic"] == "median" else ""
    indent = "  " if row["words"].startswith("of it ") else ""
    return f"{indent}{row['words']}{unit}{middle}"


def _at_a_glance(row: Row, value: float | None) -> str:
    from sim.cli.glance import duration

    if row["statistic"] == "median":
        return duration(value)
    return number(value) if row["statistic"] == "mean" else share(value)


# -- two scenarios -------------------------------------------------------------------------


def _print_two(told: Row) -> None:
    a, b = (row["name"] for row in told["scenarios"])
    cells = [
        (
            called(row),
            value(row, row["mean_a"]),
            value(row, row["mean_b"]),
            apart(row),
            spanned(row),
            p_value(row["p_holm"]),
            better(row),
            factor(row["variance_reduction"]),
        )
        for row in told["differences"]
    ]
    interval = f"{level(told)} % interval"
    headers = ("outcome", a, b, "apart", interval, "p", "P", "fewer")
    print_table(cells, headers, right=range(1, 8))
    paragraph(f"apart  {b} less {a}, mean over the same futures", hang=7)
    paragraph("p      of no difference, adjusted for all rows", hang=7)
    paragraph(f"P      that {b} has more, ties counted half", hang=7)
    paragraph("fewer  by which factor the same futures cut how many are needed", hang=7)
    say()


# -- many scenarios ------------------------------------------------------------------------

_TITLES: Final = {
    "share": "Share of futures, %",
    "days": "Days until it comes (to the end of the scenario where it does not), mean",
    "LP": "LP, mean",
    "": "Numbers, mean",
}


def _print_many(told: Row) -> None:
    """A table for each kind of outcome: scenarios down, outcomes across."""
    kinds: dict[str, dict[tuple[str, str | None], dict[str, Row]]] = {}
    for row in told["differences"]:
        kind = row["kind"] if row["kind"] != "mean" else row["unit"]
        about = kinds.setdefault(kind, {}).setdefault((row["outcome"], row["category"]), {})
        about[row["b"]] = row
    names = [row["name"] for row in told["scenarios"]]
    alpha = 1.0 - told["level"]
    for kind, outcomes in kinds.items():
        cells = [
            (name, *(_cell(rows, name, names[0], alpha) for rows in outcomes.values()))
            for name in names
        ]
        headers = ("scenario", *(_header(key, rows) for key, rows in outcomes.items()))
        title = _TITLES.get(kind, f"{kind}, mean")
        print_table(cells, headers, right=range(1, len(headers)), whole=(0,), title=title)
    paragraph(
        f"▲ and ▼: more and less than {names[0]} beyond chance, adjusted for all comparisons."
    )
    say()


def _header(key: tuple[str, str | None], rows: Mapping[str, Row]) -> str:
    outcome, category = key
    if category is not None:
        return f"ends: {class_words(category).lower()}"
    return short(outcome, next(iter(rows.values()))["meaning"])


def _cell(rows: Mapping[str, Row], name: str, baseline: str, alpha: float) -> str:
    if name == baseline:
        row = next(iter(rows.values()))
        return f"{value(row, row['mean_a'])}  "
    row = rows[name]
    mark = " "
    if _beyond(row, alpha):
        mark = "▲" if row["difference"] > 0.0 else "▼"
    return f"{value(row, row['mean_b'])} {mark}"


def _beyond(row: Row, alpha: float) -> bool:
    """Whether a difference is beyond chance."""
    return row["p_holm"] is not None and row["p_holm"] < alpha and row["difference"] != 0.0


def _print_matter(told: Row) -> None:
    """The largest differences beyond chance, beside the usual spread of each outcome."""
    alpha = 1.0 - told["level"]
    rows = [row for row in told["differences"] if _beyond(row, alpha)]
    rows.sort(key=lambda row: -abs(row["effect"] if row["effect"] is not None else float("inf")))
    if not rows:
        say(f"No difference to {told['baseline']} is beyond chance.")
        say()
        return
    some = f"{_MATTER} largest of {len(rows)}" if len(rows) > _MATTER else f"{len(rows)}"
    paragraph(f"The {some} differences to {told['baseline']} beyond chance")
    cells = [
        (
            row["b"],
            called(row),
            apart(row),
            spanned(row),
            p_value(row["p_holm"]),
            better(row),
            factor(row["variance_reduction"]),
        )
        for row in rows[:_MATTER]
    ]
    headers = ("scenario", "outcome", "apart", f"{level(told)} % interval", "p", "P", "fewer")
    print_table(cells, headers, right=range(2, 7), labels=2)
    paragraph("P      that the scenario has more, ties counted half", hang=7)
    paragraph("fewer  by which factor the same futures cut how many are needed", hang=7)
    say()


# -- regret ---------------------------------------------------------------------------------


def _print_regret(told: Row, level: str) -> None:
    unit = f", {told['unit']}" if told["unit"] else ""
    print_table(
        [
            (
                row["strategy"],
                number(row["utility"]),
                number(row["expected"]),
                _between(row, "expected"),
                number(row["cvar"]),
                number(row["minimax"]),
                share(row["best"]),
            )
            for row in told["strategies"]
        ],
        ("regret", "mean", "expected", f"{level} % interval", "worst tenth", "worst", "best in"),
        right=range(1, 7),
        title=f"Regret: what the best of them would have given beyond this one in the same future\n"
        f"({'more' if told['larger_is_better'] else 'less'} is better: {told['meaning']}{unit})",
    )


def _between(row: Row, key: str) -> str:
    low, high = row[f"{key}_low"], row[f"{key}_high"]
    return "" if low is None else f"{number(low)} to {number(high)}"
