"""Refused before anything is compared: baselines, outcomes and targets that do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from sim.analysis.quantities import askable_columns, why_not
from sim.documents.nearest import did_you_mean
from sim.errors import InputError, Problem
from sim.workflows.comparisons.sources import Source

__all__ = ["baseline_first", "check_comparable", "check_outcomes"]


def baseline_first(listed: Sequence[Source], baseline: str | None) -> list[Source]:
    """Put the scenario first that the others are compared with.

    Raises
    ------
    InputError
        If there is none of that name; it names the nearest.
    """
    if baseline is None:
        return list(listed)
    names = [source.name for source in listed]
    ways = {
        **{str(source.path): source.name for source in listed},
        **{name: name for name in names},
    }
    if baseline not in ways:
        raise InputError.of(
            "--baseline",
            found=f"'{baseline[:60]}'",
            allowed=", ".join(names),
            hint=did_you_mean(baseline, names),
        )
    place = names.index(ways[baseline])
    return [listed[place], *listed[:place], *listed[place + 1 :]]


def check_comparable(listed: Sequence[Source]) -> None:
    """Refuse scenarios of different targets: no future is the same for both.

    Raises
    ------
    InputError
        If there are two targets or more; it names the largest group that can be compared.
    """
    groups: dict[str, list[Source]] = {}
    for source in listed:
        groups.setdefault(source.catalogue.target.name, []).append(source)
    if len(groups) == 1:
        return
    about = "; ".join(
        f"{target}: {', '.join(source.name for source in group)}"
        for target, group in groups.items()
    )
    largest = max(groups.values(), key=len)
    hint = "compare scenarios of one target"
    if len(largest) > 1:
        words = " ".join(quote(str(source.path)) for source in largest)
        hint = f"these can be compared: thaw compare {words}"
    raise InputError.of(
        "SCENARIO|BATCH",
        message=f"these are about {len(groups)} targets, whose futures have nothing in "
        f"common ({about})",
        hint=hint,
    )


def check_outcomes(listed: Sequence[Source], option: str, names: Sequence[str]) -> None:
    """Refuse names of outcomes that not all scenarios have, before anything is simulated.

    Raises
    ------
    InputError
        If there is one; it names the nearest.
    """
    if not names:
        return
    problems = []
    for source in listed:
        askable = {column.name for column in askable_columns(source.model)}
        problems += [
            Problem(f"{option} {name[:60]}", message=why_not(name, source.name, source.model))
            for name in names
            if name not in askable
        ]
    if problems:
        raise InputError(problems)
