"""Write the generated sections of docs/architecture.md: layers, rooms, streams.

``python -m tools.architecture docs/architecture.md`` writes them anew. The layers come from the
import contracts in pyproject.toml, what is said of each from the faces of packages, and the streams
from the calls that ask for them.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIM = ROOT / "sim"

OWNED = ("typer", "rich", "matplotlib", "polars", "simpy")
"""Libraries that only some packages may import."""

STREAM = re.compile(r"[a-z_]+(/([a-z_]+|\{[a-z_.]+\}))*")
"""What names of streams look like; what is in braces differs from stream to stream."""


# -- layers ----------------------------------------------------------------------------------


def contracts() -> list[dict[str, Any]]:
    """Return the import contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return list(settings["tool"]["importlinter"]["contracts"])


def layers() -> list[list[str]]:
    """Return the layers that exist, from the top down; parts of one layer know nothing of another.

    Returns
    -------
    Names of packages and modules of `sim`, layer by layer.
    """
    lines = next(c["layers"] for c in contracts() if c["type"] == "layers")
    rows = [[name.strip().strip("()") for name in line.split("|")] for line in lines]
    there = [[name for name in row if exists(name)] for row in rows]
    return [row for row in there if row]


def exists(name: str) -> bool:
    """Return whether there is a package or module of that name in `sim`."""
    return (SIM / name / "__init__.py").exists() or (SIM / f"{name}.py").exists()


def owners(library: str) -> list[str]:
    """Return the parts of `sim` that may import a library, by the contracts that forbid it."""
    names: list[str] = []
    for contract in contracts():
        if contract.get("source_modules") == ["sim"] and library in contract["forbidden_modules"]:
            for line in contract.get("ignore_imports", ()):
                importer, _, imported = line.partition(" -> ")
                if imported == library:
                    names.append(importer.split(".")[1])
    return list(dict.fromkeys(names))


def picture() -> str:
    """Return the picture of the layers: a box each, with the libraries that are theirs alone."""
    meanings = lines_of_face(SIM)
    libraries = {library: owners(library) for library in OWNED}
    rows: list[str] = []
    width = max(len(meaning) for meaning in meanings.values()) + 15
    edge = "─" * width
    rows.append(f"┌{edge}┐")
    for k, row in enumerate(layers()):
        if k:
            rows.append(f"├{edge}┤")
        for name in row:
            own = ", ".join(library for library in OWNED if name in libraries[library])
            meaning = meanings.get(name, "the same as the command, by python -m sim")
            text = f" {name:<13}{meaning}"
            rows.append(f"│{text:<{width}}│ {own}".rstrip())
    rows.append(f"└{edge}┘")
    return "```text\n" + "\n".join(rows) + "\n```"


# -- rooms -----------------------------------------------------------------------------------


def face(folder: Path) -> str:
    """Return what a package says of itself."""
    return ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""


def lines_of_face(folder: Path) -> dict[str, str]:
    """Return what a face says of each part, where it does so in a list."""
    return dict(re.findall(r"^- `(\w+)`: (.+)$", face(folder), re.MULTILINE))


def rooms() -> str:
    """Return a table of the packages inside of packages, with the first line of each."""
    rows = ["| Room | What is in it |", "| --- | --- |"]
    for init in sorted(SIM.glob("*/**/__init__.py")):
        folder = init.parent
        if folder.parent == SIM:
            continue
        path = folder.relative_to(ROOT).as_posix()
        rows.append(f"| [`{path}/`](../{path}/__init__.py) | {face(folder).splitlines()[0]} |")
    return "\n".join(rows)


# -- streams ---------------------------------------------------------------------------------


def streams() -> dict[str, list[str]]:
    """Return every named stream of chance, with the functions that ask for it.

    Returns
    -------
    Names, with what differs in braces, and for each the functions as ``module.function``.
    """
    asking: dict[str, list[str]] = {}
    for path in sorted((SIM / "engine").rglob("*.py")):
        module = ".".join(path.relative_to(SIM / "engine").with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for name in asked_for(function):
                    asking.setdefault(name, []).append(f"{module}.{function.name}")
    return {name: list(dict.fromkeys(asking[name])) for name in sorted(asking)}


def asked_for(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the names of streams that a function asks for, or hands on to one that does."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        is_stream = isinstance(node.func, ast.Attribute) and node.func.attr == "stream"
        for argument in node.args:
            name = pattern(argument)
            if STREAM.fullmatch(name) and (is_stream or "/" in name):
                yield name


def pattern(node: ast.expr) -> str:
    """Return a text as written, with expressions in braces; nothing if it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [
            str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
            for part in node.values
            if isinstance(part, ast.Constant | ast.FormattedValue)
        ]
        return "".join(parts)
    return ""


def table_of_streams() -> str:
    """Return the streams as a table."""
    rows = ["| Stream | Drawn in `sim.engine` by |", "| --- | --- |"]
    for name, functions in streams().items():
        rows.append(f"| `{name}` | {', '.join(f'`{function}`' for function in functions)} |")
    return "\n".join(rows)


# -- the page --------------------------------------------------------------------------------

BLOCKS = {"layers": picture, "rooms": rooms, "streams": table_of_streams}
"""What is written, by the names of the markers between which it stands."""


def page(text: str) -> str:
    """Return a page with its generated blocks as they should be.

    Parameters
    ----------
    text
        The page; a block stands between ``<!-- name -->`` and ``<!-- /name -->``.
    """
    for name, make in BLOCKS.items():
        before, first, rest = text.partition(f"<!-- {name} -->\n")
        _, last, after = rest.partition(f"<!-- /{name} -->\n")
        if not (first and last):
            raise ValueError(f"no place for {name}: {first!r} {last!r}")
        text = f"{before}{first}\n{make()}\n\n{last}{after}"
    return text


def main(arguments: Sequence[str]) -> None:
    """Write the blocks of the page that is named."""
    path = Path(arguments[0])
    path.write_text(page(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
