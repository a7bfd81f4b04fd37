"""The compiled model: what every replication of a scenario reads, prepared once."""
