"""Simulated time and chance.

- `clock`: processes in order of time, what comes first on a day, dates
- `streams`: uniforms of each named source of chance
- `sobol`: those of uncertain parameters
- `beta`: quantiles of the beta distribution
- `draws`: waiting times, sizes and picks made of uniforms
"""
