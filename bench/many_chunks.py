"""What it costs the owner of a batch to say how far it is, after each of 100,000 chunks.

A batch of ten million futures on a cluster comes in as many chunks, a hundred futures each, and the
owner takes them in alone. Here workers send the same chunk over and over under another number, and
the store puts it nowhere, so that what is left is the owner's own work: to unpack a chunk, check it
and count it. That is measured a thousand chunks at a time, reports included, and then as many
reports by themselves. Their share says whether reports matter (with a disk it is less); what a
chunk costs at the end over what it costs at the beginning, whether anything grows with their
number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from _common import SCENARIOS, Line, options, processor_seconds, report
from _worlds import model_of, world

from sim.batch.chunks import Chunk, Span, pack, unpack
from sim.batch.plan import CHUNK, Plan, planned
from sim.batch.work import Progress, Work
from sim.batch.worker import Job, job, run_chunk

MOST = 1.0


class Nowhere:
    """A store that keeps nothing."""

    def put(self, span: Span, data: bytes) -> None:
        """Forget a chunk."""


def tell(_progress: Progress) -> None:
    """Hear how far the batch is, and say nothing."""


def arriving(plan: Plan, chunk: Chunk, first: int, count: int) -> list[tuple[Job, bytes]]:
    """Chunks, from one of them on, with the bytes that a worker would send."""
    spans = [Span(k * CHUNK, CHUNK) for k in range(first, first + count)]
    return [(job(plan, span), pack(chunk._replace(span=span))) for span in spans]


def take_all(work: Work, chunks: Sequence[tuple[Job, bytes]]) -> None:
    """Take chunks in, each with its report."""
    for asked, data in chunks:
        work._take(asked, data)


def report_all(work: Work, times: int) -> None:
    """Say so often how far the batch is."""
    for _ in range(times):
        work._report()


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--chunks", type=int, default=100_000, metavar="N", help="(100,000)")
    args = parser.parse_args()
    n = 100 if args.quick else max(args.chunks, 10)
    scenario = SCENARIOS / "russia_2025.yaml"
    plan = replace(planned(world(scenario), scenario.stem), n=n * CHUNK, events=0)
    chunk = unpack(run_chunk(job(plan, Span(0, CHUNK))))
    work = Work(plan, model_of(scenario), Nowhere(), tell)
    size = min(1000, n // 10)
    taking, reporting = [], []
    for first in range(0, n, size):
        chunks = arriving(plan, chunk, first, min(size, n - first))
        taking.append(processor_seconds(lambda some=chunks: take_all(work, some)) / len(chunks))
        reporting.append(processor_seconds(lambda: report_all(work, size)) / size)
    if work.done != plan.n:
        raise SystemExit(f"{work.done:,} of {plan.n:,} futures were counted")
    share = 100.0 * sum(reporting) / sum(taking)
    tenth = len(taking) // 10
    growth = sum(taking[-tenth:]) / sum(taking[:tenth])
    each = sum(taking) / len(taking) * 1e6
    said = f"{sum(reporting) / len(reporting) * 1e6:.2f} of {each:.0f} µs a chunk"
    case = f"{n:,} chunks"
    report(
        [
            Line(
                "many_chunks",
                f"{case}, reports",
                said,
                f"{share:.2f} %",
                f"< {MOST:g} %",
                share < MOST,
            ),
            Line("many_chunks", f"{case}, growth", "last tenth over first tenth", f"{growth:.2f}"),
        ],
        args,
    )


if __name__ == "__main__":
    main()
