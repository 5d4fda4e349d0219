"""Data, with the models that are fitted to them."""
