"""What plays in LearningRateComparison only."""
