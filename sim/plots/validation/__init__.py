"""Figures of backtests, checks of patterns and calibrations."""
