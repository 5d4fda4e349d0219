"""What plays in ManyMinima only."""
