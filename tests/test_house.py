"""The house: how many modules, how long, what imports what, and that everything is declared."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIM = ROOT / "sim"

CLI_MODULES = 30
IMPORTS_IN_FUNCTIONS = 40
UNFORMATTED = 10
LINES = 300
NAMED_AFTER_ONE_COUNTRY = 3
"""Limits."""


@cache
def modules() -> dict[str, Path]:
    """Return every module of ours by its dotted name."""
    return {dotted(path): path for path in sorted(SIM.rglob("*.py"))}


def dotted(path: Path) -> str:
    """Return the name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(name: str) -> ast.Module:
    """Return the syntax of a module."""
    return ast.parse(modules()[name].read_text("utf-8"))


def is_for_types(node: ast.AST) -> bool:
    """Return whether a block is only read by type checkers."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that run when a module is loaded: those outside of functions."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If):
            if not is_for_types(node):
                yield from imports(node.body)
                yield from imports(node.orelse)
        elif isinstance(node, ast.Try | ast.With | ast.ClassDef):
            yield from imports(node.body)


def in_functions(name: str) -> list[str]:
    """Return the imports of a module that run when one of its functions is called."""
    found: dict[int, str] = {}
    for function in ast.walk(parsed(name)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    found[node.lineno] = f"{name}:{node.lineno}: {ast.unparse(node)}"
    return list(found.values())


def imported(name: str) -> set[str]:
    """Return the modules of ours that a module needs in order to be loaded."""
    package = name if modules()[name].name == "__init__.py" else name.rpartition(".")[0]
    needed: set[str] = set()
    for node in imports(parsed(name).body):
        if isinstance(node, ast.Import):
            needed |= {alias.name for alias in node.names}
            continue
        base = node.module or ""
        if node.level:
            above = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            base = f"{above}.{base}".rstrip(".")
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            needed.add(inner if inner in modules() else base)
    return {module for module in needed if module in modules() and module != name}


def test_the_command_line_is_small() -> None:
    names = [name for name in modules() if f"{name}.".startswith("sim.cli.")]
    assert len(names) <= CLI_MODULES, names


def test_modules_import_at_their_top() -> None:
    lines = [line for name in modules() for line in in_functions(name)]
    assert len(lines) <= IMPORTS_IN_FUNCTIONS, "\n".join(lines)


def test_the_formatter_has_its_way() -> None:
    count = sum(path.read_text("utf-8").count("fmt: skip") for path in modules().values())
    assert count <= UNFORMATTED


def test_no_party_is_called_by_the_name_of_one_country() -> None:
    names = [name for name, path in modules().items() if "kremlin" in path.read_text("utf-8")]
    assert len(names) <= NAMED_AFTER_ONE_COUNTRY, names


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_is_read_in_one_go(name: str) -> None:
    lines = modules()[name].read_text("utf-8").count("\n")
    assert lines <= LINES


def test_no_module_needs_itself_to_be_loaded() -> None:
    arrows = {name: imported(name) for name in modules()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in done:
            for needed in sorted(arrows[name]):
                visit(needed, (*path, name))
            done.add(name)

    for name in arrows:
        visit(name, ())
