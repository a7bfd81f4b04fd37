"""What holds for all tests, and which of them are quick."""

from collections.abc import Iterator
from zlib import crc32

import pytest
from hypothesis import settings

settings.register_profile("thaw", deadline=None)  # a slow machine is no failure of a property
settings.load_profile("thaw")

LONG = ("tests/batch/", "tests/cli/", "tests/figures/", "tests/workflows/")
"""Where tests draw, start processes or carry out whole commands: half a second each."""

LONG_MODULES = frozenset(
    {
        "test_agreements.py",
        "test_compiled.py",
        "test_entry.py",
        "test_extremes.py",
        "test_fuzz.py",
        "test_givens.py",
        "test_history.py",
        "test_hostile.py",
        "test_wheel.py",
    }
)
"""Modules elsewhere whose tests take as long."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--quick``, which `make quick` uses, and ``--part``, which `.ci/run` uses."""
    parser.addoption(
        "--quick",
        action="store_true",
        help="leave out slow tests and pages, and take of modules whose tests draw, start "
        "processes or carry out commands the first test only",
    )
    parser.addoption(
        "--part",
        metavar="K/N",
        default="",
        help="of the tests marked slow or many only every N-th, from the K-th on (0 to N - 1), by "
        "their names: what `.ci/run` does, another part at each commit",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not quick, or in another part, if that was asked for."""
    if config.getoption("--quick"):
        quick = list(_quick(items))
        config.hook.pytest_deselected(items=[item for item in items if item not in set(quick)])
        items[:] = quick
    if part := config.getoption("--part"):
        chosen, parts = map(int, part.split("/"))
        left = [item for item in items if _in_part(item, chosen, parts)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(left)])
        items[:] = left


def _in_part(item: pytest.Item, chosen: int, parts: int) -> bool:
    left_out = any(item.get_closest_marker(name) for name in ("slow", "many"))
    return not left_out or crc32(item.nodeid.encode()) % parts == chosen


def _quick(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    seen = set()
    for item in items:
        if item.get_closest_marker("slow") or item.get_closest_marker("docs"):
            continue
        module = item.nodeid.partition("::")[0]
        if module.startswith(LONG) or item.path.name in LONG_MODULES:
            if module in seen:
                continue
            seen.add(module)
        yield item
