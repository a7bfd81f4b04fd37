"""What a comparison came to, as plain data: differences, where runs part, regret, one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.workflows.cells import number, share

if TYPE_CHECKING:
    from sim.batch.batch import Batch

__all__ = ["LESS", "compared", "regret_of"]

Row = Mapping[str, Any]

LESS: Final = "less:"
"""Before the name of an outcome of which less is better."""

MAIN: Final = "legal_end"
"""The outcome by which a comparison is answered unless another is named."""

_PARTINGS, _SIMULATED = 50, 200
"""Replications in which the parting is looked for: of one pair, and of all pairs together."""


def compared(
    batches: Sequence[Batch],
    *,
    outcomes: Sequence[str] | None = None,
    level: float = 0.95,
    regret: str | None = None,
) -> dict[str, Any]:
    """Compare batches, the first of them the baseline.

    Parameters
    ----------
    batches
        Two or more under one seed and design, with names that differ.
    outcomes
        Names of outcomes; the primary ones that all have if None. The first is the main one.
    level
        Level of confidence of all intervals, in (0, 1).
    regret
        The outcome whose regret is told, with `LESS` before it if less is better; the
        executive's utility if None and all have it.

    Returns
    -------
    dict
        ``scenarios``, ``baseline``, ``executive`` (its name), ``seed``, ``replications`` (good in
        all), ``level``, ``family``; ``answer``, a sentence; ``differences``, rows of
        `sim.analysis.comparison.comparison.Comparison.table` with ``effect`` (see
        `sim.analysis.comparison.effects`); ``partings``, a mapping for each scenario but the
        baseline; ``regret``; ``glance``, see
        `sim.cli.glance.glance`; ``cautions``, sentences; ``interval``, what those do not contain.

    Raises
    ------
    ThawError
        If they do not share their luck, or one of them has no such outcome.
    """
    from sim.analysis.comparison.comparison import compare
    from sim.analysis.comparison.effects import effects
    from sim.analysis.wording import interval_means
    from sim.cli.comparable import cautions
    from sim.cli.comparison_partings import parting_of
    from sim.cli.glance import glance
    from sim.results.json_values import to_json

    found = compare(batches, outcomes=outcomes, level=level)
    sizes = effects(batches, found)
    rows = found.table.to_dicts()
    for row, effect in zip(rows, sizes["effect"].to_list(), strict=True):
        row["effect"] = effect
    each = max(5, min(_PARTINGS, _SIMULATED // (len(batches) - 1)))
    lost = regret_of(batches, regret, level)
    told: dict[str, Any] = to_json(
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
            "baseline": found.names[0],
            "executive": batches[0].model.scenario.agents.executive.name,
            "seed": found.seed,
            "replications": found.n,
            "level": level,
            "family": found.family,
            "answer": answer(rows, found.names, found.n, level, outcomes),
            "differences": rows,
            "partings": [parting_of(batches[0], other, each) for other in batches[1:]],
            "regret": lost,
            "glance": glance(batches, outcomes, level, lost),
            "cautions": cautions(batches),
            "interval": interval_means(found.n),
        }
    )
    return told


# -- in a sentence -------------------------------------------------------------------------


def answer(
    rows: Sequence[Row], names: Sequence[str], n: int, level: float, outcomes: Sequence[str] | None
) -> str:
    """The comparison in a sentence: which scenario has most of the main outcome, and how surely."""
    asked = outcomes[0] if outcomes else MAIN
    mine = [row for row in rows if row["outcome"] == asked and row["category"] is None]
    if not mine:
        mine = [row for row in rows if row["kind"] == "mean" and row["b"] == names[1]][:1]
        mine = [row for row in rows if mine and row["outcome"] == mine[0]["outcome"]]
    mine = [row for row in mine if row["difference"] is not None]
    if not mine:
        return "No outcome of theirs can be compared in a sentence."
    if len(names) == 2:
        return _two(mine[0], level)
    if not any(row["differing"] for row in mine):
        return (
            f"The {len(names)} scenarios do not differ: {_topic(mine[0]).lower()} is the same in "
            f"each of {mine[0]['n']:,} futures."
        )
    best = max(mine, key=lambda row: row["mean_b"])
    top, bottom = max(best["mean_b"], best["mean_a"]), _measure(best, abs(best["difference"]))
    if best["difference"] <= 0.0:
        others = (
            "no other scenario has more"
            if best["difference"] == 0.0
            else (f"the next, {_name(best['b'])}, has {bottom} less {_interval(best, -1.0)}")
        )
        return (
            f"{_topic(best)}: of {len(names)} scenarios {_name(best['a'])} has most, "
            f"{_measure(best, top)}; {others}."
        )
    sure = "" if _beyond(best, level) else ", which may be chance"
    return (
        f"{_topic(best)}: of {len(names)} scenarios {_name(best['b'])} has most, "
        f"{_measure(best, top)}, {bottom} more than {_name(best['a'])} "
        f"{_interval(best, 1.0)}{sure}; it is ahead in {_ahead(best, 1.0)} of the futures."
    )


def _name(name: str) -> str:
    return name.replace("_", " ")


def _two(row: Row, level: float) -> str:
    if not row["differing"]:
        return (
            f"{_name(row['b'])} and {_name(row['a'])} do not differ: {_topic(row).lower()} is the "
            f"same in each of {row['n']:,} futures."
        )
    sign = 1.0 if row["difference"] >= 0.0 else -1.0
    more, less = (_name(row[k]) for k in ("ba" if sign > 0.0 else "ab"))
    apart = _measure(row, abs(row["difference"]))
    said = f"{apart} more than {less}"
    if row["outcome"] == MAIN:
        text = f"{more} eases {said} by the end {_interval(row, sign)}"
    else:
        text = f"{_topic(row)}: {more} has {said} {_interval(row, sign)}"
    text += f"; it is ahead in {_ahead(row, sign)} of the futures"
    if not _beyond(row, level):
        return f"{text}. The difference may be chance."
    return f"{text}."


def _topic(row: Row) -> str:
    from sim.analysis.wording import short
    from sim.story.words import capital

    words = short(row["outcome"], row["meaning"])
    return capital(f"days until {words}" if row["kind"] == "days" else words)


def _measure(row: Row, value: float) -> str:
    if row["kind"] == "share":
        return f"{number(100.0 * value)} percentage points"
    unit = "days" if row["kind"] == "days" or row["unit"] == "d" else row["unit"]
    return f"{number(value)} {unit}".rstrip()


def _interval(row: Row, sign: float) -> str:
    """The interval of a difference, turned round if the sign is negative."""
    if row["low"] is None:
        return "(too few futures for an interval)"
    scale = sign * (100.0 if row["kind"] == "share" else 1.0)
    low, high = sorted((scale * row["low"], scale * row["high"]))
    return f"({signed(low, plus=False)} to {signed(high, plus=False)})"


def _ahead(row: Row, sign: float) -> str:
    """In which share of the futures b has more (or less) than a."""
    apart = sign * (2.0 * row["better"] - 1.0) * row["n"]
    return share(0.5 * (row["differing"] + apart) / row["n"])


def _beyond(row: Row, level: float) -> bool:
    return row["p_holm"] is not None and row["p_holm"] < 1.0 - level


def signed(value: float, *, plus: bool = True, digits: int | None = None) -> str:
    """A difference with its sign, a true minus."""
    text = number(abs(value), digits)
    if not float(text.replace(",", "")):
        return text if digits else "0.0"
    return f"−{text}" if value < 0.0 else f"+{text}" if plus else text


# -- regret --------------------------------------------------------------------------------


def regret_of(batches: Sequence[Batch], wanted: str | None, level: float) -> dict[str, Any] | None:
    """Regret of each scenario, taken as a strategy."""
    from sim.analysis.comparison.regret import regret
    from sim.analysis.quantities import UnknownOutcomeError, quantities

    name = (wanted or "utility_executive").removeprefix(LESS)
    more = not (wanted or "").startswith(LESS)
    try:
        table = regret(batches, outcome=name, larger_is_better=more, level=level)
    except UnknownOutcomeError:
        if wanted is not None:
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
