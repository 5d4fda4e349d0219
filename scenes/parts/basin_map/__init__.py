"""What plays in StabilityLimit only."""
