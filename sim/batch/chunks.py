"""A chunk of replications as one string of bytes that knows whether it is whole.

Layout: a magic line; the length of the header, 8 bytes, little-endian; the header, JSON; the
sections one after the other; a checksum of all before it (blake2b, 16 bytes).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

__all__ = [
    "Chunk",
    "DamagedChunkError",
    "Span",
    "file_name",
    "missing",
    "pack",
    "span_of",
    "unpack",
]

_MAGIC: Final = b"thaw chunk 2\n"
_SUM: Final = 16
_NAME = re.compile(r"(\d{9,})-(\d{9,})\.chunk")


class DamagedChunkError(ValueError):
    """Bytes that are no chunk, or no longer one."""


class Span(NamedTuple):
    """Consecutive replications."""

    first: int
    length: int

    @property
    def end(self) -> int:
        """Number after the last one."""
        return self.first + self.length


class Chunk(NamedTuple):
    """What a worker hands over.

    Attributes
    ----------
    digest
        The plan it belongs to.
    made_by
        What made it, see `sim.results.identity.made_by`.
    span
        Its replications.
    failed
        How many of them failed.
    sections
        Bytes by name: ``outcomes``, ``series``, ``in_force``, ``events``, ``failures``.
    """

    digest: str
    made_by: Mapping[str, str]
    span: Span
    failed: int
    sections: Mapping[str, bytes]


def pack(chunk: Chunk) -> bytes:
    """Return a chunk as bytes."""
    header = json.dumps(
        {
            "digest": chunk.digest,
            "made_by": dict(chunk.made_by),
            "first": chunk.span.first,
            "length": chunk.span.length,
            "failed": chunk.failed,
            "sections": {name: len(data) for name, data in chunk.sections.items()},
        }
    ).encode()
    size = len(header).to_bytes(8, "little")
    body = b"".join((_MAGIC, size, header, *chunk.sections.values()))
    return body + hashlib.blake2b(body, digest_size=_SUM).digest()


def unpack(data: bytes) -> Chunk:
    """Read a chunk from its bytes.

    Raises
    ------
    DamagedChunkError
        If a byte of it is missing or has changed, or it was not written by `pack`.
    """
    body, checksum = memoryview(data)[:-_SUM], data[-_SUM:]
    start = len(_MAGIC) + 8
    whole = hashlib.blake2b(body, digest_size=_SUM).digest() == checksum
    if not whole or not data.startswith(_MAGIC):
        raise DamagedChunkError("truncated or changed")
    at = start + int.from_bytes(body[len(_MAGIC) : start], "little")
    try:
        header = json.loads(bytes(body[start:at]))
        sections = {}
        for name, size in header["sections"].items():
            sections[name] = bytes(body[at : at + size])
            at += size
        span = Span(header["first"], header["length"])
        made_by = header["made_by"]
        return Chunk(header["digest"], made_by, span, header["failed"], sections)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise DamagedChunkError("of another make") from error


def file_name(span: Span) -> str:
    """Return the name of a chunk's file: ``000000400-000000499.chunk``."""
    return f"{span.first:09}-{span.end - 1:09}.chunk"


def span_of(name: str) -> Span | None:
    """Return the replications of a chunk by its file's name; None if it is no such name."""
    match = _NAME.fullmatch(name)
    if match is None or int(match[2]) < int(match[1]):
        return None
    return Span(int(match[1]), int(match[2]) - int(match[1]) + 1)


def missing(have: Iterable[Span], n: int, size: int, step: int | None = None) -> Iterator[Span]:
    """Yield the spans of at most `size` that are missing of replications 0 to n - 1.

    Parameters
    ----------
    have
        Spans that are there, in any order, none over another.
    n
        Replications in all.
    size
        Replications of a span at most.
    step
        No span goes over a multiple of this.
    """
    at = 0
    for span in [*sorted(have), Span(n, 0)]:
        while at < min(span.first, n):
            end = min(at + size, span.first, n)
            if step is not None:
                end = min(end, (at // step + 1) * step)
            yield Span(at, end - at)
            at = end
        at = max(at, span.end)
