"""Facts of the world as data with sources: who restricts what, on which basis, for what."""
