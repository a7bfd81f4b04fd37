"""Rivalry raises designations, and large targets are spared what is systemic (R32)."""

from __future__ import annotations

from math import exp, inf

import pytest

from sim.theory.hazards import survival
from tests.limits.games import YEAR, fits, futures, likely

N = 400

LISTING = (
    "rules.size=true",
    "agents.executive.designation_authority=ORDER",
    "agents.executive.designation_stalled=2",
    "agents.executive.designation_talking=2",
    "agents.executive.designation_lp=[2, 2]",
    "catalogue.classes.stake.designation_weight=3",
    "catalogue.classes.stake.systemic=0.8",
    "catalogue.classes.small={name: Small, phi: 1, horizon: 4, gain: 0, overcompliance: 0}",
    "catalogue.measures.LIST={name: A list, sender: US, class: small, weight_lp: 1, "
    "layers: [{authority: ORDER, since: 2029-01-01}]}",
)

KINDS = ("threat", "threat_carried_out")


@pytest.mark.parametrize(
    ("rivalry", "rate"), [(0.0, 2.0 * 0.5), (0.3, 2.0 * 1.9 * 0.5), (0.8, 2.0 * 3.4 * 0.8)]
)
def test_rivalry_raises_the_rate_of_designations(rivalry: float, rate: float) -> None:
    """The war is 0.5; who is a rival without a war is pressed for that."""
    records = futures("still", N, *LISTING, f"agents.executive.size.rivalry={rivalry}")
    times = [
        next((e.day / YEAR for e in r.entries if e.kind == "designation"), inf) for r in records
    ]
    assert fits(times, lambda t: 1.0 - survival((rate,), t))
    assert not fits(times, lambda t: 1.0 - survival((1.4 * rate,), t))


@pytest.mark.parametrize("trade", [0.0, 0.05, 0.3])
def test_large_targets_are_spared_the_systemic(trade: float) -> None:
    """Three in four would be systemic; each of them is with exp(-20 s y), else a small listing."""
    systemic = small = 0
    for record in futures("still", N, *LISTING, f"agents.executive.size.trade_share={trade}"):
        for entry in record.entries:
            if entry.kind != "designation":
                continue
            systemic += entry.numbers["class_"] == "stake"
            small += entry.numbers["class_"] == "small"
            spared = entry.numbers["class_"] == "small" and entry.numbers["lp"] < 1.0
            assert entry.numbers["lp"] == pytest.approx(0.2 if spared else 2.0)
            assert not (spared and trade == 0.0)
    assert systemic + small > 300
    assert likely(systemic, systemic + small, 0.75 * exp(-20.0 * trade * 0.8))


@pytest.mark.parametrize("trade", [0.0, 0.1])
def test_a_threat_spares_a_large_target_what_it_would_be_spared(trade: float) -> None:
    """What is threatened is what is imposed: systemic with exp(-20 s y) of three in four."""
    threats = (
        "rules.threats=true",
        "agents.executive.threats.rate=3",
        "agents.executive.threats.lp=[4, 4]",
        "agents.executive.threats.by_chance=0",
        "agents.executive.threats.carry=20",
        "agents.executive.threats.credibility=0",
        "catalogue.concessions.dear={name: a province, kind: standing, cost: 50, value: 40}",
        "talks.mode=baby_steps",
        "talks.open=false",
    )
    share = f"agents.executive.size.trade_share={trade}"
    systemic = small = 0
    for record in futures("still", 60, *LISTING, *threats, share):
        named = {k: [e.numbers for e in record.entries if e.kind == k] for k in KINDS}
        imposed = [t for t in record.tranches if t.measure.startswith("threat")]
        assert len(imposed) == len(named["threat_carried_out"])
        for said, done, tranche in zip(*named.values(), imposed, strict=False):
            assert (said["class_"], said["lp"]) == (done["class_"], done["lp"])
            assert (tranche.class_, tranche.lp) == (said["class_"], said["lp"])
            assert said["lp"] in (4.0, pytest.approx(0.4))
            assert said["lp"] == 4.0 or said["class_"] == "small"
        systemic += sum(said["class_"] == "stake" for said in named["threat"])
        small += sum(said["class_"] == "small" for said in named["threat"])
    assert systemic + small > 300
    assert likely(systemic, systemic + small, 0.75 * exp(-20.0 * trade * 0.8))


def test_without_the_rule_neither_matters() -> None:
    rates = (
        "rules.size=false",
        "agents.executive.size.rivalry=1",
        "agents.executive.size.trade_share=1",
    )
    records = futures("still", N, *LISTING, *rates)
    times = [
        next((e.day / YEAR for e in r.entries if e.kind == "designation"), inf) for r in records
    ]
    assert fits(times, lambda t: 1.0 - survival((2.0 * 0.5,), t))
    classes = [e.numbers["class_"] for r in records for e in r.entries if e.kind == "designation"]
    assert likely(classes.count("stake"), len(classes), 0.75)
