"""Calibration: which values of a few parameters go with a few patterns.

By rejection over a Sobol design, see `sim.validation.patterns.rejection`: each point of the design
is simulated several times, every pattern's statistic is taken of those replications, and the points
that come closest to all bands at once are kept. A statistic of few replications is noisy, which
makes the posterior wider than the patterns alone would; never narrower.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import Schema
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.scenario.distributions import Distribution
from sim.statistics.products import product
from sim.validation.patterns.asked import Asked, uncertain
from sim.validation.patterns.check import verdict
from sim.validation.patterns.loading import Stated, World
from sim.validation.patterns.marginals import fitted
from sim.validation.patterns.rejection import accepted, distances
from sim.validation.patterns.samples import Quotient, Sample, sample
from sim.validation.patterns.statistics import by_point

__all__ = ["Calibration", "Runner", "Simulated", "calibrate", "design_worlds"]

Floats = NDArray[np.float64]
Chosen = NDArray[np.bool_]

LEAST: Final = 5
"""Points that have to be accepted for distributions to be fitted to them."""


class CalibrationError(ThawError):
    """Nothing can be learned from a design."""


class Simulated(NamedTuple):
    """A batch that a calibration needs.

    Attributes
    ----------
    world
        What is simulated.
    n
        Replications.
    repeats
        Consecutive replications that share one draw of the uncertain parameters.
    fresh
        Whether on other random numbers than the design.
    """

    world: World
    n: int
    repeats: int = 1
    fresh: bool = False


Runner = Callable[[Simulated], Batch]
"""Computes a batch; those that are not fresh share one seed."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What became of a calibration.

    Attributes
    ----------
    draws
        A row per point of the design that was simulated: ``point``, the value of each parameter
        under its path, ``distance`` from the patterns (infinite where one could not be measured)
        and whether it was ``accepted``.
    parameters
        A row per parameter: ``path``; ``prior_`` and ``posterior_`` ``q05``, ``q25``,
        ``median``, ``q75``, ``q95`` and ``sd`` of all points and of those accepted; ``sd_ratio``
        (posterior sd over prior sd: 1 where nothing was learned); ``contraction``, 1 less the
        square of that.
    patterns
        A row per pattern: ``id``, ``band_low``, ``band_high``; its value at the ``default``
        values, over all points (``prior``), over those accepted (``fitted``) and under the
        posterior as written, on fresh random numbers (``posterior``); whether each lies in the
        band (``..._met``).
    values
        A row per point and pattern: ``point``, ``pattern``, ``value``.
    correlations
        Of the accepted draws: ``path``, and a column for each parameter; null where one of them
        has no spread.
    posterior
        By path, a distribution fitted to the accepted draws of each parameter.
    points, repeats
        Points of the design, and replications of each.
    failed
        Replications that failed, and were left out.
    """

    draws: pl.DataFrame
    parameters: pl.DataFrame
    patterns: pl.DataFrame
    values: pl.DataFrame
    correlations: pl.DataFrame
    posterior: dict[str, Distribution]
    points: int
    repeats: int
    failed: int


def design_worlds(asked: Asked) -> list[World]:
    """Return the worlds in which the design is simulated: one for each scenario of a pattern."""
    return list(dict.fromkeys(uncertain(each.world, asked.file.priors) for each in asked.patterns))


def calibrate(asked: Asked, runner: Runner, *, points: int, repeats: int) -> Calibration:
    """Calibrate.

    Parameters
    ----------
    asked
        What to calibrate.
    runner
        Computes batches.
    points, repeats
        Points of the design, and replications of each.

    Raises
    ------
    CalibrationError
        If fewer than five points are accepted.
    """
    priors = asked.file.priors
    known: dict[Simulated, Batch] = {}

    def once(wanted: Simulated) -> Batch:
        if wanted not in known:
            known[wanted] = runner(wanted)
        return known[wanted]

    batches = {
        world: once(Simulated(world, points * repeats, repeats)) for world in design_worlds(asked)
    }
    samples = [
        _of_points(each, batches[uncertain(each.world, priors)], repeats) for each in asked.patterns
    ]
    values = np.column_stack([by_point(one, point, points) for one, point in samples])
    distance = distances(values, [each.pattern.band for each in asked.patterns])
    kept = accepted(distance, asked.file.accept)
    if kept.sum() < LEAST:
        measured = int(np.isfinite(distance).sum())
        less = "" if measured == points else f" ({measured:,} have something of all to measure)"
        raise CalibrationError(
            f"only {int(kept.sum())} of {points:,} points can be accepted{less}, and it takes "
            f"{LEAST} to fit distributions: take more points (-n), "
            + ("or a larger share (accept)" if not less else "or more replications (--repeats)")
        )
    drawn = _drawn(list(batches.values()), list(priors), points, repeats)
    posterior = {path: fitted(prior, drawn[path][kept]) for path, prior in priors.items()}
    there = ~np.isnan(next(iter(drawn.values())))
    draws = pl.DataFrame(
        {"point": np.arange(points), **drawn, "distance": distance, "accepted": kept}
    ).filter(pl.Series(there))
    told = [
        _told(each, one, point, kept, once, posterior, points)
        for each, (one, point) in zip(asked.patterns, samples, strict=True)
    ]
    ids = [each.pattern.id for each in asked.patterns]
    return Calibration(
        draws=draws,
        parameters=_parameters(drawn, there, kept),
        patterns=pl.DataFrame(told, schema=_PATTERNS, orient="row"),
        values=_long(values, ids),
        correlations=_correlations(drawn, kept),
        posterior=posterior,
        points=points,
        repeats=repeats,
        failed=sum(batch.failures.height for batch in known.values()),  # whole numbers
    )


def _of_points(each: Stated, batch: Batch, repeats: int) -> tuple[Sample, NDArray[np.int64]]:
    """Return what the rows of a batch add to a pattern's statistic, and the point of each row."""
    point = batch.column("replication").cast(pl.Int64).to_numpy() // repeats
    return sample(each.pattern.statistic, batch), point


def _drawn(
    batches: Sequence[Batch], paths: Sequence[str], points: int, repeats: int
) -> dict[str, Floats]:
    """Return the values of the parameters at each point; NaN at a point of which nothing is left.

    They are the same in all worlds, because draws depend on the seed, the path and its place.
    """
    found = {path: np.full(points, np.nan) for path in paths}
    for batch in batches:
        point = batch.column("replication").cast(pl.Int64).to_numpy() // repeats
        for path in paths:
            found[path][point] = batch.column(path).cast(pl.Float64).to_numpy()
    return found


# -- what is told ------------------------------------------------------------------------------

_STAGES: Final = ("default", "prior", "fitted", "posterior")
_PATTERNS: Final[Schema] = {
    "id": pl.String,
    "band_low": pl.Float64,
    "band_high": pl.Float64,
    **dict.fromkeys(_STAGES, pl.Float64),
    **dict.fromkeys((f"{stage}_met" for stage in _STAGES), pl.Boolean),
}
_QUANTILES: Final = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}


def _told(
    each: Stated,
    found: Sample,
    point: NDArray[np.int64],
    kept: Chosen,
    runner: Runner,
    posterior: dict[str, Distribution],
    points: int,
) -> tuple[Any, ...]:
    """Return the row of a pattern."""
    values = [
        _whole(sample(each.pattern.statistic, runner(Simulated(each.world, points, fresh=True)))),
        _whole(found),
        _whole(_only(found, kept[point])),
        _whole(
            sample(
                each.pattern.statistic,
                runner(Simulated(uncertain(each.world, posterior), points, fresh=True)),
            )
        ),
    ]
    band = each.pattern.band
    return (each.pattern.id, *band, *values, *(verdict(v, band) == "pass" for v in values))


def _whole(found: Sample) -> float | None:
    """Return a statistic of all rows together."""
    rows = found.top.size if isinstance(found, Quotient) else found.values.size
    value = float(by_point(found, np.zeros(rows, dtype=np.int64), 1)[0])
    return None if np.isnan(value) else value


def _only(found: Sample, rows: Chosen) -> Sample:
    """Return a sample of which only some rows count."""
    if isinstance(found, Quotient):
        return replace(
            found, top=np.where(rows, found.top, 0.0), bottom=np.where(rows, found.bottom, 0.0)
        )
    return replace(found, values=np.where(rows, found.values, np.nan))


def _parameters(drawn: dict[str, Floats], there: Chosen, kept: Chosen) -> pl.DataFrame:
    rows = []
    for path, values in drawn.items():
        row: dict[str, Any] = {"path": path}
        for stage, chosen in (("prior", there), ("posterior", kept)):
            ends = np.quantile(values[chosen], list(_QUANTILES.values()))
            row |= {f"{stage}_{name}": float(q) for name, q in zip(_QUANTILES, ends, strict=True)}
            row[f"{stage}_sd"] = float(values[chosen].std(ddof=1))
        ratio = row["posterior_sd"] / row["prior_sd"] if row["prior_sd"] > 0.0 else 1.0
        rows.append({**row, "sd_ratio": ratio, "contraction": 1.0 - ratio * ratio})
    return pl.DataFrame(rows)


def _correlations(drawn: dict[str, Floats], kept: Chosen) -> pl.DataFrame:
    """Return Pearson's correlations of the accepted draws."""
    values = np.array([draws[kept] for draws in drawn.values()])
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", apart, apart))
        matrix = np.clip(product(apart, apart.T) / (spread[:, None] * spread), -1.0, 1.0)
    columns = {path: pl.Series(matrix[:, i], nan_to_null=True) for i, path in enumerate(drawn)}
    return pl.DataFrame({"path": list(drawn), **columns})


def _long(values: Floats, ids: Sequence[str]) -> pl.DataFrame:
    points, patterns = values.shape
    return pl.DataFrame(
        {
            "point": np.repeat(np.arange(points), patterns),
            "pattern": list(ids) * points,
            "value": pl.Series(values.ravel(), nan_to_null=True),
        }
    )
