"""What plays in RegressionLineFitting only."""
