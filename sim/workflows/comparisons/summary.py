"""What a comparison comes to, as plain data: differences, where runs part, regret, a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from sim.analysis.comparison.comparison import Comparison
from sim.analysis.comparison.effects import effects
from sim.analysis.comparison.regret import regret
from sim.analysis.quantities import UnknownOutcomeError, quantities
from sim.analysis.wording import interval_means
from sim.batch.batch import Batch
from sim.results.json_values import to_json
from sim.scenario.resolved import fingerprint
from sim.wording.words import joined
from sim.workflows.comparisons.answer import answer
from sim.workflows.comparisons.glance import FEW, glance
from sim.workflows.comparisons.partings import parting_summary
from sim.workflows.told_first import told_of

__all__ = ["LESS", "cautions", "comparison_summary", "differences", "regret_summary"]

LESS: Final = "less:"
"""Before the name of an outcome of which less is better."""

_PARTINGS, _SIMULATED = 50, 200
"""Replications in which the parting is looked for: of one pair, and of all pairs together."""


def comparison_summary(
    batches: Sequence[Batch],
    comparison: Comparison,
    *,
    outcomes: Sequence[str] | None = None,
    regret_of: str | None = None,
) -> dict[str, Any]:
    """Sum up a comparison of batches, the first of them the baseline.

    Parameters
    ----------
    batches
        Two or more under one seed and design, with names that differ.
    comparison
        Their differences, each to the baseline.
    outcomes
        Names of outcomes that were compared, the main one first; None for the primary ones.
    regret_of
        The outcome whose regret is reported, with `LESS` before it if less is better; the
        executive's utility if None and all have it.

    Returns
    -------
    dict
        ``scenarios``; ``conditioned``, sentences, if one of them is; ``baseline``, ``executive``
        (its name), ``seed``, ``replications`` (good in all), ``level``, ``family``; ``answer``, a
        sentence; ``differences``, rows of `Comparison.table` with ``effect`` (see
        `sim.analysis.comparison.effects`); ``partings``, a mapping for each scenario but the
        baseline; ``regret``; ``glance``, see `sim.workflows.comparisons.glance`; ``cautions``,
        sentences; ``interval``, what intervals do not contain.

    Raises
    ------
    ThawError
        If the batches do not share their luck, or one of them has no such outcome.
    """
    level = comparison.level
    rows = differences(batches, comparison).to_dicts()
    futures = max(5, min(_PARTINGS, _SIMULATED // (len(batches) - 1)))
    regrets = regret_summary(batches, regret_of, level)
    summary: dict[str, Any] = to_json(
        {
            "scenarios": [
                {
                    "name": batch.name,
                    "title": batch.title,
                    "replications": batch.n,
                    "failures": batch.failures.height,
                }
                for batch in batches
            ],
            **_conditioned(batches),
            "baseline": comparison.names[0],
            "executive": batches[0].model.scenario.agents.executive.name,
            "seed": comparison.seed,
            "replications": comparison.n,
            "level": level,
            "family": comparison.family,
            "answer": answer(rows, comparison.names, comparison.n, level, outcomes),
            "differences": rows,
            "partings": [parting_summary(batches[0], other, futures) for other in batches[1:]],
            "regret": regrets,
            "glance": glance(batches, outcomes, level, regrets),
            "cautions": cautions(batches),
            "interval": interval_means(comparison.n),
        }
    )
    return summary


def _conditioned(batches: Sequence[Batch]) -> dict[str, list[str]]:
    """Return on what scenarios are conditioned, where any is."""
    said = told_of([batch.model.scenario for batch in batches])
    return {"conditioned": said} if said else {}


def differences(batches: Sequence[Batch], comparison: Comparison) -> pl.DataFrame:
    """Return the table of a comparison with the size of each effect, free of units."""
    return comparison.table.with_columns(effects(batches, comparison)["effect"])


def regret_summary(
    batches: Sequence[Batch], regret_of: str | None, level: float
) -> dict[str, Any] | None:
    """Sum up the regret of each scenario, taken as a strategy; see `comparison_summary`.

    Raises
    ------
    UnknownOutcomeError
        If an outcome was named, and one of them has none of that name.
    """
    name = (regret_of or "utility_executive").removeprefix(LESS)
    more = not (regret_of or "").startswith(LESS)
    try:
        table = regret(batches, outcome=name, larger_is_better=more, level=level)
    except UnknownOutcomeError:
        if regret_of is not None:
            raise
        return None
    about = quantities(batches[0], [name])[0]
    return {
        "outcome": name,
        "larger_is_better": more,
        "unit": about.unit,
        "meaning": about.meaning,
        "strategies": table.to_dicts(),
    }


def cautions(batches: Sequence[Batch]) -> list[str]:
    """Return what has to be known of a comparison before any number is read, in sentences.

    Parameters
    ----------
    batches
        What is compared, the baseline first.
    """
    first, *others = batches
    hashes = [
        (fingerprint(batch.model.scenario, batch.model.catalogue), batch.branch)
        for batch in batches
    ]
    sentences = []
    same = [other.name for other, of in zip(others, hashes[1:], strict=True) if of == hashes[0]]
    if same:
        sentences.append(
            f"{joined([first.name, *same])} are the same scenario: between them nothing can differ."
        )
    law = first.model.catalogue.title
    elsewhere = [other.name for other in others if other.model.catalogue.title != law]
    if elsewhere:
        sentences.append(
            f"the law of {joined(elsewhere)} is another than that of {first.name} ({law}): "
            "differences are of the law too."
        )
    if len(batches) > FEW:
        sentences.append(
            f"{len(batches)} scenarios are many: no more than {FEW} can be told apart at a glance."
        )
    return sentences
