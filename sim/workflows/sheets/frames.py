"""Tables of comparisons, backtests, checks and calibrations: what each of their columns means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from sim.analysis.wording import parameter_words
from sim.validation.backtest.forecasters import FORECASTERS
from sim.workflows.sheets.columns import field_of, frame_sheet
from sim.workflows.sheets.sheet import Field, Kind, Sheet

__all__ = ["frame_sheets"]

_MEANINGS: Final[Mapping[str, str]] = {
    # who and what
    "a": "The scenario that is compared with, the baseline",
    "b": "The scenario that is compared with it",
    "outcome": "Column of the table of outcomes",
    "category": "Class of the end, where the outcome holds classes",
    "kind": "What kind of number or question it is",
    "unit": "Its unit; empty for shares and counts",
    "meaning": "What the outcome says, in words",
    "strategy": "The scenario, as a strategy",
    "case": "The case: a scenario with a record",
    "title": "Title of its scenario",
    "id": "Its id",
    "origin": "Whether it is of the record, or a question that is answered",
    "family": "Family of its question",
    "text": "What is asked, in words",
    "fact": "What is known, in a sentence",
    "claim": "What the change must do, in a sentence",
    "use": "Whether values may have been chosen in view of it, or it is kept for validation",
    "scenario": "The scenario that is simulated",
    "statistic": "What is measured",
    "column": "The outcome that is looked at",
    "basis": "Where it is known from",
    "verdict": "Whether it is met",
    "clear": "Whether the interval says the same as the value",
    "direction": "Which sign the difference must have",
    "ablation": "The rule that is switched off",
    "rule": "The rule that is switched off",
    "what": "What the rule says",
    "pattern": "The pattern",
    "changed": "Whether the verdict breaks or mends without the rule",
    "by": "What items are grouped by",
    "group": "The group",
    "score": "The score: Brier, logarithmic (nats), or CRPS (years); smaller is better",
    "forecaster": "Who forecasts",
    "reference": "Whom that is measured against",
    "path": "The parameter, by the path of its field",
    "point": "Number of the point of the design",
    "accepted": "Whether the point was accepted",
    # counts
    "n": "How many futures or items it rests on",
    "cases": "In how many cases these are",
    "differing": "In how many futures the two differ at all",
    # numbers
    "date": "The day of the record",
    "answer": "What happened: 1 or 0; years from the start; the value",
    "probability": "Simulated: the share of futures in which it happens",
    "mean": "The mean",
    "mean_a": "Mean of the baseline",
    "mean_b": "Mean of the other scenario",
    "difference": "The other less the first, over the same futures or items",
    "low": "Lower end of the interval",
    "high": "Upper end of the interval",
    "p": "Probability of such a difference by chance, alone",
    "p_holm": "The same, adjusted for all rows (Holm)",
    "better": "Probability that the other scenario has more, ties counted half",
    "better_low": "Lower end of its interval",
    "better_high": "Upper end of its interval",
    "variance_reduction": "By which factor the same futures cut how many are needed",
    "utility": "Mean of what is wanted",
    "expected": "Mean regret: what the best would have given beyond this one",
    "expected_low": "Lower end of its interval",
    "expected_high": "Upper end of its interval",
    "cvar": "Mean regret in the worst tenth of futures",
    "cvar_low": "Lower end of its interval",
    "cvar_high": "Upper end of its interval",
    "minimax": "Largest regret",
    "best": "Share of futures in which no other does better",
    "best_low": "Lower end of its interval",
    "best_high": "Upper end of its interval",
    "alone": "Share of futures in which it does better than every other",
    "alone_low": "Lower end of its interval",
    "alone_high": "Upper end of its interval",
    "skill": "1 is perfect, 0 no better than the reference, below 0 worse",
    "skill_low": "Lower end of its interval",
    "skill_high": "Upper end of its interval",
    "intact": "With all rules",
    "without": "Without the rule",
    "value": "What was simulated",
    "before": "Mean before the change",
    "after": "Mean after the change",
    "band_low": "Lower end of the band in which it should lie",
    "band_high": "Upper end of that band",
    "distance": "How far the point lies from the bands, in their half widths",
    "median": "Median of what was simulated",
    "q05": "5 % of what was simulated lie below",
    "q25": "25 % of what was simulated lie below",
    "q75": "75 % of what was simulated lie below",
    "q95": "95 % of what was simulated lie below",
    "pit": "Share of the forecast below what happened",
    "chance": "What the forecast gives to what happened, or to what lies as far out",
    "left_out": "Share of futures that say nothing of it",
    "base_rate": "Whether a base rate is known",
    "renewal": "Whether it is a renewal",
    "relief": "Whether it stands for relief of any kind",
    "sd_ratio": "Spread after over spread before: 1 where nothing was learned",
    "contraction": "1 less the square of that",
    "default": "At the default values",
    "prior": "Over all points",
    "fitted": "Over the accepted points",
    "posterior": "Under the posterior as written, on fresh random numbers",
}
"""What columns say, by their names; others are put together from parts."""

_STAGES: Final = {"prior": "Before", "posterior": "After"}
_SPREADS: Final = {
    "q05": "5 % lie below",
    "q25": "25 % lie below",
    "median": "median",
    "q75": "75 % lie below",
    "q95": "95 % lie below",
    "sd": "standard deviation",
}
_SAID: Final = {
    "p": "probability that it happens",
    "brier": "Brier score",
    "log": "logarithmic score, nats",
    "crps": "CRPS, years",
    "in50": "whether it lay in the central half of the forecast",
    "in90": "whether it lay in the central nine tenths of the forecast",
}

_SHARES: Final = frozenset({"p", "p_holm", "pit", "chance", "left_out", "probability"})
_BEST: Final = ("better", "best", "alone", "p_")
_SCORES: Final = ("mean", "brier_", "log_", "crps_", "skill", "intact", "without", "difference")


def frame_sheets(
    tables: Mapping[str, pl.DataFrame], units: Mapping[str, str] | None = None
) -> Iterator[Sheet]:
    """Yield a sheet for each table, by their names.

    Parameters
    ----------
    tables
        The tables.
    units
        Units of columns, where they are all of one.
    """
    for name, frame in tables.items():
        fields = [_field(column, frame, (units or {}).get(column, "")) for column in frame.columns]
        yield frame_sheet(name, frame, fields)


def _field(name: str, frame: pl.DataFrame, unit: str) -> Field:
    field = field_of(name, frame.schema[name], _meaning(name), unit)
    return field._replace(kind=_shown(name)) if field.kind == "number" else field


def _shown(name: str) -> Kind:
    if name in _SHARES or name.startswith(_BEST):
        return "share"
    return "score" if name.startswith(_SCORES) else "number"


def _meaning(name: str) -> str:
    """Return what a column says: as declared, or put together from the parts of its name."""
    if name in _MEANINGS:
        return _MEANINGS[name]
    first, _, rest = name.partition("_")
    if first in _STAGES and rest in _SPREADS:
        return f"{_STAGES[first]} the calibration: {_SPREADS[rest]}"
    if rest == "met":
        return f"Whether it lies in the band: {_MEANINGS[first].lower()}"
    if first in _SAID and rest in FORECASTERS:
        return f"{FORECASTERS[rest].label.capitalize()}: {_SAID[first]}"
    return parameter_words(name)
