"""Simulated time and chance.

`clock` runs processes in order of time; `streams` gives each named source of chance its own
uniforms, `sobol` those of uncertain parameters; `draws` turns uniforms into waiting times, sizes
and picks.
"""
