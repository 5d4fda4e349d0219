"""What plays in ConvexBowl only."""
