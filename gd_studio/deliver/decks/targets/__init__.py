"""One file a target: to add one is to add a file."""
