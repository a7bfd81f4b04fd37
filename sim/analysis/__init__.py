"""Outcomes of many replications: scores, precision, sensitivity and comparison."""
