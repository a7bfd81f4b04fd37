"""Whatever is in a file, it is read or refused; nothing else ever happens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.documents import load_chain, read_document
from sim.errors import InputError
from tests.documents.mutations import mutants, rubbish, yaml_like
from tests.documents.sample import TEXT, check

FUZZ = settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def path() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder) / "x.yaml"


def read_or_refuse(path: Path, content: bytes) -> bool:
    """Read a file with some content; say whether it was accepted."""
    path.write_bytes(content)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    try:
        check(load_chain(path))
    except InputError as caught:
        error = caught
    else:
        return True
    assert error.problems
    for problem in error.problems:
        assert problem.file == str(path)
        assert problem.message or problem.allowed
        assert problem.line is None or 1 <= problem.line <= lines
        assert problem.column is None or problem.column >= 1
    assert str(error).encode()  # can be printed
    assert json.loads(json.dumps(error.as_dict()))
    return False


@FUZZ
@given(mutants(TEXT, most=1))
def test_slightly_spoilt_files(path: Path, content: bytes) -> None:
    read_or_refuse(path, content)


@FUZZ
@given(mutants(TEXT, most=4))
def test_badly_spoilt_files(path: Path, content: bytes) -> None:
    read_or_refuse(path, content)


@FUZZ
@given(yaml_like("title", "start", "agents", "target", "jv", "kind", "executive", "measures"))
def test_yaml_like_text(path: Path, content: bytes) -> None:
    assert not read_or_refuse(path, content)


@FUZZ
@given(rubbish())
def test_rubbish(path: Path, content: bytes) -> None:
    assert not read_or_refuse(path, content)


FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc"  # as invisible as what is of class Cf
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"], exclude_characters=FILLERS
        ),
        max_size=20,
    )
)


@settings(FUZZ, max_examples=200)
@given(
    st.dictionaries(
        st.text("abcxyz_", min_size=1, max_size=8),
        st.recursive(
            SCALARS,
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4)
            ),
            max_leaves=10,
        ),
        max_size=4,
    )
)
def test_json_is_read_as_what_it_is(path: Path, data: dict[str, object]) -> None:
    """JSON is YAML: an independent writer whose every file must come back unchanged."""
    path.write_text(json.dumps({"top": data}, ensure_ascii=False), encoding="utf-8")
    assert read_document(path).data == {"top": data}


def test_the_fuzz_can_succeed(path: Path) -> None:
    assert read_or_refuse(path, TEXT.encode())
