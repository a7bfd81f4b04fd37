"""The register: layers, relief, lapses and the accounts, step by step and at random."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche
from sim.engine.state.register import Register
from sim.engine.state.relief import Relief
from sim.scenario.loading import load_scenario


def model() -> Model:
    loaded = load_scenario("scenarios/russia_2025.yaml")
    return compile_model(loaded.scenario, loaded.catalogue)


MODEL = model()


def relief(day: float, *, permanent: bool, deal: int = 0) -> Relief:
    name = "delisting" if permanent else "licence"
    return Relief(name, MODEL.instruments[name].hazard, permanent, day, "bargain", 0, deal)


def of_measure(name: str) -> list[int]:
    return [i for i, tranche in enumerate(MODEL.tranches) if tranche.measure == name]


def test_at_the_start_everything_adds_up_to_100():
    register = Register(MODEL)
    assert sum(register.lp_on.values()) == pytest.approx(100.0)
    assert register.balance() == pytest.approx(0.0, abs=1e-9)
    assert "US_ROSNEFT_LUKOIL" not in {t.measure for t in MODEL.tranches}  # imposed later


def test_a_layer_that_stays_keeps_the_measure():
    register = Register(MODEL)
    ended, stay = register.lapse(MODEL.hangs["EO14024"], 10.0)
    sberbank = of_measure("US_SDN_SBER")
    assert set(sberbank) <= set(stay)
    assert all(register.on[i] for i in sberbank)
    assert MODEL.named(register.holding(sberbank[0])) == ["EO13662"]
    assert set(of_measure("US_NEWINV")) <= set(ended)
    assert not any(register.on[i] for i in of_measure("US_NEWINV"))
    assert register.balance() == pytest.approx(0.0, abs=1e-9)


def test_what_was_terminated_comes_back_only_if_it_is_imposed_anew():
    register = Register(MODEL)
    (i, *_) = of_measure("US_NEWINV")
    register.ease(i, relief(1.0, permanent=True))
    assert register.holding(i) == 0
    assert not register.restore(i, 2.0, "snapback")
    assert not register.on[i]
    (j, *_) = of_measure("US_DEBT_D3")
    register.ease(j, relief(1.0, permanent=True))
    assert register.restore(j, 2.0, "snapback", MODEL.bit["EO14024"])
    assert register.on[j]


def test_a_licence_over_a_lapsed_authority_brings_nothing_back():
    register = Register(MODEL)
    (i, *_) = of_measure("US_DEBT_D3")
    register.ease(i, relief(1.0, permanent=False))
    register.lapse(MODEL.hangs["EO14024"], 2.0)
    assert not register.restore(i, 3.0, "lapse")
    assert not register.on[i]


def test_nothing_is_eased_twice():
    register = Register(MODEL)
    register.ease(0, relief(1.0, permanent=False))
    with pytest.raises(ValueError, match="not in force"):
        register.ease(0, relief(2.0, permanent=False))


def test_what_is_suspended_may_be_ended_once():
    register = Register(MODEL)
    register.ease(0, relief(1.0, permanent=False))
    before = register.lp_on.copy()
    register.ease(0, relief(2.0, permanent=True))
    assert register.lp_on == before
    assert not register.on[0]
    assert not register.layers[0]
    assert abs(register.balance()) < 1e-9
    with pytest.raises(ValueError, match="not in force"):
        register.ease(0, relief(3.0, permanent=True))


class Anything(RuleBasedStateMachine):
    """Any sequence of legal acts keeps the accounts straight."""

    def __init__(self) -> None:
        super().__init__()
        self.register = Register(MODEL)
        self.day = 0.0

    def later(self) -> float:
        self.day += 1.0
        return self.day

    @rule(n=st.integers(0, 10_000), permanent=st.booleans())
    def ease(self, n: int, permanent: bool) -> None:
        on = [i for i, there in enumerate(self.register.on) if there]
        if on:
            self.register.ease(on[n % len(on)], relief(self.later(), permanent=permanent))

    @rule(n=st.integers(0, 10_000), anew=st.booleans())
    def restore(self, n: int, anew: bool) -> None:
        eased = [i for i, entry in enumerate(self.register.relief) if entry is not None]
        if eased:
            bit = MODEL.bit["EO14024"] & self.register.alive if anew else 0
            self.register.restore(eased[n % len(eased)], self.later(), "snapback", bit)

    @rule(name=st.sampled_from(sorted(MODEL.hangs)))
    def lapse(self, name: str) -> None:
        before = list(self.register.on)
        ended, stay = self.register.lapse(MODEL.hangs[name], self.later())
        assert all(before[i] and not self.register.on[i] for i in ended)
        assert all(before[i] and self.register.on[i] for i in stay)

    @rule(lp=st.floats(0.1, 4.0), sender=st.sampled_from(["US", "EU", "CH"]))
    def add(self, lp: float, sender: str) -> None:
        class_ = "all" if sender == "CH" else "bank"
        bit = MODEL.bits_of[sender][0] & self.register.alive
        if bit:
            self.register.add(Tranche("new", sender, class_, lp), bit, self.later())

    @precondition(lambda self: self.register.alive)
    @rule(n=st.integers(0, 10_000))
    def add_layer(self, n: int) -> None:
        self.register.add_layer([n % len(self.register.on)], MODEL.bit["CAATSA_223"])

    @invariant()
    def accounts_balance(self) -> None:
        register = self.register
        assert register.balance() == pytest.approx(0.0, abs=1e-8)
        for sender, lp in register.lp_on.items():
            there = sum(
                t.lp
                for t, on in zip(register.tranches, register.on, strict=True)
                if on and t.sender == sender
            )
            assert lp == pytest.approx(there, abs=1e-8)

    @invariant()
    def in_force_only_if_held_and_not_eased(self) -> None:
        register = self.register
        for i, on in enumerate(register.on):
            assert on == (register.relief[i] is None and register.holding(i) != 0)

    @invariant()
    def derived_sums_agree(self) -> None:
        register = self.register
        for c, name in enumerate(MODEL.table.names):
            eased = [
                (t.lp, entry.hazard)
                for t, entry in zip(register.tranches, register.relief, strict=True)
                if entry is not None and t.class_ == name and t.sender == "US"
            ]
            assert register.eased_lp[c] == pytest.approx(sum(lp for lp, _ in eased), abs=1e-8)
            assert register.eased_hazard[c] == pytest.approx(
                sum(lp * h for lp, h in eased), abs=1e-8
            )
            allied = [
                (t.lp, on)
                for t, on in zip(register.tranches, register.on, strict=True)
                if t.class_ == name and t.sender != "US" and not MODEL.classes[name].every_class
            ]
            assert register.allied_total[c] == pytest.approx(sum(lp for lp, _ in allied), abs=1e-8)
            assert register.allied_on[c] == pytest.approx(
                sum(lp for lp, on in allied if on), abs=1e-8
            )

    @invariant()
    def changes_tell_the_same_story(self) -> None:
        on = [True] * len(MODEL.tranches) + [False] * (len(self.register.on) - len(MODEL.tranches))
        for change in self.register.changes:
            on[change.tranche] = change.on
        assert on == self.register.on


TestAnything = Anything.TestCase
TestAnything.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
