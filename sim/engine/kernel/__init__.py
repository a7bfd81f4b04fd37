"""Simulated time and chance: the clock, named random streams, draws."""
