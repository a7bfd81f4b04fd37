"""A single future, to be read: its story, a table of what came of it and lines of counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from sim.analysis.forecasts.forecaster import forecaster_of
from sim.analysis.forecasts.topics import asked_of
from sim.analysis.wording import class_words, points
from sim.documents.scalars import written
from sim.engine.state.record import Record
from sim.outcomes.answers import answers
from sim.outcomes.measures.tables import table_sides
from sim.story import tell, turning_points
from sim.story.telling import Line as Told
from sim.wording.words import capital, count, date, days, lp, percent, up
from sim.wording.words import points as in_points
from sim.workflows.page import Block, Facts, Line, Page, Paragraph, Story, StoryLine, Table

__all__ = ["as_story", "run_page", "story_of"]

_NO_FORECAST: Final = (
    "One future is no forecast: thaw batch simulates many and pools them with the base rates."
)


def run_page(record: Record, row: Mapping[str, Any], *, everything: bool = False) -> Page:
    """Return what came of a future, to be read.

    Parameters
    ----------
    record
        All that it left behind.
    row
        Its outcomes by name (`sim.outcomes.row.outcome_row`).
    everything
        Whether to tell every assumption that was drawn, not only how many.
    """
    return Page(_blocks(record, row, everything=everything))


def story_of(record: Record, *, everything: bool = False, numbered: bool = False) -> Story:
    """Tell a future.

    Parameters
    ----------
    record
        All that it left behind.
    everything
        Whether to give every event a line of its own, routine too.
    numbered
        Whether to end lines with the numbers of their events, as ``explain`` takes them.
    """
    return as_story(tell(record, everything=everything), numbered=numbered)


def as_story(lines: Iterable[Told], *, numbered: bool = False) -> Story:
    """Return lines that were told as a story to be read.

    Parameters
    ----------
    lines
        Lines of `sim.story.telling.tell`.
    numbered
        Whether to end them with the numbers of their events.
    """
    return Story(
        [
            StoryLine(
                "" if line.kind == "routine" else date(line.date),
                f"{line.text} [{line.events[0]}]" if numbered else line.text,
                line.date.year,
                line.tone,
                line.kind == "routine",
            )
            for line in lines
        ]
    )


def _blocks(record: Record, row: Mapping[str, Any], *, everything: bool) -> Iterator[Block]:
    grew = row["escalated"] and row["outcome"] != "escalation"
    extra = " (sanctions grew on balance)" if grew else ""
    yield Line(f"Outcome: {class_words(str(row['outcome'])).lower()}{extra}")
    turned = turning_points(record)
    if turned:
        yield Paragraph("What it turned on:")
        told = [(date(line.date), line.text) for line in turned]
        yield Facts(told, width=11, indent=2, right=True)
    yield _amounts(record, row)
    agents = record.model.scenario.agents
    gains = partial(_gains, sides=(agents.executive.name, agents.target.name))
    first = (_LINES[0], ("Gains", gains))
    lines: tuple[tuple[str, _Counts], ...] = (*first, *_tables(record), *_LINES[1:])
    counts = [(label, text) for label, line in lines if (text := "; ".join(line(row)))]
    counts += _drawn(record, everything=everything)
    given, forecaster = answers(record), forecaster_of(record.model)
    asked = record.model.scenario.questions
    for question in asked:
        rate = forecaster.rate(asked_of(question, record.model))
        answer = given[question.id]
        reply = "No." if question.by is not None else "Never."
        if answer.date is not None:
            reply = f"{'Yes, on' if question.by is not None else 'On'} {date(answer.date)}."
        counts.append(("Question", f"{question.text} {reply} Base rate: {rate.in_words}."))
    yield Facts(counts)
    if asked:
        yield Paragraph(_NO_FORECAST)
    yield Line()
    yield Paragraph(points(agents.executive.name if row["deals"] else ""))


def _drawn(record: Record, *, everything: bool) -> Iterator[tuple[str, str]]:
    """Yield what was drawn for this future: labels and texts."""
    assumptions = record.model.scenario.assumptions
    shared = set() if assumptions is None else set(assumptions.draws)
    told = [
        (path, value) for path, value in record.drawn.items() if everything or path not in shared
    ]
    if shared and not everything:
        mode = record.drawn.get(_STRATEGY) if _STRATEGY in shared else None
        strategy = f"; the strategy: {str(mode).replace('_', ' ')}" if mode is not None else ""
        yield (
            "Assumed",
            f"{count(len(shared), 'assumption')} that no source settles, drawn from those that "
            f"past cases allow{strategy} (--all tells them, --fix all takes the defaults)",
        )
    for path, value in told:
        shown = f"{value:.4g}" if isinstance(value, float) else written(value)
        yield "Drawn", f"{path} = {shown}"


def _amounts(record: Record, row: Mapping[str, Any]) -> Table:
    """Return leverage by sender: at the start, and what became of it."""
    senders = record.model.catalogue.senders
    start: dict[str, float] = dict.fromkeys(senders, 0.0)
    for tranche in record.model.tranches:
        start[tranche.sender] += tranche.lp
    cells = [
        (senders[name].name, at_start, *(row[f"{key}_{name}"] for key in _ROW))
        for name, at_start in start.items()
    ]
    cells.append(("together", sum(start.values()), *(row[key] for key in _ROW)))
    return Table(
        [(str(name), *(f"{value:.1f}" for value in values)) for name, *values in cells],
        ("LP", "at the start", "eased by law", "effective", "most eased", "added"),
        right=range(1, 6),
    )


_STRATEGY: Final = "talks.mode"

_ROW = ("legal_end", "effective_end", "legal_max", "added")


def _count(row: Mapping[str, Any], key: str, one: str, many: str = "") -> str:
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


def _tables(record: Record) -> Iterator[tuple[str, _Counts]]:
    """Yield a line for the talks at each further table, and for those who may veto."""
    model = record.model
    agents = model.scenario.agents
    for pair in model.pairs[1:]:
        sides = table_sides(model, pair)
        yield "Talks", partial(_talks_at, name=pair.name, sides=sides, of=pair.points)
    for name, consenter in agents.consenters.items():
        yield "Consent", partial(_vetoes, name=name, who=consenter.name)


def _talks_at(row: Mapping[str, Any], name: str, sides: tuple[str, str], of: str) -> Iterator[str]:
    sender, target = sides
    yield f"{capital(sender)}: " + ", ".join(
        _count(row, f"{what}s_{name}", what) for what in ("offer", "demand", "refusal", "deal")
    )
    if row[f"deals_{name}"]:
        yield f"{in_points(row[f'utility_executive_{name}'], of)} from all deals"
        yield f"{target} {lp(row[f'utility_target_{name}'])}"


def _vetoes(row: Mapping[str, Any], name: str, who: str) -> Iterator[str]:
    yield f"{capital(who)} refused {_count(row, f'vetoes_{name}', 'proposal')}"


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
    reimposed = f" ({row['snapback_lp']:.1f} LP)" if row["snapbacks"] else ""
    yield _count(row, "snapbacks", "snapback") + reimposed


def _pressure(row: Mapping[str, Any]) -> Iterator[str]:
    added = _some(
        row,
        ("designations", "designation", ""),
        ("packages", "council package", ""),
        ("adoptions", "adoption by followers", "adoptions by followers"),
        ("tightenings", "tightening of followers' own", "tightenings of followers' own"),
    )
    if added:
        yield added


def _gains(row: Mapping[str, Any], sides: tuple[str, str]) -> Iterator[str]:
    if not row["deals"]:
        return
    executive, target = sides
    yield f"{capital(executive)} {up(row['utility_executive'])} from all deals"
    yield f"{target} {lp(row['utility_target'])}"
    if row["nash_efficiency"] is not None:
        yield f"{percent(row['nash_efficiency'])} of the best joint gain on average"


_Counts = Callable[[Mapping[str, Any]], Iterator[str]]

_LINES: tuple[tuple[str, _Counts], ...] = (
    ("Talks", _talks),
    ("Relief", _relief),
    ("Renewals", _renewals),
    ("Congress", _congress),
    ("Compliance", _compliance),
    ("Pressure", _pressure),
)
