"""What plays in LearningRateDecay only."""
