"""The summary of a single run: what came of it, in a table and a few lines of counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.analysis.wording import class_words, points
from sim.cli.console import print_table, say
from sim.cli.prose import paragraph

if TYPE_CHECKING:
    from sim.engine.state.record import Record

__all__ = ["answers_of", "print_summary"]


def answers_of(record: Record) -> list[dict[str, object]]:
    """The scenario's questions as this run answers them."""
    from sim.outcomes.answers import answers

    found = answers(record)
    return [
        {
            "id": question.id,
            "question": question.text,
            "yes": found[question.id].yes,
            "date": str(found[question.id].date) if found[question.id].date else None,
        }
        for question in record.model.scenario.questions
    ]


def print_summary(record: Record, row: Mapping[str, Any]) -> None:
    """Print what came of a run."""
    from sim.outcomes.answers import answers
    from sim.story.words import date

    grew = row["escalated"] and row["outcome"] != "escalation"
    extra = " (sanctions grew on balance)" if grew else ""
    say(f"Outcome: {class_words(str(row['outcome'])).lower()}{extra}")
    senders = record.model.catalogue.senders
    start: dict[str, float] = dict.fromkeys(senders, 0.0)
    for tranche in record.model.tranches:
        start[tranche.sender] += tranche.lp
    cells = [
        (senders[name].name, lp, *(row[f"{key}_{name}"] for key in _ROW))
        for name, lp in start.items()
    ]
    cells.append(
        (
            "together",
            sum(start.values()),
            row["legal_end"],
            row["effective_end"],
            row["legal_max"],
            row["added"],
        )
    )
    print_table(
        [(str(name), *(f"{value:.1f}" for value in values)) for name, *values in cells],
        ("LP", "at the start", "eased by law", "effective", "most eased", "added"),
        right=range(1, 6),
    )
    agents = record.model.scenario.agents
    gains = partial(_gains, sides=(agents.executive.name, agents.target.name))
    lines: tuple[tuple[str, _Line], ...] = (_LINES[0], ("Gains", gains), *_LINES[1:])
    counts = [(label, text) for label, line in lines if (text := "; ".join(line(row)))]
    width = max(len(label) for label, _ in counts)
    for label, text in counts:
        paragraph(f"{label:<{width}}  {text}", hang=width + 2)
    for path, value in record.drawn.items():
        shown = f"{value:.4g}" if isinstance(value, float) else str(value)
        paragraph(f"{'Drawn':<{width}}  {path} = {shown}", hang=width + 2)
    found = answers(record)
    for question in record.model.scenario.questions:
        answer = found[question.id]
        said = "No." if question.by is not None else "Never."
        if answer.date is not None:
            said = f"{'Yes, on' if question.by is not None else 'On'} {date(answer.date)}."
        paragraph(f"{'Question':<{width}}  {question.text} {said}", hang=width + 2)
    say()
    paragraph(points(agents.executive.name if row["deals"] else ""))


_ROW = ("legal_end", "effective_end", "legal_max", "added")


def _count(row: Mapping[str, Any], key: str, one: str, many: str = "") -> str:
    from sim.story.words import count

    return count(int(row[key]), one, many)


def _some(row: Mapping[str, Any], *parts: tuple[str, str, str]) -> str:
    """Counts that are not zero, in one phrase."""
    return ", ".join(_count(row, key, one, many) for key, one, many in parts if row[key])


def _talks(row: Mapping[str, Any]) -> Iterator[str]:
    yield ", ".join(
        (
            _count(row, "offers", "offer"),
            _count(row, "demands", "demand"),
            _count(row, "refusals", "refusal")
            + (f" ({row['refusals_citing']} citing Congress)" if row["refusals_citing"] else ""),
            _count(row, "deals", "deal"),
        )
    )
    other = _some(
        row,
        ("gestures", "unilateral step", ""),
        ("road_maps", "road-map", ""),
        ("breakdowns", "breakdown", ""),
    )
    if other:
        yield other


def _renewals(row: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"{_count(row, 'emergencies_continued', 'emergency', 'emergencies')} continued, "
        f"{row['emergencies_lapsed']} ended"
    )
    yield f"{_count(row, 'acts_renewed', 'council act')} renewed, {row['acts_lapsed']} lapsed"
    price = row["hold_out_price"]
    yield _count(row, "hold_outs", "hold-out") + (
        f" at {100 * price:.0f} % of the price asked on average" if price is not None else ""
    )


def _relief(row: Mapping[str, Any]) -> Iterator[str]:
    from sim.story.words import days

    for key, what in (
        ("days_to_relief", "first relief"),
        ("days_to_bargain", "first agreed relief"),
        ("days_to_termination", "first measure ended for good"),
    ):
        if row[key] is not None:
            yield f"{what} after {days(row[key])}"
    licences = _some(
        row,
        ("licences_renewed", "licence rolled over", "licences rolled over"),
        ("oil_licences", "oil licence", ""),
    )
    if licences:
        yield licences


def _congress(row: Mapping[str, Any]) -> Iterator[str]:
    yield _count(row, "reviews", "review")
    other = _some(
        row,
        ("disapprovals", "disapproval filed", "disapprovals filed"),
        ("blocked", "blocked", "blocked"),
        ("bills", "bill", ""),
        ("laws", "law", ""),
        ("repeals", "repeal", ""),
    )
    if other:
        yield other


def _compliance(row: Mapping[str, Any]) -> Iterator[str]:
    yield _count(row, "delivered", "concession delivered", "concessions delivered")
    yield _count(row, "violations", "violation")
    lp = f" ({row['snapback_lp']:.1f} LP)" if row["snapbacks"] else ""
    yield _count(row, "snapbacks", "snapback") + lp


def _pressure(row: Mapping[str, Any]) -> Iterator[str]:
    said = _some(
        row,
        ("designations", "designation", ""),
        ("packages", "council package", ""),
        ("adoptions", "adoption by followers", "adoptions by followers"),
        ("tightenings", "tightening of followers' own", "tightenings of followers' own"),
    )
    if said:
        yield said


def _gains(row: Mapping[str, Any], sides: tuple[str, str]) -> Iterator[str]:
    from sim.story.words import capital, lp, percent, up

    if not row["deals"]:
        return
    executive, target = sides
    yield f"{capital(executive)} {up(row['utility_executive'])} from all deals"
    yield f"{target} {lp(row['utility_target'])}"
    if row["nash_efficiency"] is not None:
        yield f"{percent(row['nash_efficiency'])} of the best joint gain on average"


_Line = Callable[[Mapping[str, Any]], Iterator[str]]

_LINES: tuple[tuple[str, _Line], ...] = (
    ("Talks", _talks),
    ("Relief", _relief),
    ("Renewals", _renewals),
    ("Congress", _congress),
    ("Compliance", _compliance),
    ("Pressure", _pressure),
)
