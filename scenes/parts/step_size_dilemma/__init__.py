"""What plays in StepSizeDilemma only."""
