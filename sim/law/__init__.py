"""Who may lift what, how, by when; what lapses by itself. Usable without running a simulation."""
