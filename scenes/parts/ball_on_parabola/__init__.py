"""What plays in BallOnParabola only."""
