"""What figures found that compare scenarios, the first of them the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.effects import aligned
from sim.analysis.comparison.pairing import pair
from sim.analysis.comparison.regret import regret as regret_of
from sim.analysis.comparison.words import MAIN, beyond, interval, main_rows, measure, topic
from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.figures.base import naming
from sim.figures.findings.names import spoken
from sim.statistics.intervals import Mean, mean, share
from sim.wording.rounding import number, percent, share_with_range, signed
from sim.wording.words import capital, count

Row = Mapping[str, Any]

GAINS: Final = ("utility_executive", "utility_target")
"""What either side gains."""


def differences(
    batches: Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> str:
    """Say which scenario has most of the main outcome, by how much, and how sure that is.

    Parameters
    ----------
    batches
        Those compared, two or more, the baseline first.
    outcomes
        Names of outcomes, the main one first; the primary ones if None, of which relief in law
        at the end is the main one.
    level
        Level of the interval, in (0, 1).
    """
    found = _compared(batches, outcomes, level)
    if not found.main:
        return spoken(batches, lambda names: _largest(found, names))
    return spoken(batches, lambda names: _foremost(found, names))


def matrix(
    batches: Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> str:
    """Say which scenario has most of the main outcome, and how many differences are sure.

    Parameters
    ----------
    batches, outcomes, level
        As for `differences`.
    """
    found = _compared(batches, outcomes, level)
    if not found.main:
        return spoken(batches, lambda names: _largest(found, names))
    return spoken(batches, lambda names: f"{_foremost(found, names, sure=False)}; {_many(found)}")


def ecdf(batches: Sequence[Batch], outcome: str = MAIN, category: str | None = None) -> str:
    """Say in how many futures a scenario has more than the baseline: the one that differs most.

    Parameters
    ----------
    batches
        Those compared, two or more, the baseline first.
    outcome, category
        Name of the outcome, and the class if it holds classes.
    """
    table = compare(batches, outcomes=[outcome]).table
    rows = [row for row in table.to_dicts() if row["category"] == category]
    known = [k for k, row in enumerate(rows, start=1) if row["n"]]
    if not known:
        return "There is no such thing in any pair of futures"
    what = capital(naming.outcome(outcome, category, rows[0]["meaning"]))
    if not any(row["differing"] for row in rows):
        return f"{what}: the same in {_each(rows[0]['n'])}"
    most = max(known, key=lambda k: (abs(rows[k - 1]["better"] - 0.5), rows[k - 1]["differing"]))
    sign = 1.0 if rows[most - 1]["better"] >= 0.5 else -1.0
    values = [each[outcome, category] for each in aligned(batches, [outcome])]
    apart = sign * (values[most] - values[0])
    there = ~np.isnan(apart)
    member = pair(batches).groups
    ahead = share(
        (apart[there] > 0.0).astype(np.float64), None if member is None else member[there]
    )
    behind = percent(float((apart[there] < 0.0).mean()))
    how_often = f"{share_with_range(*ahead)} of futures, less in {behind}"

    def say(names: Sequence[str]) -> str:
        more, less = names[most], names[0]
        if sign < 0.0:
            more, less = less, more
        if outcome == MAIN:
            return f"{more} eases more than {less} in {how_often}"
        return f"{what}: more in {more} than in {less} in {how_often}"

    return spoken(batches, say)


def utilities(batches: Sequence[Batch], level: float = 0.95) -> str:
    """Say in which scenario either side gains most.

    Parameters
    ----------
    batches
        Those compared, two or more.
    level
        Level of the intervals, in (0, 1).
    """
    sides = [_gains(batches, column) for column in GAINS]
    if not any(each.mean for side in sides for each in side):
        return "Neither side gains anything in any scenario"
    best = [max(range(len(side)), key=lambda k: side[k].mean) for side in sides]
    agents = [batch.model.scenario.agents for batch in batches]
    who = [
        _alike([each.executive.name for each in agents]) or "the executive",
        _alike([each.target.name for each in agents]) or "the target",
    ]
    units = [column.unit for column in chosen_columns(batches[0], GAINS)]
    how_much = [
        f"{number(side[k].mean)} {unit}{_ends(side[k].interval(level))}"
        for side, k, unit in zip(sides, best, units, strict=True)
    ]

    def say(names: Sequence[str]) -> str:
        if best[0] == best[1]:
            told = ", ".join(f"{a} {b}" for a, b in zip(who, how_much, strict=True))
            return f"Both sides gain most in {names[best[0]]}: {told}"
        first, second = (f"{names[k]}, {gain}" for k, gain in zip(best, how_much, strict=True))
        return f"{capital(who[0])} gains most in {first}; {who[1]} in {second}"

    return spoken(batches, say)


def regret(batches: Sequence[Batch], outcomes: Sequence[str] = GAINS, level: float = 0.95) -> str:
    """Say which scenario would be regretted least, and in how many futures it is best.

    Parameters
    ----------
    batches
        Those compared, two or more, the baseline first.
    outcomes
        Names of outcomes of which more is better, the main one first.
    level
        Level of the interval, in (0, 1).
    """
    if not outcomes:
        return "Nothing is named that could be regretted"
    rows = regret_of(batches, outcome=outcomes[0], level=level).to_dicts()
    (column,) = chosen_columns(batches[0], outcomes[:1])
    what = capital(naming.outcome(column.name, None, column.meaning))
    if not any(row["expected"] for row in rows):
        return f"{what}: as much in each scenario, in {_each(rows[0]['n'])}; nothing to regret"
    least = min(range(len(rows)), key=lambda k: rows[k]["expected"])
    row = rows[least]
    low, high = row["expected_low"], row["expected_high"]
    regretted = f"{number(row['expected'])} {column.unit}".rstrip()
    ends = _ends(None if low is None else (low, high))
    return spoken(
        batches,
        lambda names: (
            f"{what}: {names[least]} would be regretted least, {regretted}{ends}; "
            f"best in {percent(row['best'])} of futures"
        ),
    )


# -- what sentences are made of ----------------------------------------------------------------


class _Compared(NamedTuple):
    """Differences to the baseline.

    Attributes
    ----------
    rows
        All of them.
    main
        Those of the main outcome.
    place
        Of each scenario, by its label.
    level
        Level of confidence.
    """

    rows: Sequence[Row]
    main: Sequence[Row]
    place: Mapping[str, int]
    level: float


def _compared(batches: Sequence[Batch], outcomes: Sequence[str] | None, level: float) -> _Compared:
    comparison = compare(batches, outcomes=outcomes, level=level)
    rows = comparison.table.to_dicts()
    place = {name: k for k, name in enumerate(comparison.names)}
    return _Compared(rows, main_rows(rows, comparison.names, outcomes), place, level)


def _foremost(found: _Compared, names: Sequence[str], *, sure: bool = True) -> str:
    """Say which scenario has most of the main outcome; of days until something, the fewest."""
    about = found.main[0]
    if not any(row["differing"] for row in found.main):
        return f"{topic(about)}: the same in {_each(about['n'])}"
    days = about["kind"] == "days"
    row = (min if days else max)(found.main, key=lambda row: row["mean_b"])
    apart = row["difference"]
    ahead = apart < 0.0 if days else apart > 0.0
    first, second = (names[found.place[row[end]]] for end in ("ba" if ahead else "ab"))
    if not apart:
        return f"{topic(about)}: on average the same in {first} as in {second}"
    tail = f" {interval(row, 1.0 if apart > 0.0 else -1.0)}" if sure else ""
    if not beyond(row, found.level):
        tail += ", which may be chance"
    if about["outcome"] == MAIN and len(names) == 2:
        return f"{first} eases {measure(row, abs(apart))} more than {second}{tail}"
    value = row["mean_b"] if ahead else row["mean_a"]
    share_of = about["kind"] == "share"
    much = percent(value) if share_of else measure(row, value)
    by = f"{number(abs(apart))} {'fewer' if days else 'more'}"
    if share_of:
        by = f"{number(100.0 * abs(apart))} points more"
    if about["outcome"] == MAIN:
        return f"{first} eases most: {much}, {by} than {second}{tail}"
    word = {"days": "fewest", "share": "most often"}.get(about["kind"], "most")
    return f"{topic(about)}: {word} in {first}, {much}, {by} than in {second}{tail}"


def _largest(found: _Compared, names: Sequence[str]) -> str:
    """Say which difference of shares is the largest beyond chance, where no mean is compared."""
    sure = [row for row in found.rows if row["kind"] == "share" and beyond(row, found.level)]
    if not sure:
        return capital(_many(found))
    row = max(sure, key=lambda row: abs(row["difference"]))
    sign = 1.0 if row["difference"] > 0.0 else -1.0
    what = capital(naming.outcome(row["outcome"], row["category"], row["meaning"]))
    b, a = (names[found.place[row[end]]] for end in "ba")
    return (
        f"{what}: {percent(row['mean_b'])} in {b}, {number(100.0 * abs(row['difference']))} points "
        f"{'more' if sign > 0.0 else 'less'} than in {a} {interval(row, sign)}"
    )


def _many(found: _Compared) -> str:
    """Say how many differences are beyond chance."""
    there = [row for row in found.rows if row["difference"] is not None]
    if not there:
        return "nothing that is compared is there in any pair of futures"
    if not any(row["differing"] for row in there):
        return "nothing differs in any future"
    sure = sum(beyond(row, found.level) for row in there)
    if not sure:
        return f"none of {count(len(there), 'difference')} is beyond chance"
    return f"{sure:,} of {count(len(there), 'difference')} beyond chance"


def _each(n: int) -> str:
    """Return all of so many futures."""
    return f"each of {n:,} futures" if n > 1 else "the only future"


def _gains(batches: Sequence[Batch], column: str) -> list[Mean]:
    """Return the mean of a column in each scenario."""
    return [mean(numbers(batch.column(column)), groups(batch)) for batch in batches]


def _ends(ends: tuple[float, float] | None) -> str:
    """Return an interval in brackets; nothing where there is none."""
    if ends is None:
        return ""
    return " ({} to {})".format(*(signed(end, plus=False) for end in ends))


def _alike(names: Sequence[str]) -> str:
    """Return a name that all have; none if they differ."""
    return names[0] if len(set(names)) == 1 else ""
