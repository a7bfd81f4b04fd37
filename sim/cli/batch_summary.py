"""What came of a batch, as tables: how it ends, how much is eased, when, and what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sim.analysis import rounding
from sim.analysis.rounding import percent
from sim.analysis.wording import class_words, interval_means, points
from sim.cli.batch_answer import answer, print_spread
from sim.cli.console import print_table, say
from sim.cli.prose import paragraph

if TYPE_CHECKING:
    from sim.batch.batch import Batch

__all__ = ["interval", "number", "places", "print_batch", "share"]

Row = Mapping[str, Any]

_FAILURES: Final = 3
"""Failures that are told one by one."""

LATER: Final = "later"
"""What is written for a time after the end."""


def print_batch(batch: Batch, told: Row, missed: Sequence[str]) -> None:
    """Print what came of a batch.

    Parameters
    ----------
    batch
        The batch.
    told
        Its summary.
    missed
        Figures that could not be drawn, and why.
    """
    if told["good"]:
        paragraph(answer(told))
        say()
    _print_heading(batch, told)
    if told["good"]:
        _print_endings(told)
        _print_amounts(told)
        _print_times(told)
        _print_questions(told)
        _print_motives(told)
        print_spread(told)
        paragraph(points(batch.model.scenario.agents.executive.name))
        paragraph(interval_means(told["good"]))
    _print_failures(batch)
    for what in missed:
        paragraph(f"Not drawn: {what}")


def _print_heading(batch: Batch, told: Row) -> None:
    from sim.story.words import count, date

    about = told["scenario"]
    first, last = (dt.date.fromisoformat(about[key]) for key in ("start", "end"))
    say(about["title"])
    said = [count(told["replications"], "future"), f"seed {told['seed']}"]
    if told["antithetic"]:
        said.append("in antithetic pairs")
    if told["repeats"] > 1:
        said.append(f"{told['repeats']} for each draw of what is uncertain")
    said.append(f"{date(first)} to {date(last)}")
    say(", ".join(said))
    if batch.found:
        say("These results were there already: nothing was simulated.")
    elif speed := _speed(batch):
        say(speed)
    if batch.precision is not None:
        found = batch.precision
        how = "Precise enough" if found.reached else "Not as precise as wanted"
        wide = told["precision"]["shares"]
        reached = "" if wide is None else f"; the widest is {100.0 * wide:.1f}"
        say(
            f"{how} after {found.replications:,} futures: shares within "
            f"{100.0 * found.until:g} percentage points were wanted{reached}."
        )
    say()


def _speed(batch: Batch) -> str:
    """How long it took, as its manifest says."""
    if batch.folder is None:
        return ""
    from sim.batch.manifest import read_manifest

    said = read_manifest(batch.folder)
    if said is None:
        return ""
    seconds, before = said.seconds, said.before
    new = batch.n - before
    if seconds <= 0.0:
        return ""
    earlier = f"{before:,} of them before, the other {new:,} " if before else ""
    return f"Simulated {earlier}in {seconds:.1f} s, {new / seconds:,.0f} a second"


def _print_endings(told: Row) -> None:
    seen = [row for row in told["classes"] if row["share"]]
    print_table(
        [(class_words(row["class"]), share(row["share"]), interval(row, share)) for row in seen],
        ("how it ends", "share", _level(told)),
        right=(1, 2),
    )
    unseen = [row for row in told["classes"] if not row["share"]]
    if unseen:
        names = "; ".join(class_words(row["class"]).lower() for row in unseen)
        most = max(row["high"] or 0.0 for row in unseen)
        paragraph(f"Never seen, at most {share(most)} each: {names}")
        say()
    flags = [row for row in told["primary"] if row["statistic"] == "share"]
    if flags:
        print_table(
            [
                (_meaning(row["meaning"]), share(row["estimate"]), interval(row, share))
                for row in flags
            ],
            ("in how many futures", "share", _level(told)),
            right=(1, 2),
        )


def _print_amounts(told: Row) -> None:
    cells = []
    for row in told["primary"]:
        if row["statistic"] != "mean":
            continue
        others = _quantiles(told, row["outcome"])
        unit = f", {row['unit']}" if row["unit"] else ""
        exact = partial(number, digits=places(row))
        cells.append(
            (
                f"{_meaning(row['meaning'])}{unit}",
                exact(row["estimate"]),
                interval(row, exact),
                *(number(each["estimate"]) for each in others),
            )
        )
    headers = ("how much", "mean", _level(told), "5 %", "median", "95 %")
    print_table(cells, headers, right=range(1, 6))
    if any(not cell[2] for cell in cells) and told["good"] > 1:
        say("No interval: all futures gave the same, which tells nothing of the spread.")
        say()


def _print_times(told: Row) -> None:
    cells = []
    for row in told["primary"]:
        if row["statistic"] != "never":
            continue
        others = _quantiles(told, row["outcome"])
        cells.append(
            (
                _meaning(row["meaning"]),
                share(row["estimate"]),
                interval(row, share),
                *(_days(each["estimate"]) for each in others),
            )
        )
    if cells:
        headers = ("how many days", "never", _level(told), "5 %", "median", "95 %")
        print_table(cells, headers, right=range(1, 6))
        _print_later(cells)


def _print_later(cells: Sequence[Sequence[str]]) -> None:
    if any(LATER in row for row in cells):
        say(f"{LATER.capitalize()}: after the end of the scenario, or never.")
        say()


def _quantiles(told: Row, outcome: str) -> list[Row]:
    rows = {row["statistic"]: row for row in told["primary"] if row["outcome"] == outcome}
    return [rows[name] for name in ("q05", "median", "q95")]


def _print_questions(told: Row) -> None:
    asked = [row for row in told["questions"] if row["by"] is not None]
    dated = [row for row in told["questions"] if row["by"] is None]
    if asked:
        print_table(
            [(row["text"], share(row["probability"]), interval(row, share)) for row in asked],
            ("question", "yes", _level(told)),
            right=(1, 2),
        )
    if dated:
        cells = [
            (
                row["text"],
                share(row["never"]),
                interval(row, share, "never_"),
                *(_date(row[name]) for name in ("q05", "median", "q95")),
            )
            for row in dated
        ]
        headers = ("question", "never", _level(told), "5 %", "median", "95 %")
        print_table(cells, headers, right=range(1, 6))
        _print_later(cells)


def _print_motives(told: Row) -> None:
    """What accepted steps were for, decade by decade, of a long history."""
    if not told["motives"]:
        return
    from sim.outcomes.decades import MOTIVES

    cells = [
        (
            row["decade"],
            f"{row['economic']['n']:,}",
            *(share(row[motive]["estimate"]) for motive in MOTIVES),
        )
        for row in told["motives"]
    ]
    headers = ("motive of accepted steps", "futures with any", *MOTIVES.values())
    print_table(cells, headers, right=range(1, 5))


def _print_failures(batch: Batch) -> None:
    failed = batch.failures
    if not failed.height:
        return
    are = "is" if failed.height == 1 else "are"
    say(f"{failed.height:,} of {batch.n:,} futures failed and {are} left out above:")
    for row in failed.head(_FAILURES).iter_rows(named=True):
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        say(f"  future {row['replication']}, while {row['stage']}: {message}")
        say(f"    again: {row['command']}")
    if failed.height > _FAILURES:
        say(f"  and {failed.height - _FAILURES:,} more in failures.parquet")
    say()


# -- words ---------------------------------------------------------------------------------


def share(value: float | None) -> str:
    """A share as a percentage."""
    return "" if value is None else percent(value)


def number(value: float | None, digits: int | None = None) -> str:
    """A number as it is rounded everywhere; nothing where there is none."""
    return "" if value is None else rounding.number(value, digits)


def places(row: Row, scale: float = 1.0) -> int:
    """Digits behind the point in which the interval of a row shows."""
    return rounding.places(row["low"], row["high"], scale)


def interval(row: Row, word: Any, prefix: str = "") -> str:
    """An interval: ``3.7 to 8.0``."""
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    if low is None or high is None:
        return ""
    return f"{word(low).removesuffix(' %')} to {word(high)}"


def _level(told: Row) -> str:
    return f"{100.0 * told['level']:g} % interval"


def _meaning(text: str) -> str:
    from sim.story.words import capital

    return capital(text)


def _days(value: float | None) -> str:
    return LATER if value is None else f"{value:,.0f}"


def _date(value: str | None) -> str:
    from sim.story.words import date

    return LATER if value is None else date(dt.date.fromisoformat(value))
