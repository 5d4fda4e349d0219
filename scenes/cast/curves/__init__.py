"""Runs on the graph of a function of one variable."""
