"""What a backtest comes to, as tables: the same on the terminal and in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from sim.batch.batch import Batch
from sim.statistics.clusters import FEWEST
from sim.validation.backtest.forecasters import FORECASTERS, HEADLINE, MODELS, RIVAL
from sim.validation.backtest.groups import ALL, CASE, EVERYTHING, KIND
from sim.validation.backtest.numbers import SCORES, SHORT, apart, ranged
from sim.validation.backtest.results import Backtest
from sim.validation.backtest.scoring import FLOOR
from sim.wording.cells import score_cell
from sim.wording.rounding import percent
from sim.wording.words import count
from sim.workflows.page import Table

__all__ = ["overview"]

_OF_RULES: Final = ("brier", "log")
"""Scores of which it is told what rules do to them."""

OVER_CASES: Final = (
    "In brackets 95 % intervals: whole cases are drawn anew (bootstrap by percentiles), since "
    f"items of one case hang together; of fewer than {FEWEST} cases there is none."
)
"""What intervals are of."""


def overview(result: Backtest, batches: Sequence[Batch], *, each: bool) -> Iterator[Table]:
    """Yield cases, scores, how the headline fares beside others, groups, and rules switched off.

    Parameters
    ----------
    result
        The backtest.
    batches
        One of each case.
    each
        Whether to name each case.
    """
    yield _cases(result, batches, each=each)
    yield _scores(result)
    yield _beside(result)
    if result.by != CASE:
        yield _groups(result)
    yield _rules(result)


# -- cases and scores ----------------------------------------------------------------------


def _cases(result: Backtest, batches: Sequence[Batch], *, each: bool) -> Table:
    rows: list[tuple[str, ...]] = []
    for batch in batches if each else ():
        kinds = _kinds(result.items.filter(pl.col("case") == batch.name))
        runs = (f"{batch.n:,}", f"{batch.failures.height:,}")
        rows.append((batch.name, batch.title, *runs, *kinds))
    if len(batches) > 1:
        runs = (f"{sum(b.n for b in batches):,}", f"{sum(b.failures.height for b in batches):,}")
        rows.append((ALL, count(len(batches), "case"), *runs, *_kinds(result.items)))
    binary = result.items.filter(pl.col("kind") == "yes_no")
    yes = int(binary["answer"].sum() or 0)
    return Table(
        rows,
        ("case", "title", "runs", "failed", "yes or no", "dates", "values"),
        right=(2, 3, 4, 5, 6),
        title="Cases",
        note=f"{count(result.items.height, 'item')} in all. Those of a record are there because "
        f"they happened: {yes} of {binary.height} answers of yes or no are yes. Runs that failed "
        "are left out of everything below.",
    )


def _kinds(items: pl.DataFrame) -> list[str]:
    kinds = items["kind"].to_list()
    return [f"{kinds.count(kind):,}" for kind in ("yes_no", "date", "value")]


def _scores(result: Backtest) -> Table:
    table = result.scores.filter(pl.col("by") == EVERYTHING)
    rows = []
    for (group, name), part in table.group_by("group", "forecaster", maintain_order=True):
        by = {row["score"]: row for row in part.iter_rows(named=True)}
        label = FORECASTERS[str(name)].label
        rows.append((str(group), label, *(ranged(by.get(score), "mean") for score in SCORES)))
    rows.sort(key=lambda row: row[0] != ALL)
    return _without_group(
        Table(
            rows,
            ("items", "forecaster", *SCORES.values()),
            right=range(2, 2 + len(SCORES)),
            labels=2,
            title="Scores, smaller is better",
            note=f"{_so_many(table)} {OVER_CASES} {_who(result)}",
        )
    )


def _without_group(table: Table) -> Table:
    """Return a table without the column of groups, if there is but one group."""
    if len({row[0] for row in table.rows}) > 1:
        return table
    return replace(
        table,
        rows=[row[1:] for row in table.rows],
        headers=table.headers[1:],
        right=[k - 1 for k in table.right],
        labels=table.labels - 1,
    )


def _so_many(table: pl.DataFrame) -> str:
    """Say how many items and cases each score of all rests on."""
    sizes = {
        row["score"]: f"{row['n']:,} in {count(row['cases'], 'case')}"
        for row in table.filter(pl.col("group") == ALL).iter_rows(named=True)
    }
    said = []
    if "brier" in sizes:
        said.append(f"answers of yes or no: {sizes['brier']}")
    if "crps" in sizes:
        said.append(f"dates: {sizes['crps']}")
    return f"Items: {'; '.join(said)}." if said else ""


def _who(result: Backtest) -> str:
    known = result.items["base_rate"].drop_nulls()
    without = known.len() - int(known.sum())
    return (
        " ".join(who.about for who in FORECASTERS.values())
        + f" No base rate is known of {without} of {known.len()} items. All forecast from the "
        "start of the scenario: a tenth renewal takes ten. Log scores take nothing for less "
        f"probable than {percent(FLOOR)}; CRPS is how far a forecast lay off, in years up to the "
        "end of the scenario."
    )


def _beside(result: Backtest) -> Table:
    table = result.skill.filter(pl.col("by") == EVERYTHING, pl.col("forecaster") == HEADLINE)
    rows = [
        (
            row["group"],
            FORECASTERS[row["reference"]].label,
            SHORT[row["score"]],
            apart(row),
            ranged({**row, "low": row["skill_low"], "high": row["skill_high"]}, "skill"),
        )
        for row in table.iter_rows(named=True)
    ]
    return _without_group(
        Table(
            rows,
            ("items", "against", "score", "difference", "skill"),
            right=(3, 4),
            labels=3,
            title=f"The {FORECASTERS[HEADLINE].label} beside the others",
            note="Difference: of mean scores, item by item; below 0 is better. Skill: 1 is "
            "perfect, 0 no better, below 0 worse; – where nothing bounds it or the reference makes "
            "no mistake.",
        )
    )


def _groups(result: Backtest) -> Table:
    """Return scores by group: of the headline with interval, of all others as they are."""
    chosen = pl.col("by") == result.by
    differences = {
        (row["group"], row["score"]): row
        for row in result.skill.filter(chosen, forecaster=HEADLINE, reference=RIVAL).to_dicts()
    }
    others = [name for name in FORECASTERS if name != HEADLINE]
    rows = []
    table = result.scores.filter(chosen)
    for (group, score), part in table.group_by("group", "score", maintain_order=True):
        by = {row["forecaster"]: row for row in part.iter_rows(named=True)}
        first = by[HEADLINE]
        rows.append(
            (
                str(group),
                SHORT[str(score)],
                f"{first['n']:,}",
                f"{first['cases']:,}",
                ranged(first, "mean"),
                apart(differences[group, score]),
                *(score_cell(by[name]["mean"]) for name in others),
            )
        )
    called = "kind of question" if result.by == KIND else result.by
    label, rival = FORECASTERS[HEADLINE].label, FORECASTERS[RIVAL].label
    return Table(
        rows,
        (
            called,
            "score",
            "n",
            "cases",
            label,
            f"less {rival}",
            *(FORECASTERS[name].label for name in others),
        ),
        right=range(2, 6 + len(others)),
        labels=2,
        title=f"Scores by {called}",
        note=f"Less {rival}: the difference, item by item; below 0 the {label} is better.",
    )


def _rules(result: Backtest) -> Table:
    columns = [(name, score) for name in reversed(MODELS) for score in _OF_RULES]
    rows = []
    for (rule,), part in result.rules.group_by("rule", maintain_order=True):
        by = {(row["forecaster"], row["score"]): row for row in part.iter_rows(named=True)}
        cells = (apart(by[column]) if column in by else "" for column in columns)
        rows.append((str(rule), str(part["what"][0]), *cells))
    return Table(
        rows,
        ("without", "rule", *(f"{FORECASTERS[who].label}, {SHORT[of]}" for who, of in columns)),
        right=range(2, 2 + len(columns)),
        title="What the absence of a rule does to the scores",
        note="The score without the rule less that with all of them, item by item, on the same "
        "random numbers: above 0 the rule makes forecasts better. The weights of the pool are "
        "those with all rules.",
    )
