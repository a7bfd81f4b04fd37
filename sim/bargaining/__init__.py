"""What a package is worth and which to offer: pure functions on floats.

Nothing here knows of simulated time, files, scenarios or printing. Times are in years
unless a name ends in ``_days``; rates and hazards are per year; utilities are in points
(LP of the target, UP of the United States, EP of the European Union).
"""
