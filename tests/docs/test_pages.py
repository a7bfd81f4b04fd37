"""What the pages show is what happens: their commands are run, their links lead somewhere."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from sim.cli.commands import COMMANDS
from sim.scenario.reference import anchor
from tests.docs.pages import ROOT, Command, File, follow, matches, steps

PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
SESSIONS = [page for page in PAGES if "```console" in page.read_text("utf-8")]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.docs
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sh") is None, reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("page", SESSIONS, ids=named)
def test_commands_do_what_the_page_shows(page, tmp_path):
    wrong = follow(page.read_text("utf-8"), tmp_path)
    assert not wrong, "\n\n".join([f"{named(page)} shows what does not happen", *wrong])


def test_the_pages_that_show_commands_are_among_those_run():
    assert {"README.md", "docs/tutorial.md", "docs/scenarios.md"} <= {named(p) for p in SESSIONS}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_the_readme_has_an_example_of_every_command(command):
    shown = [s.text for s in steps((ROOT / "README.md").read_text("utf-8")) if type(s) is Command]
    assert [text for text in shown if text.startswith(f"thaw {command}")]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_within_the_project_lead_somewhere(page):
    text = page.read_text("utf-8")
    for target in _LINK.findall(text):
        if "://" in target:
            continue
        file, _, part = target.partition("#")
        found = page.parent / file if file else page
        assert found.exists(), f"{target}: no such file"
        if part:
            headings = re.findall(r"^#+ (.+)$", found.read_text("utf-8"), re.MULTILINE)
            assert part in [anchor(heading) for heading in headings], f"{target}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_pages_name_no_machine(page):
    text = page.read_text("utf-8")
    assert not re.search(r"(?<![\w.<])/(?:work|home|root|tmp|Users|usr)\b", text)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_lines_of_prose_are_short(page):
    written = page.read_text("utf-8").partition("<!-- generated")[0]
    plain = re.sub(r"^```.*?^```$", "", written, flags=re.MULTILINE | re.DOTALL)
    plain = re.sub(r"<!-- (\w+) -->.*?<!-- /\1 -->", "", plain, flags=re.DOTALL)  # generated too
    long = [line for line in plain.splitlines() if len(line) > 110 and not line.startswith("|")]
    assert not [line for line in long if "](" not in line]


def test_figures_are_small():
    for figure in (ROOT / "docs" / "figures").iterdir():
        assert figure.stat().st_size < 200_000


# -- the machinery: a page that shows something else must be found out -------------------------

PAGE = """\
Some prose, then a file:

```yaml file=mine.yaml
title: Mine
```

```console
$ thaw --version
thaw ...
$ make setup
$ thaw validate mine.yaml || echo "exit code $?"
mine.yaml:1:1: start: ...
exit code 2
```
"""


def test_a_page_is_read_as_files_and_commands():
    file, *commands = steps(PAGE)
    assert file == File("mine.yaml", "title: Mine\n")
    assert [c.text.split()[0] for c in commands] == ["thaw", "make", "thaw"]
    assert commands[0].expected == "thaw ..."
    assert commands[2].expected.endswith("\nexit code 2")
    assert PAGE.splitlines()[commands[2].line - 1].startswith("$ thaw validate")
    assert all(a.line < b.line for a, b in pairwise(commands))


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("one", "one"),
        ("one two", "one   two  \n"),
        ("one\n...\nfour", "one\ntwo\nthree\nfour"),
        ("at ... $ a barrel", "at 82 $ a barrel"),
    ],
)
def test_shortened_output_matches(expected, printed):
    assert matches(expected, printed)


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("one", "one two"),
        ("one\n...\nfour", "one\ntwo\nthree"),
        ("exit code 2", "exit code 1"),
        ("one...two", "two one"),
    ],
)
def test_other_output_does_not_match(expected, printed):
    assert not matches(expected, printed)


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_a_page_that_is_right_is_followed_without_complaint(tmp_path):
    page = PAGE.replace("mine.yaml:1:1: start: ...", "...")
    assert follow(page, tmp_path) == []


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("thaw ...", "thaw 9.9", "prints"),
        (' || echo "exit code $?"', "", "exit code 2"),
    ],
)
def test_a_page_that_is_wrong_is_found_out(right, wrong, said, tmp_path):
    page = PAGE.replace("mine.yaml:1:1: start: ...", "...")
    complaints = follow(page.replace(right, wrong, 1), tmp_path)
    assert len(complaints) == 1
    assert said in complaints[0]
