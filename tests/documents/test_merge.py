"""Laying documents over each other."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sim.documents import Document, Plain, Position, merge, read_document
from tests.documents.sample import write


def test_mappings_merge_and_the_rest_replaces(tmp_path: Path) -> None:
    base = read_document(
        write(tmp_path, "base.yaml", "a: 1\nb:\n  c: 1\n  d: [1, 2]\n  e: {f: 1}\ng: {h: 1}\n"),
        name="base",
    )
    over = read_document(
        write(tmp_path, "over.yaml", "b:\n  d: [3]\n  e: {i: 2}\n  e2: ~\ng: text\nj: 3\n"),
        name="over",
    )
    merged = merge(base, over)
    assert merged.data == {
        "a": 1,
        "b": {"c": 1, "d": [3], "e": {"f": 1, "i": 2}, "e2": None},
        "g": "text",
        "j": 3,
    }
    assert merged.name == "over"
    assert merged.files == ("base", "over")
    assert merged.positions[("a",)] == Position("base", 1, 4)
    assert merged.positions[("b", "c")] == Position("base", 3, 6)
    assert merged.positions[("b", "d", 0)] == Position("over", 2, 7)
    assert ("b", "d", 1) not in merged.positions
    assert merged.keys[("b", "e", "f")] == Position("base", 5, 7)
    assert merged.keys[("b", "e", "i")] == Position("over", 3, 7)
    assert merged.positions[("g",)] == Position("over", 5, 4)
    assert ("g", "h") not in merged.keys


def test_null_removes_what_the_base_has(tmp_path: Path) -> None:
    base = read_document(write(tmp_path, "base.yaml", "a: {b: 1, c: 2}\nd: 3\ne: 4\n"))
    over = read_document(write(tmp_path, "over.yaml", "a: {b: }\nd: ~\nf: null\n"))
    merged = merge(base, over)
    assert merged.data == {"a": {"c": 2}, "e": 4, "f": None}
    assert ("a", "b") not in merged.positions
    assert ("d",) not in merged.keys
    assert ("f",) in merged.keys


def test_a_list_under_a_key_with_a_plus_goes_behind_that_of_the_base(tmp_path: Path) -> None:
    base = read_document(write(tmp_path, "base.yaml", "a: [1, {b: 2}]\nc: 3\n"), name="base")
    over = read_document(
        write(tmp_path, "over.yaml", "a+:\n  - {b: 4}\n  - 5\nd+: [6]\nc+: [7]\n"), name="over"
    )
    merged = merge(base, over)
    # There is nothing to add to what is no list.
    assert merged.data == {"a": [1, {"b": 2}, {"b": 4}, 5], "c": 3, "c+": [7], "d": [6]}
    assert merged.positions[("a",)] == Position("base", 1, 4)
    assert merged.keys[("a",)] == Position("base", 1, 1)
    assert merged.keys[("a", 1, "b")] == Position("base", 1, 9)
    assert merged.keys[("a", 2, "b")] == Position("over", 2, 6)
    assert merged.positions[("a", 3)] == Position("over", 3, 5)
    assert merged.positions[("d", 0)] == Position("over", 4, 6)
    assert merged.keys[("d",)] == Position("over", 4, 1)
    assert merged.keys[("c+",)] == Position("over", 5, 1)
    assert not {("a+",), ("d+",)} & {*merged.positions, *merged.keys}


def test_a_list_cannot_be_replaced_and_added_to_at_once(tmp_path: Path) -> None:
    base = read_document(write(tmp_path, "base.yaml", "a: [1]\n"))
    over = read_document(write(tmp_path, "over.yaml", "a: [2]\na+: [3]\n"))
    assert merge(base, over).data == {"a": [2], "a+": [3]}  # which no model knows


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from("xy"),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)
DATA = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)
LISTS = st.lists(VALUES, max_size=3)


def document(data: dict[str, Plain], name: str) -> Document:
    """Give data positions that say only which document they are from."""
    places: dict[tuple[str | int, ...], Position] = {(): Position(name)}

    def walk(value: Plain, place: tuple[str | int, ...]) -> None:
        places[place] = Position(name)
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*place, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                walk(inner, (*place, index))

    walk(data, ())
    keys = {place: at for place, at in places.items() if place and isinstance(place[-1], str)}
    return Document(name, data, places, keys, (name,))


def places_of(value: Plain, place: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    if isinstance(value, dict):
        inner = [places_of(below, (*place, key)) for key, below in value.items()]
    elif isinstance(value, list):
        inner = [places_of(below, (*place, index)) for index, below in enumerate(value)]
    else:
        inner = []
    return {place}.union(*inner)


@given(DATA, DATA)
def test_positions_belong_to_exactly_what_is_there(
    base: dict[str, Plain], over: dict[str, Plain]
) -> None:
    one, other = document(base, "base"), document(over, "over")
    before = repr((base, over))
    merged = merge(one, other)
    assert set(merged.positions) == places_of(merged.data)
    assert set(merged.keys) == {
        place for place in places_of(merged.data) if place and isinstance(place[-1], str)
    }
    for place, position in merged.positions.items():
        winner = other if position.file == "over" else one
        if not isinstance(merged.at(place), dict):
            assert winner.at(place) == merged.at(place)
    assert repr((base, over)) == before


@given(DATA)
def test_an_empty_document_changes_nothing(data: dict[str, Plain]) -> None:
    empty = document({}, "empty")
    assert merge(document(data, "base"), empty).data == data
    assert merge(empty, document(data, "over")).data == data


@given(DATA, LISTS, LISTS)
def test_what_is_added_keeps_its_places_behind_the_rest(
    base: dict[str, Plain], there: list[Plain], more: list[Plain]
) -> None:
    one, other = document({**base, "d": [*there]}, "base"), document({"d+": [*more]}, "over")
    merged = merge(one, other)
    assert merged.data == {**base, "d": [*there, *more]}
    assert set(merged.positions) == places_of(merged.data)
    for place, position in merged.positions.items():
        added = place[:1] == ("d",) and len(place) > 1 and int(place[1]) >= len(there)
        assert position.file == ("over" if added or place == () else "base")
