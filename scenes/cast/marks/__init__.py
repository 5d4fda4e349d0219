"""Arrows, balls, lines and dots."""
