"""Which form of the packages that simulate is in use: compiled modules, or their sources.

``hatch_build.py`` may have put an extension module beside each of their sources, which Python
prefers. Both give the same results to the last bit. The sources are used all the same if THAW_PURE
is set, if anything has changed since they were compiled, or if the machine cannot load what was
compiled; and always all of them, since compiled modules rely on how the others are laid out.
"""

import os
import sys

TYPE_CHECKING = False  # nothing is imported before it is needed: `import sim` stays quick
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import FileFinder, ModuleSpec
    from types import ModuleType

HOT = ("sim.bargaining", "sim.agents", "sim.engine", "sim.events", "sim.outcomes")
"""The packages in question."""

LIBRARY = "sim.native__mypyc"
"""The extension module that holds the code of all others."""

STAMP = "compiled.stamp"
"""The file, beside this one, that says what was compiled from what."""

_HERE = os.path.dirname(os.path.abspath(__file__))
_reason: str | None = None


def form() -> str:
    """The form in use: ``compiled`` or ``pure``."""
    return "pure" if why_pure() else "compiled"


def why_pure() -> str:
    """Why the sources are used, in a few words; nothing if they are not."""
    global _reason
    if _reason is None:
        _reason = "THAW_PURE is set" if asked_for() else _unfit()
    return _reason


def is_stale() -> bool:
    """Whether compiled modules were passed over because sources have changed."""
    return (_reason or "").endswith(_CHANGED)


def asked_for() -> bool:
    """Whether the environment asks for the sources."""
    return os.environ.get("THAW_PURE", "") not in ("", "0")


def suffix() -> str:
    """How names of extension modules of this Python end."""
    from importlib.machinery import EXTENSION_SUFFIXES

    return EXTENSION_SUFFIXES[0]


def digest(path: str) -> str:
    """A digest of a source; nothing if there is none."""
    from hashlib import blake2b

    try:
        with open(os.path.join(_HERE, path), "rb", buffering=0) as file:
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return ""


_CHANGED = "has changed since it was compiled"


def _unfit() -> str:
    """Why what is compiled, if anything, cannot be used."""
    try:
        with open(os.path.join(_HERE, STAMP), encoding="utf-8") as file:
            made_for, *sources = file.read().splitlines()
    except (OSError, ValueError):
        return "nothing is compiled"
    if made_for != suffix():
        return "it was compiled for another Python"
    for line in sources:
        then, _, path = line.partition(" ")
        if digest(path) != then:
            return f"sim/{path} {_CHANGED}"
    from importlib import import_module

    try:
        import_module("librt.vecs")  # packed rows of numbers, used by compiled modules alone
        import_module(LIBRARY)
    except ImportError as error:
        return f"what is compiled cannot be loaded ({error})"
    return ""


class _Sources:
    """Finds the sources of the packages in question, if they are to be used."""

    def __init__(self) -> None:
        self._finders: dict[str, FileFinder] = {}

    def find_spec(
        self, name: str, path: "Sequence[str] | None", target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        """Say where a module is; None leaves it to Python."""
        if path is None or not name.startswith(HOT) or not why_pure():
            return None
        from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader

        for folder in path:
            finder = self._finders.get(folder)
            if finder is None:
                finder = FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES))
                self._finders[folder] = finder
            spec = finder.find_spec(name)
            if spec is not None:
                return spec
        return None


sys.meta_path.insert(0, _Sources())
