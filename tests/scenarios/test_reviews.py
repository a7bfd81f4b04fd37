"""Relief of what is codified waits for Congress, and of what is not does not (CAATSA s.216)."""

import datetime as dt

import pytest

from sim.engine.kernel.clock import Order
from sim.engine.kernel.streams import Chance
from sim.engine.processes.deals import carry_out
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Run
from sim.events.talks import DEAL
from tests.events.declared import blank
from tests.scenarios.worlds import compiled

# Nobody files a disapproval: the clock is what is looked at.
UNDISTURBED = ("agents.congress.filing_base=-20", "agents.congress.filing_slope=0")


def carried_out(measure, agreed, kind, *overrides, tranches=1, days=200, replication=0):
    """Agree to ease tranches of one measure on a day, against nothing; return the run."""
    model = compiled("russia_2025", *overrides)
    run = Run(model, Chance(1, replication, 1), replication)
    numbers = [i for i, t in enumerate(model.tranches) if t.measure == measure][:tranches]
    way = model.way(run.register.holding(numbers[0]), kind)
    day = model.calendar.day(agreed)

    def agree():
        yield run.until(day, Order.ROUND)
        lp = sum(model.tranches[i].lp for i in numbers)
        event = DEAL.log(run, "talks", blank("deal"), "deal_0")
        deal = Deal(0, run.now, event, [(way, numbers)], (), lp)
        run.deals.append(deal)
        carry_out(run, deal)

    run.start(agree())
    run.clock.let_pass(day + days, Order.WATCH)
    return run


def dates(run, kind):
    return [run.calendar.date(e.day) for e in run.log if e.kind == kind]


@pytest.mark.parametrize("kind", ["suspend", "end"])
@pytest.mark.parametrize(
    ("sent", "over"),
    [
        (dt.date(2027, 3, 1), dt.date(2027, 3, 31)),  # 30 days
        (dt.date(2027, 7, 15), dt.date(2027, 9, 13)),  # 60 days: sent from 10 July to 7 September
        (dt.date(2027, 7, 9), dt.date(2027, 8, 8)),  # the day before the window
        (dt.date(2027, 7, 10), dt.date(2027, 9, 8)),  # its first day
        (dt.date(2027, 9, 7), dt.date(2027, 11, 6)),  # its last day
        (dt.date(2027, 9, 8), dt.date(2027, 10, 8)),  # the day after
    ],
)
def test_the_blocking_of_sberbank_waits_for_the_review(kind, sent, over):
    run = carried_out("US_SDN_SBER", sent, kind, *UNDISTURBED)
    assert dates(run, "report") == [sent]
    assert dates(run, "review_over") == [over]
    (eased,) = dates(run, "eased")
    if kind == "end":
        assert eased == over  # a delisting takes effect at once
    else:
        assert over <= eased <= over + dt.timedelta(days=14)  # a licence in up to 14 days
    change = run.register.changes[0]
    assert run.calendar.date(change.day) == eased


@pytest.mark.parametrize("sent", [dt.date(2027, 3, 1), dt.date(2027, 7, 15)])
@pytest.mark.parametrize(("kind", "latest"), [("end", 0), ("suspend", 14)])
def test_persons_listed_under_an_order_that_is_not_codified_wait_for_nobody(sent, kind, latest):
    run = carried_out("US_ELITES_14024", sent, kind, *UNDISTURBED, tranches=3)
    assert not dates(run, "report")
    (eased,) = dates(run, "eased")
    assert sent <= eased <= sent + dt.timedelta(days=latest)


def test_under_the_wide_reading_they_wait_too():
    sent, over = dt.date(2027, 7, 15), dt.date(2027, 9, 13)
    run = carried_out("US_ELITES_14024", sent, "end", *UNDISTURBED, "law.s216_scope=all")
    assert dates(run, "report") == [sent]
    assert dates(run, "eased") == [over]


def party_line(senate, house):
    """Blocs that vote as one: the opposition for a disapproval, the president's party against.

    Arguments are the seats of the opposition.
    """
    seats = ", ".join(
        f"{name}: {{presidents_party: {seats}}}"
        for name, seats in (("senate", 100 - senate), ("house", 435 - house))
    )
    return (
        "agents.congress.filing_base=20",
        "agents.congress.filing_slope=0",
        "agents.congress.shock_sd=0",
        "agents.congress.alpha={senate: [30, -30], house: [30, -30]}",
        f"amendments={{chambers: {{{seats}}}}}",
    )


def test_a_disapproval_enacted_over_a_veto_bars_the_relief():
    run = carried_out("US_SDN_SBER", dt.date(2027, 3, 1), "end", *party_line(67, 290))
    assert [e.kind for e in run.log] == [
        "deal",
        "report",
        "disapproval",
        "vote",
        "vote",
        "veto",
        "vote",
        "vote",
        "blocked",
    ]
    assert not run.register.changes
    # Within the 30 days, 12 more after passage and 10 more after the veto, for which it is frozen.
    assert dates(run, "blocked")[0] <= dt.date(2027, 4, 22)


@pytest.mark.parametrize(("senate", "house"), [(66, 290), (67, 289), (60, 218)])
def test_a_veto_that_holds_only_delays_it(senate, house):
    run = carried_out("US_SDN_SBER", dt.date(2027, 3, 1), "end", *party_line(senate, house))
    assert [e.kind for e in run.log] == [
        "deal",
        "report",
        "disapproval",
        "vote",
        "vote",
        "veto",
        "vote",
        "vote",
        "review_over",
        "eased",
    ]
    # 30 + 12 + 10 days after the report
    assert dates(run, "eased") == [dt.date(2027, 4, 22)]


@pytest.mark.parametrize(("senate", "house"), [(59, 290), (67, 217)])
def test_a_disapproval_that_fails_in_one_chamber_delays_nothing(senate, house):
    run = carried_out("US_SDN_SBER", dt.date(2027, 3, 1), "end", *party_line(senate, house))
    assert "veto" not in [e.kind for e in run.log]
    assert dates(run, "eased") == [dt.date(2027, 3, 31)]


def test_a_president_who_does_not_resist_signs_it():
    willing = "agents.congress.presidential_opposition=0"
    run = carried_out("US_SDN_SBER", dt.date(2027, 3, 1), "end", *party_line(60, 218), willing)
    assert [e.kind for e in run.log][-1] == "blocked"
    assert "veto" not in [e.kind for e in run.log]
    assert not run.register.changes


def test_nothing_is_given_if_the_deal_is_broken_meanwhile():
    model = compiled("russia_2025", *UNDISTURBED)
    run = Run(model, Chance(1, 0, 1), 0)
    numbers = [i for i, t in enumerate(model.tranches) if t.measure == "US_SDN_SBER"]
    way = model.way(run.register.holding(numbers[0]), "end")
    deal = Deal(0, 0.0, DEAL.log(run, "talks", blank("deal"), "deal_0"), [(way, numbers)], (), 2.0)
    carry_out(run, deal)
    run.clock.let_pass(10, Order.WATCH)
    deal.broken = True
    run.clock.let_pass(100, Order.WATCH)
    assert [e.kind for e in run.log][-1] == "withheld"
    assert not run.register.changes


def test_what_a_new_statute_holds_meanwhile_is_not_eased_without_its_repeal():
    """A measure is in force while any of its authorities holds, also one that came late."""
    model = compiled("russia_2025", *UNDISTURBED)
    run = Run(model, Chance(1, 0, 1), 0)
    numbers = [i for i, t in enumerate(model.tranches) if t.measure == "US_SDN_SBER"]
    way = model.way(run.register.holding(numbers[0]), "end")
    event = DEAL.log(run, "talks", blank("deal"), "deal_0")
    carry_out(run, Deal(0, 0.0, event, [(way, numbers)], (), 2.0))
    run.clock.let_pass(10, Order.WATCH)
    run.register.add_layer(numbers, model.bit[model.statute])
    assert model.way(run.register.holding(numbers[0]), "end").deliverer == "congress"
    run.clock.let_pass(100, Order.WATCH)
    assert all(run.register.on[i] for i in numbers)
