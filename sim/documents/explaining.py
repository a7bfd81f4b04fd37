"""From pydantic's errors to the problems of a document: which is meant, and where it is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .crossfield import CrossFieldErrors, Misfit
from .document import ABSENT, Document, Place, dotted
from .notation import looks_like_date
from .problems import Problems
from .schema import ANYTHING, Rule, Rules, is_day, shape

__all__ = ["Error", "Explainer"]

_RAISED = frozenset({"value_error", "assertion_error"})
"""Types of the errors that validators raise."""


class Error(NamedTuple):
    """One of pydantic's errors, with the part of its location still to be walked."""

    rest: tuple[str | int, ...]
    raw: Mapping[str, Any]


class Explainer:
    """Walks errors down the rules and the document side by side."""

    def __init__(
        self, document: Document, rules: Rules, errors: Sequence[Mapping[str, Any]]
    ) -> None:
        self.document = document
        self.rules = rules
        self.problems = Problems(document, rules)
        self.unknown: dict[tuple[str | int, ...], list[str]] = {}
        for error in errors:
            if error["type"] == "extra_forbidden":
                *above, key = error["loc"]
                self.unknown.setdefault(tuple(above), []).append(str(key))

    def explain(self, rule: Rule | None, place: Place, errors: Sequence[Error]) -> None:
        """Report the errors at a place and below."""
        for error in errors:
            if not error.rest:
                self._report(rule, place, error.raw)
        below: dict[str | int, list[Error]] = {}
        for error in errors:
            if error.rest:
                step, *rest = error.rest
                below.setdefault(step, []).append(Error(tuple(rest), error.raw))
        if not below:
            return
        peeled = self.rules.peel(rule) if rule is not None else ANYTHING
        if "anyOf" in peeled:
            self._union(peeled, place, below)
            return
        for step, inner in below.items():
            if "oneOf" in peeled:
                self.explain(self.rules.tags(peeled).get(str(step)), place, inner)
            else:
                self._entry(peeled, place, step, inner)

    def add_misshapen(self, places: Sequence[tuple[Rule, Place, bool]]) -> None:
        """Report values of the wrong shape where nothing has been reported yet."""
        reported = {problem.path for problem in self.problems.noted}
        for rule, place, key in places:
            if dotted(place) in reported:
                continue
            if key:
                self.problems.wrong_key({"propertyNames": rule}, place, {"type": ""})
            else:
                self.problems.wrong_value(rule, place, "")

    def _entry(self, rule: Rule, place: Place, step: str | int, errors: list[Error]) -> None:
        """Report the errors of one entry of a mapping or list."""
        there = (*place, step)
        ordinary = []
        for error in errors:
            if error.rest == ("[key]",):
                self.problems.wrong_key(rule, there, error.raw)
            elif not error.rest and error.raw["type"] == "extra_forbidden":
                self.problems.unknown_key(rule, there)
            elif not error.rest and error.raw["type"] == "missing" and isinstance(step, int):
                self.problems.wrong_value(rule, place, "")  # a list too short for a tuple
            else:
                ordinary.append(error)
        inner = self.rules.below(rule, step)
        missing = all(not error.rest and error.raw["type"] == "missing" for error in errors)
        if inner is None and not missing and self.document.at(there) is ABSENT:
            there = place  # a label that some validator puts into locations
        self.explain(inner, there, ordinary)

    def _union(self, rule: Rule, place: Place, labelled: dict[str | int, list[Error]]) -> None:
        """Report the errors of the member of a union that was probably meant.

        pydantic tries every member and complains once for each; a reader wants
        to hear only about the one that has the shape of what is written.
        """
        value = self.document.at(place)
        choices: list[Rule | None] = [*self.rules.choices(rule)]
        if len(choices) != len(labelled):  # two members of one name; cannot be told apart
            choices = [None] * len(labelled)
        members = list(zip(choices, labelled.values(), strict=True))
        fitting = [
            (choice, errors)
            for choice, errors in members
            if choice is None or shape(value) in self.rules.shapes(choice)
        ]
        raised = [member for member in fitting if _RAISED & {one.raw["type"] for one in member[1]}]
        single = not isinstance(value, (dict, list))
        if value is not ABSENT and single and len(fitting) > 1 and raised:
            fitting = raised[:1]
        if isinstance(value, str) and not looks_like_date(value):
            # Any text has the shape of a date; one that is none may have been meant for another.
            days = (choice is not None and is_day(self.rules.peel(choice)) for choice, _ in fitting)
            fitting = [] if all(days) else fitting
        if value is not ABSENT and (not fitting or (single and len(fitting) > 1)):
            self.problems.wrong_value(rule, place, "")
            return
        choice, errors = min(fitting or members, key=_badness)
        self.explain(choice, place, errors)

    def _report(self, rule: Rule | None, place: Place, raw: Mapping[str, Any]) -> None:
        """Report one error at the very place it is about."""
        kind, context = raw["type"], raw.get("ctx", {})
        cause = context.get("error")
        if kind == "missing":
            self.problems.missing(rule, place, self.unknown.get(raw["loc"][:-1], ()))
        elif kind == "extra_forbidden":
            self.problems.unknown_key(None, place)
        elif kind in ("union_tag_not_found", "union_tag_invalid") and rule is not None:
            self.problems.tag(rule, place, missing=kind == "union_tag_not_found")
        elif isinstance(cause, CrossFieldErrors):
            for misfit in cause.misfits:
                self.problems.misfit(place, misfit)
        elif kind in _RAISED:
            self.problems.misfit(place, Misfit((), str(cause)))
        else:
            reason = context.get("error", "") if kind.startswith("date") else ""
            self.problems.wrong_value(rule, place, str(reason), raw["msg"])


def _badness(member: tuple[Rule | None, list[Error]]) -> tuple[int, int]:
    """Rank a union's members: foreign and missing keys count before wrong values."""
    errors = member[1]
    keys = sum(error.raw["type"] in ("missing", "extra_forbidden") for error in errors)
    return keys, len(errors)
