"""What plays in WhyNotTryEverything only."""
