"""The errors a user may meet: one family, each with its exit code.

Everything the project raises on purpose derives from `ThawError`, so that the
command line can turn it into a sentence and an exit code and leave tracebacks
to real defects.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

__all__ = ["InputError", "Problem", "ThawError", "shown"]

_SPACES = frozenset("\u00a0\u2007\u2009\u202f")
"""Spaces that only look like others, of which the program writes some itself."""


def shown(text: str) -> str:
    """A text on one line, with escapes for all that is not to be seen or moves what is.

    Control characters, line breaks, marks that turn the direction of writing, halves of
    characters: names of files may hold them, and a terminal obeys them.
    """
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or char in _SPACES
        else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


class ThawError(Exception):
    """Anything that stops the project for a reason it can name."""

    exit_code: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what a user wrote.

    Parameters
    ----------
    file
        The file as the user typed it, or ``--set path=value``.
    line, column
        Where in the file, counted from 1; None if the file as a whole is meant.
    path
        The field, as the user would type it: ``agents.target.jv``.
    found
        What stands there, shortened: ``'abc'``.
    allowed
        What may stand there: ``a number from 0 to 10``.
    hint
        A way out: ``did you mean 'jv'?``.
    message
        What is wrong, where "found" and "allowed" do not say it all.
    """

    file: str
    line: int | None = None
    column: int | None = None
    path: str = ""
    found: str = ""
    allowed: str = ""
    hint: str = ""
    message: str = ""

    def __str__(self) -> str:
        """Render as one line: place, path, what is wrong, the way out."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        said = "; ".join(
            clause
            for clause in (
                self.message,
                f"found {self.found}" if self.found else "",
                f"allowed: {self.allowed}" if self.allowed else "",
            )
            if clause
        )
        hint = f" ({self.hint})" if self.hint else ""
        return shown(": ".join(part for part in (place, self.path, said) if part) + hint)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: file, then line and column, then path."""
        return (self.file, self.line or 0, self.column or 0, self.path, self.message)

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain values, ready for JSON."""
        return asdict(self)


class InputError(ThawError):
    """What the user wrote cannot be used; carries every problem found at once.

    Parameters
    ----------
    problems
        At least one problem; duplicates are dropped, the order is kept.
    omitted
        How many more there were, beyond what is worth reading.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, problems: Iterable[Problem], omitted: int = 0) -> None:
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        self.omitted = omitted
        # The plain arguments are what lets the error cross a process boundary.
        super().__init__(self.problems, omitted)

    @classmethod
    def of(
        cls,
        file: str,
        line: int | None = None,
        column: int | None = None,
        path: str = "",
        *,
        found: str = "",
        allowed: str = "",
        hint: str = "",
        message: str = "",
    ) -> InputError:
        """Return the error of a single problem, put together as a `Problem`."""
        return cls([Problem(file, line, column, path, found, allowed, hint, message)])

    def __str__(self) -> str:
        """Render one line per problem."""
        lines = [str(problem) for problem in self.problems]
        if self.omitted:
            lines.append(f"... and about {self.omitted:,} more")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Return the problems as plain values, ready for JSON."""
        return {
            "error": "input",
            "problems": [problem.as_dict() for problem in self.problems],
            "omitted": self.omitted,
        }
