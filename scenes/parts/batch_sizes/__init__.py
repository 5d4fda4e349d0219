"""What plays in BatchSizes only."""
