"""What became of one replication: its outcome row, its series, its answers."""
