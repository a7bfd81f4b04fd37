"""What a comparison came to, as plain data: differences, where runs part, regret, one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.cli.batch_summary import number, share

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

_EXAMPLES: Final = 10
"""Partings looked at for one whose events differ in words."""


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
        ``scenarios``, ``baseline``, ``seed``, ``replications`` (good in all), ``level``,
        ``family``; ``answer``, a sentence; ``differences``, rows of
        `sim.analysis.comparison.Comparison.table` with ``effect`` (see `sim.analysis.effects`);
        ``partings``, a mapping for each scenario but the baseline; ``regret``.

    Raises
    ------
    ThawError
        If they do not share their luck, or one of them has no such outcome.
    """
    from sim.analysis.comparison import compare
    from sim.analysis.effects import effects
    from sim.outcomes.plain import plain

    found = compare(batches, outcomes=outcomes, level=level)
    sizes = effects(batches, found)
    rows = found.table.to_dicts()
    for row, effect in zip(rows, sizes["effect"].to_list(), strict=True):
        row["effect"] = effect
    each = max(5, min(_PARTINGS, _SIMULATED // (len(batches) - 1)))
    told: dict[str, Any] = plain(
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
            "seed": found.seed,
            "replications": found.n,
            "level": level,
            "family": found.family,
            "answer": answer(rows, found.names, found.n, level, outcomes),
            "differences": rows,
            "partings": [parting_of(batches[0], other, each) for other in batches[1:]],
            "regret": regret_of(batches, regret, level),
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
    best = max(mine, key=lambda row: row["mean_b"])
    top, bottom = max(best["mean_b"], best["mean_a"]), _measure(best, abs(best["difference"]))
    if best["difference"] <= 0.0:
        others = "no other scenario has more" if best["difference"] == 0.0 else (
            f"the next, {best['b']}, has {bottom} less {_interval(best, -1.0)}"
        )  # fmt: skip
        return (
            f"{_topic(best)}: of {len(names)} scenarios the baseline {best['a']} has most, "
            f"{_measure(best, top)}; {others}."
        )
    sure = "" if _beyond(best, level) else ", which may be chance"
    return (
        f"{_topic(best)}: of {len(names)} scenarios {best['b']} has most, {_measure(best, top)}, "
        f"{bottom} more than the baseline {best['a']} {_interval(best, 1.0)}{sure}; in "
        f"{_ahead(best, 1.0)} of the futures it is ahead of it."
    )


def _two(row: Row, level: float) -> str:
    if not row["differing"]:
        return (
            f"{row['b']} and {row['a']} do not differ: {_topic(row).lower()} is the same in each "
            f"of {row['n']:,} futures."
        )
    sign = 1.0 if row["difference"] >= 0.0 else -1.0
    more, less = (row["b"], row["a"]) if sign > 0.0 else (row["a"], row["b"])
    apart = _measure(row, abs(row["difference"]))
    said = f"{apart} more than {less}"
    if row["outcome"] == MAIN:
        text = f"{more} eases {said} by the end {_interval(row, sign)}"
    else:
        text = f"{_topic(row)}: {more} has {said} {_interval(row, sign)}"
    text += f"; in {_ahead(row, sign)} of the futures it is ahead"
    if not _beyond(row, level):
        return f"{text}. The difference may be chance."
    return f"{text}."


def _topic(row: Row) -> str:
    from sim.analysis.story.words import capital

    return capital(f"days without it, {row['meaning']}" if row["kind"] == "days" else
                   str(row["meaning"]))  # fmt: skip


def _measure(row: Row, value: float) -> str:
    if row["kind"] == "share":
        return f"{number(100.0 * value)} percentage points"
    unit = "days" if row["kind"] == "days" or row["unit"] == "d" else row["unit"]
    return f"{number(value)} {unit}".rstrip()


def _interval(row: Row, sign: float) -> str:
    """The interval of a difference, turned round if the sign is negative."""
    if row["low"] is None:
        return "[too few futures for an interval]"
    scale = sign * (100.0 if row["kind"] == "share" else 1.0)
    low, high = sorted((scale * row["low"], scale * row["high"]))
    return f"[{signed(low, plus=False)}, {signed(high, plus=False)}]"


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


# -- where runs part -----------------------------------------------------------------------


def parting_of(a: Batch, b: Batch, replications: int) -> dict[str, Any]:
    """Where paired runs of two batches part: how often, when, at what, and one in words."""
    from sim.analysis.parting import partings

    found = partings(a, b, replications)
    said: dict[str, Any] = {
        "a": a.name,
        "b": b.name,
        "n": found.n,
        "parted": found.parted,
        "median_date": found.median_date,
        "tally": found.tally.to_dicts(),
        "example": None,
    }
    if found.parted:
        kinds = found.tally.row(0, named=True)
        apart = found.table.filter(found.table["date"].is_not_null())
        of_a_kind = [
            row["replication"]
            for row in apart.iter_rows(named=True)
            if (row["kind_a"], row["kind_b"]) == (kinds["kind_a"], kinds["kind_b"])
        ]
        for replication in of_a_kind[:_EXAMPLES]:
            example = _example(a, b, replication)
            said["example"] = said["example"] or example
            if _differ(example["a"], example["b"]):
                said["example"] = example
                break
    return said


def _differ(one: Row | None, two: Row | None) -> bool:
    """Whether two events differ in what is told of them, and not only in other numbers."""
    if one is None or two is None:
        return True
    return (one["date"], one["text"]) != (two["date"], two["text"])


def _example(a: Batch, b: Batch, replication: int) -> dict[str, Any]:
    """The first events that differ in a replication, in words."""
    from sim.analysis.parting import again, first_parting
    from sim.analysis.story import Tale, sentence

    one, two = again(a, replication), again(b, replication)
    found = first_parting(one, two)
    assert found is not None
    told: dict[str, Any] = {"replication": replication, "date": found.date}
    for which, record, entry in (("a", one, found.first), ("b", two, found.second)):
        told[which] = None if entry is None else {
            "event": entry.id,
            "date": record.model.calendar.date(entry.day),
            "text": sentence(Tale(record), entry),
        }  # fmt: skip
    return told


# -- regret --------------------------------------------------------------------------------


def regret_of(batches: Sequence[Batch], wanted: str | None, level: float) -> dict[str, Any] | None:
    """Regret of each scenario, taken as a strategy."""
    from sim.analysis.quantities import UnknownOutcomeError, quantities
    from sim.analysis.regret import regret

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
