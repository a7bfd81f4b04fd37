"""SimPy, of which only the core and the events are imported.

The package as a whole imports all of its parts, and what looks up its version, which takes longer
than everything else in it. So it is entered among the imported modules before it has run, and runs
when it is first asked for anything but a part that was imported by name.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from typing import Any, Final

__all__: list[str] = []

_NAME: Final = "simpy"


def _enter() -> None:
    """Enter the package among the imported modules, if it is installed and not there yet."""
    spec = None if _NAME in sys.modules else find_spec(_NAME)
    if spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def as_a_whole(name: str) -> Any:
        """Run the package when it is first asked for what it does not have yet (PEP 562)."""
        vars(package).pop("__getattr__", None)
        loader.exec_module(package)
        return getattr(package, name)

    vars(package)["__getattr__"] = as_a_whole
    sys.modules[_NAME] = package


_enter()
