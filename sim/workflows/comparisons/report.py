"""A comparison as a report: at a glance, then every difference, where runs part, and regret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.analysis.comparison.cells import (
    apart,
    better,
    called,
    level,
    spanned,
    value,
)
from sim.analysis.comparison.words import beyond
from sim.analysis.wording import class_words, points, short
from sim.wording.cells import duration, factor, interval, number, p_value, share
from sim.workflows.comparisons.partings import partings_report
from sim.workflows.page import Block, Facts, IfItFits, Line, Paragraph, Remark, Table

__all__ = ["at_a_glance", "beyond_chance", "comparison_report"]

Row = Mapping[str, Any]

_MATTER: Final = 12
"""Differences between many scenarios that are told one by one."""


def comparison_report(
    summary: Row, *, found: bool = False, everything: bool = False
) -> Iterator[Block]:
    """Yield the blocks of a report on a comparison.

    Parameters
    ----------
    summary
        Its summary, see `sim.workflows.comparisons.summary.summary`.
    found
        Whether it had been computed before.
    everything
        Whether to report every outcome, how sure the differences are, where runs part, and
        regret.
    """
    for said in summary.get("conditioned", ()):
        yield Paragraph(said)
    for caution in summary["cautions"]:
        yield Paragraph(f"Caution: {caution}")
    yield Paragraph(summary["answer"])
    yield Line()
    yield from _heading(summary, found)
    yield at_a_glance(summary, [row["name"].replace("_", " ") for row in summary["scenarios"]])
    if everything:
        yield from _two(summary) if len(summary["scenarios"]) == 2 else _many(summary)
        yield from partings_report(summary["partings"])
        if summary["regret"] is not None:
            yield _regret(summary["regret"], level(summary))
    yield Paragraph(points(summary["executive"] if everything else ""))
    yield Paragraph(summary["interval"])


def _heading(summary: Row, found: bool) -> Iterator[Block]:
    scenarios = []
    for row in summary["scenarios"]:
        more = ["the baseline"] if row["name"] == summary["baseline"] else []
        if row["failures"]:
            more.append(f"{row['failures']:,} failed")
        about = "; ".join((row["title"], *more))
        scenarios.append(f"{row['name'].replace('_', ' ')} ({about})")
    n, seed = summary["replications"], summary["seed"]
    yield Paragraph(f"In the same {n:,} futures, seed {seed}: {', '.join(scenarios)}.")
    if found:
        yield Remark("This comparison was there already: nothing was simulated.")


def at_a_glance(summary: Row, names: Sequence[str]) -> Table | IfItFits:
    """Return a few outcomes in words, what stands out beside them if there is room, else below.

    Parameters
    ----------
    summary
        The summary.
    names
        What its scenarios are called, in their order.
    """
    rows = summary["glance"]
    cells = [(_words(row), *(_in_words(row, value) for value in row["values"])) for row in rows]
    right = tuple(range(1, len(names) + 1))
    table = Table(cells, ("", *names), right=right)
    if not any(row["stands_out"] for row in rows):
        return table
    noted = [(*cell, row["stands_out"]) for cell, row in zip(cells, rows, strict=True)]
    wide = Table(noted, ("", *names, ""), right=right, whole=(0, len(names) + 1))
    told = [f"{row['words']}: {row['stands_out']}" for row in rows if row["stands_out"]]
    return IfItFits(wide, (table, Paragraph(f"Beyond chance: {'; '.join(told)}.")))


def _words(row: Row) -> str:
    unit = f", {row['unit']}" if row["unit"] and row["statistic"] == "mean" else ""
    middle = ", median" if row["statistic"] == "median" else ""
    indent = "  " if row["words"].startswith("of it ") else ""
    return f"{indent}{row['words']}{unit}{middle}"


def _in_words(row: Row, value: float | None) -> str:
    if row["statistic"] == "median":
        return duration(value)
    return number(value) if row["statistic"] == "mean" else share(value)


# -- two scenarios -------------------------------------------------------------------------


_FEWER: Final = ("fewer", "by which factor the same futures cut how many are needed")


def _two(summary: Row) -> Iterator[Block]:
    a, b = (row["name"] for row in summary["scenarios"])
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
        for row in summary["differences"]
    ]
    interval = f"{level(summary)} % interval"
    headers = ("outcome", a, b, "apart", interval, "p", "P", "fewer")
    yield Table(cells, headers, right=range(1, 8))
    yield Facts(
        [
            ("apart", f"{b} less {a}, mean over the same futures"),
            ("p", "of no difference, adjusted for all rows"),
            ("P", f"that {b} has more, ties counted half"),
            _FEWER,
        ]
    )
    yield Line()


# -- many scenarios ------------------------------------------------------------------------

_TITLES: Final = {
    "share": "Share of futures, %",
    "days": "Days until it comes (to the end of the scenario where it does not), mean",
    "LP": "LP, mean",
    "": "Numbers, mean",
}


def _many(summary: Row) -> Iterator[Block]:
    """A table for each kind of outcome: scenarios down, outcomes across."""
    kinds: dict[str, dict[tuple[str, str | None], dict[str, Row]]] = {}
    for row in summary["differences"]:
        kind = row["kind"] if row["kind"] != "mean" else row["unit"]
        about = kinds.setdefault(kind, {}).setdefault((row["outcome"], row["category"]), {})
        about[row["b"]] = row
    names = [row["name"] for row in summary["scenarios"]]
    for kind, outcomes in kinds.items():
        cells = [
            (name, *(_cell(rows, name, names[0], summary["level"]) for rows in outcomes.values()))
            for name in names
        ]
        headers = ("scenario", *(_header(key, rows) for key, rows in outcomes.items()))
        title = _TITLES.get(kind, f"{kind}, mean")
        yield Table(cells, headers, right=range(1, len(headers)), whole=(0,), title=title)
    yield Paragraph(
        f"▲ and ▼: more and less than {names[0]} beyond chance, adjusted for all comparisons."
    )
    yield Line()
    yield from _largest(summary)


def _header(key: tuple[str, str | None], rows: Mapping[str, Row]) -> str:
    outcome, category = key
    if category is not None:
        return f"ends: {class_words(category).lower()}"
    return short(outcome, next(iter(rows.values()))["meaning"])


def _cell(rows: Mapping[str, Row], name: str, baseline: str, confidence: float) -> str:
    if name == baseline:
        row = next(iter(rows.values()))
        return f"{value(row, row['mean_a'])}  "
    row = rows[name]
    mark = " "
    if beyond(row, confidence):
        mark = "▲" if row["difference"] > 0.0 else "▼"
    return f"{value(row, row['mean_b'])} {mark}"


def beyond_chance(summary: Row) -> list[Row]:
    """Return differences to the baseline that are beyond chance, the largest first."""
    rows = [row for row in summary["differences"] if beyond(row, summary["level"])]
    rows.sort(key=lambda row: -abs(row["effect"] if row["effect"] is not None else float("inf")))
    return rows


def _largest(summary: Row) -> Iterator[Block]:
    """The largest differences beyond chance, beside the usual spread of each outcome."""
    rows = beyond_chance(summary)
    if not rows:
        yield Line(f"No difference to {summary['baseline']} is beyond chance.")
        yield Line()
        return
    some = f"{_MATTER} largest of {len(rows)}" if len(rows) > _MATTER else f"{len(rows)}"
    yield Paragraph(f"The {some} differences to {summary['baseline']} beyond chance")
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
    headers = ("scenario", "outcome", "apart", f"{level(summary)} % interval", "p", "P", "fewer")
    yield Table(cells, headers, right=range(2, 7), labels=2)
    yield Facts([("P", "that the scenario has more, ties counted half"), _FEWER])
    yield Line()


# -- regret --------------------------------------------------------------------------------


def _regret(regret: Row, level: str) -> Table:
    unit = f", {regret['unit']}" if regret["unit"] else ""
    better = "more" if regret["larger_is_better"] else "less"
    return Table(
        [_strategy(row) for row in regret["strategies"]],
        ("regret", "mean", "expected", f"{level} % interval", "worst tenth", "worst", "best in"),
        right=range(1, 7),
        title="Regret: what the best of them would have given beyond this one in the same future\n"
        f"({better} is better: {regret['meaning']}{unit})",
    )


def _strategy(row: Row) -> Sequence[str]:
    return (
        row["strategy"],
        number(row["utility"]),
        number(row["expected"]),
        interval(row, number, "expected_"),
        number(row["cvar"]),
        number(row["minimax"]),
        share(row["best"]),
    )
