"""What plays in SlopeOnly only."""
