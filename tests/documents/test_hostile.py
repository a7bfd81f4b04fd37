"""Files and names that are meant to do harm, or do it by accident."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sim.documents import load_chain, read_document
from sim.errors import InputError, Problem, shown
from sim.scenario.loading import load_scenario

START = "title: t\nstart: 2025-03-13\nend: 2030-12-31\n"


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_chain(path)
    return str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for_wherever_it_is_named(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "is a pipe" in refusal(tmp_path / "pipe.yaml")
    for text in ("extends: pipe.yaml", f"{START}catalogue: ./pipe.yaml"):
        (tmp_path / "x.yaml").write_text(text)
        with pytest.raises(InputError, match="is a pipe"):
            load_scenario(tmp_path / "x.yaml")
    (tmp_path / "c.yaml").write_text("extends: pipe.yaml")
    (tmp_path / "x.yaml").write_text(f"{START}catalogue: c.yaml")
    with pytest.raises(InputError, match="is a pipe"):
        load_scenario(tmp_path / "x.yaml")


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no such files here")
def test_what_the_system_makes_up_is_not_read():
    assert "the file is empty" in refusal(Path("/proc/self/status"))
    assert "is a device" in refusal(Path("/dev/zero"))


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path):
    assert "this name is too long for the file system" in refusal(tmp_path / ("x" * 300))


@pytest.mark.parametrize(
    "character",
    ["\u202e", "\u2066", "\u200f", "\u200b", "\u2060", "\u00ad", "\u3164", "\U000e0041", "\x1b"],
)
def test_text_that_does_not_show_as_it_is_is_refused(character, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"title: a{character}b\n", "utf-8")
    code = f"U+{ord(character):04X}"
    assert f"x.yaml:1:9: the invisible character {code} is not allowed" in refusal(path)
    path.write_text(f'title: "a\\U{ord(character):08X}b"\n', "utf-8")
    assert "an escape stands for a character that is not allowed" in refusal(path)
    path.write_text("title: t\n")
    from sim.documents import apply_overrides

    with pytest.raises(InputError, match="an invisible or malformed character"):
        apply_overrides(read_document(path), [f"title=a{character}b"])


def test_other_scripts_are_welcome(tmp_path):
    path = tmp_path / "x.yaml"
    text = "Санкции、制裁 عقوبات a\u0301 \U0001f600 \u2014 \u00a0"
    path.write_text(f"title: '{text}'\n", "utf-8")
    assert read_document(path).data == {"title": text}


def test_what_a_terminal_would_obey_is_shown_with_escapes(tmp_path):
    assert shown("a\x1b[31mb\nc\u202ed\udcff\x9b") == "a\\x1b[31mb\\nc\\u202ed\\udcff\\x9b"
    assert shown("plain Ünïcode\u202f%") == "plain Ünïcode\u202f%"
    assert str(Problem("a\x1b[2J.yaml", 1, 2, message="no")) == "a\\x1b[2J.yaml:1:2: no"
    assert "\\x1b[2J.yaml: no such file" in refusal(tmp_path / "\x1b[2J.yaml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("%YAML 1.1\n---\ntitle: t\n", 1),
        ("%YAML 1.1\ntitle: {a: b}\n", 1),
        ("# first\n\n%TAG ! tag:x,2000:\n---\ntitle: t\n", 3),
    ],
)
def test_a_directive_is_the_one_error(text, line, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(text)
    assert refusal(path) == f"{path}:{line}:1: directives (%) are not allowed"


def test_a_fan_of_files_is_read_once_each_and_not_without_end(tmp_path):
    for level in range(9):
        for i in range(20):
            bases = ", ".join(f"a{level + 1}_{j}.yaml" for j in range(20))
            text = f"title: t\nextends: [{bases}]\n" if level < 8 else "title: t\n"
            (tmp_path / f"a{level}_{i}.yaml").write_text(text)
    begun = time.process_time()
    assert "more than 50 files are read" in refusal(tmp_path / "a0_0.yaml")
    assert load_chain(tmp_path / "a7_0.yaml").data == {"title": "t"}
    assert time.process_time() - begun < 5.0


@pytest.mark.slow
def test_all_files_together_hold_no_more_than_one_may(tmp_path):
    for name in ("a", "b", "c"):
        values = "".join(f"{name}{i}: 1\n" for i in range(20_000))
        (tmp_path / f"{name}.yaml").write_text(values)
    assert load_chain(tmp_path / "a.yaml")
    (tmp_path / "x.yaml").write_text("extends: [a.yaml, b.yaml, c.yaml]\n")
    assert "with it the files hold too much; allowed: at most 50,000 values" in refusal(
        tmp_path / "x.yaml"
    )


SLOW = {
    "drawn": START
    + "amendments:\n  members:\n"
    + "".join(f"    M{i}: {{name: m, population: 1, theta: 0}}\n" for i in range(500))
    + "uncertain:\n"
    + "".join(
        f"  catalogue.members.M{i}.theta: {{dist: uniform, low: -1, high: 1}}\n" for i in range(500)
    ),
    "set": START
    + "interventions:\n"
    + "".join(
        f"- {{id: a{i}, on: 2026-01-01, set: {{talks.max_lp: 5, agents.target.jv: 1}}}}\n"
        for i in range(1000)
    ),
    "misspelt": START
    + "questions:\n"
    + "".join(
        f"- {{id: q{i}, text: q, event: {{kind: eased, subject: "
        f"'{','.join(f'EU_OIL{i}{j}' for j in range(20))}'}}}}\n"
        for i in range(500)
    ),
    "wrong": START
    + "amendments:\n  measures:\n"
    + "".join(
        f"    X{i}: {{name: x, sender: USA, class: bak, weight_lp: 1, "
        "layers: [{authority: EO1402, since: 2022-01-01}]}\n"
        for i in range(1500)
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_checks_take_no_longer_than_reading(name, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(SLOW[name])
    begun = time.process_time()
    read_document(path)
    reading = time.process_time() - begun
    begun = time.process_time()
    if name in ("misspelt", "wrong"):
        with pytest.raises(InputError) as caught:
            load_scenario(path)
        assert len(caught.value.problems) <= 200
    else:
        load_scenario(path)
    assert time.process_time() - begun < 4.0 * reading + 2.0
