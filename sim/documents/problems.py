"""What is wrong with a document, each problem at its place and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.errors import Problem

from .crossfield import Misfit
from .document import Document, Place, Position, dotted
from .nearest import did_you_mean, nearest
from .notation import looks_like_date, rewritten
from .scalars import short
from .schema import ANYTHING, Rule, Rules, tag_name
from .wording import listed

__all__ = ["Problems"]


class Problems:
    """Problems of a document, as they are met.

    Parameters
    ----------
    document
        What was read.
    rules
        What may stand in it.
    """

    def __init__(self, document: Document, rules: Rules) -> None:
        self.document = document
        self.rules = rules
        self.noted: list[Problem] = []

    def wrong_value(
        self, rule: Rule | None, place: Place, reason: str, otherwise: str = ""
    ) -> None:
        """Note a value that is not what may stand there."""
        value = self.document.at(place)
        hint = ""
        if rule is not None and isinstance(value, str):
            hint = did_you_mean(value, map(str, self.rules.values(rule)))
            hint = hint or rewritten(value, self.rules.shapes(rule), self.rules.describe(rule))
        if not hint and reason and isinstance(value, str) and looks_like_date(value):
            hint = reason
        self._add(
            self.document.value_position(place),
            place,
            found=short(value),
            allowed=self.rules.describe(rule) if rule is not None else "",
            message=otherwise if rule is None else "",
            hint=hint,
        )

    def missing(self, rule: Rule | None, place: Place, unknown: Sequence[str]) -> None:
        """Note a key that is required and missing."""
        guess = nearest(str(place[-1]), unknown)
        self._add(
            self.document.key_position(place[:-1]),
            place,
            message="is required but missing",
            allowed=self.rules.describe(rule) if rule is not None else "",
            hint=f"is it {guess!r} misspelt?" if guess is not None else "",
        )

    def unknown_key(self, rule: Rule | None, place: Place) -> None:
        """Note a key that is not known."""
        names = list(self.rules.fields(rule)) if rule is not None else []
        self._add(
            self.document.key_position(place),
            place,
            message="unknown key",
            allowed=listed(names) if names else "",
            hint=did_you_mean(str(place[-1]), names),
        )

    def wrong_key(self, rule: Rule, place: Place, raw: Mapping[str, Any]) -> None:
        """Note a key of a mapping that is not what may stand there."""
        keys = rule.get("propertyNames", ANYTHING)
        cause = raw.get("ctx", {}).get("error")
        why = str(cause) if raw["type"] == "value_error" else ""
        allowed = self.rules.describe(keys) if keys and not why else ""
        hint = did_you_mean(str(place[-1]), map(str, self.rules.values(keys)))
        if not hint and keys:
            hint = rewritten(str(place[-1]), self.rules.shapes(keys), allowed)
        self._add(
            self.document.key_position(place),
            place,
            message=f"wrong key: {why}" if why else "wrong key",
            found=short(str(place[-1])),
            allowed=allowed,
            hint=hint,
        )

    def tag(self, rule: Rule, place: Place, *, missing: bool) -> None:
        """Note that what tells the kind of a mapping is missing, or of no kind that there is."""
        members = self.rules.tags(rule)
        tags, there = {"enum": [*members]}, (*place, tag_name(self.rules.peel(rule)))
        if missing:
            fields = {name for member in members.values() for name in self.rules.fields(member)}
            beside = self.document.at(place)
            names = beside if isinstance(beside, dict) else ()
            self.missing(tags, there, [name for name in names if name not in fields])
        else:
            self.wrong_value(tags, there, "")

    def misfit(self, place: Place, misfit: Misfit) -> None:
        """Note what a validator found."""
        there = (*place, *misfit.path)
        value = self.document.at(there)
        quoted = "" if isinstance(value, (dict, list)) or value is None else short(value)
        self._add(
            self.document.value_position(there),
            there,
            message=misfit.message,
            found=quoted if misfit.found is None else misfit.found,
            allowed=misfit.allowed or "",
            hint=misfit.hint or "",
        )

    def _add(self, position: Position, place: Place, **parts: str) -> None:
        self.noted.append(
            Problem(position.file, position.line, position.column, dotted(place), **parts)
        )
