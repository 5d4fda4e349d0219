"""What plays in HillDescent only."""
