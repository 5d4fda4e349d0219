"""What plays in TrainingLoop only."""
