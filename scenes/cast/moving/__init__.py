"""Clocks, and what follows them."""
