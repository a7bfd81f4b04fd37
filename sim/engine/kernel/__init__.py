"""Simulated time and chance.

- `clock`: processes in order of time, what comes first on a day, dates
- `environment`: SimPy's environment, whose events come in the same order
- `streams`: uniforms of each named source of chance
- `sobol`: those of uncertain parameters
- `beta`: quantiles of the beta distribution
- `draws`: waiting times, sizes and picks made of uniforms
"""
