"""One file a product: to add one is to add a file."""
