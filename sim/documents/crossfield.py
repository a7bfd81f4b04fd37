"""How a model's own validators say which of several fields is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from .document import Place

__all__ = ["CrossFieldErrors", "Misfit", "fail"]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that is well formed but does not fit with the others.

    Parameters
    ----------
    path
        The way to the value from the model being validated:
        ``("measures", 3, "authority")``; ``()`` is the model itself.
    message
        What is wrong, in a few words: ``unknown measure``.
    allowed, found, hint
        As in `sim.errors.Problem`; what was written is quoted if ``found`` is None.
    """

    path: Place
    message: str
    allowed: str | None = None
    found: str | None = None
    hint: str | None = None


class CrossFieldErrors(ValueError):  # noqa: N818 - it carries several
    """Several misfits at once, raised inside a pydantic validator."""

    def __init__(self, misfits: Iterable[Misfit]) -> None:
        self.misfits: tuple[Misfit, ...] = tuple(misfits)
        super().__init__(self.misfits)

    def __str__(self) -> str:
        """Join the messages."""
        return "; ".join(misfit.message for misfit in self.misfits)


def fail(
    path: Place,
    message: str,
    *,
    allowed: str | None = None,
    found: str | None = None,
    hint: str | None = None,
) -> NoReturn:
    """Refuse one value from inside a pydantic validator.

    Raises
    ------
    CrossFieldErrors
        Always; `sim.documents.validate` puts it at the value's line and column.
    """
    raise CrossFieldErrors([Misfit(path, message, allowed, found, hint)])
