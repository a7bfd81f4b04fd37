"""From a path to text: what may be read at all, and how much of it."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from sim.errors import InputError, Problem

from .nearest import nearest

__all__ = ["MAX_BYTES", "MAX_LINE", "MAX_LINES", "check_text", "read_text", "similar_file"]

MAX_BYTES = 1 << 20
"""Largest file read."""
MAX_LINE = 10_000
"""Longest line, in characters; YAML readers are quadratic in some of them."""
MAX_LINES = 50_000
"""Most lines in a file."""

_KINDS = (
    (stat.S_ISDIR, "is a directory"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
    (stat.S_ISSOCK, "is a socket"),
)
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Control characters, line breaks that only some programs count as such, marks that turn the
# direction of writing, spaces of no width, fillers, tags, and byte order marks inside the text:
# all invisible, all able to mislead a reader.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def read_text(path: Path, name: str) -> str:
    """Read a text file, with line feeds for all line breaks and no byte order mark.

    Parameters
    ----------
    path
        The file.
    name
        The file as the user typed it, for messages.

    Raises
    ------
    InputError
        If it is no regular file, cannot be read, is too large, is not UTF-8
        or holds control characters.
    """
    return _decode(_read_bytes(path, name), name)


def check_text(text: str) -> tuple[int, str] | None:
    """Return offset and name of the first character a text may not hold."""
    found = _UNPRINTABLE.search(text)
    return (found.start(), f"U+{ord(found.group()):04X}") if found else None


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        status = os.stat(path)
        for is_kind, what in _KINDS:
            if is_kind(status.st_mode):
                raise _refused(name, what, allowed="a YAML file")
        if status.st_size > MAX_BYTES:
            raise _too_large(name, f"{status.st_size:,}")
        # What the system makes up as it is read (/proc) has no size and may wait for ever.
        content = _read_regular(path, name) if status.st_size else b""
    except FileNotFoundError as error:
        if os.path.islink(path):
            target = os.readlink(path)
            raise _refused(name, f"is a link to {target!r}, which does not exist") from error
        hint = similar_file(path)
        raise _refused(name, "no such file", hint=hint) from error
    except PermissionError as error:
        raise _refused(name, "may not be read (permission denied)") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character
        if getattr(error, "errno", None) == errno.ENAMETOOLONG:
            raise _refused(name, "this name is too long for the file system") from error
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(name, f"cannot be read ({reason.lower()})") from error
    if len(content) > MAX_BYTES:  # it grew since it was measured, or has no size at all
        raise _too_large(name, f"more than {MAX_BYTES:,}")
    return content


def _read_regular(path: Path, name: str) -> bytes:
    """Read a file that was measured; should it have become something else, do not wait for it."""
    with open(path, "rb", buffering=0, opener=_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _refused(name, "is no regular file", allowed="a YAML file")
        content = b""
        while len(content) <= MAX_BYTES:
            part = file.read(MAX_BYTES + 1 - len(content))
            if not part:
                break
            content += part
        return content


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decode(content: bytes, name: str) -> str:
    for mark, encoding in _OTHER_ENCODINGS:
        if content.startswith(mark):
            raise _refused(name, f"is written in {encoding}", allowed="a text file in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark the decoder counts from behind it.
        offset = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        before = content[:offset]
        raise InputError.of(
            name,
            line=before.count(b"\n") + 1,
            column=offset - before.rfind(b"\n"),
            message=f"byte 0x{content[offset]:02X} at offset {offset} is not UTF-8",
            allowed="a text file in UTF-8",
            hint="save the file as UTF-8",
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problem = next(_text_problems(text, name), None)
    if problem is not None:
        raise InputError([problem])
    return text


def _text_problems(text: str, name: str) -> Iterator[Problem]:
    unprintable = check_text(text)
    if unprintable is not None:
        offset, character = unprintable
        line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        if character == "U+0000":
            yield Problem(name, line, column, message="is a binary file", allowed="a text file")
        yield Problem(
            name,
            line,
            column,
            message=f"the invisible character {character} is not allowed",
            hint="delete it",
        )
    if text.count("\n") > MAX_LINES:
        yield Problem(name, MAX_LINES + 1, 1, message=f"more than {MAX_LINES:,} lines")
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > MAX_LINE:
            yield Problem(
                name,
                number,
                MAX_LINE + 1,
                message="the line is too long",
                found=f"{len(line_text):,} characters",
                allowed=f"at most {MAX_LINE:,}",
            )


def similar_file(path: Path) -> str:
    """A hint at a file beside a missing one whose name is much like it; or nothing."""
    try:
        names = sorted(entry.name for entry in os.scandir(path.parent) if entry.is_file())
    except OSError:
        return ""
    stems: dict[str, str] = {}  # without suffixes, which are alike for all
    for name in names:
        if path.suffix in ("", Path(name).suffix):
            stems.setdefault(Path(name).stem, name)
    guess = nearest(path.stem, stems)
    return f"did you mean {stems[guess]!r}?" if guess is not None else ""


def _too_large(name: str, size: str) -> InputError:
    return _refused(name, "is too large", found=f"{size} bytes", allowed=f"at most {MAX_BYTES:,}")


def _refused(
    name: str, message: str, *, found: str = "", allowed: str = "", hint: str = ""
) -> InputError:
    return InputError.of(name, found=found, allowed=allowed, hint=hint, message=message)
