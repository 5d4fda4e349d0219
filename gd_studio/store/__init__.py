"""Finished clips, filed under what they are a function of."""
