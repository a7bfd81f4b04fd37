"""What figures of backtests, checks and calibrations found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from sim.analysis.wording import parameter_words
from sim.batch.batch import Batch
from sim.statistics import clusters
from sim.statistics.intervals import Estimated
from sim.validation.backtest.forecasters import FORECASTERS, HEADLINE, MODELS, RIVAL
from sim.validation.backtest.groups import ALL, EVERYTHING
from sim.validation.backtest.numbers import TITLES, ranged
from sim.validation.patterns.tally import tally
from sim.wording.rounding import between, compact, minus, share_with_range, with_range
from sim.wording.words import brief, clipped, count, lower

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest
    from sim.validation.patterns.calibration import Calibration
    from sim.validation.patterns.check import Check

Row = dict[str, Any]

_LETTERS: Final = 48
"""Letters of what a rule, or a parameter, is."""


# -- backtests -------------------------------------------------------------------------------------


def record(backtest: Backtest, batches: Sequence[Batch]) -> str:
    """Say how much of the time the record of relief lies in the bands of the futures."""
    known = backtest.paths.drop_nulls(["share_in_50", "share_in_90"])
    if not known.height:
        return "No record says how much was eased, only when something was"
    shares = known.select("share_in_90", "share_in_50").cast(pl.Float64).to_numpy()
    wide, narrow = clusters.means(shares, np.arange(known.height), backtest.level)
    return (
        f"The record lies in the band of 90 % of futures {_share(wide)} of the time, in that of "
        f"half of them {_share(narrow)}; {count(known.height, 'case')}"
    )


def scores(backtest: Backtest, batches: Sequence[Batch]) -> str:
    """Say who forecasts best, and how well the headline does."""
    table = backtest.scores.filter(by=EVERYTHING, group=ALL)
    score = _first_score(table)
    if not score:
        return "Nothing was scored"
    rows = sorted(table.filter(score=score).to_dicts(), key=lambda row: float(row["mean"]))
    best, *others = rows
    other = next((row for row in others if row["forecaster"] == HEADLINE), None)
    other = other or next(iter(others), None)
    text = f"Best {TITLES[score]}: {_scored(best)}"
    return text if other is None else f"{text}; {_scored(other)}"


def skill(backtest: Backtest, batches: Sequence[Batch]) -> str:
    """Say whether the headline forecasts better than its rival, and how sure that is."""
    pair = {"forecaster": HEADLINE, "reference": RIVAL}
    table = backtest.skill.filter(by=EVERYTHING, group=ALL, **pair)
    score = _first_score(table)
    ours, theirs = (f"the {FORECASTERS[name].label}" for name in (HEADLINE, RIVAL))
    if not score:
        return f"Nothing was scored of {ours} and {theirs}"
    (row,) = table.filter(score=score).to_dicts()
    value, low, high = (row[name] for name in ("skill", "skill_low", "skill_high"))
    what = f"{ours[:1].upper()}{ours[1:]}"
    if value is None:
        return f"{theirs[:1].upper()}{theirs[1:]} makes no mistake: {ours} has no skill beside it"
    word = "better than" if value > 0.0 else "worse than" if value < 0.0 else "as well as"
    text = f"{what} forecasts {word} {theirs}: skill {_two(value)}"
    if low is None and high is None:
        return f"{text}; too few cases to say how sure"
    sure = (low is not None and low > 0.0) or (high is not None and high < 0.0)
    chance = "" if sure else ", which may be chance"
    return f"{text} ({_range(low, high)}){chance}"


def reliability(backtest: Backtest, batches: Sequence[Batch]) -> str:
    """Say whether what is called likely is, by the slope of a calibration."""
    known = {row["forecaster"]: row for row in backtest.slopes.drop_nulls("slope").to_dicts()}
    who = next((name for name in (*MODELS, *FORECASTERS) if name in known), None)
    if who is None:
        return "Too few items to say whether what is called likely is"
    slope, low, high = (known[who][name] for name in ("slope", "low", "high"))
    label = FORECASTERS[who].label
    if low is None and high is None:
        return f"Calibration slope of the {label}: {_two(slope)}, 1 being reliable; of few cases"
    if high is not None and high < 1.0:
        verdict = "is too sure"
    elif low is not None and low > 1.0:
        verdict = "is not sure enough"
    else:
        verdict = "may be reliable"
    ends = _range(low, high)
    return f"The {label} {verdict}: calibration slope {_two(slope)} ({ends}), 1 being reliable"


def forecasts(backtest: Backtest, batches: Sequence[Batch]) -> str:
    """Say which probability was given to what happened, and to what did not."""
    items = backtest.items.filter(pl.col("kind") == "yes_no").drop_nulls("probability")
    told: list[str] = []
    for answer, what in ((True, "What happened had been given"), (False, "what did not")):
        chosen = items.filter((pl.col("answer") != 0.0) == answer)
        if chosen.height:
            (found,) = clusters.means(
                chosen.select(pl.col("probability").cast(pl.Float64)).to_numpy(),
                clusters.numbered(chosen["case"].to_list()),
                backtest.level,
            )
            if not answer and not told:
                what = "What did not happen had been given"
            told.append(f"{what} {_share(found)}")
    if not told:
        return "No item has a yes or a no for an answer"
    cases = count(items["case"].n_unique(), "case")
    return f"{', '.join(told)}; {count(items.height, 'item')}, {cases}"


def dates(backtest: Backtest, batches: Sequence[Batch], level: float | None = None) -> str:
    """Say how many dates lay where the futures put them."""
    dated = backtest.items.filter(pl.col("kind") == "date")
    return _inside(dated, "date", backtest.level if level is None else level)


def pit(backtest: Backtest, batches: Sequence[Batch], level: float | None = None) -> str:
    """Say how many dates and numbers lay where the futures put them."""
    items = backtest.items.drop_nulls("pit")
    return _inside(items, "answer", backtest.level if level is None else level)


def _inside(items: pl.DataFrame, what: str, level: float) -> str:
    """Say how many answers lay in the central intervals of their forecasts."""
    told = items.drop_nulls(["in50_simulator", "in90_simulator"])
    if not told.height:
        return f"No {what} can be held against an interval"
    hits = told["in90_simulator"].cast(pl.Float64).to_numpy()
    half = int(told["in50_simulator"].cast(pl.Int64).sum())
    found = clusters.share(hits, clusters.numbered(told["case"].to_list()), level)
    return (
        f"{int(hits.sum())} of {count(told.height, what)} lay where 90 % of futures are: "
        f"{_share(found)}; {half} where half of them are"
    )


# -- checks ----------------------------------------------------------------------------------------


def patterns(check: Check) -> str:
    """Say how many patterns are met, by what they are for."""
    rows = check.patterns.to_dicts()
    return tally(rows) if rows else "No pattern was looked at"


def ablations(check: Check) -> str:
    """Say without which rule most patterns break, and how many rules matter to one."""
    rows = check.ablations.to_dicts()
    breaks: dict[str, int] = {row["what"]: 0 for row in rows}
    for row in rows:
        breaks[row["what"]] += row["changed"] == "breaks"
    if not breaks:
        return "No rule was switched off"
    rules = count(len(breaks), "rule")
    most = max(breaks, key=lambda what: breaks[what])
    if not breaks[most]:
        return f"No pattern breaks when one of {rules} is switched off"
    matter = sum(n > 0 for n in breaks.values())
    return (
        f"Some pattern breaks without {matter} of {rules}; most, {breaks[most]:,}, without "
        f"{clipped(lower(brief(most)), _LETTERS)}"
    )


# -- calibrations ----------------------------------------------------------------------------------


def marginals(calibration: Calibration) -> str:
    """Say of which parameter most was learned, and what is thought of it."""
    rows = calibration.parameters.drop_nulls("contraction").to_dicts()
    taught = [row for row in rows if row["contraction"] > 0.0]
    if not taught:
        return f"Nothing is learned of {count(calibration.parameters.height, 'parameter')}"
    most = max(taught, key=lambda row: float(row["contraction"]))
    words = parameter_words(most["path"]).partition(" (")[0].partition(";")[0]
    after = with_range(*(most[f"posterior_{name}"] for name in ("median", "q05", "q95")))
    before = between(most["prior_q05"], most["prior_q95"])
    return f"Most is learned of: {clipped(words, _LETTERS)}, {after}; before, {before}"


def distances(calibration: Calibration) -> str:
    """Say how many draws were accepted, and how far from the patterns they are."""
    draws = calibration.draws
    near = draws.filter("accepted")["distance"]
    if not near.len():
        return f"None of {count(draws.height, 'draw')} was accepted"
    low, high = (compact(float(end)) for end in (near.min(), near.max()))  # type: ignore[arg-type]
    return (
        f"{near.len():,} of {count(calibration.points, 'draw')} accepted: {low} to {high} half "
        "widths of the bands from the patterns"
    )


def fitted(calibration: Calibration) -> str:
    """Say how many patterns are met under the posterior, and how many by default."""
    table = calibration.patterns
    after, before = (int(table[f"{stage}_met"].sum()) for stage in ("posterior", "default"))
    return (
        f"Under the posterior {after} of {count(table.height, 'pattern')} are met, on fresh luck; "
        f"at the default values {before}"
    )


# -- what sentences are made of --------------------------------------------------------------------


def _first_score(table: pl.DataFrame) -> str:
    """Return the first of the scores that a table has; nothing if it has none."""
    return next((score for score in TITLES if score in table["score"]), "")


def _scored(row: Row) -> str:
    return f"{FORECASTERS[row['forecaster']].label}, {ranged(row, 'mean')}"


def _share(found: Estimated) -> str:
    return share_with_range(*found)


def _two(value: float) -> str:
    """Return a number with two digits behind its point."""
    return minus(f"{value:.2f}")


def _range(low: float | None, high: float | None) -> str:
    """Return an interval of which an end may be unbounded."""
    if low is None or high is None:
        return f"at most {_two(high)}" if high is not None else f"at least {_two(low or 0.0)}"
    return f"{_two(low)} to {_two(high)}"
