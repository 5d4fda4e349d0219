"""What only the film on parabolic data shows."""
