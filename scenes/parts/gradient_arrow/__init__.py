"""What plays in GradientArrow only."""
