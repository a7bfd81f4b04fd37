"""Scenarios compared on common random numbers."""
