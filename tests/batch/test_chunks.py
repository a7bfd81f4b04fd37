"""Chunks: read back as they were, or not at all; spans that make up a batch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.batch.chunks import (
    Chunk,
    DamagedChunkError,
    Span,
    file_name,
    missing,
    pack,
    span_of,
    unpack,
)

CHUNK = Chunk(
    "abc", {"thaw": "1.2"}, Span(400, 100), 3, {"outcomes": b"rows", "empty": b"", "x": b"\x00\x01"}
)


def test_a_chunk_is_read_back_as_it_was():
    assert unpack(pack(CHUNK)) == CHUNK


@given(at=st.integers(0, len(pack(CHUNK)) - 1), flip=st.integers(1, 255))
def test_any_changed_byte_is_noticed(at, flip):
    data = bytearray(pack(CHUNK))
    data[at] ^= flip
    with pytest.raises(DamagedChunkError):
        unpack(bytes(data))


@given(size=st.integers(0, len(pack(CHUNK)) - 1))
def test_any_missing_end_is_noticed(size):
    with pytest.raises(DamagedChunkError):
        unpack(pack(CHUNK)[:size])


def test_files_are_named_after_their_replications():
    assert file_name(Span(400, 100)) == "000000400-000000499.chunk"
    assert span_of("000000400-000000499.chunk") == Span(400, 100)
    assert span_of(file_name(Span(10**9, 5))) == Span(10**9, 5)
    for name in ("400-499.chunk", "000000400-000000399.chunk", ".000000400-000000499.chunk.7.part"):
        assert span_of(name) is None


@given(
    gaps=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=6),
    n=st.integers(1, 60),
    size=st.integers(1, 12),
    step=st.none() | st.integers(1, 15),
)
def test_what_is_there_and_what_is_missing_make_up_the_batch(gaps, n, size, step):
    have, at = [], 0
    for gap, length in gaps:
        have.append(Span(at + gap, length))
        at += gap + length
    new = list(missing(reversed(have), n, size, step))
    covered = [k for span in [*have, *new] for k in range(span.first, span.end)]
    assert len(covered) == len(set(covered))
    assert set(range(n)) <= set(covered)
    assert all(1 <= span.length <= size and span.end <= n for span in new)
    if step is not None:
        assert all(span.first // step == (span.end - 1) // step for span in new)
