"""What plays in ManyFeatures only."""
