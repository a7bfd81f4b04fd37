"""Kinds of events: each is declared once and whole, and what is logged is what it declares."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.catalogue.schema import Catalogue
from sim.events.fields import declared, in_words
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.registry import KINDS, THEMES
from tests.events.declared import blank, fits, forms, misfits
from tests.scenarios.worlds import NAMES, chunk

ROOT = Path(__file__).parents[2]
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def entry(kind: Kind[Any], **changes: object) -> Entry:
    numbers = {**blank(kind.name), **changes}
    return Entry(0, 0.0, "world", kind.name, "", -1, numbers)


@EVERY
def test_a_kind_has_a_meaning_a_sentence_and_a_constant_of_its_name(kind):
    assert kind.meaning
    assert kind._sentence or kind._shared_sentence
    names = [name for theme in THEMES for name, value in vars(theme).items() if value is kind]
    assert len(names) == 1
    assert names[0].lower().startswith(kind.name)


@EVERY
def test_every_field_has_a_type_in_words_and_a_meaning(kind):
    for field in (field for fields in kind.fields for field in declared(fields)):
        assert in_words(field.type)
        assert field.meaning
        assert not field.meaning.endswith(".")


@EVERY
def test_what_a_kind_is_about_is_a_section_of_the_catalogue(kind):
    assert kind.about.section in ("", *Catalogue.model_fields)


def test_no_two_kinds_share_a_name():
    values = [v for theme in THEMES for v in vars(theme).values() if isinstance(v, Kind)]
    assert len(values) == len(KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_logged_has_exactly_the_fields_that_are_declared(name):
    wrong = {text for record in chunk(name, 8) for e in record.entries for text in misfits(e)}
    assert not wrong


@EVERY
def test_what_is_not_declared_is_seen(kind):
    assert not misfits(entry(kind))
    assert misfits(entry(kind, no_such_field=1)) == [
        f"{kind.name} with no_such_field, which it does not declare"
    ]
    for field in declared(kind.fields[0]):
        assert misfits(entry(kind, **{field.name: object()}))
        if field.required:
            numbers = {k: v for k, v in entry(kind).numbers.items() if k != field.name}
            lacking = replace(entry(kind), numbers=numbers)
            assert misfits(lacking) == [f"{kind.name} without {field.name}"]


@pytest.mark.parametrize(
    ("value", "annotation", "right"),
    [
        (1, float, True),
        (True, float, False),
        (1.0, int, False),
        (True, bool, True),
        (["a"], list[str], True),
        (["a", 1], list[str], False),
        ({"a": 1}, dict[str, int], True),
        ({"a": 1.5}, dict[str, int], False),
        (None, str | None, True),
        (None, str, False),
    ],
)
def test_values_are_held_against_types(value, annotation, right):
    assert fits(value, annotation) is right


@pytest.mark.parametrize(
    "key",
    [
        *("sender", "class_", "instrument", "instruments", "measures", "concessions"),  # questions
        *("decided", "probability"),  # odds of an explanation
        "table",  # counting by table
    ],
)
def test_what_is_read_from_events_of_any_kind_is_declared_by_some(key):
    assert any(key in form for kind in KINDS for form in forms(kind))


@pytest.mark.slow
def test_mypy_finds_misspelt_kinds_and_fields():
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "tests/events/misspelt.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
