"""The answer of a batch in a sentence, and whether its spread is luck or assumption."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.analysis.rounding import percent
from sim.analysis.wording import class_words
from sim.cli.console import say
from sim.cli.prose import paragraph

__all__ = ["answer", "parameter_words", "print_spread"]

Row = Mapping[str, Any]

_DRIVERS: Final = 3
"""Uncertain parameters that are named."""

_TRACED: Final = 0.0005
"""Part of a variance that is written as more than 0.0 %."""


def answer(told: Row) -> str:
    """What comes of a scenario, in a sentence: how it mostly ends, how much is eased, and when.

    Parameters
    ----------
    told
        The summary of a batch (`sim.analysis.summary.summary`), of one good future at least.
    """
    from sim.cli.batch_summary import number
    from sim.cli.glance import duration

    top = max(told["classes"], key=lambda row: row["share"] or 0.0)
    said = [f"{class_words(top['class'])} is the most frequent end: {percent(top['share'])}"]
    rows = {(row["outcome"], row["statistic"]): row["estimate"] for row in told["primary"]}
    relief = rows.get(("legal_end", "mean"))
    if relief is not None:
        low, high = (rows["legal_end", name] for name in ("q05", "q95"))
        said.append(
            f"relief at the end is {number(relief)} LP on average, "
            + (
                f"{number(low)} in every future"
                if low == high
                else f"from {number(low)} to {number(high)} in nine futures of ten"
            )
        )
    if ("days_to_bargain", "never") in rows:
        middle = rows["days_to_bargain", "median"]
        said.append(
            f"in {percent(rows['days_to_bargain', 'never'])} no agreed relief comes by the end"
            if middle is None
            else f"the first agreed relief has come after {duration(middle)} in half of them"
        )
    return f"{'; '.join(said)}."


def parameter_words(path: str) -> str:
    """An uncertain parameter: what it is, and its path, which can be passed on."""
    from sim.scenario.paths import find
    from sim.scenario.schema import Scenario

    field, _, _ = find(Scenario, path.split("."))
    what = (field.description or "").split(". ")[0].rstrip(".") if field is not None else ""
    if what[1:2].islower():
        what = what[:1].lower() + what[1:]
    return f"{what} ({path})" if what else path


def print_spread(told: Row) -> None:
    """How much of the spread of relief is due to what is uncertain, and to what most."""
    row = next((row for row in told["spread"] if row["outcome"] == "legal_end"), None)
    if row is None or row["method"] == "none" or row.get("variance") == 0.0:
        return
    what = "the variance of relief at the end"
    traced = row["epistemic"]
    if traced is None or (row["method"] == "regression" and traced < _TRACED):
        paragraph(
            f"With {told['good']:,} futures the part of the assumptions in {what} cannot be told "
            f"from luck: take --nested 8, or more futures (-n {_enough(told['good'])})."
        )
        say()
        return
    least = "at least " if row["method"] == "regression" else ""
    strongest = [
        f"{parameter_words(each['parameter'])}: {percent(each['first_order'])}"
        for each in told["drivers"]
        if each["outcome"] == "legal_end" and each["low"]  # beyond chance
    ][:_DRIVERS]
    most = f"; most by {'; '.join(strongest)}" if strongest else ""
    paragraph(
        f"Of {what}, {least}{percent(traced)} comes from what is uncertain in the "
        f"scenario, the rest is luck{most}."
    )
    say()


def _enough(n: int) -> int:
    """A round number of futures that is much larger: intervals half as wide, or narrower."""
    return max(4000, 4 * n)
