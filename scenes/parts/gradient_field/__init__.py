"""What plays in GradientField only."""
