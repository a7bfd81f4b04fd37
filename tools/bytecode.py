"""Have Python keep the bytecode of what commands, figures and workers import.

pip installs without bytecode, since most of what is installed is never imported, and Python then
keeps that of what it imports: but where ``PYTHONDONTWRITEBYTECODE`` is set, as in many containers,
everything would be compiled anew at every start. So all of it is imported here once, with bytecode
written. What may not be written to is left as it is, without a word, as Python itself does.

    python -m tools.bytecode
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Final

LATER: Final = (
    "concurrent.futures.process",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "multiprocessing.forkserver",
    "multiprocessing.popen_forkserver",
    "multiprocessing.popen_spawn_posix",
    "multiprocessing.spawn",
    "numpy.random",
    "rich.progress",
    "rich.table",
    "ruamel.yaml",
    "scipy.special",
    "scoringrules",
    "typer.rich_utils",
)
"""What is imported while a command runs, beside what modules of thaw import at their top."""


def main() -> None:
    """Import everything once, read catalogues and base rates, bundle what draws in a browser."""
    sys.dont_write_bytecode = False
    import sim
    from sim.documents import read_own

    for found in walk_packages(sim.__path__, "sim."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    for name in LATER:
        try:
            import_module(name)
        except ImportError:  # of another system, or of another version of a library
            continue
    home = Path(sim.__file__).parent
    from sim.workflows.briefs.library import bundle

    bundle()
    for path in (*(home / "catalogue").glob("*.yaml"), *home.rglob("base_rates.yaml")):
        read_own(path, name=path.name)


if __name__ == "__main__":
    main()
