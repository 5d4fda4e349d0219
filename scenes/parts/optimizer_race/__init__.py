"""What only the race of optimizers shows."""
