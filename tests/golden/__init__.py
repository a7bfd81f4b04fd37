"""What the simulator did on a known day, so that a refactoring can show that it does it still."""
