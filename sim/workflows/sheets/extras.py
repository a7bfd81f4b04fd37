"""Libraries that only tables and calendars need: imported when they are asked for."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from sim.errors import InputError

__all__ = ["extra"]


def extra(name: str, what: str, place: str) -> ModuleType:
    """Return a library that is installed with the extra ``tables``.

    Parameters
    ----------
    name
        The library.
    what
        What it writes, in the plural.
    place
        What was asked for: an option or a file.

    Raises
    ------
    InputError
        If it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise InputError.of(
            place,
            message=f"{what} need the library {name}, which is not installed",
            hint="pip install 'thaw-sim[tables]'",
        ) from error
