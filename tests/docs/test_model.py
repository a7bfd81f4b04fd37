"""The model page: its tables say what the code says."""

import re

import pytest

from sim.agents.executive import SHORTEST_TERM
from sim.bargaining.overcompliance import CEILING, HALF_HAZARD
from sim.catalogue.loading import load_catalogue
from sim.outcomes.classes import COMPREHENSIVE_LP, ESCALATION_LP, PARTIAL_LP
from sim.scenario.paths import find, walk
from sim.scenario.schema import Scenario
from tests.docs.pages import ROOT
from tests.docs.test_reference import rows

TEXT = (ROOT / "docs" / "model.md").read_text("utf-8")
REFERENCE = rows((ROOT / "docs" / "scenarios.md").read_text("utf-8"))
CATALOGUE = load_catalogue("russia")


def table(first: str) -> dict[str, list[str]]:
    """Rows of the table whose header begins with a word, by their first cell."""
    found: dict[str, list[str]] = {}
    for head, body in re.findall(r"^(\|.*\|)\n\| ---.*\n((?:\|.*\n)+)", TEXT, re.MULTILINE):
        if head.startswith(f"| {first} |"):
            for line in body.splitlines():
                name, *cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
                found[name.strip("`")] = cells
    return found


PARAMETERS = table("Parameter")


@pytest.mark.parametrize("path", PARAMETERS)
def test_defaults_ranges_and_sources_are_those_of_the_schema(path):
    default, likely, source = PARAMETERS[path]
    info = find(Scenario, path.split(".")).info
    assert info is not None, "no such parameter"
    extra = info.json_schema_extra or {}
    low, high = extra.get("likely", (None, None))
    assert likely == ("" if low is None else f"{low:g} to {high:g}")
    assert source == extra.get("source", "")
    assert default == REFERENCE[path][1]


def test_every_parameter_of_a_rule_is_in_a_table_or_in_the_text():
    wanted = [
        path
        for path, info in walk(Scenario)
        if (info.json_schema_extra or {}).get("source") and path not in PARAMETERS
    ]
    assert [path for path in wanted if path.rpartition(".")[2] not in TEXT] == []


def test_the_classes_are_those_of_the_catalogue():
    shown = table("Class")
    flags = {"oil", "market", "socialising", "persons", "secondary", "every_class"}
    for name, entry in CATALOGUE.classes.items():
        *numbers, flag = shown[name]
        assert [float(n) for n in numbers] == [
            entry.phi,
            entry.horizon,
            entry.gain,
            entry.overcompliance,
        ]
        held = {f for f in (*flags, "settlement_only") if getattr(entry, f)}
        assert set(flag.split()) == held


def test_the_wishes_are_those_of_the_catalogue():
    shown = {
        name.strip(" `"): cells
        for names, cells in table("Class of wish").items()
        for name in names.split(",")
    }
    for name, entry in CATALOGUE.classes.items():
        wish, visible, start = shown.get(name, shown["the others"])
        assert (float(wish), float(visible)) == (entry.wish, entry.visible)
        assert (float(start) if start else None) == entry.overcompliance_start


def test_the_instruments_are_those_of_the_catalogue():
    shown = table("Instrument")
    assert set(shown) == set(CATALOGUE.instruments)
    for name, entry in CATALOGUE.instruments.items():
        hazard, likely, _, terms = shown[name]
        assert float(hazard) == entry.hazard
        assert likely == f"{entry.likely[0]:g} to {entry.likely[1]:g}"
        assert [int(t) for t in terms.split(",") if t] == list(entry.dated_days)


def test_the_concessions_are_those_of_the_catalogue():
    shown = table("Concession")
    assert set(shown) == set(CATALOGUE.concessions)
    for name, entry in CATALOGUE.concessions.items():
        cost, war, us, eu, rate, detection, kind = shown[name]
        assert [float(x) for x in (cost, us, eu, rate, detection)] == [
            entry.cost,
            entry.value,
            entry.council_value,
            entry.violation_rate,
            entry.detection,
        ]
        a, b = entry.cost_war
        assert war == ("" if (a, b) == (1.0, 0.0) else f"{a:g} + {b:g} W")
        assert kind.split(",")[0] == entry.kind
        days = [int(n) for n in re.findall(r"\d+", kind)]
        assert days == [n for n in (entry.gap_days, entry.term_days) if n]


def test_the_size_of_the_catalogue():
    measures = CATALOGUE.measures.values()
    weights = {
        sender: sum(m.weight_lp for m in measures if m.sender == sender)
        for sender in CATALOGUE.senders
    }
    said = re.search(
        r"has (\d+) measures of ([\d.]+) \(US\), ([\d.]+) \(EU\), ([\d.]+) \(UK\) and ([\d.]+)",
        TEXT,
    )
    assert said is not None
    assert int(said[1]) == len(CATALOGUE.measures)
    assert [float(n) for n in said.groups()[1:]] == pytest.approx(list(weights.values()))


def test_constants_outside_the_schema():
    assert (SHORTEST_TERM, HALF_HAZARD, CEILING) == (0.25, 0.3, 0.95)
    assert (PARTIAL_LP, COMPREHENSIVE_LP, ESCALATION_LP) == (15.0, 60.0, 5.0)
    for said in (
        "at least 0.25",
        "h/(h + 0.3)",
        "0, 0.95 )",
        "less than 15, 15 to 60, more than 60",
    ):
        assert said in TEXT


@pytest.mark.parametrize("heading", [f"### R{k} " for k in range(1, 21)])
def test_every_rule_has_a_section(heading):
    assert heading in TEXT


def test_the_order_is_that_of_odd():
    headings = [
        "Purpose and patterns",
        "Entities, state variables, scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialization",
        "Input data",
        "Submodels",
    ]
    places = [TEXT.index(f"\n## {heading}\n") for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "concept",
    [
        "Basic principles",
        "Emergence",
        "Adaptation",
        "Objectives",
        "Learning",
        "Prediction",
        "Sensing",
        "Interaction",
        "Stochasticity",
        "Collectives",
        "Observation",
    ],
)
def test_all_eleven_design_concepts_are_there(concept):
    assert f"**{concept}.**" in TEXT
