"""What a user writes: the scenario's schema, how files are loaded, and what is wrong with them."""
