"""Figures that compare scenarios, replication by replication."""
