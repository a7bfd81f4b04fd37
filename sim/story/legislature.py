"""The legislature in sentences: reviews, votes, bills, elections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sim.engine.state.log import Entry
from sim.story import words
from sim.story.registry import tells
from sim.story.tale import Tale, number, text, texts

__all__ = ["elected", "voted"]


def _bill(entry: Entry) -> str:
    number_ = entry.subject.rpartition("_")[2]
    return f"bill {number_}" if number_.isdigit() else "the bill"


@tells("report")
def _report(tale: Tale, entry: Entry) -> str:
    until = text(entry, "effective")
    date = f", to {words.date(dt.date.fromisoformat(until))}" if until else ""
    return (
        f"{entry.agent} reports the relief of {tale.subjects(entry.subject)} "
        f"({words.lp(number(entry, 'lp'))}) to {tale.legislature}; the review runs "
        f"{words.days(number(entry, 'days'))}{date}, and nothing may be eased meanwhile."
    )


@tells("disapproval")
def _disapproval(tale: Tale, entry: Entry) -> str:
    by = text(entry, "introduced_by")
    who = f" by {by}" if by.endswith("leader") else ""  # where only leaders may
    return (
        f"a resolution is filed in {tale.legislature}{who} to disapprove of the relief of "
        f"{tale.subjects(entry.subject)}."
    )


_QUESTION = {
    "disapproval": "to disapprove of the relief",
    "override": "to override the veto",
    "bill": "for new sanctions",
}


def voted(tale: Tale, votes: Sequence[Entry]) -> str:
    """Votes of one day on one question, as one clause."""
    results, failed = [], []
    for vote in votes:
        name = text(vote, "chamber")
        ayes, noes = round(number(vote, "ayes")), round(number(vote, "noes"))
        results.append(f"{tale.chamber(name)} votes {ayes}–{noes}")
        chamber = tale.catalogue.chambers.get(name)
        if chamber is not None and not vote.numbers.get("carried"):
            on = text(vote, "on")
            needed = chamber.override if on == "override" else chamber.cloture
            failed.append(f"; {tale.chamber(name)} needed {needed}")
    what = _QUESTION.get(text(votes[0], "on"), "on it")
    return f"{words.joined(results)} {what}{''.join(failed)}"


@tells("vote")
def _vote(tale: Tale, entry: Entry) -> str:
    return f"{voted(tale, [entry])}."


@tells("veto")
def _veto(tale: Tale, entry: Entry) -> str:
    what = _bill(entry) if entry.subject.startswith("bill") else "the disapproval"
    return f"{entry.agent} vetoes {what}."


@tells("blocked")
def _blocked(tale: Tale, entry: Entry) -> str:
    how = text(entry, "how")
    return (
        f"the disapproval is enacted{' ' + how if how == 'over a veto' else ', signed into law'}, "
        f"which bars the relief of {tale.subjects(entry.subject)}."
    )


@tells("review_over")
def _review_over(tale: Tale, entry: Entry) -> str:
    before = tale.cause(entry)
    filed = before is not None and before.kind != "report"
    how = "no disapproval has been enacted" if filed else "nobody has filed a disapproval"
    return f"the review of {tale.subjects(entry.subject)} is over: {how}, the relief goes ahead."


@tells("approval")
def _approval(tale: Tale, entry: Entry) -> str:
    return (
        f"{entry.agent} approves the easing of {tale.subjects(entry.subject)} by joint "
        "resolution: it need not wait for the end of the review."
    )


@tells("bill")
def _introduced(tale: Tale, entry: Entry) -> str:
    return f"a bill of new sanctions ({_bill(entry)}) is introduced in {tale.legislature}."


@tells("bill_floor")
def _floor(tale: Tale, entry: Entry) -> str:
    how = text(entry, "how")
    by = " by a discharge petition" if "discharge" in how else ""
    votes = tale.following(entry, "vote")
    said = f": {voted(tale, votes)}" if votes else ""
    return f"{_bill(entry)} gets to the floor{by}{said}."


@tells("bill_dies")
def _dies(tale: Tale, entry: Entry) -> str:
    before = tale.cause(entry)
    why = "with its Congress" if before is None or before.kind == "bill" else ""
    if before is not None and before.kind == "veto":
        why = "by the veto"
    if before is not None and before.kind == "bill_floor":
        why = "on the floor"
    return f"{_bill(entry)} dies{' ' + why if why else ''}."


@tells("law")
def _law(tale: Tale, entry: Entry) -> str:
    names = texts(entry, "measures")
    held = words.listed([tale.measure(name) for name in names])
    before = tale.cause(entry)
    over = " over the veto" if before is not None and before.kind == "veto" else ""
    if not held:
        return f"{_bill(entry)} becomes law{over}; nothing was left for it to hold."
    return (
        f"{_bill(entry)} becomes law{over}: from now on a statute, which only a repeal ends, holds "
        f"{held} ({words.lp(number(entry, 'lp'))}) as well."
    )


def elected(tale: Tale, entry: Entry) -> str:
    """An election with the seats it brings."""
    results = [
        f"{round(number(child, 'seats'))} of {tale.catalogue.chambers[child.subject].seats} seats "
        f"in {tale.chamber(child.subject)}"
        for child in tale.following(entry, "election")
        if child.subject in tale.catalogue.chambers
    ]
    if not results:
        return f"{tale.legislature} is elected."
    return (
        f"{tale.legislature} is elected: from January the president's party has "
        f"{words.joined(results)}."
    )


@tells("election")
def _election(tale: Tale, entry: Entry) -> str:
    if entry.subject in tale.catalogue.chambers:
        seats = tale.catalogue.chambers[entry.subject].seats
        return (
            f"the president's party now has {round(number(entry, 'seats'))} of {seats} seats in "
            f"{tale.chamber(entry.subject)}."
        )
    return elected(tale, entry)


@tells("new_president", "succession")
def _president(tale: Tale, entry: Entry) -> str:
    how = (
        "a new president takes office"
        if entry.kind == "new_president"
        else "the presidency changes hands between elections"
    )
    party = " from the other party" if entry.numbers.get("change_party") else ""
    return f"{how}{party}; {tale.executive} weighs leverage and its audience anew."
