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
    return list(
        dict.fromkeys(uncertain(stated.world, asked.file.priors) for stated in asked.patterns)
    )


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
    computed: dict[Simulated, Batch] = {}

    def once(wanted: Simulated) -> Batch:
        if wanted not in computed:
            computed[wanted] = runner(wanted)
        return computed[wanted]

    batches = {
        world: once(Simulated(world, points * repeats, repeats)) for world in design_worlds(asked)
    }
    samples = [
        _of_points(stated, batches[uncertain(stated.world, priors)], repeats)
        for stated in asked.patterns
    ]
    values = np.column_stack([by_point(one, point, points) for one, point in samples])
    distance = distances(values, [stated.pattern.band for stated in asked.patterns])
    chosen = accepted(distance, asked.file.accept)
    if chosen.sum() < LEAST:
        measured = int(np.isfinite(distance).sum())
        less = "" if measured == points else f" ({measured:,} have something of all to measure)"
        raise CalibrationError(
            f"only {int(chosen.sum())} of {points:,} points can be accepted{less}, and it takes "
            f"{LEAST} to fit distributions: take more points (-n), "
            + ("or a larger share (accept)" if not less else "or more replications (--repeats)")
        )
    drawn = _drawn(list(batches.values()), list(priors), points, repeats)
    posterior = {path: fitted(prior, drawn[path][chosen]) for path, prior in priors.items()}
    there = ~np.isnan(next(iter(drawn.values())))
    draws = pl.DataFrame(
        {"point": np.arange(points), **drawn, "distance": distance, "accepted": chosen}
    ).filter(pl.Series(there))
    rows = [
        _told(stated, one, point, chosen, once, posterior, points)
        for stated, (one, point) in zip(asked.patterns, samples, strict=True)
    ]
    ids = [stated.pattern.id for stated in asked.patterns]
    return Calibration(
        draws=draws,
        parameters=_parameters(drawn, there, chosen),
        patterns=pl.DataFrame(rows, schema=_PATTERNS, orient="row"),
        values=_long(values, ids),
        correlations=_correlations(drawn, chosen),
        posterior=posterior,
        points=points,
        repeats=repeats,
        failed=sum(batch.failures.height for batch in computed.values()),  # whole numbers
    )


def _of_points(stated: Stated, batch: Batch, repeats: int) -> tuple[Sample, NDArray[np.int64]]:
    """Return what the rows of a batch add to a pattern's statistic, and the point of each row."""
    point = batch.column("replication").cast(pl.Int64).to_numpy() // repeats
    return sample(stated.pattern.statistic, batch), point


def _drawn(
    batches: Sequence[Batch], paths: Sequence[str], points: int, repeats: int
) -> dict[str, Floats]:
    """Return the values of the parameters at each point; NaN at a point of which nothing is left.

    They are the same in all worlds, because draws depend on the seed, the path and its place.
    """
    values = {path: np.full(points, np.nan) for path in paths}
    for batch in batches:
        point = batch.column("replication").cast(pl.Int64).to_numpy() // repeats
        for path in paths:
            values[path][point] = batch.column(path).cast(pl.Float64).to_numpy()
    return values


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
    stated: Stated,
    measured: Sample,
    point: NDArray[np.int64],
    chosen: Chosen,
    runner: Runner,
    posterior: dict[str, Distribution],
    points: int,
) -> tuple[Any, ...]:
    """Return the row of a pattern."""
    values = [
        _whole(
            sample(stated.pattern.statistic, runner(Simulated(stated.world, points, fresh=True)))
        ),
        _whole(measured),
        _whole(_only(measured, chosen[point])),
        _whole(
            sample(
                stated.pattern.statistic,
                runner(Simulated(uncertain(stated.world, posterior), points, fresh=True)),
            )
        ),
    ]
    band = stated.pattern.band
    return (stated.pattern.id, *band, *values, *(verdict(v, band) == "pass" for v in values))


def _whole(measured: Sample) -> float | None:
    """Return a statistic of all rows together."""
    rows = measured.top.size if isinstance(measured, Quotient) else measured.values.size
    value = float(by_point(measured, np.zeros(rows, dtype=np.int64), 1)[0])
    return None if np.isnan(value) else value


def _only(measured: Sample, rows: Chosen) -> Sample:
    """Return a sample of which only some rows count."""
    if isinstance(measured, Quotient):
        return replace(
            measured,
            top=np.where(rows, measured.top, 0.0),
            bottom=np.where(rows, measured.bottom, 0.0),
        )
    return replace(measured, values=np.where(rows, measured.values, np.nan))


def _parameters(drawn: dict[str, Floats], there: Chosen, chosen_points: Chosen) -> pl.DataFrame:
    rows = []
    for path, values in drawn.items():
        row: dict[str, Any] = {"path": path}
        for stage, chosen in (("prior", there), ("posterior", chosen_points)):
            ends = np.quantile(values[chosen], list(_QUANTILES.values()))
            row |= {f"{stage}_{name}": float(q) for name, q in zip(_QUANTILES, ends, strict=True)}
            row[f"{stage}_sd"] = float(values[chosen].std(ddof=1))
        ratio = row["posterior_sd"] / row["prior_sd"] if row["prior_sd"] > 0.0 else 1.0
        rows.append({**row, "sd_ratio": ratio, "contraction": 1.0 - ratio * ratio})
    return pl.DataFrame(rows)


def _correlations(drawn: dict[str, Floats], chosen: Chosen) -> pl.DataFrame:
    """Return Pearson's correlations of the accepted draws."""
    values = np.array([draws[chosen] for draws in drawn.values()])
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
