"""What plays in NetworkLandscape only."""
