"""How far probabilities and intervals of a backtest can be taken at their word, as tables."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sim.validation.backtest.discrimination import ITEMS, RELIEF
from sim.validation.backtest.forecasters import FORECASTERS, HEADLINE
from sim.validation.backtest.groups import ALL, EVERYTHING
from sim.validation.backtest.numbers import ranged
from sim.validation.backtest.results import Backtest
from sim.wording.cells import share
from sim.wording.rounding import percent_range
from sim.wording.words import capital
from sim.workflows.page import Table

__all__ = ["calibration"]


def calibration(result: Backtest) -> Iterator[Table]:
    """Yield areas under the curve, reliability, recalibration and coverage."""
    yield _areas(result)
    yield _reliability(result)
    yield _slopes(result)
    yield _coverage(result)


def _areas(result: Backtest) -> Table:
    table = result.areas.filter(by=EVERYTHING, group=ALL)
    cells = {(row["forecaster"], row["of"]): row for row in table.iter_rows(named=True)}
    rows = [
        (who.label, *(ranged(cells.get((name, of)), "area") for of in (ITEMS, RELIEF)))
        for name, who in FORECASTERS.items()
        if table.height
    ]
    sizes = {row["of"]: row for row in cells.values()}
    said = [
        f"{words}: {row['yes']:,} of {row['n']:,}"
        for of, words in ((ITEMS, "answers that were yes"), (RELIEF, "cases with relief"))
        if (row := sizes.get(of)) is not None
    ]
    return Table(
        rows,
        ("forecaster", "all answers of yes or no", "relief against none"),
        right=(1, 2),
        title="Areas under the curve, larger is better",
        note="How often what happened was called likelier than what did not: 1 always, 0.5 as "
        "often as not. Relief against none: of each case one item, whether any measure is eased "
        f"by the end. {capital('; '.join(said))}. Intervals over cases.",
    )


def _reliability(result: Backtest) -> Table:
    rows = [
        (
            f"{row['low']:.1f} to {row['high']:.1f}",
            f"{row['n']:,}",
            f"{row['cases']:,}",
            share(row["forecast"]),
            _share(row["frequency"], row["frequency_low"], row["frequency_high"]),
        )
        for row in result.reliability.filter(forecaster=HEADLINE).iter_rows(named=True)
    ]
    return Table(
        rows,
        ("forecast", "n", "cases", "mean", "happened"),
        right=(1, 2, 3, 4),
        title=f"Reliability of the probabilities of the {FORECASTERS[HEADLINE].label}",
        note="Intervals of shares: Wilson's, for as many items as these count for, since those of "
        "a case hang together; of too few cases none.",
    )


def _slopes(result: Backtest) -> Table:
    rows = [
        (
            FORECASTERS[row["forecaster"]].label,
            ranged(row, "slope"),
            ranged(
                {**row, "low": row["intercept_low"], "high": row["intercept_high"]}, "intercept"
            ),
        )
        for row in result.slopes.iter_rows(named=True)
        if row["slope"] is not None
    ]
    return Table(
        rows,
        ("forecaster", "slope", "intercept"),
        right=(1, 2),
        title="Recalibration",
        note="logit P(yes) = intercept + slope × logit(forecast): 0 and 1 if calibrated; a slope "
        "below 1 is too sure of itself. Whoever always says the same, or parts all yes from all "
        "no, has no slope. Intervals over cases.",
    )


def _coverage(result: Backtest) -> Table:
    groups = result.coverage.group_by("kind", "forecaster", maintain_order=True)
    rows = []
    for (kind, who), part in groups:
        cells = [
            _share(row["share"], row["low"], row["high"]) for row in part.iter_rows(named=True)
        ]
        size = (f"{part['n'][0]:,}", f"{part['cases'][0]:,}")
        rows.append((f"{kind}s", FORECASTERS[str(who)].label, *size, *cells))
    return Table(
        rows,
        ("of", "forecaster", "n", "cases", "within 50 %", "within 90 %"),
        right=(2, 3, 4, 5),
        labels=2,
        title="How often it lay within the central interval",
        note=f"Intervals as above. {_unscored(result)}".strip(),
    )


def _unscored(result: Backtest) -> str:
    """Say which values have no forecast at all, and what they count as."""
    rows = result.items.filter((pl.col("kind") == "value") & (pl.col("n") == 0))
    if not rows.height:
        return ""
    names = ", ".join(f"{row['case']}: {row['id']}" for row in rows.iter_rows(named=True))
    return f"No future has such a value, which counts as outside every interval: {names}."


def _share(value: float, low: float | None, high: float | None) -> str:
    """Return a share with its interval: ``26.0 % (15.4 to 40.3 %)``."""
    if low is None or high is None:
        return share(value)
    return f"{share(value)} ({percent_range(low, high)})"
