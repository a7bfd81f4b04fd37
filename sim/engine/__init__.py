"""The simulator: processes, calendar, chance, the log of events; one replication."""
