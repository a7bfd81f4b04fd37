"""Nothing in the house is there for its tests only.

Every function, class, method and constant of `sim` is used by what runs when a module is imported,
or by what is itself used, unless the interface gives it away, a decorator registers it, or a
framework calls it. What stands in `sim.theory` is a yardstick, and ``tests/limits`` uses it.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import sim.workflows

ROOT: Final = Path(__file__).parents[1]

ELSEWHERE: Final = {
    "main": "the command: run.py, and the script that an installation makes",
    "find_spec": "Python's own import machinery",
    "save": "notebooks, as sim.figures.save: it writes one figure that sim.draw returned",
    "left_out_record": "tools.forecasts, which writes the page of forecasts",
    "peek": "SimPy, as a method of its environment",
    "schedule": "SimPy, as a method of its environment",
    "step": "SimPy, as a method of its environment",
}
"""What is used by a name outside `sim`, and by whom."""

FRAMEWORKS: Final = (
    "BaseModel",
    "Enum",
    "GenerateJsonSchema",
    "Protocol",
    "Strict",
    "TyperCommand",
    "TyperGroup",
)
"""Endings of base classes whose subclasses have members that others call."""

PLAIN: Final = {
    "cache",
    "cached_property",
    "classmethod",
    "contextmanager",
    "dataclass",
    "final",
    "lru_cache",
    "property",
    "runtime_checkable",
    "staticmethod",
    "total_ordering",
}
"""Decorators that hand what they decorate to nobody."""


class Defined(NamedTuple):
    """A name, and where it is defined."""

    name: str
    path: Path
    first: int
    last: int
    member: bool
    """Whether it belongs to a class."""

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.first}: {self.name}"


class Use(NamedTuple):
    """A line on which a name is used."""

    path: Path
    line: int

    def within(self, defined: Defined) -> bool:
        return self.path == defined.path and defined.first <= self.line <= defined.last


def modules(folder: str) -> list[Path]:
    """The sources below a folder of the project."""
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A source, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def dotted(path: Path) -> str:
    """The module of a source, such as ``sim.law.clocks``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def name(node: ast.expr) -> str:
    """The last name of an expression such as ``a.b[c](d)``."""
    if isinstance(node, ast.Call):
        return name(node.func)
    if isinstance(node, ast.Subscript):
        return name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def path_of(node: ast.expr) -> str:
    """An expression such as ``a.b.c`` as it is written; nothing for any other."""
    if isinstance(node, ast.Attribute):
        return f"{base}.{node.attr}" if (base := path_of(node.value)) else ""
    return getattr(node, "id", "")


# -- what is defined ---------------------------------------------------------------------------


def definitions(path: Path) -> Iterator[Defined]:
    """Functions, classes, methods and constants of a module that nothing registers."""
    for node in tree(path).body:
        yield from defined(node, path, member=False)
        if (
            isinstance(node, ast.ClassDef)
            and node.name not in sim.workflows.__all__
            and not any(name(base).endswith(FRAMEWORKS) for base in node.bases)
        ):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield from defined(inner, path, member=True)


def defined(node: ast.stmt, path: Path, *, member: bool) -> Iterator[Defined]:
    """The names of a statement."""
    names: list[str] = []
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        if all(name(decorator) in PLAIN for decorator in node.decorator_list):
            names = [node.name]
    elif isinstance(node, ast.Assign):
        names = [name(target) for target in node.targets if not name(target).startswith("_")]
    elif isinstance(node, ast.AnnAssign) and not name(node.target).startswith("_"):
        names = [name(node.target)]
    for one in names:
        if not one.startswith("__"):
            yield Defined(one, path, node.lineno, node.end_lineno or node.lineno, member)


# -- where it is used --------------------------------------------------------------------------


@cache
def imported(path: Path) -> dict[str, tuple[str, str]]:
    """What each imported name stands for: a module, and a name in it or nothing."""
    names: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                source = f"{dotted(path.parent / '__init__.py')}.{source}"
            for alias in node.names:
                names[alias.asname or alias.name] = source, alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name] = alias.name, ""
    return names


@cache
def origin(module: str, member: str) -> tuple[str, str]:
    """Where a name that a module gives away comes from, if it has only imported it."""
    while True:
        folder = ROOT.joinpath(*module.split("."))
        face = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        given = imported(face).get(member) if face.is_file() else None
        if given is None or given == (module, member):
            break
        module, member = given
    if (folder / f"{member}.py").is_file() or (folder / member / "__init__.py").is_file():
        return f"{module}.{member}", ""
    return module, member


def uses(paths: list[Path]) -> Mapping[str, list[Use]]:
    """Where names are used: those at the top of a module under ``module:name``, others by name.

    To import a name is not to use it, nor is it to list it in ``__all__`` or in a docstring. A
    string such as ``"name"`` or ``"package.module:name"`` is a use of whatever is called so.
    """
    found: dict[str, list[Use]] = defaultdict(list)
    for path in paths:
        known = imported(path)
        idle: set[int] = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                idle.add(id(node.value))
            if isinstance(node, ast.Assign) and "__all__" in map(name, node.targets):
                idle.update(map(id, ast.walk(node.value)))
            keys: list[str] = []
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
                keys = [":".join(origin(*known.get(node.id, (dotted(path), node.id))))]
            elif isinstance(node, ast.Attribute):
                module, member = origin(*known.get(path_of(node.value), ("", "")))
                if module and not member:
                    keys = [":".join(origin(module, node.attr))]
                elif isinstance(node.value, ast.Call):  # perhaps of a module that it has loaded
                    keys = [node.attr, f"a string:{node.attr}"]
                else:
                    keys = [node.attr]
            elif isinstance(node, ast.Constant) and id(node) not in idle:
                words = str(node.value).replace(":", ".").split(".")
                keys = [key for word in words for key in (word, f"a string:{word}")]
            for key in keys:
                found[key].append(Use(path, node.lineno))
    return found


def unused(wanted: list[Defined], used: Mapping[str, list[Use]]) -> list[Defined]:
    """What is used neither by what is done on import nor by what is itself used."""
    inside: dict[Path, list[Defined]] = defaultdict(list)
    for one in wanted:
        inside[one.path].append(one)

    def users(one: Defined) -> Iterator[list[Defined]]:
        """For each use of a definition, the others within which it stands."""
        top = used[f"{dotted(one.path)}:{one.name}"] + used[f"a string:{one.name}"]
        for use in used[one.name] if one.member else top:
            if not use.within(one):
                yield [other for other in inside[use.path] if use.within(other)]

    waiting = {one: list(users(one)) for one in wanted}
    while alive := [
        one
        for one, by in waiting.items()
        if any(not any(other in waiting for other in around) for around in by)
    ]:
        for one in alive:
            del waiting[one]
    return list(waiting)


# -- the house ---------------------------------------------------------------------------------


def test_every_name_in_the_house_is_used_in_it() -> None:
    theory = modules("sim/theory")
    house = [path for path in modules("sim") if path not in theory]
    given = {*sim.workflows.__all__, *ELSEWHERE}
    public = [one for path in house for one in definitions(path) if one.name not in given]
    assert len(public) > 1_000
    assert not (dead := unused(public, uses(house))), "\n".join(map(str, dead))


def test_every_yardstick_is_held_against_the_engine() -> None:
    theory = modules("sim/theory")
    public = [one for path in theory for one in definitions(path)]
    dead = unused(public, uses([*theory, *modules("tests/limits")]))
    assert not dead, "\n".join(map(str, dead))


def test_what_nobody_uses_is_found() -> None:
    """Also what is used only by what is unused."""
    here = Path(__file__)
    ours = [one for one in definitions(here) if not one.name.startswith("test_")]
    dead = {one.name for one in unused(ours, uses([here]))}
    assert len([one for one in dead if one.startswith("lonely_")]) == 2
    assert not {"defined", "imported", "Use", "within", "PLAIN"} & dead


def lonely_one() -> None:
    lonely_two()


def lonely_two() -> None:
    lonely_one()
