"""What happened in some cases and what sets of assumptions say of it, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Answers", "answers", "frequencies"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """Items of several cases, each with what every set says of it.

    Attributes
    ----------
    cases
        Names of the cases.
    case
        Shape ``(items,)``. Number of the case of each item.
    question
        The question of each item.
    happened
        Shape ``(items,)``. 1 for yes, 0 for no.
    said
        Shape ``(sets, items)``. Share of the futures of a set in which the answer is yes.
    futures
        Futures of each set.
    """

    cases: tuple[str, ...]
    case: NDArray[np.int64]
    question: tuple[str, ...]
    happened: Floats
    said: Floats
    futures: int


def answers(
    happened: Mapping[str, Mapping[str, bool]],
    simulated: Mapping[str, Mapping[str, Floats]],
    futures: int,
) -> Answers:
    """Put cases together.

    Parameters
    ----------
    happened
        For each case the answers by question.
    simulated
        For each case and question the share of yes, shape ``(sets,)``.
    futures
        Futures of each set.
    """
    names = tuple(happened)
    listed = [
        (number, question, float(yes), simulated[name][question])
        for number, name in enumerate(names)
        for question, yes in happened[name].items()
    ]
    return Answers(
        names,
        np.array([row[0] for row in listed]),
        tuple(row[1] for row in listed),
        np.array([row[2] for row in listed]),
        np.array([row[3] for row in listed]).T,
        futures,
    )


def frequencies(found: Answers, questions: Sequence[str]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return how often the answer to each question is yes: as it was, and as each set has it.

    Parameters
    ----------
    found
        The items.
    questions
        The questions, the patterns of history matching.

    Returns
    -------
    simulated, noise
        Shape ``(sets, questions)``. Mean over the cases, and its variance by the number of
        futures.
    observed, chance
        Shape ``(questions,)``. Mean over the cases, and its variance as one sample of so many
        cases: of (k + 1/2) / (n + 1).
    """
    asked = np.array(found.question)
    columns = []
    for question in questions:
        inside = asked == question
        said, n = found.said[:, inside], int(inside.sum())
        middle = (found.happened[inside].sum() + 0.5) / (n + 1.0)
        smooth = (said * found.futures + 0.5) / (found.futures + 1.0)
        noise = (smooth * (1.0 - smooth)).sum(axis=1) / found.futures / n**2
        columns.append((said.mean(axis=1), noise, middle, middle * (1.0 - middle) / n))
    simulated, noises, observed, chance = zip(*columns, strict=True)
    return (
        np.array(simulated).T,
        np.array(noises).T,
        np.array(observed),
        np.array(chance),
    )
