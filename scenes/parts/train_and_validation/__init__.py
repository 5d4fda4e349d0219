"""What only the film on training and validation shows."""
