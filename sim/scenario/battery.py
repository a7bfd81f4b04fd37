"""Questions asked of many scenarios alike: in years from the first day, answered in one place."""

from __future__ import annotations

from sim.catalogue.checks import unknown
from sim.documents import Misfit
from sim.scenario.events import Question
from sim.scenario.schema import Scenario
from sim.scenario.window import in_years

__all__ = ["dated"]


def dated(scenario: Scenario) -> tuple[Scenario, list[Misfit]]:
    """Return a scenario whose questions have dates and answers of their own.

    Parameters
    ----------
    scenario
        As it was written: questions may have `years`, and their answers stand in `answers`.

    Returns
    -------
    tuple
        The scenario, `by` in place of `years`, and what does not fit.
    """
    wrong: list[Misfit] = []
    questions: list[Question] = []
    for i, question in enumerate(scenario.questions):
        changed: dict[str, object] = {}
        if question.years is not None:
            by = in_years(scenario.start, question.years)
            if by > scenario.end:
                wrong.append(
                    Misfit(
                        ("questions", i, "years"),
                        f"that is {by}, after the scenario ends",
                        allowed=f"up to {scenario.end}",
                    )
                )
            changed |= {"by": min(by, scenario.end), "years": None}
        if question.id in scenario.answers:
            answer = scenario.answers[question.id]
            if question.answer is not None:
                at = ("answers", question.id)
                wrong.append(Misfit(at, "the question has an answer of its own", found=str(answer)))
            changed["answer"] = answer
        questions.append(question.model_copy(update=changed) if changed else question)
    names = [question.id for question in scenario.questions]
    for name in scenario.answers:
        wrong += unknown(("answers", name), "question", name, names)
    return scenario.model_copy(update={"questions": tuple(questions)}), wrong
