"""The state of one replication: what is in force, what is agreed, what has been logged."""
