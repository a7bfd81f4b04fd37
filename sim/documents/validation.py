"""From a document to a pydantic model, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

from sim.errors import InputError

from .crossfield import CrossFieldErrors, Misfit
from .document import ABSENT, Document, Place, dotted
from .notation import looks_like_date
from .problems import ANYTHING, Problems
from .schema import Rule, Rules, shape, tagged
from .wording import listed

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["validate"]

Model = TypeVar("Model", bound="BaseModel")

MAX_ERRORS = 200
"""Errors explained; a file with more is not going to be read to the end."""


def validate(
    model: type[Model], document: Document, *, context: Mapping[str, Any] | None = None
) -> Model:
    """Turn a document into a model.

    Values are taken as written, whatever pydantic would make of them: a quoted
    number is text, ``true`` is no number, ``no`` is text, a number is no date.
    Where a validator of mode "before" stands, it decides.

    Parameters
    ----------
    model
        The model; its validators may raise `CrossFieldErrors` or call `fail` to
        point at values, or raise a ``PydanticCustomError`` whose context has
        ``path``, ``allowed`` or ``hint``.
    document
        What was read.
    context
        Handed to the validators, as in ``model_validate``.

    Raises
    ------
    InputError
        With every problem, sorted by file and line, each where it can be mended:
        an unknown key at the key, a wrong value at the value, a missing key at
        the mapping it is missing from.
    """
    from pydantic import ValidationError

    rules = Rules(model)
    bent = [*islice(rules.misshapen(rules.top, document.data), MAX_ERRORS)]
    errors: list[Any] = []
    try:
        result = model.model_validate(
            document.data, context=None if context is None else {**context}
        )
        if not bent:
            return result
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    explained = errors[:MAX_ERRORS]
    explainer = _Explainer(document, rules, explained)
    explainer.explain(rules.top, (), [_Error(one["loc"], one) for one in explained])
    explainer.add_misshapen(bent)
    problems = sorted(explainer.problems.noted, key=lambda problem: problem.order)
    raise InputError(problems, max(0, len(errors) - MAX_ERRORS))


class _Error(NamedTuple):
    """One of pydantic's errors, with the part of its location still to be walked."""

    rest: tuple[str | int, ...]
    raw: Mapping[str, Any]


class _Explainer:
    """Walks errors down the rules and the document side by side."""

    def __init__(
        self, document: Document, rules: Rules, errors: Sequence[Mapping[str, Any]]
    ) -> None:
        from pydantic_core import core_schema

        self.document = document
        self.rules = rules
        self.problems = Problems(document, rules)
        self.unknown: dict[tuple[str | int, ...], list[str]] = {}
        for error in errors:
            if error["type"] == "extra_forbidden":
                *above, key = error["loc"]
                self.unknown.setdefault(tuple(above), []).append(str(key))
        self.standard = frozenset(get_args(core_schema.ErrorType))

    def explain(self, rule: Rule | None, place: Place, errors: Sequence[_Error]) -> None:
        """Report the errors at a place and below."""
        for error in errors:
            if not error.rest:
                self._report(rule, place, error.raw)
        below: dict[str | int, list[_Error]] = {}
        for error in errors:
            if error.rest:
                step, *rest = error.rest
                below.setdefault(step, []).append(_Error(tuple(rest), error.raw))
        if not below:
            return
        peeled = self.rules.peel(rule) if rule is not None else ANYTHING
        if peeled["type"] == "union":
            self._union(peeled, place, below)
            return
        for step, inner in below.items():
            if peeled["type"] == "tagged-union":
                self.explain(tagged(peeled, str(step)), place, inner)
            else:
                self._entry(peeled, place, step, inner)

    def add_misshapen(self, places: Sequence[tuple[Rule, Place, bool]]) -> None:
        """Report values of the wrong shape where nothing has been reported yet."""
        reported = {problem.path for problem in self.problems.noted}
        for rule, place, key in places:
            if dotted(place) in reported:
                continue
            if key:
                self.problems.wrong_key({"type": "dict", "keys_schema": rule}, place, {"type": ""})
            else:
                self.problems.wrong_value(rule, place, "")

    def _entry(self, rule: Rule, place: Place, step: str | int, errors: list[_Error]) -> None:
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

    def _union(self, rule: Rule, place: Place, labelled: dict[str | int, list[_Error]]) -> None:
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
        custom = [
            member
            for member in fitting
            if any(
                error.raw["type"] not in self.standard
                or error.raw["type"] in ("value_error", "assertion_error")
                for error in member[1]
            )
        ]
        single = not isinstance(value, (dict, list))
        if value is not ABSENT and single and len(fitting) > 1 and custom:
            fitting = custom[:1]
        if isinstance(value, str) and not looks_like_date(value):
            # Any text has the shape of a date; one that is none may have been meant for another.
            fitting = [] if all(self._is_date(choice) for choice, _ in fitting) else fitting
        if value is not ABSENT and (not fitting or (single and len(fitting) > 1)):
            self.problems.wrong_value(rule, place, "")
            return
        choice, errors = min(fitting or members, key=_badness)
        self.explain(choice, place, errors)

    def _is_date(self, rule: Rule | None) -> bool:
        return rule is not None and self.rules.peel(rule)["type"] == "date"

    def _report(self, rule: Rule | None, place: Place, raw: Mapping[str, Any]) -> None:
        """Report one error at the very place it is about."""
        kind, context = raw["type"], raw.get("ctx", {})
        cause = context.get("error")
        if kind == "missing":
            self.problems.missing(rule, place, self.unknown.get(raw["loc"][:-1], ()))
        elif kind == "extra_forbidden":
            self.problems.unknown_key(None, place)
        elif kind == "union_tag_not_found" and isinstance(tag := _tag(rule, self.rules), str):
            self.problems.missing_tag(rule, place, tag)
        elif kind == "union_tag_invalid" and isinstance(tag := _tag(rule, self.rules), str):
            self.problems.wrong_tag(rule, (*place, tag))
        elif isinstance(cause, CrossFieldErrors):
            for misfit in cause.misfits:
                self.problems.misfit(place, misfit)
        elif kind in ("value_error", "assertion_error"):
            self.problems.misfit(place, Misfit((), str(cause)))
        elif kind not in self.standard:
            path = context.get("path", ())
            self.problems.misfit(
                place,
                Misfit(
                    tuple(path) if isinstance(path, (tuple, list)) else (path,),
                    raw["msg"],
                    allowed=_as_text(context.get("allowed")),
                    found=context.get("found"),
                    hint=context.get("hint"),
                ),
            )
        else:
            reason = context.get("error", "") if kind.startswith("date") else ""
            self.problems.wrong_value(rule, place, str(reason), raw["msg"])


def _tag(rule: Rule | None, rules: Rules) -> Any:
    return None if rule is None else rules.peel(rule).get("discriminator")


def _as_text(allowed: Any) -> str | None:
    return allowed if allowed is None or isinstance(allowed, str) else listed(allowed)


def _badness(member: tuple[Rule | None, list[_Error]]) -> tuple[int, int]:
    """Rank a union's members: foreign and missing keys count before wrong values."""
    errors = member[1]
    keys = sum(error.raw["type"] in ("missing", "extra_forbidden") for error in errors)
    return keys, len(errors)
