"""Many replications of one scenario: plan, executors, store, resume."""
