"""YAML's own complaints, in words for somebody who does not know its grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sim.errors import Problem

from .scalars import shortened

__all__ = ["ALIASES", "DIRECTIVES", "TAGS", "syntax_problem"]

ALIASES = "anchors (&) and aliases (*) are not allowed; write the value out or use extends"
TAGS = "tags (!) are not allowed; write the plain value"
DIRECTIVES = "directives (%) are not allowed"

_STRAY_COLON = "a ':' stands where no key can be"
_INDENTATION = "check the indentation of this line and of the lines above"

# (what ruamel says, our sentence, hint, whether its context is the better place)
_SENTENCES: tuple[tuple[str, str, str, bool], ...] = (
    (r"undefined tag handle|(scanning|parsing) an? tag", TAGS, "", False),
    (r"scanning an (anchor|alias)", ALIASES, "put quotes around text that starts so", True),
    (r"directive|tag handle|YAML document \(version", DIRECTIVES, "", False),
    (
        r"mapping values are not allowed",
        _STRAY_COLON,
        "check the indentation, and that the line above has ': ' after its key",
        False,
    ),
    (
        r"could not find expected ':'",
        "this line is neither 'key: value' nor a list item",
        "a ': ' is missing, or the text needs indenting",
        True,
    ),
    (r"character '\\t' that cannot", "a tab stands here", "indent with spaces", False),
    (
        r"character (.+) that cannot start",
        "text cannot start with this character",
        "put quotes around the text",
        False,
    ),
    (
        r"expected ',' or '\]', but got '<stream end>'",
        "this list is not closed",
        "add the missing ']'",
        True,
    ),
    (
        r"expected ',' or '\}', but got '<stream end>'",
        "this mapping is not closed",
        "add the missing '}'",
        True,
    ),
    (
        r"expected ',' or '\]'",
        "a list in brackets goes wrong here",
        "a ',' or the closing ']' is missing",
        False,
    ),
    (
        r"expected ',' or '\}'",
        "a mapping in braces goes wrong here",
        "a ',' or the closing '}' is missing",
        False,
    ),
    (
        r"quoted scalar.*(end of stream|document separator)",
        "this quoted text is not closed",
        "add the missing quote",
        True,
    ),
    (
        r"unknown escape character|hexdecimal numbers",
        "this is no escape that double quotes know",
        "use single quotes, or write \\\\ for a backslash",
        False,
    ),
    (
        r"sequence entries are not allowed",
        "a list item cannot stand here",
        "put '- ' on a line of its own below the key, or quotes around the text",
        False,
    ),
    (r"mapping keys are not allowed", "a '?' cannot stand here", "put quotes around it", False),
    (
        r"found unexpected ':'",
        "a ':' stands inside a list or mapping in brackets",
        "put a space after it, or quotes around the text",
        False,
    ),
    (
        r"block scalar",
        "the text after '|' or '>' is not laid out as YAML wants it",
        "start it on the next line and indent all its lines alike",
        False,
    ),
    (
        r"expected the node content.*'<stream end>'",
        "the file ends where a value should be",
        "",
        False,
    ),
    (r"expected the node content", "a value should be here", "", False),
    (
        r"expected <block end>, but found '(<block|\?)",
        "this line is not indented like those it belongs to",
        _INDENTATION,
        False,
    ),
    (
        r"expected <block end>, but found '<scalar>'",
        "there is text after the end of a value",
        "put quotes around the whole value, or check the indentation",
        False,
    ),
    (
        r"expected <block end>",
        "this does not belong here",
        "check the indentation, and for a closing bracket without an opening one",
        False,
    ),
    (
        r"<document start>",
        "there is something after the end of the data",
        "check for a closing bracket without an opening one",
        False,
    ),
)
_NO_SPACE = re.compile(r"\s*(?:- )?([A-Za-z_][\w-]*):([^\s:/]\S*)")
_NO_CHARACTER = re.compile(r"\\U(?!000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})")


def syntax_problem(error: Exception, text: str, file: str, last: Any) -> Problem:
    """Turn an exception of the YAML parser into a problem.

    Parameters
    ----------
    error
        What the parser raised: one of its own errors, or a built-in one, which
        it lets through for a few malformed escapes.
    text
        The text it was reading.
    file
        The file, for the message.
    last
        The mark (0-based ``line`` and ``column``) where parsing last succeeded.
    """
    context = getattr(error, "context", None) or ""
    trouble = getattr(error, "problem", None)
    mark = getattr(error, "problem_mark", None) or last
    lines = text.split("\n")
    line, column = mark.line, mark.column
    said = f"{context}: {trouble}"
    message, hint = "this is not valid YAML", ""
    if trouble is None:
        message, hint = "text in quotes is malformed", "check the escapes after backslashes"
        escape = next(_escapes(lines, line), None)
        if escape is not None:
            message = "this escape stands for no character"
            line, column = escape
    else:
        for pattern, sentence, way_out, at_context in _SENTENCES:
            if re.search(pattern, said):
                message, hint = sentence, way_out
                if at_context:
                    mark = getattr(error, "context_mark", None) or mark
                    line, column = mark.line, mark.column
                break
    while line > 0 and (line >= len(lines) or not lines[line].strip()):
        line -= 1  # an empty line at the end of the file is no place to look
        column = len(lines[line].rstrip())
    if message == _STRAY_COLON and ": " in lines[line][:column]:
        hint = "put quotes around text that holds ': '"
    # 'jv:0.5' is read as text, and only the line after it fails.
    for suspect in (line, line - 1):
        joined = _NO_SPACE.fullmatch(lines[suspect].rstrip()) if suspect >= 0 else None
        if joined and message not in (ALIASES, TAGS, DIRECTIVES):
            key, rest = joined.groups()
            message = "there is no space after the ':'"
            hint = f"write '{shortened(key)}: {shortened(rest)}'"
            line, column = suspect, joined.start(1)
            break
    return Problem(
        file,
        line + 1,
        column + 1,
        found=repr(shortened(lines[line].strip())) if lines[line].strip() else "",
        message=message,
        hint=hint,
    )


def _escapes(lines: list[str], start: int) -> Iterator[tuple[int, int]]:
    """Yield line and column of escapes beyond the last character there is."""
    for line in range(start, len(lines)):
        for escape in _NO_CHARACTER.finditer(lines[line]):
            yield line, escape.start()
