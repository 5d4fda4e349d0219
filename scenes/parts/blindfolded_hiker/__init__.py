"""What plays in BlindfoldedHiker only."""
