"""Slow or separate ways to an answer, to check the fast ones against."""
