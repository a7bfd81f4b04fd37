"""What would say nothing where it is written, set or drawn is refused, and what does it told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario
from sim.workflows.files.listing import list_scenarios

START = "title: t\nstart: 2025-03-13\nend: 2028-12-31\n"
UNION = "agents:\n  senders:\n    EU: {}\n"
LONDON = "agents:\n  senders:\n    UK: {}\n"
KYIV = (
    "agents:\n  consenters:\n    kyiv:\n      {name: Kyiv, concessions: [ceasefire], partner: {}}\n"
)
PARLIAMENT = (
    "amendments={chambers: {commons: {name: House of Commons, sender: UK, seats: 650, "
    "presidents_party: 411, majority: 326, cloture: 326, override: 434}}}"
)


def written(path: Path, text: str) -> Path:
    path.write_text(START + text, "utf-8")
    return path


def said(path: Path, *overrides: str) -> list[tuple[str, str, str]]:
    """Everything that is wrong with a scenario: where, what, and what can be done."""
    try:
        load_scenario(path, overrides)
    except InputError as error:
        return [(problem.path, problem.message, problem.hint) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("oil_licence", "0.5", "the executive alone licenses oil while it is dear"),
        ("oil_licence_terms", "[30, 60]", "the executive alone licenses oil while it is dear"),
        ("threats.rate", "3", "the executive alone threatens"),
        ("threats.credibility", "0.9", "the executive alone threatens"),
        ("aims.give_in", "0.5", "a council has the aims of its members"),
        ("aims.favour_rate", "0", "a council has the aims of its members"),
        ("aims.silence", "0.5", "it has declared no emergency"),
        ("b0", "1", "it has declared no emergency"),
        ("notice_days", "[1, 2]", "it has declared no emergency"),
        ("fight_bill", "1", "it has no legislature that could bar relief"),
        ("blame_credibility", "0.1", "it has no legislature, and nothing"),
        ("congress", "{name: Parliament, hawkishness: 3}", "it has no legislature, and nothing"),
        ("designation_stalled", "2", "it has no order by which it could add measures"),
        ("size.rivalry", "0.5", "it has no order by which it could add measures"),
        ("threats.by_chance", "0.5", "it has no order by which it could add measures"),
        ("size.spared", "5", "it has neither an order nor a legislature"),
        ("talks.stalled_days", "90", "it does nothing else while talks stall"),
        ("talks.windows.after.sender_leader", "9", "it has no new leader"),
    ],
)
def test_what_says_nothing_at_the_table_of_the_council_is_refused(tmp_path, field, value, why):
    path = written(tmp_path / "x.yaml", UNION)
    where = f"agents.senders.EU.{field}"
    found = said(path, f"{where}={value}")
    assert found
    for place, message, hint in found:
        assert place.startswith(where)
        assert message.startswith(f"it says nothing at the table of EU: {why}")
        assert hint


def test_it_is_told_where_it_is_written(tmp_path):
    path = written(tmp_path / "x.yaml", "agents:\n  senders:\n    EU:\n      oil_licence: 0.5\n")
    with pytest.raises(
        InputError, match=r"x\.yaml:7:\d+: agents\.senders\.EU\.oil_licence: it says"
    ):
        load_scenario(path)


@pytest.mark.parametrize(
    "overrides",
    [
        ("agents.senders.EU.w_lev=0.1", "agents.senders.EU.talks.open=true"),
        ("agents.senders.EU={designation_authority: EU_269, designation_stalled: 2}",),
        ("agents.senders.EU={designation_authority: EU_269, size: {rivalry: 0.5, spared: 3}}",),
        ("agents.senders.EU={designation_authority: EU_269, talks: {stalled_days: 90}}",),
        (
            "agents.senders.EU.term_ends=2027-01-01",
            "agents.senders.EU.talks.windows.after.sender_leader=9",
        ),
        ("agents.senders.EU={horizon_years: 3}",),
        ("agents.senders.EU={congress: null, aims: {}, threats: {}}",),
        ("agents.senders.UK={aims: {give_in: 0.1}}",),
        (PARLIAMENT, "agents.senders.UK={fight_bill: 2, blame: 1, congress: {name: Parliament}}"),
        (PARLIAMENT, "agents.senders.UK={size: {spared: 3}, talks: {stalled_days: 90}}"),
    ],
)
def test_what_counts_there_may_be_written(tmp_path, overrides):
    assert said(written(tmp_path / "x.yaml", UNION), *overrides) == []


def test_how_far_a_sender_looks_ahead_says_nothing_beside_the_end_of_its_term(tmp_path):
    path = written(tmp_path / "x.yaml", LONDON)
    both = "agents.senders.UK={term_ends: 2027-01-01, horizon_years: 3}"
    ((where, message, hint),) = said(path, both)
    assert where == "agents.senders.UK.horizon_years"
    assert message == "it says nothing at the table of UK: it looks ahead to `term_ends`"
    assert "term_ends: null" in hint


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lp_cost", "2"),
        ("class_cost", "{oil: 2}"),
        ("values", "{ceasefire: 3}"),
        ("reservation", "-5"),
        ("threshold", "1"),
    ],
)
def test_a_partner_at_war_weighs_no_points(tmp_path, field, value):
    path = written(tmp_path / "x.yaml", KYIV)
    where = f"agents.consenters.kyiv.{field}"
    ((place, message, hint),) = said(path, f"{where}={value}")
    assert place == where
    assert message == "it says nothing of kyiv: a partner at war weighs peace and no points"
    assert "partner: null" in hint
    assert said(path, f"{where}={value}", "agents.consenters.kyiv.partner=null") == []


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        (UNION, "agents.senders.EU.aims.give_in", "at the table of EU"),
        (UNION, "agents.senders.EU.designation_stalled", "at the table of EU"),
        (KYIV, "agents.consenters.kyiv.threshold", "of kyiv"),
    ],
)
def test_it_is_neither_set_on_the_way_nor_drawn(tmp_path, text, path, why):
    file = written(tmp_path / "x.yaml", text)
    change = f"interventions=[{{id: x, on: 2026-06-01, set: {{{path}: 0.5}}}}]"
    ((where, message, hint),) = said(file, change)
    assert where == f'interventions.0.set."{path}"'
    assert message.startswith(f"it says nothing {why}")
    assert hint
    drawn = f"uncertain={{{path}: {{dist: uniform, low: 0.1, high: 0.2}}}}"
    ((where, message, hint),) = said(file, drawn)
    assert where == f'uncertain."{path}"'
    assert message.startswith(f"it says nothing {why}")
    assert hint


@pytest.mark.parametrize(
    ("path", "value", "instead"),
    [
        ("agents.senders.EU.designation_authority", "EU_269", "designation_stalled"),
        ("agents.senders.EU.term_ends", "2028-01-01", "horizon_years"),
        ("agents.senders.EU.congress", "x", "agents.congress"),
        ("agents.senders.EU.target", "x", "agents.target"),
        ("agents.senders.EU.talks.windows.contacts", "true", "talks.open"),
        ("world.war.state", "ceasefire", "war_state"),
    ],
)
def test_what_counts_at_the_start_only_says_what_can_be_done_instead(
    tmp_path, path, value, instead
):
    change = f"interventions=[{{id: x, on: 2026-06-01, set: {{{path}: {value}}}}}]"
    ((_, message, hint),) = said(written(tmp_path / "x.yaml", UNION), change)
    assert message == "it counts at the start only: it changes nothing then"
    assert instead in hint


def test_a_list_of_scenarios_tells_it_too(tmp_path):
    written(tmp_path / "x.yaml", "agents: {senders: {EU: {oil_licence: 0.5}}}\n")
    (row,) = list_scenarios(tmp_path)
    assert "says nothing" in str(row)
