"""What came of conditioning scenarios on a record, to be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.analysis.recorded import (
    apart,
    assumption_words,
    assumptions_moved,
    by_surprise,
    conditions,
    entry_words,
    most_moved,
    when_words,
)
from sim.analysis.wording import CHANCE, conditioned_on
from sim.scenario.facts import Conditioned
from sim.wording import rounding
from sim.wording.cells import UNKNOWN, date_cell, interval, number, share
from sim.wording.words import count
from sim.workflows.page import Block, Line, Paragraph, Remark, Table
from sim.workflows.presents.learning import log_ratio

__all__ = [
    "assumptions_told",
    "present_report",
    "questions_told",
    "ratios",
    "record_told",
    "said_first",
    "sentence",
    "trust",
]

Row = Mapping[str, Any]

_FACTS: Final = 8
_PARAMETERS: Final = 6
"""Rows of tables, unless all are wanted."""

_TRUSTED: Final = 0.7
"""Shape of the largest weights above which a few of them decide (Vehtari et al. 2024)."""

_NARROW: Final = 72


def present_report(values: Row, *, found: bool, everything: bool) -> Iterator[Block]:
    """Yield what came of it.

    Parameters
    ----------
    values
        See `sim.workflows.presents.result.Present.summary`.
    found
        Whether it was there already.
    everything
        Whether to have every fact and parameter.
    """
    yield from said_first(values)
    yield Paragraph(sentence(values))
    yield Line()
    if found:
        yield Remark("These results were there already: nothing was simulated.")
    for one in values["scenarios"]:
        yield Line(one["title"])
        yield from questions_told(one, values)
        yield from record_told(one, everything=everything)
        yield from assumptions_told(one, everything=everything)
    yield from ratios(values["scenarios"])
    yield from trust(values["scenarios"])


def said_first(values: Row) -> Iterator[Block]:
    """Say of each scenario what it is conditioned on, and to which day."""
    for one in values["scenarios"]:
        said = json.dumps(one["conditioned"])
        yield Paragraph(conditioned_on(Conditioned.model_validate_json(said)))


def sentence(values: Row) -> str:
    """Say which question the record moves most."""
    found = most_moved(values["scenarios"])
    names = len(values["scenarios"]) > 1
    if found is None:
        return "No question that is still open has an answer of yes or no."
    one, row = found
    before, after = row["before"], row["after"]
    where = f"{one['title']}: " if names else ""
    said = (
        f"{where}{row['text']} {share(after['probability'])} with the record "
        f"({interval(after, share)}), {share(before['probability'])} without it "
        f"({interval(before, share)})."
    )
    if apart(before, after):
        return f"The record moves most: {said}"
    return f"The record moves no open question beyond chance; the most: {said}"


def questions_told(one: Row, values: Row) -> Iterator[Block]:
    """Yield what is asked, without the record and with it."""
    words = conditions(one)
    asked = [row for row in one["questions"] if row["by"] is not None]
    heads = {
        "before": "without the record",
        "after": "with it",
        "tempered": f"tempered to {values['temper']:g}",
    }
    if asked:
        yield Table(
            [(row["text"], *[_share(row[word]) for word in words]) for row in asked],
            ("question", *[heads[word] for word in words]),
            blocks_below=_NARROW,
        )
    dated = [row for row in one["questions"] if row["by"] is None]
    if dated:
        yield Table(
            [(row["text"], *[date_cell(row[word]["median"]) for word in words]) for row in dated],
            ("when (median)", *[heads[word] for word in words]),
            blocks_below=_NARROW,
        )
    if asked or dated:
        tempered = (
            "Tempered: the weights to that power, for a model that may be wrong, so that facts "
            "count for less; what was a draw is as it was in any case. "
            if "tempered" in words
            else ""
        )
        yield Paragraph(
            "Simulated, without base rates, which know nothing of what has happened since. "
            f"{tempered}In brackets: what chance leaves open in {values['futures']:,} futures, of "
            f"which some share their past. {CHANCE}"
        )
        yield Line()


def _share(row: Row) -> str:
    if row["probability"] is None:
        return UNKNOWN
    ends = interval(row, share)
    return f"{share(row['probability'])} ({ends})" if ends else share(row["probability"])


def record_told(one: Row, *, everything: bool) -> Iterator[Block]:
    """Yield the record, what surprises most first."""
    rows = by_surprise(one["facts"])
    shown = rows if everything else rows[:_FACTS]
    yield Table(
        [
            (
                entry_words(row),
                when_words(row),
                _probability(row["probability"]),
                number(row["bits"], 1),
                f"{row['effective']:,.0f}",
                "steered" if row["steered"] else "weighed",
            )
            for row in shown
        ],
        ("what surprises most", "when", "likely", "bits", "left", "how"),
        right=(2, 3, 4),
        whole=(1, 5),
        blocks_below=_NARROW,
        note=(
            "Likely: the probability of an event like it within those days, given all that is "
            "older; bits: by how much it surprises. Left: as how many independent futures count. "
            "Steered: it is a draw, and was made to come; weighed: others were left out."
        ),
    )
    if len(rows) > len(shown):
        yield Line(f"{count(len(rows) - len(shown), 'entry', 'entries')} more with --all")
    yield Line()


def _probability(value: float) -> str:
    return share(value) if value >= 0.01 else f"{value:.2g}"


def assumptions_told(one: Row, *, everything: bool) -> Iterator[Block]:
    """Yield the assumptions that the record speaks for, or that it does for none."""
    rows = one["parameters"]
    if not rows:
        return
    moved = assumptions_moved(one)
    shown = rows if everything else moved[:_PARAMETERS]
    if not shown:
        yield Paragraph(
            f"None of {count(len(rows), 'assumption')} moves beyond chance: the record speaks for "
            "no value of them."
        )
        yield Line()
        return
    yield Table(
        [
            (
                assumption_words(row),
                _spread(row["before"]),
                _spread(row["after"]),
                rounding.signed(row["shift"], 2),
            )
            for row in shown
        ],
        ("what the record speaks for", "assumed", "with the record", "shift"),
        right=(3,),
        blocks_below=_NARROW,
        note=(
            "Median, and in brackets the middle nine tenths; of a choice, its share. Shift: of the "
            f"mean, in standard deviations, each ± {rows[0]['error']:.2f}."
        ),
    )
    if len(moved) > len(shown):
        rest = len(moved) - len(shown)
        yield Line(f"{count(rest, 'assumption')} more moved beyond chance; all with --all")
    yield Line()


def _spread(row: Row) -> str:
    if row["q05"] in (0.0, 1.0) and row["q95"] in (0.0, 1.0):
        return share(row["mean"])
    middle, low, high = (rounding.number(row[key]) for key in ("median", "q05", "q95"))
    return f"{middle} ({low} to {high})"


def ratios(scenarios: Sequence[Row]) -> Iterator[Block]:
    """Yield which scenario the record speaks for, if there are several."""
    if len(scenarios) < 2:
        return
    best = max(scenarios, key=lambda one: one["evidence"]["log"])
    rows = []
    for one in sorted(scenarios, key=lambda one: -one["evidence"]["log"]):
        ratio, error = log_ratio(best["evidence"], one["evidence"])
        odds = "1" if one is best else f"{10.0**ratio:,.2g} (10^{ratio:.2f} ± {1.96 * error:.2f})"
        rows.append((one["title"], odds))
    yield Table(
        rows,
        ("scenario", f"the record is likelier under {best['title']} by"),
        note=(
            "How many times as likely the best scenario made the whole record. That is evidence "
            "between these scenarios, as they are assumed, and not that any of them is right."
        ),
    )
    yield Line()


def trust(scenarios: Sequence[Row]) -> Iterator[Block]:
    """Yield how far the weights can be trusted."""
    for one in scenarios:
        found = one["evidence"]
        k = found["pareto_k"]
        said = [f"worth {found['effective']:,.0f} independent futures"]
        if found["resampled"]:
            said.append(f"resampled {count(len(found['resampled']), 'time')}")
        said.append(
            "their largest weights are alike"
            if k is None
            else f"the largest weights have a tail of k = {k:.2f}"
            + (" (above 0.7 a few decide)" if k > _TRUSTED else "")
        )
        if found["failed"]:
            said.append(f"{count(found['failed'], 'past')} failed and are left out")
        yield Paragraph(f"Pasts of {one['name']}: {'; '.join(said)}.")
