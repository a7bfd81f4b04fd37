"""Faces of packages: what a package says of itself names every module in it, and no other."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "sim").rglob("__init__.py"))
LISTED = re.compile(r"^(?:[-*] `+(?:\w+)/?`+(?:, `+\w+`+)*)", re.MULTILINE)


def named(folder: Path) -> str:
    return folder.relative_to(ROOT).as_posix()


def face(folder: Path) -> str:
    return ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""


def parts(folder: Path) -> set[str]:
    """Return the names of modules and packages in a package."""
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("__")}
    return modules | {path.parent.name for path in folder.glob("*/__init__.py")}


@pytest.mark.parametrize("folder", PACKAGES, ids=named)
def test_a_face_names_every_module(folder):
    missing = [name for name in parts(folder) if not re.search(rf"\b{name}\b", face(folder))]
    assert not missing, f"{named(folder)}/__init__.py says nothing of {sorted(missing)}"


@pytest.mark.parametrize("folder", PACKAGES, ids=named)
def test_a_face_lists_no_module_that_is_not_there(folder):
    heads = " ".join(LISTED.findall(face(folder)))
    assert set(re.findall(r"\w+", heads)) <= parts(folder)


@pytest.mark.parametrize("folder", PACKAGES, ids=named)
def test_a_face_begins_with_a_sentence(folder):
    first = face(folder).partition("\n")[0]
    assert len(first) <= 100
    assert re.fullmatch(r"\S.*[.:;]", first)
