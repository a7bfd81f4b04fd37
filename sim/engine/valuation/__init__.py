"""What relief and concessions are worth now, to either side."""
