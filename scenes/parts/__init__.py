"""What plays in one lesson only, a folder each."""
