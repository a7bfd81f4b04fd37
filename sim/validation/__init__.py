"""The model held against what is known: backtests, patterns, calibration."""
