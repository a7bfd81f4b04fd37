"""Simulated time and chance.

- `clock`: processes in order of time, what comes first on a day
- `calendar`: dates and days from the start
- `environment`: SimPy's environment, whose events come in the same order
- `drawn`: moments that were drawn, and are drawn anew where futures branch
- `streams`: uniforms of each named source of chance
- `sobol`: those of uncertain parameters
- `beta`: quantiles of the beta distribution
- `draws`: waiting times, sizes and picks made of uniforms
"""
