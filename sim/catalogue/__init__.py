"""Facts of the world as data with sources: who restricts what, on which legal basis, and what is on offer."""
