"""Reading catalogues: the shipped ones by name, others by path, or written out in a scenario."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.catalogue.renamed import explained
from sim.catalogue.schema import Catalogue
from sim.documents import Document, did_you_mean, load_chain, validate
from sim.errors import InputError

SHIPPED = Path(__file__).parent
"""Folder of the shipped catalogues: ``extends: common`` finds them by name."""

_FRAGMENTS = ("common", "eu")


def shipped() -> list[str]:
    """Names of the shipped catalogues that are whole worlds."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem not in _FRAGMENTS)


def read_catalogue(reference: str, folder: Path = Path()) -> Document:
    """Read a catalogue with everything it extends, not yet checked.

    Parameters
    ----------
    reference
        Name of a shipped catalogue, or path of a file.
    folder
        Folder that a relative path starts from.

    Raises
    ------
    InputError
        If there is no such catalogue or its file cannot be read.
    """
    if "/" not in reference and "." not in reference:
        path = SHIPPED / f"{reference}.yaml"
        if not path.is_file():
            raise InputError.of(
                file=reference,
                message="unknown catalogue",
                found=reference,
                allowed=f"a path, or one of: {', '.join(shipped())}",
                hint=did_you_mean(reference, shipped()),
            )
        return load_chain(path, name=f"{reference}.yaml", shipped=SHIPPED)
    return load_chain(folder / reference, shipped=SHIPPED)


@lru_cache(maxsize=8)
def shipped_catalogue(name: str) -> tuple[Document, Catalogue]:
    """A shipped catalogue as read and as checked; kept, for it does not change.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    document = read_catalogue(name)
    return document, validate(Catalogue, document)


def load_catalogue(reference: str, folder: Path = Path()) -> Catalogue:
    """Read and check a catalogue.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    if reference in shipped():
        return shipped_catalogue(reference)[1]
    try:
        return validate(Catalogue, read_catalogue(reference, folder))
    except InputError as error:
        raise InputError(explained(error.problems)) from error
