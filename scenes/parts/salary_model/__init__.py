"""What only the film on wages shows."""
