"""Ways to spoil a YAML file, one by hand and one as a strategy for hypothesis.

`mutate` is pure chance over text: it needs no YAML, so whatever it makes is as
broken as what people make. Other tests reuse it on real scenario files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

__all__ = ["MUTATIONS", "mutants", "mutate", "rubbish", "yaml_like"]

WRONG_SCALARS = (
    "",
    "~",
    "null",
    "yes",
    "true",
    "-1",
    "0",
    "1e400",
    "1e-400",
    "9" * 30,
    "9" * 5000,
    "-9223372036854775809",
    ".nan",
    "-.inf",
    "0x1F",
    "0o17",
    "1_000",
    "12:30:45",
    "2025-02-30",
    "2025-13-01",
    "0000-00-00",
    "99999-01-01",
    "2025-02-28T25:61:00Z",
    "50%",
    "0,5",
    "'quoted'",
    '"\\ud800"',
    '"\\0"',
    '"\\UFFFFFFFF"',
    "[1, [2, [3]]]",
    "{a: {b: {}}}",
    "[]",
    "{}",
    "{1: 2, true: 3, null: 4, 1.5: 5}",
    "{uniform: 3}",
    "ünïcödé",
    "\u202egnorw",
    "x" * 3000,
)
INSERTS = (
    "\t",
    "\x00",
    "\x1b[31m",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\U0001f600",
    "\r",
    "\n",
    "&a ",
    "*a ",
    "!!python/object:os.system ",
    "!!int ",
    "!x ",
    "<<: *a\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "? ",
    ": ",
    "- ",
    "# ",
    "| ",
    ">-\n",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "\\",
    "@",
    "`",
    "[" * 200,
    "{a: " * 50,
    "- " * 100,
    "extends: missing.yaml\n",
    "extends: [a, 3]\n",
)
_KEY = re.compile(r"([\w-]+)(?=:(?:\s|$))")
_SCALAR = re.compile(r"(?<=: )[^\n#\[\]{},]+|(?<=- )[^\n#:\[\]{},]+")


def delete_line(lines: list[str], random: Random) -> list[str]:
    at = random.randrange(len(lines))
    return lines[:at] + lines[at + random.randint(1, 3) :]


def duplicate_line(lines: list[str], random: Random) -> list[str]:
    at = random.randrange(len(lines))
    count = random.randint(1, 4)
    return lines[: at + count] + lines[at:]


def swap_lines(lines: list[str], random: Random) -> list[str]:
    spoilt = list(lines)
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    spoilt[one], spoilt[other] = spoilt[other], spoilt[one]
    return spoilt


def indent(lines: list[str], random: Random) -> list[str]:
    spoilt = list(lines)
    at = random.randrange(len(lines))
    line = spoilt[at]
    spoilt[at] = random.choice((" ", "  ", "\t", "      ")) + line
    if random.random() < 0.5:
        spoilt[at] = line[random.randint(1, 4) :] if line.startswith(" ") else line.lstrip()
    return spoilt


def insert(lines: list[str], random: Random) -> list[str]:
    text = "\n".join(lines)
    at = random.randint(0, len(text))
    if random.random() < 0.5:  # where a value starts, most insertions do most
        starts = [match.start() for match in _SCALAR.finditer(text)]
        at = random.choice(starts) if starts else at
    return (text[:at] + random.choice(INSERTS) + text[at:]).split("\n")


def replace_scalar(lines: list[str], random: Random) -> list[str]:
    return _substitute(_SCALAR, lines, random, lambda _: random.choice(WRONG_SCALARS))


def misspell_key(lines: list[str], random: Random) -> list[str]:
    def typo(key: str) -> str:
        at = random.randrange(len(key))
        return random.choice(
            (
                key[:at] + key[at + 1 :],
                key[: at + 1] + key[at:],
                key[:at] + random.choice("abcxyz_") + key[at + 1 :],
                key[:at] + key[at : at + 2][::-1] + key[at + 2 :],
                key.upper(),
            )
        )

    return _substitute(_KEY, lines, random, typo)


def swap_scalars(lines: list[str], random: Random) -> list[str]:
    values = _SCALAR.findall("\n".join(lines)) or [""]
    return _substitute(_SCALAR, lines, random, lambda _: random.choice(values))


def truncate(lines: list[str], random: Random) -> list[str]:
    text = "\n".join(lines)
    return text[: random.randint(0, len(text))].split("\n")


def change_character(lines: list[str], random: Random) -> list[str]:
    text = "\n".join(lines)
    at = random.randint(0, len(text))
    return (text[:at] + chr(random.randint(0, 255)) + text[at + 1 :]).split("\n")


MUTATIONS: tuple[Callable[[list[str], Random], list[str]], ...] = (
    delete_line,
    duplicate_line,
    swap_lines,
    indent,
    insert,
    replace_scalar,
    misspell_key,
    swap_scalars,
    truncate,
    change_character,
)


def mutate(text: str, random: Random, most: int = 3) -> str:
    """Spoil a text in one to ``most`` ways."""
    lines = text.split("\n")
    for _ in range(random.randint(1, most)):
        lines = random.choice(MUTATIONS)(lines, random) or [""]
    return "\n".join(lines)


def mutants(*texts: str, most: int = 3) -> st.SearchStrategy[bytes]:
    """Spoilt versions of some texts, now and then with spoilt bytes too."""

    def build(text: str, seed: int) -> bytes:
        random = Random(seed)
        content = mutate(text, random, most).encode("utf-8", "surrogatepass")
        if random.random() < 0.1:
            at = random.randint(0, len(content))
            content = content[:at] + bytes([random.randint(128, 255)]) + content[at:]
        return content

    return st.builds(build, st.sampled_from(texts), st.integers(0, 2**32))


def rubbish() -> st.SearchStrategy[bytes]:
    """Bytes that mean nothing."""
    return st.binary(max_size=200)


def yaml_like(*words: str) -> st.SearchStrategy[bytes]:
    """Random tokens of YAML, with some words that mean something to the reader."""
    tokens = (*words, "\n", "\n", "  ", "    ", ": ", ": ", "- ", *INSERTS, *WRONG_SCALARS)
    return st.lists(st.sampled_from(tokens), max_size=40).map(
        lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
    )


def _substitute(
    pattern: re.Pattern[str], lines: list[str], random: Random, change: Callable[[str], str]
) -> list[str]:
    text = "\n".join(lines)
    matches = [match for match in pattern.finditer(text) if match.group()]
    if not matches:
        return lines
    chosen = random.choice(matches)
    return (text[: chosen.start()] + change(chosen.group()) + text[chosen.end() :]).split("\n")
