"""From a document to a pydantic model, or to all that is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sim.errors import InputError

from .document import Document, Plain
from .explaining import Error, Explainer
from .schema import rules_of

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter

__all__ = ["takes", "validate"]

Model = TypeVar("Model", bound="BaseModel")

MAX_ERRORS = 200
"""Errors explained; a file with more is not going to be read to the end."""

_TIMESTAMP = re.compile(r'"[-+]?(0|[0-9]{5})[0-9.]*"')
"""Text that even strict mode takes for a day: seconds since 1970 that are whole days."""


def validate(
    model: type[Model], document: Document, *, context: Mapping[str, Any] | None = None
) -> Model:
    """Turn a document into a model.

    Values are taken as written, whatever pydantic would make of them: a quoted
    number is text, ``true`` is no number, ``no`` is text, a number is no date.
    That is pydantic's strict mode for JSON. Only what it refuses is looked at
    again, to say all that is wrong with it and where.

    Parameters
    ----------
    model
        The model; its validators may raise `CrossFieldErrors` or call `fail` to
        point at values. None may be of mode "before": nothing is rewritten.
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

    given = None if context is None else {**context}
    try:
        return _strictly(model.model_validate_json, document.data, given)
    except ValueError:
        rules = rules_of(model)
    bent = [*islice(rules.misshapen(rules.top, document.data), MAX_ERRORS)]
    errors: list[Any] = []
    try:
        result = model.model_validate(document.data, context=given)
        if not bent:
            return result
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    explained = errors[:MAX_ERRORS]
    explainer = Explainer(document, rules, explained)
    explainer.explain(rules.top, (), [Error(one["loc"], one) for one in explained])
    explainer.add_misshapen(bent)
    problems = sorted(explainer.problems.noted, key=lambda problem: problem.order)
    raise InputError(problems, max(0, len(errors) - MAX_ERRORS))


def takes(adapter: TypeAdapter[Any], value: Plain) -> bool:
    """Return whether a value is allowed as it is written."""
    try:
        _strictly(adapter.validate_json, value)
    except ValueError:
        return False
    return True


def _strictly(
    judge: Callable[..., Model], value: Plain, context: dict[str, Any] | None = None
) -> Model:
    """Return what a value becomes as written, or raise a ValueError where that may be wrong."""
    text = json.dumps(value)
    if _TIMESTAMP.search(text):
        raise ValueError(text)
    return judge(text, strict=True, context=context)
