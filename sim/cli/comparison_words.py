"""A comparison on the terminal: tables of differences, where runs part, regret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any, Final

from sim.cli.batch_summary import number, share
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
from sim.cli.console import console, print_table, say

__all__ = ["print_comparison"]

Row = Mapping[str, Any]

_MATTER: Final = 12
"""Differences between many scenarios that are told one by one."""

_WIDE: Final = 110
"""Columns of a terminal from which all of a table of differences fits side by side."""

_KINDS: Final = 3
"""Pairs of events that are named of those at which runs part."""


def print_comparison(told: Row, missed: Sequence[str], *, found: bool) -> None:
    """Print what a comparison came to.

    Parameters
    ----------
    told
        Its summary.
    missed
        Figures that could not be drawn, and why.
    found
        Whether it was there already.
    """
    _print_heading(told, found)
    if len(told["scenarios"]) == 2:
        _print_two(told)
    else:
        _print_many(told)
        _print_matter(told)
    for parting in told["partings"]:
        _print_parting(parting)
    if told["regret"] is not None:
        _print_regret(told["regret"], level(told))
    for what in missed:
        say(f"Not drawn: {what}")
    say(told["answer"])
    say()


def _print_heading(told: Row, found: bool) -> None:
    from sim.analysis.story.words import count

    wide = max(len(row["name"]) for row in told["scenarios"])
    for row in told["scenarios"]:
        failed = f" ({row['failures']:,} failed)" if row["failures"] else ""
        mark = " (the baseline)" if row["name"] == told["baseline"] else ""
        say(f"{row['name']:<{wide}}  {row['title']}{mark}{failed}")
    say(f"{count(told['replications'], 'replication')} of each on the same luck, "
        f"seed {told['seed']}")  # fmt: skip
    if found:
        say("This comparison was there already: nothing was simulated.")
    say()


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
    headers = ("outcome", _narrow(a), _narrow(b), "apart", interval, "p", "P", "fewer")
    _print_rows(cells, headers, 1, ((0, 1, 2, 3, 4), (0, 5, 6, 7)))
    say(f"apart  {b} less {a}, mean over the same futures")
    say("p      of no difference, adjusted for all rows")
    say(f"P      that {b} has more, ties counted half")
    say("fewer  by which factor the same luck cut the replications needed")
    say()


def _print_rows(
    cells: Sequence[Sequence[str]],
    headers: Sequence[str],
    words: int,
    parts: Sequence[Sequence[int]],
) -> None:
    """Differences as a table; where it does not fit, how large they are first, then how sure.

    The first `words` columns are words, the others numbers.
    """
    whole = (0,) if words > 1 else ()
    for columns in [range(len(headers))] if console().width >= _WIDE else parts:
        part = [tuple(row[k] for k in columns) for row in cells]
        right = range(words, len(columns))
        print_table(part, tuple(headers[k] for k in columns), right=right, whole=whole)


def _narrow(name: str) -> str:
    """A name in lines of a column's width."""
    return fill(name.replace("_", " "), 10, break_long_words=False)


# -- many scenarios ------------------------------------------------------------------------

_TITLES: Final = {
    "share": "Share of futures, %",
    "days": "Days without it, up to the end",
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
    wide = min(24, max(len(name) for name in names))
    most = max(1, (console().width - wide) // 12)
    for kind, outcomes in kinds.items():
        keys = list(outcomes)
        for start in range(0, len(keys), most):
            block = keys[start : start + most]
            cells = [
                (name, *(_cell(outcomes[key], name, names[0], alpha) for key in block))
                for name in names
            ]
            headers = ("scenario", *(_header(*key) for key in block))
            title = _TITLES.get(kind, f"{kind}, mean") if start == 0 else ""
            right = range(1, len(block) + 1)
            print_table(cells, headers, right=right, whole=(0,), title=title)
    say(f"▲ and ▼: more and less than {names[0]} beyond chance, adjusted for all comparisons.")
    say()


def _header(outcome: str, category: str | None) -> str:
    name = category if category is not None else outcome.removeprefix("days_to_")
    return fill(name.replace("_", " "), 10, break_long_words=False)


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
    say(
        f"Largest differences to {told['baseline']} "
        f"({min(_MATTER, len(rows))} of {len(rows)} beyond chance)"
    )
    cells = [
        (row["b"], called(row), apart(row), spanned(row), p_value(row["p_holm"]),
         better(row), factor(row["variance_reduction"]))
        for row in rows[:_MATTER]
    ]  # fmt: skip
    headers = ("scenario", "outcome", "apart", f"{level(told)} % interval", "p", "P", "fewer")
    _print_rows(cells, headers, 2, ((0, 1, 2, 3), (0, 1, 4, 5, 6)))
    say("P      that the scenario has more, ties counted half")
    say("fewer  by which factor the same luck cut the replications needed")
    say()


# -- partings and regret -------------------------------------------------------------------


def _print_parting(parting: Row) -> None:
    from sim.analysis.story.words import date

    a, b = parting["a"], parting["b"]
    if not parting["parted"]:
        say(f"{a} and {b} never part in the first {parting['n']} replications.")
        say()
        return
    middle = date(dt.date.fromisoformat(parting["median_date"]))
    say(
        f"{a} and {b} part in {parting['parted']} of the first {parting['n']} replications, "
        f"half of them by {middle}."
    )
    kinds = [
        f"{_kind(row['kind_a'])} / {_kind(row['kind_b'])} ({row['n']})"
        for row in parting["tally"][:_KINDS]
    ]
    say(f"  first other event, {a} / {b}: {', '.join(kinds)}")
    example = parting["example"]
    if example is not None:
        alike = example["a"] and example["b"] and example["a"]["text"] == example["b"]["text"]
        same = ", the same in words but not in numbers" if alike else ""
        say(f"  replication {example['replication']}{same}:")
        for name, event in ((a, example["a"]), (b, example["b"])):
            if event is None:
                say(f"    {name}: nothing more happens")
                continue
            say(f"    {name}, {date(dt.date.fromisoformat(event['date']))}: {event['text']}")
    say()


def _kind(kind: str | None) -> str:
    return "nothing" if kind is None else kind.replace("_", " ")


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
        ("regret", "mean", "expected", f"{level} %\ninterval", "worst\ntenth", "worst", "best in"),
        right=range(1, 7),
        title=f"Regret: what the best of them would have given beyond this one in the same future\n"
        f"({'more' if told['larger_is_better'] else 'less'} is better: {told['meaning']}{unit})",
    )


def _between(row: Row, key: str) -> str:
    low, high = row[f"{key}_low"], row[f"{key}_high"]
    return "" if low is None else f"{number(low)} to {number(high)}"
