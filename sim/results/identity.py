"""What results were made by: the code, the libraries, the platform.

The version of thaw does not tell: between two of them the code changes. So the sources of what
simulates are hashed, and chunks of other code are never put together.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import sim

__all__ = ["RESULTS", "code", "differing", "made_by"]

RESULTS: Final = ("thaw", "code")
"""What makes another result of the same plan; the rest bears on last digits and rare ties."""

_PACKAGES: Final = (
    "catalogue",
    "scenario",
    "events",
    "law",
    "bargaining",
    "agents",
    "engine",
    "outcomes",
    "statistics",
)
_MODULES: Final = ("assembly", "continuing", "pasts", "stopping", "tables", "worker")
_LIBRARIES: Final = ("numpy", "simpy", "polars")


def _sources(home: Path) -> Iterator[Path]:
    """Yield the sources that bear on what a replication gives, in an order of their own."""
    for package in _PACKAGES:
        yield from sorted((home / package).rglob("*.py"))
    for module in _MODULES:
        yield home / "batch" / f"{module}.py"


@cache
def code() -> str:
    """Return a hash of the sources of what simulates and summarises, 32 hexadecimal digits.

    Line ends do not count. Where there are no sources the version stands for them.
    """
    home = Path(sim.__file__).parent
    total = hashlib.blake2b(sim.__version__.encode(), digest_size=16)
    for path in _sources(home):
        try:
            text = path.read_bytes()
        except OSError:
            continue
        total.update(f"\n{path.relative_to(home).as_posix()}\n".encode())
        total.update(text.replace(b"\r\n", b"\n"))
    return total.hexdigest()


def made_by() -> dict[str, str]:
    """Return what may bear on results made in this process."""
    return dict(_made_by())


@cache
def _made_by() -> tuple[tuple[str, str], ...]:
    return (
        ("thaw", sim.__version__),
        ("code", code()),
        ("python", platform.python_version()),
        *((name, _version(name)) for name in _LIBRARIES),
        ("platform", " ".join((platform.system(), platform.machine(), *_library())).strip()),
    )


def _version(name: str) -> str:
    """Return the version of a library, by the name of the folder that says what is installed.

    That is what `importlib.metadata` does, which takes a quarter as long to import as numpy: it is
    asked only where the library is installed in another way.
    """
    spec = find_spec(name)
    for place in (spec.submodule_search_locations if spec is not None else None) or ():
        found = [path.stem for path in Path(place).parent.glob(f"{name}-*.dist-info")]
        if len(found) == 1:
            return found[0].partition("-")[2]
    from importlib.metadata import version

    return version(name)


def _library() -> tuple[str, ...]:
    """Return the C library and its version, where that is known: exp, log and pow are its."""
    try:
        return tuple(part for part in platform.libc_ver() if part)
    except OSError:
        return ()


def differing(theirs: Mapping[str, str], names: Collection[str] | None = None) -> list[str]:
    """Return what of others differs from ours, in words, what matters most first.

    Parameters
    ----------
    theirs
        What `made_by` gave there.
    names
        Of which of its entries; all if None.
    """
    return [
        _words(name, theirs.get(name, "unknown"), ours)
        for name, ours in made_by().items()
        if theirs.get(name) != ours and (names is None or name in names)
    ]


def _words(name: str, theirs: str, ours: str) -> str:
    if name == "code":
        return f"other code of thaw ({theirs[:8]}), and this is {ours[:8]}"
    return f"{name} {theirs}, and this is {name} {ours}"
