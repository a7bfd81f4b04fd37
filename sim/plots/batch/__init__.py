"""Figures of a batch: what may happen, over all of its replications."""
