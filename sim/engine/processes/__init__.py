"""The processes of a replication: each waits for its moment and then asks an agent to decide."""
