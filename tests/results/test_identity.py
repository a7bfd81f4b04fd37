"""What results were made by: every source that simulates counts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sim.results import identity

ROOT = Path(__file__).parents[2]

NOT_COUNTED = {"batch", "compiled", "documents", "errors", "native__mypyc", "results", "wording"}
"""They read, check, hand out, keep and put into words, or hold what is compiled. Of `batch`
some modules count."""

IMPORTED = """
import sys
import sim.batch.assembly, sim.batch.stopping, sim.batch.worker
print(*{name.split(".")[1] for name in sys.modules if name.startswith("sim.")})
"""


def test_every_package_that_a_worker_imports_is_counted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) - NOT_COUNTED == set(identity._PACKAGES)


def test_what_is_counted_exists() -> None:
    home = ROOT / "sim"
    assert all((home / package / "__init__.py").is_file() for package in identity._PACKAGES)
    assert all((home / "batch" / f"{module}.py").is_file() for module in identity._MODULES)
