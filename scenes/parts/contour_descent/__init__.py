"""What plays in ContourDescent only."""
